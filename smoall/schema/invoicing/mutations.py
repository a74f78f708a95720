"""From draft to delivered document."""

import strawberry

from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.ids import Kind, kind_of, parse_id
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.invoicing.filters import Channel
from smoall.schema.invoicing.inputs import (
    CreditInvoiceInput,
    DiscardInvoiceInput,
    DraftInvoiceInput,
    IssueInvoiceInput,
    UpdateInvoiceInput,
)
from smoall.schema.invoicing.types import CreditNote, Delivery, Invoice
from smoall.schema.performing import Answer, perform, shown_findings
from smoall.schema.problems import Finding
from smoall.usecases.invoicing.credit_invoice import credit_invoice
from smoall.usecases.invoicing.draft_invoice import discard_invoice, draft_invoice, update_invoice
from smoall.usecases.invoicing.issue_invoice import issue_invoice
from smoall.usecases.invoicing.send_invoice import send_document


@strawberry.type(description="The draft was saved.")
class DraftInvoicePayload:
    """The new draft."""

    invoice: Invoice = says("The draft.")
    findings: list[Finding] = says("Warnings: nothing that stopped it, but worth reading.")


@strawberry.type(description="The draft was changed.")
class UpdateInvoicePayload:
    """The changed draft."""

    invoice: Invoice = says("The draft.")
    findings: list[Finding] = says("Warnings: nothing that stopped it, but worth reading.")


@strawberry.type(description="The draft was thrown away.")
class DiscardInvoicePayload:
    """What is gone."""

    id: strawberry.ID = says("The id of the draft that is gone.")


@strawberry.type(description="The invoice was issued.")
class IssueInvoicePayload:
    """The issued invoice."""

    invoice: Invoice = says("The invoice, numbered and frozen.")
    findings: list[Finding] = says("Warnings: nothing that stopped it, but worth reading.")


@strawberry.type(description="The invoice was credited.")
class CreditInvoicePayload:
    """The credit note and what it left."""

    credit_note: CreditNote = says("The credit note, issued.")
    invoice: Invoice = says("The invoice that it corrects.")
    findings: list[Finding] = says("Warnings: nothing that stopped it, but worth reading.")


@strawberry.input(description="What to send, how and to whom.")
class SendInvoiceInput:
    """What sending takes."""

    invoice: strawberry.ID = says("The invoice; a credit note's id does too.")
    channel: Channel = says("How.", default=Channel.EMAIL)
    to: list[str] = says("Addresses, each gets a letter of its own; the customer's if empty.", default_factory=list)
    legal_duty: str | None = says(
        "Which legal duty, or whose consent, lets it leave in spite of an objection or a restriction.",
        default=None,
    )


@strawberry.type(description="The sending was asked for.")
class SendInvoicePayload:
    """The deliveries that were asked for."""

    delivery: Delivery = says("The delivery to the first recipient.")
    deliveries: list[Delivery] = says("One delivery per recipient.")


DraftInvoiceResult = result(DraftInvoicePayload, "What came of drafting an invoice.")
UpdateInvoiceResult = result(UpdateInvoicePayload, "What came of changing a draft.")
DiscardInvoiceResult = result(DiscardInvoicePayload, "What came of throwing a draft away.")
IssueInvoiceResult = result(IssueInvoicePayload, "What came of issuing an invoice.")
CreditInvoiceResult = result(CreditInvoicePayload, "What came of crediting an invoice.")
SendInvoiceResult = result(SendInvoicePayload, "What came of sending a document.")


async def draft_invoice_(info: Info, input: DraftInvoiceInput) -> Answer:
    """Save a new draft."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        customer = parse_id(input.customer, Kind.COMPANY)
        invoice, warnings = await draft_invoice(unit, customer, input.content(), language=input.language)
        return {"invoice": invoice, "findings": shown_findings(warnings, info)}

    return await perform(info, act, keep=not input.validate_only)


async def update_invoice_(info: Info, input: UpdateInvoiceInput) -> Answer:
    """Save other content for a draft."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        invoice, customer = parse_id(input.invoice, Kind.INVOICE), parse_id(input.customer, Kind.COMPANY)
        updated, warnings = await update_invoice(
            unit, invoice, customer, input.content(), expected_version=input.expected_version, language=input.language
        )
        return {"invoice": updated, "findings": shown_findings(warnings, info)}

    return await perform(info, act, keep=not input.validate_only)


async def discard_invoice_(info: Info, input: DiscardInvoiceInput) -> Answer:
    """Throw a draft away."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        invoice = parse_id(input.invoice, Kind.INVOICE)
        return {"id": await discard_invoice(unit, invoice, expected_version=input.expected_version)}

    return await perform(info, act)


async def issue_invoice_(info: Info, input: IssueInvoiceInput) -> Answer:
    """Number and freeze a draft."""
    rules = info.context.services.rules

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        invoice = parse_id(input.invoice, Kind.INVOICE)
        issued, warnings = await issue_invoice(
            unit, invoice, issued_on=input.issued_on, expected_version=input.expected_version, rules=rules
        )
        return {"invoice": issued, "findings": shown_findings(warnings, info)}

    return await perform(info, act, keep=not input.validate_only)


async def credit_invoice_(info: Info, input: CreditInvoiceInput) -> Answer:
    """Take an issued invoice back."""
    rules = info.context.services.rules
    lines = None if input.lines is None else [(line.position, line.quantity) for line in input.lines]

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        invoice = parse_id(input.invoice, Kind.INVOICE)
        note, warnings = await credit_invoice(
            unit,
            invoice,
            reason=input.reason,
            lines=lines,
            issued_on=input.issued_on,
            rules=rules,
            legal_duty=input.legal_duty,
        )
        return {"creditNote": note, "invoice": invoice, "findings": shown_findings(warnings, info)}

    return await perform(info, act, keep=not input.validate_only)


async def send_invoice_(info: Info, input: SendInvoiceInput) -> Answer:
    """Ask for a document to leave."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        credit = kind_of(input.invoice) is Kind.CREDIT_NOTE
        identity = parse_id(input.invoice, Kind.CREDIT_NOTE if credit else Kind.INVOICE)
        kind = DocumentKind.CREDIT_NOTE if credit else DocumentKind.INVOICE
        deliveries = await send_document(
            unit, identity, kind, channel=input.channel.value, to=input.to, legal_duty=input.legal_duty
        )
        return {"delivery": deliveries[0], "deliveries": deliveries}

    return await perform(info, act)
