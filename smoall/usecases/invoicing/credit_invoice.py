"""Credit: the only way to take an issued invoice back, in part or in full."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.invoicing.credit import Credited, CreditedLine, decide_credit
from smoall.domain.invoicing.document import CreditedInvoice, DocumentKind, IssuedDocument
from smoall.domain.invoicing.limits import REASON_LENGTH
from smoall.domain.invoicing.sales_document import SalesDocument
from smoall.domain.kernel.errors import Conflict, Finding, Invalid, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.text import clean_text
from smoall.domain.privacy.marks import ensure_unrestricted, read_duty, traced
from smoall.usecases.gate import require
from smoall.usecases.invoicing.draft_invoice import Findings
from smoall.usecases.invoicing.issue_invoice import issue_document
from smoall.usecases.ports import Rules
from smoall.usecases.privacy.objection.guard import ensure_document_changeable
from smoall.usecases.unit import Unit


async def credit_invoice(
    unit: Unit,
    invoice_id: UUID | None,
    *,
    reason: str,
    lines: Sequence[CreditedLine] | None,
    issued_on: date | None,
    rules: Rules,
    legal_duty: str | None = None,
) -> tuple[UUID, Findings]:
    """Issue a credit note for all that is left of an invoice, or for some quantities of its lines.

    Answers the credit note's id and the warnings that are left. An objection does not stand against it: correcting an
    invoice is a legal duty (VAT Code art. 77), and ``reason`` says why. A restriction does, unless ``legal_duty`` says
    why not. Raises Forbidden, NotFound, Conflict NOT_ISSUED or PROCESSING_RESTRICTED, Invalid with every finding.
    """
    require(unit, Permission.ISSUE_INVOICES)
    invoice, issued = await _issued(unit, invoice_id)
    why, duty = _read(reason, legal_duty)
    await _ensure_unrestricted(unit, invoice, duty=duty)
    day = issued_on or unit.today
    if day < issued.issued_on:
        raise Invalid((Finding("CREDIT_BEFORE_INVOICE", "issuedOn", values={"issued": str(issued.issued_on)}),))
    note = await _note(unit, invoice, issued, why=why, lines=lines)
    credited = CreditedInvoice(issued.number, issued.issued_on)
    warnings = await issue_document(unit, note, buyer=issued.buyer, issued_on=day, rules=rules, credited=credited)
    credit_note_id = public_id(Kind.CREDIT_NOTE, note.id)
    unit.record("creditInvoice", public_id(Kind.INVOICE, invoice.id), creditNote=credit_note_id, **traced(duty))
    unit.record("issueCreditNote", credit_note_id)
    unit.changed(invoice.id)
    return note.id, warnings


async def _issued(unit: Unit, invoice_id: UUID | None) -> tuple[SalesDocument, IssuedDocument]:
    invoice = await unit.documents.get(invoice_id, DocumentKind.INVOICE, lock=True) if invoice_id else None
    if invoice is None:
        raise NotFound("INVOICE_NOT_FOUND")
    if invoice.issued is None:
        raise Conflict("NOT_ISSUED")
    return invoice, invoice.issued


def _read(reason: str, legal_duty: str | None) -> tuple[str, str | None]:
    findings: list[Finding] = []
    why = collect(findings, "reason", partial(clean_text, max_length=REASON_LENGTH), reason)
    duty = read_duty(legal_duty, findings)
    refuse_fatal(findings)
    return why or "", duty


async def _ensure_unrestricted(unit: Unit, invoice: SalesDocument, *, duty: str | None) -> None:
    customer = await unit.companies.get(invoice.customer_id)
    ensure_unrestricted(customer.restriction if customer else None, duty=duty)
    await ensure_document_changeable(unit, invoice.id, duty=duty)


async def _note(
    unit: Unit, invoice: SalesDocument, issued: IssuedDocument, *, why: str, lines: Sequence[CreditedLine] | None
) -> SalesDocument:
    """A credit note, not issued yet, for what earlier ones have left of the invoice."""
    notes = await unit.documents.credits_of(invoice.id)
    content = decide_credit(issued, earlier=Credited.by([note.content for note in notes]), reason=why, lines=lines)
    note = SalesDocument(unit.new_id(), invoice.customer_id, content, content.totals, credits_id=invoice.id)
    await unit.documents.add(note, reason=why)
    return note
