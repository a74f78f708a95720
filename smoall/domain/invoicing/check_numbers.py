"""Quantities, prices, percentages and amounts, one by one and in sum (EN 16931 BG-20, BG-22, BG-25)."""

from collections.abc import Iterator
from decimal import Decimal

from smoall.domain.invoicing.document import Content, Discount, DocumentKind
from smoall.domain.invoicing.limits import (
    AMOUNT_BELOW,
    FACTOR_BELOW,
    FACTOR_DECIMALS,
    LONGEST_TERM_DAYS,
    PERCENT_DECIMALS,
)
from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.vat import Vat
from smoall.domain.kernel.errors import Finding
from smoall.domain.kernel.money import ZERO, decimals, round_cents

HUNDRED = Decimal(100)


def check_numbers(content: Content) -> Iterator[Finding]:
    """Every number by itself; only when all are sound may amounts be computed (``check_amounts``)."""
    for at, line in enumerate(content.lines):
        yield from _line(line, path=f"lines[{at}]")
    for at, discount in enumerate(content.discounts):
        yield from _discount(discount, path=f"discounts[{at}]")
    if not 0 <= content.payment_term_days <= LONGEST_TERM_DAYS:
        yield Finding("PAYMENT_TERM_OUT_OF_RANGE", "paymentTermDays", values={"limit": str(LONGEST_TERM_DAYS)})


def check_amounts(content: Content) -> Iterator[Finding]:
    """The products and sums: each below AMOUNT_BELOW, discounts within what they reduce, the gross not below zero."""
    for at, line in enumerate(content.lines):
        if abs(line.full) >= AMOUNT_BELOW:
            yield _too_high("LINE_AMOUNT_TOO_HIGH", f"lines[{at}]")
    # A credit note takes shares of the invoice's discounts; among lines that cancel out they may exceed a part.
    excesses = tuple(_discount_bases(content)) if content.kind is DocumentKind.INVOICE else ()
    yield from excesses
    gross = content.totals.gross
    if abs(gross) >= AMOUNT_BELOW:
        yield _too_high("AMOUNT_TOO_HIGH", "lines")
    elif gross < 0 and not excesses:
        yield Finding("TOTAL_NEGATIVE", "lines", values={"gross": str(gross)})


def _line(line: Line, *, path: str) -> Iterator[Finding]:
    quantity, price = f"{path}.quantity", f"{path}.unitPrice"
    yield from _factor(line.quantity, "QUANTITY_OUT_OF_RANGE", "QUANTITY_DECIMALS", path=quantity)
    yield from _factor(line.unit_price, "UNIT_PRICE_OUT_OF_RANGE", "UNIT_PRICE_DECIMALS", path=price)
    yield from _percent(line.discount_percent, path=f"{path}.discountPercent")
    if not line.quantity:
        yield Finding("QUANTITY_ZERO", quantity)
    # A number that is not finite compares with nothing; _factor has named it.
    if line.unit_price.is_finite() and line.unit_price < 0:
        yield Finding("UNIT_PRICE_NEGATIVE", price, "BR-27")


def _discount(discount: Discount, *, path: str) -> Iterator[Finding]:
    if (discount.percent is None) == (discount.amount is None):
        yield Finding("DISCOUNT_PERCENT_OR_AMOUNT", path, "BR-31")
    if discount.percent is not None:
        yield from _percent(discount.percent, path=f"{path}.percent")
        if not discount.percent:
            yield Finding("DISCOUNT_ZERO", f"{path}.percent")
    if discount.amount is not None:
        yield from _amount(discount.amount, path=f"{path}.amount")


def _factor(number: Decimal, too_large: str, too_fine: str, *, path: str) -> Iterator[Finding]:
    if not number.is_finite() or abs(number) >= FACTOR_BELOW:
        yield Finding(too_large, path, values={"limit": str(FACTOR_BELOW)})
    elif decimals(number) > FACTOR_DECIMALS:
        yield Finding(too_fine, path, values={"limit": str(FACTOR_DECIMALS)})


def _percent(number: Decimal, *, path: str) -> Iterator[Finding]:
    if not number.is_finite() or not 0 <= number <= HUNDRED:
        yield Finding("PERCENT_OUT_OF_RANGE", path)
    elif decimals(number) > PERCENT_DECIMALS:
        yield Finding("PERCENT_DECIMALS", path, values={"limit": str(PERCENT_DECIMALS)})


def _amount(number: Decimal, *, path: str) -> Iterator[Finding]:
    if not number.is_finite() or not 0 <= number < AMOUNT_BELOW:
        yield Finding("DISCOUNT_OUT_OF_RANGE", path, values={"limit": str(AMOUNT_BELOW)})
    elif decimals(number) > 2:
        yield Finding("AMOUNT_DECIMALS", path, "BR-DEC-01", values={"limit": "2"})
    elif not number:
        yield Finding("DISCOUNT_ZERO", path)


def _discount_bases(content: Content) -> Iterator[Finding]:
    """A document discount reduces lines of its category and rate, and together they take no more than those come to."""
    left: dict[Vat, Decimal] = {}
    for line in content.lines:
        left[line.vat] = left.get(line.vat, ZERO) + line.net
    for at, (discount, amount) in enumerate(zip(content.discounts, content.totals.discount_amounts, strict=True)):
        path = f"discounts[{at}]"
        base = left.get(discount.vat)
        if base is None:
            yield Finding("DISCOUNT_WITHOUT_LINES", f"{path}.vat", "BR-32")
            continue
        if amount < 0 or amount > max(base, ZERO):
            yield Finding("DISCOUNT_EXCEEDS_BASE", path, values={"base": str(max(round_cents(base), ZERO))})
        left[discount.vat] = base - amount


def _too_high(code: str, path: str) -> Finding:
    return Finding(code, path, values={"limit": str(AMOUNT_BELOW)})
