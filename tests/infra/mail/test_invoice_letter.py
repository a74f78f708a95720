"""The letter that carries an invoice: four languages, all that is needed to pay, nothing that looks back."""

import re
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

import pytest

from smoall.domain.invoicing.document import DocumentKind, IssuedDocument
from smoall.domain.kernel.language import Language
from smoall.infra.mail.invoice_letter import invoice_letter
from smoall.infra.mail.message import build_message
from smoall.infra.mail.words import WORDS
from smoall.usecases.mail import Letter, MailAddress
from tests.builders import buyer, content, issued_document, line, seller
from tests.infra.mail.letters import DELIVERY, MAIL_FROM, SENT_AT

TO = MailAddress("boekhouding@inkt.example")
ANSWERS = MailAddress("facturation@menuiserie.example")
# 24 × 85.00 + 21 %: amounts and dates as a reader of each language writes them, spaces shown as plain ones.
SHOWN = {
    Language.FR: (
        "2 468,40 €",
        "23 novembre 2026",
        "23 décembre 2026",
        "Facture",
        "Note de crédit",
        "Bonjour Jan Peeters,",
    ),
    Language.NL: ("€ 2.468,40", "23 november 2026", "23 december 2026", "Factuur", "Creditnota", "Beste Jan Peeters,"),
    Language.DE: (
        "2.468,40 €",
        "23. November 2026",
        "23. Dezember 2026",
        "Rechnung",
        "Gutschrift",
        "Guten Tag Jan Peeters,",
    ),
    Language.EN: ("€2,468.40", "23 November 2026", "23 December 2026", "Invoice", "Credit note", "Dear Jan Peeters,"),
}


def document(
    *, kind: DocumentKind = DocumentKind.INVOICE, language: Language = Language.FR, **changes: Any
) -> IssuedDocument:
    what = content(line(quantity=Decimal(24)), kind=kind, language=language)
    return issued_document(what, **{"buyer": buyer(contact_name="Jan Peeters"), **changes})


def written(one: IssuedDocument, *, reply_to: MailAddress | None = ANSWERS) -> Letter:
    return invoice_letter(one, delivery_id=DELIVERY, recipient=TO, reply_to=reply_to, pdf=b"%PDF", ubl=b"<Invoice/>")


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("language", Language)
def test_an_invoice_says_how_much_when_and_how_to_pay(language: Language) -> None:
    amount, issued_on, due_on, invoice, _, greeting = SHOWN[language]
    letter = written(document(language=language))
    assert letter.subject == f"{invoice} F2026-0001 – Menuiserie du Canal"
    assert letter.language is language
    for text in (plain(letter.text), plain(letter.html)):
        for needed in (
            amount,
            issued_on,
            due_on,
            greeting,
            "F2026-0001",
            "BE68 5390 0754 7034",
            "+++202/6000/00192+++",
        ):
            assert needed in text


@pytest.mark.parametrize("language", Language)
def test_a_credit_note_names_the_invoice_and_asks_for_nothing(language: Language) -> None:
    amount, _, due_on, _, credit_note, _ = SHOWN[language]
    letter = written(document(kind=DocumentKind.CREDIT_NOTE, language=language))
    assert letter.subject == f"{credit_note} NC2026-0001 – Menuiserie du Canal"
    for text in (plain(letter.text), plain(letter.html)):
        assert amount in text
        assert "F2026-0001" in text
        assert WORDS[language].in_your_favour in text
        for absent in (due_on, "IBAN", "+++", WORDS[language].how_to_pay):
            assert absent not in text


@pytest.mark.parametrize("language", Language)
def test_the_seller_signs(language: Language) -> None:
    letter = written(document(language=language))
    assert (letter.sender, letter.reply_to, letter.recipient) == ("Menuiserie du Canal", ANSWERS, TO)
    for text in (letter.text, letter.html):
        for needed in (
            "Menuiserie du Canal SRL",
            "Quai des Péniches 12, 1000 Bruxelles",
            "0999.000.129",
            "BE 0999.000.129",
        ):
            assert needed in text
    assert WORDS[language].enterprise_number in letter.text


