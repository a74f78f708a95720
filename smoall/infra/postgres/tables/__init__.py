"""Every table, with the class of personal data of every column beside it.

Two kinds of table:

* *tenant tables* start with ``organisation_id`` (key and every UNIQUE), live under forced row-level security and can
  be distributed by it;
* *platform tables* belong to no organisation: people who sign in, their sessions, the timetable.

``plain`` columns hold no personal data, ``personal`` ones say what they hold; a test refuses a column that says
nothing. What only the database may write (``paid``, ``credited``, ``state``, ``balance``) is kept by triggers and
generated columns, and the application's role has no right to write it.
"""

from smoall.infra.postgres.tables.billing import (
    checkout,
    collection,
    embedded_payment,
    provider_charge,
    subscription,
    subscription_document,
    subscription_invoice,
    trial_use,
)
from smoall.infra.postgres.tables.breaches import breach, breach_entry
from smoall.infra.postgres.tables.building import metadata, platform_table
from smoall.infra.postgres.tables.credentials import api_key, challenge, passkey, recovery_code, second_factor
from smoall.infra.postgres.tables.customers import company, contact, marketing_statement
from smoall.infra.postgres.tables.documents import (
    delivery,
    document,
    document_discount,
    document_file,
    document_line,
    document_vat,
    journal,
    sequence,
)
from smoall.infra.postgres.tables.erasures import erasure, restoration
from smoall.infra.postgres.tables.oauth import oauth_app, oauth_code, oauth_grant, oauth_refresh
from smoall.infra.postgres.tables.objections import document_restriction, objection_link, opposed_address
from smoall.infra.postgres.tables.organisations import invitation, membership, organisation
from smoall.infra.postgres.tables.payments import allocation, payment
from smoall.infra.postgres.tables.people import (
    audience_farewell,
    audience_member,
    consent,
    email_change,
    letter_request,
    message,
    one_time_token,
    schedule,
    session,
    suppression,
    tenant,
    throttle,
    user_account,
)
from smoall.infra.postgres.tables.platform import (
    audit_actor,
    audit_entry,
    audit_head,
    audit_payload,
    idempotency,
    inbox,
    job_run,
    signed_head,
)
from smoall.infra.postgres.tables.privacy import contact_erasure, erasure_receipt, organisation_export, purge_run
from smoall.infra.postgres.tables.retention import (
    legal_hold,
    prospect_review,
    purge_item,
    purge_order,
    retention_choice,
)
from smoall.infra.postgres.tables.sub_processors import (
    sub_processor_change,
    sub_processor_notice,
    sub_processor_objection,
    sub_processor_withdrawal,
)
from smoall.infra.postgres.tables.subjects import subject_answer, subject_request

__all__ = [
    "allocation",
    "api_key",
    "audience_farewell",
    "audience_member",
    "audit_actor",
    "audit_entry",
    "audit_head",
    "audit_payload",
    "breach",
    "breach_entry",
    "challenge",
    "checkout",
    "collection",
    "company",
    "consent",
    "contact",
    "contact_erasure",
    "delivery",
    "document",
    "document_discount",
    "document_file",
    "document_line",
    "document_restriction",
    "document_vat",
    "email_change",
    "embedded_payment",
    "erasure",
    "erasure_receipt",
    "idempotency",
    "inbox",
    "invitation",
    "job_run",
    "journal",
    "legal_hold",
    "letter_request",
    "marketing_statement",
    "membership",
    "message",
    "metadata",
    "oauth_app",
    "oauth_code",
    "oauth_grant",
    "oauth_refresh",
    "objection_link",
    "one_time_token",
    "opposed_address",
    "organisation",
    "organisation_export",
    "passkey",
    "payment",
    "platform_table",
    "prospect_review",
    "provider_charge",
    "purge_item",
    "purge_order",
    "purge_run",
    "recovery_code",
    "restoration",
    "retention_choice",
    "schedule",
    "second_factor",
    "sequence",
    "session",
    "signed_head",
    "sub_processor_change",
    "sub_processor_notice",
    "sub_processor_objection",
    "sub_processor_withdrawal",
    "subject_answer",
    "subject_request",
    "subscription",
    "subscription_document",
    "subscription_invoice",
    "suppression",
    "tenant",
    "throttle",
    "trial_use",
    "user_account",
]
