"""The one VAT computation: everything that shows a total reads the result of :func:`compute_totals`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.vat import Vat
from smoall.domain.kernel.money import ZERO, percent_of

if TYPE_CHECKING:
    from smoall.domain.invoicing.document import Discount


@dataclass(frozen=True, slots=True)
class VatBreakdown:
    """Taxable base and VAT of one category and rate (BG-23): base BT-116, amount BT-117."""

    vat: Vat
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """The document totals (BG-22): lines BT-106, discounts BT-107, net BT-109, vat BT-110, gross BT-112."""

    lines: Decimal
    discounts: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal
    by_vat: tuple[VatBreakdown, ...]
    discount_amounts: tuple[Decimal, ...] = ()


def compute_totals(
    lines: Sequence[Line], discounts: Sequence["Discount"] = (), *, remainders: Mapping[Vat, Decimal] | None = None
) -> Totals:
    """Sum line nets per VAT category and rate, take the discounts off, and round VAT once per group.

    BR-CO-10 lines = Σ line nets; BR-CO-11 discounts = Σ amounts; BR-CO-13 net = lines − discounts; BR-CO-17 VAT per
    group = round2(base × rate); BR-CO-14 vat = Σ; BR-CO-15 gross = net + vat. Groups are in order of first use.
    ``remainders`` are the cents by which a credit note's VAT differs from its own product, so that all credit notes of
    an invoice add up to its VAT; at most one cent each, within the tolerance of BR-CO-17.
    """
    bases: dict[Vat, Decimal] = {}
    for line in lines:
        bases[line.vat] = bases.get(line.vat, ZERO) + line.net
    sums = dict(bases)
    amounts = tuple(_amount(discount, sums) for discount in discounts)
    for discount, amount in zip(discounts, amounts, strict=True):
        bases[discount.vat] = bases.get(discount.vat, ZERO) - amount
    by_vat = tuple(_group(vat, base, (remainders or {}).get(vat, ZERO)) for vat, base in bases.items())
    total, off = sum(sums.values(), ZERO), sum(amounts, ZERO)
    tax = sum((group.amount for group in by_vat), ZERO)
    return Totals(total, off, total - off, tax, total - off + tax, by_vat, amounts)


def _group(vat: Vat, base: Decimal, remainder: Decimal) -> VatBreakdown:
    return VatBreakdown(vat, base, percent_of(base, vat.rate) + remainder)


def _amount(discount: "Discount", sums: dict[Vat, Decimal]) -> Decimal:
    if discount.amount is not None:
        return discount.amount
    return percent_of(sums.get(discount.vat, ZERO), discount.percent or ZERO)
