"""Send: ask for a document to leave. It leaves from a job, once per recipient."""

from collections.abc import Sequence
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.errors import Conflict, Finding, Invalid, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.gate import require
from smoall.usecases.mail import MailAddress
from smoall.usecases.stores import Delivery
from smoall.usecases.unit import Unit

MOST_RECIPIENTS = 10


async def send_document(
    unit: Unit, document_id: UUID | None, kind: DocumentKind, *, channel: str, to: Sequence[str]
) -> list[UUID]:
    """One delivery per recipient (the customer's own address when none is given).

    Raises Forbidden, NotFound, Conflict NOT_ISSUED, Invalid with every address that cannot be one.
    """
    require(unit, Permission.SEND_INVOICES)
    document = await unit.documents.get(document_id, kind) if document_id else None
    if document is None:
        raise NotFound("INVOICE_NOT_FOUND" if kind is DocumentKind.INVOICE else "CREDIT_NOTE_NOT_FOUND")
    if document.issued is None:
        raise Conflict("NOT_ISSUED")
    recipients = await _recipients(unit, document.customer_id, to)
    deliveries = [Delivery(unit.new_id(), document.id, channel, recipient.value) for recipient in recipients]
    for delivery in deliveries:
        await unit.deliveries.add(delivery)
        await unit.enqueue("deliver_document", run_key=f"deliver:{delivery.id.hex}", delivery_id=delivery.id, kind=kind)
    prefix = Kind.INVOICE if kind is DocumentKind.INVOICE else Kind.CREDIT_NOTE
    unit.record(
        "sendInvoice", public_id(prefix, document.id), deliveries=[public_id(Kind.DELIVERY, d.id) for d in deliveries]
    )
    unit.changed(document.id)
    return [delivery.id for delivery in deliveries]


async def _recipients(unit: Unit, customer_id: UUID, to: Sequence[str]) -> list[MailAddress]:
    company = await unit.companies.get(customer_id)
    asked = list(dict.fromkeys(to)) or ([company.email] if company and company.email else [])
    if not asked:
        raise Invalid((Finding("RECIPIENT_MISSING", "to"),))
    if len(asked) > MOST_RECIPIENTS:
        raise Invalid((Finding("TOO_MANY_RECIPIENTS", "to", values={"limit": str(MOST_RECIPIENTS)}),))
    findings: list[Finding] = []
    read = [collect(findings, f"to[{index}]", MailAddress.parse, text) for index, text in enumerate(asked)]
    refuse_fatal(findings)
    return list({address.value.lower(): address for address in read if address}.values())
