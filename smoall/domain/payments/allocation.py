"""The payment ledger: what a payment may pay. What an invoice counts as paid is the sum of its allocations."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from smoall.domain.kernel.errors import Finding
from smoall.domain.kernel.money import ZERO, decimals

HIGHEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Payable:
    """An invoice that a payment is to pay: what is left of it and in which currency; None when it cannot be paid.

    It cannot be paid when there is none of that id, or when it is a draft.
    """

    balance: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One allocation as asked for."""

    amount: Decimal
    invoice: Payable | None


def check_amount(amount: Decimal, *, path: str) -> tuple[Finding, ...]:
    """An amount of money is above zero, with at most two decimals, and below a million million."""
    if not amount.is_finite() or amount <= 0:
        return (Finding("AMOUNT_NOT_POSITIVE", path),)
    if amount >= HIGHEST:
        return (Finding("AMOUNT_TOO_HIGH", path),)
    return (Finding("AMOUNT_DECIMALS", path),) if decimals(amount) > 2 else ()


def check_allocations(
    available: Decimal, *, currency: str, wanted: Sequence[Wanted], path: str = "allocations"
) -> tuple[Finding, ...]:
    """What stands against allocating ``available`` money so.

    Each allocation is an amount of money, goes to an issued invoice in the same currency and is not above what is left
    of it (OVER_ALLOCATED says how much that is); together they are not above what is available. Less is fine: the rest
    stays unallocated, as an overpayment or for later.
    """
    findings = [finding for index, one in enumerate(wanted) for finding in _check(one, currency, f"{path}[{index}]")]
    total = sum((one.amount for one in wanted if one.amount.is_finite()), ZERO)
    if not findings and total > available:
        findings.append(Finding("ALLOCATED_ABOVE_PAYMENT", path, values={"available": str(available)}))
    return tuple(findings)


def _check(one: Wanted, currency: str, path: str) -> tuple[Finding, ...]:
    found = check_amount(one.amount, path=f"{path}.amount")
    if one.invoice is None:
        return (*found, Finding("INVOICE_NOT_PAYABLE", f"{path}.invoice"))
    if one.invoice.currency != currency:
        return (*found, Finding("CURRENCY_DIFFERS", f"{path}.invoice", values={"currency": one.invoice.currency}))
    if not found and one.amount > one.invoice.balance:
        left = str(max(one.invoice.balance, ZERO))
        return (Finding("OVER_ALLOCATED", f"{path}.amount", values={"balance": left}),)
    return found
