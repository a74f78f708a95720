"""Register money that came in, and say what it pays."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.errors import Finding, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.text import optional_text
from smoall.domain.payments.allocation import Payable, Wanted, check_allocations, check_amount
from smoall.usecases.gate import require
from smoall.usecases.stores import Payment
from smoall.usecases.unit import Unit

MOST_ALLOCATIONS = 100
Allocation = tuple[UUID | None, Decimal]


async def register_payment(
    unit: Unit,
    *,
    amount: Decimal,
    currency: str,
    received_on: date,
    payer: str | None,
    communication: str | None,
    allocations: Sequence[Allocation],
) -> UUID:
    """Save a payment and its allocations; what is not allocated waits. Raises Forbidden, Invalid with every finding."""
    require(unit, Permission.REGISTER_PAYMENTS)
    findings = list(check_amount(amount, path="amount.amount"))
    if received_on > unit.today:
        findings.append(Finding("RECEIVED_IN_FUTURE", "receivedOn", values={"today": unit.today.isoformat()}))
    who = collect(findings, "payer", partial(optional_text, max_length=200), payer)
    what = collect(findings, "communication", partial(optional_text, max_length=500), communication)
    wanted = await _wanted(unit, allocations, findings)
    if not any(finding.path == "amount.amount" for finding in findings):
        findings += check_allocations(amount, currency=currency, wanted=wanted)
    refuse_fatal(findings)
    payment = Payment(unit.new_id(), amount, currency, received_on, who, what)
    await unit.payments.add(payment)
    await _allocate(unit, payment.id, allocations)
    unit.record("registerPayment", public_id(Kind.PAYMENT, payment.id))
    return payment.id


async def allocate_payment(unit: Unit, payment_id: UUID | None, allocations: Sequence[Allocation]) -> UUID:
    """Allocate more of a payment that is not used up. Raises Forbidden, NotFound, Invalid with every finding."""
    require(unit, Permission.REGISTER_PAYMENTS)
    payment = await unit.payments.get(payment_id, lock=True) if payment_id else None
    if payment is None:
        raise NotFound("PAYMENT_NOT_FOUND")
    findings: list[Finding] = []
    if not allocations:
        findings.append(Finding("ALLOCATIONS_MISSING", "allocations"))
    wanted = await _wanted(unit, allocations, findings)
    assert payment.unallocated is not None
    findings += check_allocations(payment.unallocated, currency=payment.currency, wanted=wanted)
    refuse_fatal(findings)
    await _allocate(unit, payment.id, allocations)
    unit.record("allocatePayment", public_id(Kind.PAYMENT, payment.id))
    return payment.id


async def _wanted(unit: Unit, allocations: Sequence[Allocation], findings: list[Finding]) -> list[Wanted]:
    """The invoices behind the allocations, locked in the order of their ids so that nobody waits in a circle."""
    ids = [identity for identity, _ in allocations if identity]
    if len(allocations) > MOST_ALLOCATIONS:
        findings.append(Finding("TOO_MANY_ALLOCATIONS", "allocations", values={"limit": str(MOST_ALLOCATIONS)}))
        refuse_fatal(findings)
    if len(set(ids)) < len(ids):
        findings.append(Finding("INVOICE_TWICE", "allocations"))
    payable: dict[UUID, Payable] = {}
    for identity in sorted(set(ids)):
        invoice = await unit.documents.get(identity, DocumentKind.INVOICE, lock=True)
        if invoice and invoice.issued:
            payable[identity] = Payable(invoice.balance, invoice.content.currency)
    return [Wanted(amount, payable.get(identity) if identity else None) for identity, amount in allocations]


async def _allocate(unit: Unit, payment_id: UUID, allocations: Sequence[Allocation]) -> None:
    for identity, amount in allocations:
        assert identity is not None
        await unit.payments.allocate(payment_id, identity, amount)
        unit.record("payInvoice", public_id(Kind.INVOICE, identity), payment=public_id(Kind.PAYMENT, payment_id))
        unit.changed(identity)
