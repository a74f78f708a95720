"""The one rounding rule, and numbers as they are written."""

from decimal import Decimal, localcontext

import pytest

from smoall.domain.kernel.money import Money, decimals, percent_of, plain, round_cents, share, times


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("223.125", "223.13"), ("-223.125", "-223.13"), ("0.005", "0.01"), ("0.0049999", "0.00"), ("-0.001", "0.00")],
)
def test_halves_go_away_from_zero(amount: str, rounded: str) -> None:
    assert str(round_cents(Decimal(amount))) == rounded


def test_a_product_of_thirty_digits_is_rounded_once() -> None:
    # At 28 digits the product would first become …000.005 and then be rounded up.
    quantity, price = Decimal("999999999.999999"), Decimal("999999999.999995")
    exact = Decimal("999999999999994000.000000000005")
    assert times(quantity, price) == round_cents(exact) == Decimal("999999999999994000.00")


def test_the_surrounding_context_does_not_matter() -> None:
    with localcontext() as context:
        context.prec = 4
        assert times(Decimal("123456.78"), Decimal("9.99")) == Decimal("1233333.23")
        assert percent_of(Decimal("123456.78"), Decimal(21)) == Decimal("25925.92")
        assert share(Decimal("100.00"), Decimal("1.00"), Decimal("3.00")) == Decimal("33.33")


def test_a_share_of_nothing_is_nothing() -> None:
    assert share(Decimal("1.00"), Decimal("0.00"), Decimal("0.00")) == 0


@pytest.mark.parametrize(
    ("number", "written", "places"),
    [("1E+2", "100", 0), ("1.500", "1.5", 1), ("-0", "0", 0), ("0.000001", "0.000001", 6), ("1E-7", "0.0000001", 7)],
)
def test_numbers_are_written_plainly(number: str, written: str, places: int) -> None:
    assert (str(plain(Decimal(number))) if places < 7 else f"{plain(Decimal(number)):f}") == written
    assert decimals(Decimal(number)) == places


def test_two_currencies_do_not_add_up() -> None:
    assert Money(Decimal(1)) + Money(Decimal(2)) == Money(Decimal(3))
    with pytest.raises(ValueError, match="EUR and USD"):
        Money(Decimal(1)) - Money(Decimal(1), "USD")
