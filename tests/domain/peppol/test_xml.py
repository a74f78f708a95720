"""The pieces of XML."""

from decimal import Decimal

import pytest

from smoall.domain.peppol.xml import amount, attribute, clean, group, leaf, plain


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1E+3", "1000"),
        ("2.50", "2.5"),
        ("100", "100"),
        ("-0.00", "0"),
        ("0E-7", "0"),
        ("0.0001", "0.0001"),
        ("-3", "-3"),
    ],
)
def test_numbers_are_plain(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


def test_what_xml_cannot_hold_is_dropped_and_the_rest_escaped() -> None:
    assert clean(" a\x00<b>&\r\n\ud800\ufffec🧾 ") == "a&lt;b&gt;&amp;\nc🧾"


def test_nothing_empty_is_written() -> None:
    assert leaf("Name", " \x01\n") == leaf("Name", None) == group("Party", "", leaf("Name", "")) == ""


def test_an_attribute_stays_on_one_line_within_its_quotes() -> None:
    assert attribute("filename", 'a "b"\n<c>') == ' filename="a &quot;b&quot; &lt;c&gt;"'


def test_an_amount_has_two_decimals_its_currency_and_no_negative_zero() -> None:
    assert amount("Amount", Decimal("-0.00"), "EUR") == '<cbc:Amount currencyID="EUR">0.00</cbc:Amount>'
