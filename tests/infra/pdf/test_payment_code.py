"""The EPC QR code, line by line (EPC069-12 v2.1)."""

from decimal import Decimal
from typing import Any

import pytest

from smoall.infra.pdf.payment_code import payload, svg


def written(**changes: Any) -> str | None:
    values: dict[str, Any] = {
        "name": "Menuiserie du Canal",
        "iban": "BE68 5390 0754 7034",
        "bic": "TESTBEB1XXX",
        "amount": Decimal("3564.96"),
        "reference": "202600000192",
        "text": "F2026-0001",
    }
    return payload(**(values | changes))


def test_a_structured_communication_is_the_structured_reference() -> None:
    assert written() == (
        "BCD\n002\n1\nSCT\nTESTBEB1XXX\nMenuiserie du Canal\nBE68539007547034\nEUR3564.96\n\n202600000192"
    )


def test_without_one_the_number_is_the_free_text() -> None:
    assert (written(reference=None, bic=None) or "").split("\n")[4:] == [
        "",
        "Menuiserie du Canal",
        "BE68539007547034",
        "EUR3564.96",
        "",
        "",
        "F2026-0001",
    ]


@pytest.mark.parametrize("amount", ["0", "-1.00", "0.004", "1000000000.00"])
def test_what_the_code_cannot_express_gets_none(amount: str) -> None:
    assert written(amount=Decimal(amount)) is None


@pytest.mark.parametrize(
    ("amount", "line"), [("0.01", "EUR0.01"), ("999999999.99", "EUR999999999.99"), ("5", "EUR5.00")]
)
def test_amounts_have_a_point_and_two_decimals(amount: str, line: str) -> None:
    assert (written(amount=Decimal(amount)) or "").split("\n")[7] == line


def test_a_name_stays_one_line_of_seventy_characters() -> None:
    lines = (written(name="Évil\nEUR0.01 " + "x" * 100) or "").split("\n")

    assert lines[5] == ("Évil EUR0.01 " + "x" * 100)[:70]
    assert len(lines) == 10


def test_more_than_331_bytes_gets_none() -> None:
    assert written(name="漢" * 70, reference=None, text="字" * 140) is None


def test_the_picture_is_a_small_svg_that_changes_with_the_payment() -> None:
    one, other = svg(written() or ""), svg(written(amount=Decimal(1)) or "")

    assert one.startswith(b"<svg xmlns=")
    assert b"viewBox=" in one
    assert one != other
    assert len(one) < 20_000
