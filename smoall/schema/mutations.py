"""The mutations: one input, one union of a payload and the problems."""

import strawberry

from smoall.schema.access import mutations as access
from smoall.schema.building import does
from smoall.schema.crm import mutations as crm
from smoall.schema.invoicing import mutations as invoicing
from smoall.schema.operations import mutations as operations
from smoall.schema.organisations import mutations as organisations
from smoall.schema.payments import mutations as payments


@strawberry.type(description="Everything that can be done. Each mutation is one transaction.")
class Mutation:
    """The root of mutations."""

    register = does(access.register_, access.RegisterResult, "Register a person and their organisation, and sign in.")
    sign_in = does(
        access.sign_in_, access.SignInResult, "Sign in with address and password. At most five failures in 15 minutes."
    )
    sign_out = does(access.sign_out, access.SignOutResult, "End this session at once, everywhere.")
    update_organisation = does(
        organisations.update_organisation_,
        organisations.UpdateOrganisationResult,
        "Change your organisation's details.",
    )
    configure_journal = does(
        organisations.configure_journal_,
        organisations.ConfigureJournalResult,
        "Change how a journal writes the numbers to come.",
    )
    create_company = does(crm.create_company_, crm.CreateCompanyResult, "Create a customer with its contacts.")
    update_company = does(
        crm.update_company_, crm.UpdateCompanyResult, "Change a customer; issued documents keep what they froze."
    )
    archive_company = does(
        crm.archive_company_,
        crm.ArchiveCompanyResult,
        "Put a customer out of use, or bring it back; its documents stay.",
    )
    add_contact = does(crm.add_contact_, crm.AddContactResult, "Add a person to a customer.")
    update_contact = does(crm.update_contact_, crm.UpdateContactResult, "Change a contact.")
    remove_contact = does(crm.remove_contact_, crm.RemoveContactResult, "Take a person off a customer's record.")
    draft_invoice = does(
        invoicing.draft_invoice_, invoicing.DraftInvoiceResult, "Save a new draft: no number, nothing legal yet."
    )
    update_invoice = does(invoicing.update_invoice_, invoicing.UpdateInvoiceResult, "Save other content for a draft.")
    discard_invoice = does(
        invoicing.discard_invoice_, invoicing.DiscardInvoiceResult, "Throw a draft away; no number is lost."
    )
    issue_invoice = does(
        invoicing.issue_invoice_,
        invoicing.IssueInvoiceResult,
        "Issue a draft: gapless number, structured communication, everything frozen. It cannot be undone.",
    )
    send_invoice = does(
        invoicing.send_invoice_,
        invoicing.SendInvoiceResult,
        "Send an issued document with its PDF and UBL, once per recipient.",
    )
    credit_invoice = does(
        invoicing.credit_invoice_, invoicing.CreditInvoiceResult, "Credit an issued invoice, in part or in full."
    )
    register_payment = does(
        payments.register_payment_, payments.RegisterPaymentResult, "Register money that came in, and say what it pays."
    )
    allocate_payment = does(
        payments.allocate_payment_, payments.AllocatePaymentResult, "Say what the rest of a payment pays."
    )
    retry_job = does(operations.retry_job_, operations.RetryJobResult, "Try a parked background job again.")
