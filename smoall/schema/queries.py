"""The queries: windows onto what is stored, answered by one compiled statement wherever possible."""

import strawberry

from smoall.schema.access.roots import AccessQueries
from smoall.schema.access.types import TermsOfService, Viewer
from smoall.schema.billing.roots import BillingQueries
from smoall.schema.building import Connection, asks, pages, says
from smoall.schema.credentials.roots import CredentialsQueries
from smoall.schema.crm.types import (
    Company,
    CompanyOrder,
    CompanyWhere,
    Contact,
    ContactOrder,
    ContactWhere,
)
from smoall.schema.invoicing.filters import (
    CreditNoteOrder,
    CreditNoteWhere,
    DeliveryWhere,
    InvoiceOrder,
    InvoiceWhere,
)
from smoall.schema.invoicing.types import CreditNote, Delivery, Invoice
from smoall.schema.kernel import Node
from smoall.schema.oauth.roots import OAuthQueries
from smoall.schema.operations import queries as operations
from smoall.schema.operations.types import (
    AuditEntry,
    AuditTrailExport,
    AuditVerification,
    AuditWhere,
    Job,
    JobWhere,
    MailboxLetter,
    MonthlySales,
    SignedAuditHead,
)
from smoall.schema.organisations.types import Journal, NumberingAudit, Organisation
from smoall.schema.payments.types import Payment, PaymentOrder, PaymentWhere
from smoall.schema.privacy.roots import PrivacyQueries

_ID = (strawberry.ID, "Its id.")


@strawberry.type(description="Everything that can be read.")
class Query(AccessQueries, CredentialsQueries, OAuthQueries, BillingQueries, PrivacyQueries):
    """The root of queries."""

    node: Node | None = strawberry.field(
        resolver=operations.node, description="The object of any id; null when there is none."
    )
    nodes: list[Node | None] = strawberry.field(
        resolver=operations.nodes, description="The objects of up to 100 ids, in their order; null where there is none."
    )
    viewer: Viewer = says("Who is looking, and where.")
    organisation: Organisation = says("The organisation of this session.")
    company: Company | None = asks("One company; null when there is none of that id.", id=_ID)
    companies: Connection[Company] = pages(
        "Companies, by name unless asked otherwise.", where=CompanyWhere, order=CompanyOrder
    )
    contacts: Connection[Contact] = pages(
        "Contacts of all companies, the oldest first unless asked otherwise.", where=ContactWhere, order=ContactOrder
    )
    invoice: Invoice | None = asks("One invoice; null when there is none of that id.", id=_ID)
    invoices: Connection[Invoice] = pages(
        "Invoices, the latest first unless asked otherwise.", where=InvoiceWhere, order=InvoiceOrder
    )
    credit_note: CreditNote | None = asks("One credit note; null when there is none of that id.", id=_ID)
    credit_notes: Connection[CreditNote] = pages(
        "Credit notes, the latest first unless asked otherwise.", where=CreditNoteWhere, order=CreditNoteOrder
    )
    delivery: Delivery | None = asks("One delivery; null when there is none of that id.", id=_ID)
    deliveries: Connection[Delivery] = pages("Deliveries, the latest first.", where=DeliveryWhere)
    payment: Payment | None = asks("One payment; null when there is none of that id.", id=_ID)
    payments: Connection[Payment] = pages(
        "Payments, the latest first unless asked otherwise.", where=PaymentWhere, order=PaymentOrder
    )
    journals: list[Journal] = says("The journals in which documents are numbered.")
    jobs: Connection[Job] = pages("Background jobs, the latest first.", where=JobWhere)
    audit_trail: Connection[AuditEntry] = pages(
        "Who did what, the latest first.",
        where=AuditWhere,
        object=(strawberry.ID | None, "Only to this object; to anything if absent.", strawberry.UNSET),
    )
    sales_by_month: list[MonthlySales] = asks(
        "Issued invoices summed by month and state; drafts are left out.",
        where=(InvoiceWhere | None, "Only the invoices for which all of this holds.", strawberry.UNSET),
    )
    mailbox: list[MailboxLetter] = strawberry.field(
        resolver=operations.mailbox,
        description="Letters in the embedded mailbox, the organisation's and your own; empty when letters are sent.",
    )
    numbering_audit: NumberingAudit = strawberry.field(
        resolver=operations.numbering_audit,
        description="Counts the numbers of a journal in one fiscal year: no gap, no double, dates in order.",
    )
    verify_audit_trail: AuditVerification = strawberry.field(
        resolver=operations.verify_audit_trail, description="Walks the organisation's whole chain of hashes."
    )
    audit_trail_export: AuditTrailExport = strawberry.field(
        resolver=operations.audit_trail_export,
        description="The trail of some days, or all of it, as a file of JSON Lines that anybody can check.",
    )
    audit_heads: list[SignedAuditHead] = strawberry.field(
        resolver=operations.audit_heads,
        description="Where the trail stood, signed once a day; the latest first. Keep them elsewhere.",
    )
    terms_of_service: TermsOfService = strawberry.field(
        resolver=operations.terms_of_service, description="The terms of service in force. Needs no session."
    )
