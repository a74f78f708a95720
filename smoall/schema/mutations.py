"""The mutations: one input, one union of a payload and the problems."""

import strawberry

from smoall.schema.access import mutations as access
from smoall.schema.crm import mutations as crm
from smoall.schema.invoicing import mutations as invoicing
from smoall.schema.operations import mutations as operations
from smoall.schema.organisations import mutations as organisations
from smoall.schema.payments import mutations as payments


@strawberry.type(description="Everything that can be done. Each mutation is one transaction.")
class Mutation:
    """The root of mutations."""

    register: access.RegisterResult = strawberry.field(
        resolver=access.register_, description="Register a person and their organisation, and sign in."
    )
    sign_in: access.SignInResult = strawberry.field(
        resolver=access.sign_in_, description="Sign in with address and password. At most five failures in 15 minutes."
    )
    sign_out: access.SignOutResult = strawberry.field(
        resolver=access.sign_out, description="End this session at once, everywhere."
    )
    update_organisation: organisations.UpdateOrganisationResult = strawberry.field(
        resolver=organisations.update_organisation_, description="Change your organisation's details."
    )
    configure_journal: organisations.ConfigureJournalResult = strawberry.field(
        resolver=organisations.configure_journal_, description="Change how a journal writes the numbers to come."
    )
    create_company: crm.CreateCompanyResult = strawberry.field(
        resolver=crm.create_company_, description="Create a customer with its contacts."
    )
    update_company: crm.UpdateCompanyResult = strawberry.field(
        resolver=crm.update_company_, description="Change a customer; issued documents keep what they froze."
    )
    archive_company: crm.ArchiveCompanyResult = strawberry.field(
        resolver=crm.archive_company_, description="Put a customer out of use, or bring it back; its documents stay."
    )
    add_contact: crm.AddContactResult = strawberry.field(
        resolver=crm.add_contact_, description="Add a person to a customer."
    )
    update_contact: crm.UpdateContactResult = strawberry.field(
        resolver=crm.update_contact_, description="Change a contact."
    )
    remove_contact: crm.RemoveContactResult = strawberry.field(
        resolver=crm.remove_contact_, description="Take a person off a customer's record."
    )
    draft_invoice: invoicing.DraftInvoiceResult = strawberry.field(
        resolver=invoicing.draft_invoice_, description="Save a new draft: no number, nothing legal yet."
    )
    update_invoice: invoicing.UpdateInvoiceResult = strawberry.field(
        resolver=invoicing.update_invoice_, description="Save other content for a draft."
    )
    discard_invoice: invoicing.DiscardInvoiceResult = strawberry.field(
        resolver=invoicing.discard_invoice_, description="Throw a draft away; no number is lost."
    )
    issue_invoice: invoicing.IssueInvoiceResult = strawberry.field(
        resolver=invoicing.issue_invoice_,
        description="Issue a draft: gapless number, structured communication, everything frozen. It cannot be undone.",
    )
    send_invoice: invoicing.SendInvoiceResult = strawberry.field(
        resolver=invoicing.send_invoice_, description="Send an issued document with its PDF and UBL, once per recipient."
    )
    credit_invoice: invoicing.CreditInvoiceResult = strawberry.field(
        resolver=invoicing.credit_invoice_, description="Credit an issued invoice, in part or in full."
    )
    register_payment: payments.RegisterPaymentResult = strawberry.field(
        resolver=payments.register_payment_, description="Register money that came in, and say what it pays."
    )
    allocate_payment: payments.AllocatePaymentResult = strawberry.field(
        resolver=payments.allocate_payment_, description="Say what the rest of a payment pays."
    )
    retry_job: operations.RetryJobResult = strawberry.field(
        resolver=operations.retry_job_, description="Try a parked background job again."
    )
