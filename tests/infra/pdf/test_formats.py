"""Numbers, dates and identifiers as Belgians write them."""

from datetime import date
from decimal import Decimal

import pytest

from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.language import Language
from smoall.infra.pdf import formats
from smoall.infra.pdf.figures import Figure, aligned, width

FR, NL, DE, EN = Language


@pytest.mark.parametrize(
    ("language", "written"),
    [
        (FR, "−1\u202f234\u202f567,50\u00a0€"),
        (NL, "€\u00a0−1.234.567,50"),
        (DE, "−1.234.567,50\u00a0€"),
        (EN, "−€1,234,567.50"),
    ],
)
def test_money_cannot_break_and_has_a_true_minus(language: Language, written: str) -> None:
    assert formats.money(Decimal("-1234567.5"), currency="EUR", language=language) == written


def test_money_has_two_decimals_in_every_currency() -> None:
    assert formats.money(Decimal(5), currency="JPY", language=EN) == "JP¥5.00"


@pytest.mark.parametrize(
    ("amount", "written"), [("3.000", "3"), ("2.50", "2,5"), ("1234.0865", "1.234,0865"), ("0", "0")]
)
def test_a_quantity_has_no_superfluous_zeros(amount: str, written: str) -> None:
    assert formats.quantity(Decimal(amount), language=NL) == written


@pytest.mark.parametrize(("price", "written"), [("850", "850,00"), ("0.0865", "0,0865"), ("78.50", "78,50")])
def test_a_unit_price_has_its_own_decimals_but_two_at_least(price: str, written: str) -> None:
    assert formats.amount_only(Decimal(price), language=DE) == written


def test_twelve_digits_stay_exact() -> None:
    assert formats.amount_only(Decimal("123456789012.34"), language=NL) == "123.456.789.012,34"


@pytest.mark.parametrize(
    ("language", "rate", "day"),
    [
        (FR, "12,5\u202f%", "1\u00a0mars\u00a02026"),
        (NL, "12,5%", "1\u00a0maart\u00a02026"),
        (DE, "12,5\u00a0%", "1.\u00a0März\u00a02026"),
        (EN, "12.5%", "1\u00a0March\u00a02026"),
    ],
)
def test_percentages_and_days(language: Language, rate: str, day: str) -> None:
    assert formats.percent(Decimal("12.5"), language=language).replace("\u202f", " ").replace(
        "\u00a0", " "
    ) == rate.replace("\u202f", " ").replace("\u00a0", " ")
    assert formats.day(date(2026, 3, 1), language=language) == day


@pytest.mark.parametrize(
    ("vat", "written"),
    [
        (Vat(VatCategory.STANDARD, Decimal(21)), "21%"),
        (Vat(VatCategory.REVERSE_CHARGE), "AE\u00a00%"),
        (Vat(VatCategory.OUTSIDE_SCOPE), "O"),
    ],
)
def test_a_rate_of_zero_says_which_one(vat: Vat, written: str) -> None:
    assert formats.vat_rate(vat, language=NL) == written


def test_identifiers_are_grouped() -> None:
    assert formats.iban("BE68539007547034").split("\u00a0") == ["BE68", "5390", "0754", "7034"]
    assert formats.enterprise_number("0999000129") == "0999.000.129"
    assert formats.vat_number("BE0999000129") == "BE\u00a00999.000.129"
    assert formats.vat_number("FR83404833048") == "FR83404833048"


def test_unprintable_characters_go_and_line_breaks_stay() -> None:
    assert formats.clean("a\x00b\x1b\ud800c\u202egpj\u202c\r\nd") == "abcgpj\nd"
    assert formats.clean("a 🚀 b 👍🏽") == "a ☐ b ☐"
    assert formats.one_line(" a\n b\u00a0\u00a0c ") == "a b c"


def test_a_country_is_written_in_capitals() -> None:
    assert formats.country("DE", language=FR) == "ALLEMAGNE"
    assert formats.country("ZZ9", language=FR) == "ZZ9"


def test_decimal_signs_stand_in_one_line() -> None:
    column = aligned(["1", "24,5", "0,0865"], language=FR)

    assert column == (Figure("1", ",0000"), Figure("24,5", "000"), Figure("0,0865", ""))
    assert aligned(["1", "20"], language=FR) == (Figure("1", ""), Figure("20", ""))


def test_a_column_is_as_wide_as_its_widest_cell_or_its_heading() -> None:
    assert width("TVA", ["123.456.789.012,34"]) > width("TVA", ["1,00"])
    assert width("Montant HTVA", []) == width("Montant HTVA", ["1,00"])
