"""Write, change and throw away drafts."""

from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.crm.company import Company
from smoall.domain.invoicing.check import check_draft
from smoall.domain.invoicing.content_input import clean_content
from smoall.domain.invoicing.document import Content, DocumentKind
from smoall.domain.invoicing.sales_document import SalesDocument
from smoall.domain.kernel.errors import Conflict, Finding, NotFound, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.usecases.gate import require
from smoall.usecases.privacy.objection.guard import ensure_changeable, ensure_document_changeable, ensure_may_draft
from smoall.usecases.unit import Unit
from smoall.usecases.versions import expect_version

Findings: TypeAlias = tuple[Finding, ...]


async def draft_invoice(
    unit: Unit,
    customer_id: UUID | None,
    content: Content,
    *,
    language: Language | None = None,
    legal_duty: str | None = None,
) -> tuple[UUID, Findings]:
    """Save a new draft in ``language``, the customer's if None; it has no number.

    Answers its id and the warnings that a person should read. Raises Forbidden, NotFound, Invalid with every finding,
    Conflict PROCESSING_OPPOSED for a prospect who objected, PROCESSING_RESTRICTED.
    """
    require(unit, Permission.DRAFT_INVOICES)
    await unit.subjects.beside()
    customer = await _customer(unit, customer_id, duty=legal_duty)
    clean, warnings = _checked(replace(content, language=language or customer.language))
    draft = SalesDocument(unit.new_id(), customer.id, clean, clean.totals)
    await unit.documents.add(draft)
    unit.record("draftInvoice", public_id(Kind.INVOICE, draft.id))
    unit.changed(draft.id)
    return draft.id, warnings


async def update_invoice(
    unit: Unit,
    invoice_id: UUID | None,
    customer_id: UUID | None,
    content: Content,
    *,
    expected_version: int | None,
    language: Language | None = None,
) -> tuple[UUID, Findings]:
    """Save other content for a draft. Raises Forbidden, NotFound, Conflict STALE, ALREADY_ISSUED, PROCESSING_OPPOSED or
    PROCESSING_RESTRICTED, Invalid."""
    require(unit, Permission.DRAFT_INVOICES)
    await unit.subjects.beside()
    draft = await _changeable_draft(unit, invoice_id, expected_version)
    customer = await _customer(unit, customer_id)
    clean, warnings = _checked(replace(content, language=language or customer.language))
    await unit.documents.replace(replace(draft, customer_id=customer.id, content=clean, totals=clean.totals))
    unit.record("updateInvoice", public_id(Kind.INVOICE, draft.id))
    unit.changed(draft.id)
    return draft.id, warnings


async def discard_invoice(unit: Unit, invoice_id: UUID | None, *, expected_version: int | None) -> str:
    """Throw a draft away: it never had a number, so no gap appears. Answers the id that is free of meaning now.

    Raises Forbidden, NotFound, Conflict STALE, ALREADY_ISSUED, or PROCESSING_RESTRICTED: what is restricted is kept.
    """
    require(unit, Permission.DRAFT_INVOICES)
    draft = await _changeable_draft(unit, invoice_id, expected_version)
    await unit.documents.discard(draft.id)
    unit.record("discardInvoice", public_id(Kind.INVOICE, draft.id))
    unit.changed(draft.id)
    return public_id(Kind.INVOICE, draft.id)


async def load_draft(unit: Unit, invoice_id: UUID | None, expected_version: int | None) -> SalesDocument:
    """The draft, locked. Raises NotFound, Conflict ALREADY_ISSUED, STALE or PROCESSING_RESTRICTED."""
    draft = await unit.documents.get(invoice_id, DocumentKind.INVOICE, lock=True) if invoice_id else None
    if draft is None:
        raise NotFound("INVOICE_NOT_FOUND")
    if draft.issued:
        raise Conflict("ALREADY_ISSUED", number=draft.issued.number)
    expect_version(expected_version, draft.version)
    await ensure_document_changeable(unit, draft.id)
    return draft


async def _changeable_draft(unit: Unit, invoice_id: UUID | None, expected_version: int | None) -> SalesDocument:
    draft = await load_draft(unit, invoice_id, expected_version)
    if customer := await unit.companies.get(draft.customer_id):
        ensure_changeable(customer)
    return draft


async def _customer(unit: Unit, customer_id: UUID | None, *, duty: str | None = None) -> Company:
    customer = await unit.companies.get(customer_id) if customer_id else None
    if customer is None:
        raise NotFound("COMPANY_NOT_FOUND")
    if customer.archived_at:
        raise Conflict("COMPANY_ARCHIVED", name=customer.name)
    await ensure_may_draft(unit, customer, duty=duty)
    return customer


def _checked(content: Content) -> tuple[Content, Findings]:
    findings = check_draft(content)
    refuse_fatal(findings)
    return clean_content(content)[0], findings
