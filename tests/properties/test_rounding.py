"""Law: money is rounded half away from zero, once, whatever the size of the numbers."""

from decimal import Decimal
from fractions import Fraction
from math import floor

from hypothesis import given, settings
from hypothesis import strategies as st

from smoall.domain.kernel.money import decimals, percent_of, plain, round_cents, share, times

NUMBERS = st.decimals(Decimal("-1E9"), Decimal("1E9"), places=6, allow_nan=False, allow_infinity=False)
CENTS = st.integers(-(10**14), 10**14).map(lambda cents: Decimal(cents).scaleb(-2))


def half_up(number: Fraction) -> Decimal:
    """Independent of the decimal module: away from zero by the half."""
    cents = floor(abs(number) * 100 + Fraction(1, 2))
    return Decimal(cents if number >= 0 else -cents).scaleb(-2)


@given(NUMBERS)
@settings(max_examples=200)
def test_rounding_is_half_up(number: Decimal) -> None:
    assert round_cents(number) == half_up(Fraction(number))
    assert round_cents(-number) == -round_cents(number)


@given(NUMBERS, NUMBERS)
@settings(max_examples=200)
def test_a_product_is_rounded_once(quantity: Decimal, price: Decimal) -> None:
    assert times(quantity, price) == half_up(Fraction(quantity) * Fraction(price))


@given(CENTS, st.decimals(Decimal(0), Decimal(100), places=4))
@settings(max_examples=200)
def test_a_percentage_is_rounded_once(amount: Decimal, percent: Decimal) -> None:
    assert percent_of(amount, percent) == half_up(Fraction(amount) * Fraction(percent) / 100)


@given(CENTS, CENTS, CENTS.filter(bool))
@settings(max_examples=200)
def test_a_share_is_rounded_once(amount: Decimal, part: Decimal, whole: Decimal) -> None:
    assert share(amount, part, whole) == half_up(Fraction(amount) * Fraction(part) / Fraction(whole))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=-(10**12), max_value=10**12))
@settings(max_examples=200)
def test_writing_plainly_changes_no_value(number: Decimal) -> None:
    assert plain(number) == number
    assert "E" not in f"{plain(number):f}"
    assert decimals(number) == max(0, -int(plain(number).as_tuple().exponent))
