"""Issue: the legal act that gives a document its number and freezes it."""

from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.billing.plan import Entitlement
from smoall.domain.invoicing.check import check_issue
from smoall.domain.invoicing.document import CreditedInvoice, DocumentKind, IssuedDocument
from smoall.domain.invoicing.issue import decide_issue
from smoall.domain.invoicing.numbering import Pattern, fiscal_year_of
from smoall.domain.invoicing.sales_document import SalesDocument
from smoall.domain.kernel.errors import Finding, Invalid, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.party import Party
from smoall.domain.kernel.structured_communication import StructuredCommunication
from smoall.domain.organisations.organisation import Journal
from smoall.domain.peppol.bis3 import write_ubl
from smoall.domain.peppol.check import check_peppol
from smoall.usecases.gate import require, within_limit
from smoall.usecases.invoicing.draft_invoice import Findings, load_draft
from smoall.usecases.ports import Rules
from smoall.usecases.privacy.objection.guard import ensure_changeable
from smoall.usecases.unit import Unit


async def issue_invoice(
    unit: Unit,
    invoice_id: UUID | None,
    *,
    issued_on: date | None,
    expected_version: int | None,
    rules: Rules,
) -> tuple[UUID, Findings]:
    """Issue a draft on a day (today if None): number, structured communication, frozen parties, texts and totals.

    Raises Forbidden (LIMIT_REACHED too), NotFound, Conflict ALREADY_ISSUED, STALE or PROCESSING_RESTRICTED, Invalid
    with every finding, those of the official rules among them: nothing is numbered when one is fatal. Answers the
    warnings that are left. No objection stands against it: what was delivered must be invoiced (VAT Code art. 53 § 2).
    """
    require(unit, Permission.ISSUE_INVOICES)
    await unit.subjects.beside()
    draft = await load_draft(unit, invoice_id, expected_version)
    company = await unit.companies.get(draft.customer_id)
    assert company is not None
    ensure_changeable(company)
    # What must be invoiced must not name whoever objected.
    named = None if company.opposition else await unit.companies.first_contact_name(company.id)
    buyer = company.party(named)
    day = issued_on or unit.today
    warnings = await issue_document(unit, draft, buyer=buyer, issued_on=day, rules=rules)
    await within_limit(unit, Entitlement.INVOICES_PER_MONTH, on=day)
    unit.record("issueInvoice", public_id(Kind.INVOICE, draft.id))
    unit.changed(draft.id)
    return draft.id, warnings


async def issue_document(
    unit: Unit,
    draft: SalesDocument,
    *,
    buyer: Party,
    issued_on: date,
    rules: Rules,
    credited: CreditedInvoice | None = None,
) -> Findings:
    """Check everything, ask for the files, then draw the number as the last lock taken and freeze the document."""
    organisation = await unit.organisations.get()
    journal = await unit.organisations.journal(draft.content.kind)
    fiscal_year = fiscal_year_of(issued_on, first_month=organisation.fiscal_year_start)
    findings = check_issue(
        draft.content,
        seller=organisation.party(),
        buyer=buyer,
        issued_on=issued_on,
        today=unit.today,
        last_issued_on=await unit.documents.peek(journal, fiscal_year=fiscal_year),
        small_enterprise=organisation.small_enterprise,
    ) + check_peppol(organisation.party(), buyer=buyer)
    refuse_fatal(findings)
    numbering = partial(_numbered, journal=journal, fiscal_year=fiscal_year)
    document = decide_issue(
        draft.content, number="", issued_on=issued_on, seller=organisation.party(), buyer=buyer, credited=credited
    )
    # Which number it will be changes nothing for the rules, and drawing one holds up everybody else.
    official = rules.check(write_ubl(numbering(document, number=1)))
    refuse_fatal(findings + official)

    # Asked for now, though it starts after the commit: from the draw on, everybody who issues in this journal waits.
    await unit.enqueue(
        "render_document", run_key=f"render:{draft.id.hex}", document_id=draft.id, kind=draft.content.kind
    )
    draw = await unit.documents.draw(journal, fiscal_year=fiscal_year, issued_on=issued_on)
    if draw.last_issued_on and issued_on < draw.last_issued_on:
        raise Invalid((_before_last(draw.last_issued_on),))
    issued = numbering(document, number=draw.number)
    await unit.documents.issue(replace(draft, issued=issued), journal=journal, draw=draw)
    return findings + official


def _numbered(document: IssuedDocument, *, journal: Journal, fiscal_year: int, number: int) -> IssuedDocument:
    """The document under a number of its journal; an invoice gets the structured communication that belongs to it."""
    communication = StructuredCommunication.for_document(
        fiscal_year=fiscal_year, journal=journal.ordinal, number=number
    )
    return replace(
        document,
        number=Pattern.parse(journal.pattern).format(fiscal_year=fiscal_year, journal=journal.code, number=number),
        structured_communication=communication.digits if journal.kind is DocumentKind.INVOICE else None,
    )


def _before_last(last: date) -> Finding:
    """Another document of the journal was issued meanwhile, and it bears a later date."""
    return Finding("ISSUE_DATE_BEFORE_LAST", "issuedOn", values={"last": last.isoformat()})