@pytest.mark.parametrize(
    ("kind", "language", "name"),
    [
        (DocumentKind.INVOICE, Language.FR, "Facture-F2026-0001"),
        (DocumentKind.CREDIT_NOTE, Language.FR, "Note-de-crédit-NC2026-0001"),
        (DocumentKind.INVOICE, Language.NL, "Factuur-F2026-0001"),
        (DocumentKind.CREDIT_NOTE, Language.DE, "Gutschrift-NC2026-0001"),
        (DocumentKind.CREDIT_NOTE, Language.EN, "Credit-note-NC2026-0001"),
    ],
)
def test_both_files_are_attached_and_explained(kind: DocumentKind, language: Language, name: str) -> None:
    letter = written(document(kind=kind, language=language))
    files = [(file.name, file.media_type, file.content) for file in letter.attachments]
    assert files == [(f"{name}.pdf", "application/pdf", b"%PDF"), (f"{name}.xml", "application/xml", b"<Invoice/>")]
    for text in (letter.text, letter.html):
        for needed in (f"{name}.pdf", f"{name}.xml", WORDS[language].pdf_note, WORDS[language].ubl_note):
            assert needed in text


@pytest.mark.parametrize(("number", "name"), [("2026/VK 7", "Facture-2026-VK-7.pdf"), ("../é_1", "Facture-é_1.pdf")])
def test_a_number_becomes_a_sound_file_name(number: str, name: str) -> None:
    letter = written(document(number=number))
    assert letter.attachments[0].name == name
    build_message(letter, mail_from=MAIL_FROM, sent_at=SENT_AT)


def test_without_a_contact_the_greeting_is_general() -> None:
    letter = written(document(buyer=buyer(), language=Language.NL))
    assert letter.text.startswith("Geachte heer of mevrouw,\n")


def test_without_a_structured_communication_the_number_is_asked_for() -> None:
    assert "Communication: F2026-0001\n" in written(document(structured_communication=None)).text


def test_without_an_account_there_is_no_box_to_pay() -> None:
    letter = written(document(seller=seller(iban=None)))
    assert "IBAN" not in letter.text
    assert "À payer au plus tard" in letter.text


def test_nothing_to_pay_is_said() -> None:
    free = issued_document(content(line(unit_price=Decimal(0))))
    letter = written(free)
    assert "Vous n’avez rien à payer." in letter.text
    assert "IBAN" not in letter.text + letter.html


def test_without_an_address_for_answers_none_are_asked_for() -> None:
    letter = written(document(), reply_to=None)
    assert letter.reply_to is None
    assert "Répondez" not in letter.text + letter.html


def test_a_seller_with_little_leaves_no_empty_lines() -> None:
    bare = seller(enterprise_number=None, vat_number=None, phone=None, legal_form=None, register=None, email=None)
    assert written(document(seller=bare)).text.endswith(
        "\n-- \nMenuiserie du Canal\nQuai des Péniches 12, 1000 Bruxelles\n"
    )


def test_what_people_wrote_is_text_and_never_markup() -> None:
    nasty = '<img src="https://spy.example/x.gif">{{ 7 * 7 }}&'
    letter = written(document(seller=seller(name=nasty), buyer=buyer(contact_name=nasty)))
    assert "<img" not in letter.html
    assert "&lt;img src=&#34;https://spy.example/x.gif&#34;&gt;{{ 7 * 7 }}&amp;" in letter.html
    assert nasty in letter.text


@pytest.mark.parametrize("kind", DocumentKind)
def test_nothing_is_loaded_and_nothing_looks_back(kind: DocumentKind) -> None:
    html = written(document(kind=kind)).html
    assert not re.search(
        r"https?:|//|url\(|@import|<(img|link|script|iframe|object|form|a)\b|\bon\w+=", html, re.IGNORECASE
    )


def test_the_html_is_well_formed_and_says_its_language() -> None:
    html = written(document(language=Language.DE)).html
    assert '<html lang="de">' in html
    for tag in ("table", "tr", "td", "p", "div", "style", "body", "html"):
        assert len(re.findall(rf"<{tag}[ >]", html)) == html.count(f"</{tag}>")


def test_amounts_and_dates_do_not_break_over_lines() -> None:
    html = written(document()).html
    assert "2\u202f468,40\u00a0€" in html
    assert "23\u00a0décembre\u00a02026" in html


def test_another_currency_is_shown() -> None:
    one = document()
    swiss = replace(one, content=replace(one.content, currency="CHF"), due_on=date(2027, 1, 5))
    assert "2 468,40 CHF" in plain(written(swiss).text)


@pytest.mark.parametrize("language", Language)
def test_every_language_has_every_word_with_the_same_blanks(language: Language) -> None:
    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for word in fields(WORDS[language]):
        text, french = getattr(WORDS[language], word.name), getattr(WORDS[Language.FR], word.name)
        assert text.strip()
        assert blanks(text) == blanks(french)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", DocumentKind)
def test_the_letter_can_be_sent(kind: DocumentKind, language: Language) -> None:
    message = build_message(written(document(kind=kind, language=language)), mail_from=MAIL_FROM, sent_at=SENT_AT)
    assert len(message) < 40_000
