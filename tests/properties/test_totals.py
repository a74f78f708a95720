"""Law: totals are exact, do not depend on the order of lines, and equal what an independent computation finds."""

from decimal import Decimal
from fractions import Fraction
from math import floor
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from smoall.domain.invoicing.document import Content
from smoall.domain.invoicing.totals import compute_totals
from smoall.domain.invoicing.vat import Vat
from tests.properties.invoices import contents


def cents(number: Fraction) -> int:
    """Whole cents, halves away from zero."""
    rounded = floor(abs(number) * 100 + Fraction(1, 2))
    return rounded if number >= 0 else -rounded


def expected(what: Content) -> dict[str, int]:
    """EN 16931 BR-CO-10 to BR-CO-17 in whole cents and fractions, without the decimal module."""
    sums: dict[Vat, int] = {}
    for line in what.lines:
        full = cents(Fraction(line.quantity) * Fraction(line.unit_price))
        off = cents(Fraction(full, 100) * Fraction(line.discount_percent) / 100)
        sums[line.vat] = sums.get(line.vat, 0) + full - off
    bases, discounted = dict(sums), 0
    for discount in what.discounts:
        amount = cents(Fraction(sums[discount.vat], 100) * Fraction(discount.percent or 0) / 100)
        bases[discount.vat] -= amount
        discounted += amount
    tax = sum(cents(Fraction(base, 100) * Fraction(vat.rate) / 100) for vat, base in bases.items())
    net = sum(sums.values()) - discounted
    return {"lines": sum(sums.values()), "discounts": discounted, "net": net, "vat": tax, "gross": net + tax}


@given(contents(returns=True))
@settings(max_examples=200, deadline=None)
def test_totals_equal_the_independent_computation(what: Content) -> None:
    totals = what.totals
    found = {name: getattr(totals, name) for name in ("lines", "discounts", "net", "vat", "gross")}
    assert found == {name: Decimal(amount).scaleb(-2) for name, amount in expected(what).items()}


@given(contents(returns=True), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_lines_does_not_matter(what: Content, chance: Random) -> None:
    shuffled = list(what.lines)
    chance.shuffle(shuffled)
    totals, other = what.totals, compute_totals(shuffled, what.discounts)
    assert set(totals.by_vat) == set(other.by_vat)
    assert (totals.net, totals.vat, totals.gross) == (other.net, other.vat, other.gross)


@given(contents(returns=True))
@settings(max_examples=200, deadline=None)
def test_the_sums_of_the_standard_hold_to_the_cent(what: Content) -> None:
    totals = what.totals
    assert totals.lines == sum(line.net for line in what.lines)
    assert totals.discounts == sum(totals.discount_amounts)
    assert totals.net == totals.lines - totals.discounts == sum(group.base for group in totals.by_vat)
    assert totals.vat == sum(group.amount for group in totals.by_vat)
    assert totals.gross == totals.net + totals.vat
    assert all(amount.as_tuple().exponent == -2 for amount in (totals.net, totals.vat, totals.gross))
