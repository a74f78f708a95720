"""The mutations: one input, one union of a payload and the problems."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.access import mutations as access
from smoall.schema.access.roots import AccessMutations
from smoall.schema.billing.roots import BillingMutations
from smoall.schema.building import does
from smoall.schema.credentials.roots import CredentialsMutations
from smoall.schema.crm import mutations as crm
from smoall.schema.invoicing import mutations as invoicing
from smoall.schema.mail.roots import MailMutations
from smoall.schema.oauth.roots import OAuthMutations
from smoall.schema.operations import mutations as operations
from smoall.schema.organisations import mutations as organisations
from smoall.schema.payments import mutations as payments
from smoall.schema.privacy.roots import PrivacyMutations


@strawberry.type(description="Everything that can be done. Each mutation is one transaction.")
class Mutation(
    AccessMutations, CredentialsMutations, OAuthMutations, BillingMutations, PrivacyMutations, MailMutations
):
    """The root of mutations."""

    register = does(
        access.register_,
        access.RegisterResult,
        "Register a person and their organisation, and sign in.",
        needs=None,
        replayed=False,
    )
    sign_in = does(
        access.sign_in_,
        access.SignInResult,
        "Sign in with address, password and, where one is on, a second factor. At most five failures in 15 minutes.",
        needs=None,
        replayed=False,
    )
    sign_out = does(
        access.sign_out, access.SignOutResult, "End this session at once, everywhere.", needs=None, replayed=False
    )
    update_organisation = does(
        organisations.update_organisation_,
        organisations.UpdateOrganisationResult,
        "Change your organisation's details.",
        needs=Permission.MANAGE_ORGANISATION,
    )
    configure_journal = does(
        organisations.configure_journal_,
        organisations.ConfigureJournalResult,
        "Change how a journal writes the numbers to come.",
        needs=Permission.MANAGE_ORGANISATION,
    )
    create_company = does(
        crm.create_company_,
        crm.CreateCompanyResult,
        "Create a customer with its contacts.",
        needs=Permission.MANAGE_COMPANIES,
    )
    update_company = does(
        crm.update_company_,
        crm.UpdateCompanyResult,
        "Change a customer; issued documents keep what they froze.",
        needs=Permission.MANAGE_COMPANIES,
    )
    archive_company = does(
        crm.archive_company_,
        crm.ArchiveCompanyResult,
        "Put a customer out of use, or bring it back; its documents stay.",
        needs=Permission.MANAGE_COMPANIES,
    )
    add_contact = does(
        crm.add_contact_, crm.AddContactResult, "Add a person to a customer.", needs=Permission.MANAGE_COMPANIES
    )
    update_contact = does(
        crm.update_contact_, crm.UpdateContactResult, "Change a contact.", needs=Permission.MANAGE_COMPANIES
    )
    remove_contact = does(
        crm.remove_contact_,
        crm.RemoveContactResult,
        "Take a person off a customer's record.",
        needs=Permission.MANAGE_COMPANIES,
    )
    draft_invoice = does(
        invoicing.draft_invoice_,
        invoicing.DraftInvoiceResult,
        "Save a new draft: no number, nothing legal yet.",
        needs=Permission.DRAFT_INVOICES,
    )
    update_invoice = does(
        invoicing.update_invoice_,
        invoicing.UpdateInvoiceResult,
        "Save other content for a draft.",
        needs=Permission.DRAFT_INVOICES,
    )
    discard_invoice = does(
        invoicing.discard_invoice_,
        invoicing.DiscardInvoiceResult,
        "Throw a draft away; no number is lost.",
        needs=Permission.DRAFT_INVOICES,
    )
    issue_invoice = does(
        invoicing.issue_invoice_,
        invoicing.IssueInvoiceResult,
        "Issue a draft: gapless number, structured communication, everything frozen. It cannot be undone.",
        needs=Permission.ISSUE_INVOICES,
    )
    send_invoice = does(
        invoicing.send_invoice_,
        invoicing.SendInvoiceResult,
        "Send an issued document with its PDF and UBL, once per recipient.",
        needs=Permission.SEND_INVOICES,
    )
    credit_invoice = does(
        invoicing.credit_invoice_,
        invoicing.CreditInvoiceResult,
        "Credit an issued invoice, in part or in full.",
        needs=Permission.ISSUE_INVOICES,
    )
    register_payment = does(
        payments.register_payment_,
        payments.RegisterPaymentResult,
        "Register money that came in, and say what it pays.",
        needs=Permission.REGISTER_PAYMENTS,
    )
    allocate_payment = does(
        payments.allocate_payment_,
        payments.AllocatePaymentResult,
        "Say what the rest of a payment pays.",
        needs=Permission.REGISTER_PAYMENTS,
    )
    retry_job = does(
        operations.retry_job_,
        operations.RetryJobResult,
        "Try a parked background job again.",
        needs=Permission.MANAGE_JOBS,
    )
