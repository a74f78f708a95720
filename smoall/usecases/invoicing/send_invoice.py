"""Send: ask for a document to leave. It leaves from a job, once per recipient."""

from collections.abc import Sequence
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.crm.company import Company
from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.errors import Conflict, Finding, Invalid, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.marks import read_duty, traced
from smoall.usecases.access.proved import count_unproved
from smoall.usecases.gate import require
from smoall.usecases.mail import MailAddress
from smoall.usecases.privacy.objection.guard import ensure_may_send
from smoall.usecases.stores import Delivery
from smoall.usecases.unit import Unit

MOST_RECIPIENTS = 10


async def send_document(
    unit: Unit,
    document_id: UUID | None,
    kind: DocumentKind,
    *,
    channel: str,
    to: Sequence[str],
    legal_duty: str | None = None,
) -> list[UUID]:
    """One delivery per recipient (the customer's own address when none is given).

    ``legal_duty`` says why it must leave although the customer or a recipient objected, or a record is restricted.
    Raises Forbidden, NotFound, Conflict NOT_ISSUED, PROCESSING_OPPOSED or PROCESSING_RESTRICTED, TOO_MANY_ATTEMPTS for
    a sender who has not proved their own address, Invalid with every address that cannot be one.
    """
    require(unit, Permission.SEND_INVOICES)
    await unit.subjects.beside()
    document = await unit.documents.get(document_id, kind) if document_id else None
    if document is None:
        raise NotFound("INVOICE_NOT_FOUND" if kind is DocumentKind.INVOICE else "CREDIT_NOTE_NOT_FOUND")
    if document.issued is None:
        raise Conflict("NOT_ISSUED")
    customer = await unit.companies.get(document.customer_id)
    findings: list[Finding] = []
    duty = read_duty(legal_duty, findings)
    recipients = _recipients(customer, to, findings)
    await ensure_may_send(unit, customer, document.id, recipients, duty=duty)
    await count_unproved(unit, letters=len(recipients))
    deliveries = [Delivery(unit.new_id(), document.id, channel, one, legal_duty=duty) for one in recipients]
    for delivery in deliveries:
        await unit.deliveries.add(delivery)
        await unit.enqueue("deliver_document", run_key=f"deliver:{delivery.id.hex}", delivery_id=delivery.id, kind=kind)
    prefix = Kind.INVOICE if kind is DocumentKind.INVOICE else Kind.CREDIT_NOTE
    unit.record(
        "sendInvoice",
        public_id(prefix, document.id),
        deliveries=[public_id(Kind.DELIVERY, d.id) for d in deliveries],
        **traced(duty),
    )
    unit.changed(document.id)
    return [delivery.id for delivery in deliveries]


def _recipients(company: Company | None, to: Sequence[str], findings: list[Finding]) -> list[str]:
    asked = list(dict.fromkeys(to)) or ([company.email] if company and company.email else [])
    if not asked:
        raise Invalid((Finding("RECIPIENT_MISSING", "to"),))
    if len(asked) > MOST_RECIPIENTS:
        raise Invalid((Finding("TOO_MANY_RECIPIENTS", "to", values={"limit": str(MOST_RECIPIENTS)}),))
    read = [collect(findings, f"to[{index}]", MailAddress.parse, text) for index, text in enumerate(asked)]
    refuse_fatal(findings)
    return list({address.value.lower(): address.value for address in read if address}.values())
