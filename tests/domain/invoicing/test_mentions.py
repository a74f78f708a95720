"""The legal texts: which, in which language, and the one note that holds them."""

import pytest

from smoall.domain.invoicing.document import Content, DocumentKind
from smoall.domain.invoicing.mentions import exemption_reason, mentions_for, note_text
from smoall.domain.invoicing.vat import EXEMPTIONS, RULES, Vat, VatCategory
from smoall.domain.kernel.language import Language
from tests.builders import buyer, content, foreign_buyer, line

BARE = {VatCategory.STANDARD, VatCategory.ZERO}


def of(category: VatCategory, language: Language = Language.FR, **changes: object) -> Content:
    return content(line(vat=Vat(category)), language=language, **changes)


@pytest.mark.parametrize("category", VatCategory)
@pytest.mark.parametrize("language", Language)
def test_each_category_has_its_mention_and_reason_in_each_language(category: VatCategory, language: Language) -> None:
    what = of(category, language)
    mentions = mentions_for(what, buyer=foreign_buyer())
    code, text = exemption_reason(Vat(category), what)
    assert mentions == ((text,) if text else ())
    assert (text is None) == (category in BARE)
    assert code == RULES[category].vatex


def test_mentions_are_not_the_same_in_two_languages() -> None:
    for category in set(VatCategory) - BARE:
        assert len({mentions_for(of(category, language), buyer=foreign_buyer()) for language in Language}) == 4


@pytest.mark.parametrize(
    ("language", "start", "end"),
    [
        (
            Language.FR,
            "Autoliquidation : En l'absence de contestation par écrit, dans un délai d'un mois",
            "amendes dus.",
        ),
        (Language.NL, "Btw verlegd: Bij gebrek aan schriftelijke betwisting binnen een termijn", "geldboeten."),
        (Language.DE, "Steuerschuldnerschaft des Leistungsempfängers: ", "Geldbußen."),
        (Language.EN, "Reverse charge: In the absence of a written objection", "fines due."),
    ],
)
def test_reverse_charge_inside_belgium_bears_the_long_clause(language: Language, start: str, end: str) -> None:
    [mention] = mentions_for(of(VatCategory.REVERSE_CHARGE, language), buyer=buyer())
    assert mention.startswith(start)
    assert mention.endswith(end)
    assert "  " not in mention


def test_reverse_charge_abroad_bears_the_word_alone() -> None:
    assert mentions_for(of(VatCategory.REVERSE_CHARGE), buyer=foreign_buyer()) == ("Autoliquidation",)


def test_each_mention_is_printed_once_in_the_order_of_the_lines() -> None:
    exempt, reverse = Vat(VatCategory.EXEMPT), Vat(VatCategory.REVERSE_CHARGE)
    what = content(line(vat=reverse), line(2, vat=exempt), line(3, vat=reverse), language=Language.NL)
    assert mentions_for(what, buyer=foreign_buyer()) == ("Btw verlegd", "Vrijgesteld van btw, art. 44 Wbtw")


def test_a_margin_scheme_replaces_the_exemption() -> None:
    what = of(VatCategory.EXEMPT, Language.NL, exemption="VATEX-EU-F")
    assert exemption_reason(Vat(VatCategory.EXEMPT), what) == ("VATEX-EU-F", "Bijzondere regeling — gebruikte goederen")
    assert mentions_for(what, buyer=buyer()) == ("Bijzondere regeling — gebruikte goederen",)


def test_another_exemption_code_keeps_the_text_of_article_44() -> None:
    what = of(VatCategory.EXEMPT, exemption="VATEX-EU-132-1I")
    assert exemption_reason(Vat(VatCategory.EXEMPT), what) == (
        "VATEX-EU-132-1I", "Exempté de la TVA, art. 44 du Code de la TVA",
    )  # fmt: skip


def test_codes_of_other_categories_are_no_exemptions() -> None:
    assert not EXEMPTIONS & {rule.vatex for rule in RULES.values()}


def test_a_credit_note_with_vat_says_what_becomes_of_it() -> None:
    note = content(kind=DocumentKind.CREDIT_NOTE, language=Language.NL)
    [mention] = mentions_for(note, buyer=buyer())
    assert mention.startswith("Btw terug te storten aan de Staat")


def test_a_credit_note_without_vat_bears_the_short_reverse_charge_only() -> None:
    assert mentions_for(of(VatCategory.REVERSE_CHARGE, kind=DocumentKind.CREDIT_NOTE), buyer=buyer()) == (
        "Autoliquidation",
    )


def test_note_and_mentions_become_one_note() -> None:
    assert note_text("Merci.", ("Autoliquidation",)) == "Merci.\nAutoliquidation"
    assert note_text(None, ("A", "B")) == "A\nB"
    assert note_text(None, ()) is None
