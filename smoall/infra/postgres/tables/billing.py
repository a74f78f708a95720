"""Smoall's own subscribers: what they subscribed to, what they were invoiced, and how it was collected.

``subscription``, ``subscription_invoice``, ``collection`` and ``checkout`` lie in the subscriber's organisation;
``subscription_document`` and ``provider_charge`` in Smoall's own, where they see to it that everything happens once.
"""

from sqlalchemy import Boolean, Date, Index, Integer, LargeBinary, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from smoall.domain.privacy import personal_data as pd
from smoall.infra.postgres.tables.building import (
    AMOUNT,
    MOMENT,
    belongs_to,
    personal,
    plain,
    platform_table,
    tenant_table,
)

subscription = tenant_table(
    "subscription",
    plain("plan", JSONB),
    plain("seats", Integer),
    plain("anchor", Date),
    plain("periods", Integer, server_default="0"),
    plain("charged_until", Date, null=True),
    plain("trial_ends_on", Date, null=True),
    plain("next_plan", JSONB, null=True),
    plain("next_seats", Integer, null=True),
    plain("paused_from", Date, null=True),
    plain("paused_until", Date, null=True),
    plain("ends_on", Date, null=True),
    plain("past_due_since", Date, null=True),
    plain("added", JSONB, server_default="[]"),
    personal("customer", Text, pd.SUBSCRIBER, null=True),
    personal("method_id", Text, pd.SUBSCRIBER, null=True),
    personal("method", JSONB, pd.SUBSCRIBER, null=True),
    plain("state", Text),
    plain("allowed_actions", ARRAY(Text)),
    plain("next_invoice", JSONB, null=True),
    plain("next_turn_on", Date, null=True),
    plain("suspended_on", Date, null=True),
    plain("trial_told_on", Date, null=True),
    plain("created_at", MOMENT),
    plain("version", Integer, server_default="1"),
    Index("subscription_next_turn_on_idx", "next_turn_on"),
    Index("subscription_customer_idx", "customer"),
    key=(),
)

subscription_invoice = tenant_table(
    "subscription_invoice",
    plain("key", Text),
    plain("charges", JSONB),
    plain("net", AMOUNT),
    plain("vat", AMOUNT, null=True),
    plain("gross", AMOUNT, null=True),
    plain("currency", Text),
    plain("number", Text, null=True),
    plain("issued_on", Date, null=True),
    plain("due_on", Date, null=True),
    plain("document_id", Uuid, null=True),
    plain("attempts", Integer, server_default="0"),
    plain("failed_on", Date, null=True),
    plain("last_on", Date, null=True),
    plain("paid_on", Date, null=True),
    plain("created_at", MOMENT),
    UniqueConstraint("organisation_id", "key", name="subscription_invoice_key_key"),
    Index("subscription_invoice_created_at_idx", "organisation_id", "created_at", "id"),
)

collection = tenant_table(
    "collection",
    plain("invoice_id", Uuid, null=True),
    plain("attempt", Integer),
    plain("amount", AMOUNT),
    plain("currency", Text),
    plain("provider", Text),
    plain("provider_id", Text, server_default=""),
    plain("state", Text),
    plain("refunded", AMOUNT, server_default="0"),
    plain("disputed", Boolean, server_default="false"),
    plain("failure", Text, null=True),
    personal("method", JSONB, pd.SUBSCRIBER, null=True),
    plain("created_at", MOMENT),
    plain("updated_at", MOMENT),
    plain("given_back", AMOUNT, server_default="0"),
    belongs_to("subscription_invoice", "invoice_id"),
    Index("collection_id_idx", "id"),
    # One attempt of a number for an invoice, whoever makes it and however often a job is run again.
    UniqueConstraint("organisation_id", "invoice_id", "attempt", name="collection_attempt_key"),
)

checkout = tenant_table(
    "checkout",
    plain("provider_id", Text, null=True),
    plain("plan", JSONB, null=True),
    plain("seats", Integer, null=True),
    plain("collection_id", Uuid, null=True),
    plain("used_at", MOMENT, null=True),
    plain("created_at", MOMENT),
    Index("checkout_provider_id_idx", "provider_id"),
    Index("checkout_collection_id_idx", "organisation_id", "collection_id"),
)

subscription_document = tenant_table(
    "subscription_document",
    plain("customer_id", Uuid),
    plain("key", Text),
    plain("document_id", Uuid),
    belongs_to("document", "document_id"),
    key=("customer_id", "key"),
)

provider_charge = tenant_table(
    "provider_charge",
    plain("collection_id", Uuid),
    plain("document_id", Uuid, null=True),
    plain("payment_id", Uuid),
    plain("refunded", AMOUNT, server_default="0"),
    plain("disputed", Boolean, server_default="false"),
    plain("created_at", MOMENT),
    belongs_to("payment", "payment_id"),
    key=("collection_id",),
)

trial_use = platform_table(
    "trial_use",
    # A keyed hash of an enterprise number: whether it had its trial can be told, which number it was cannot.
    plain("number_hash", LargeBinary, primary_key=True),
    plain("used_at", MOMENT),
)

embedded_payment = platform_table(
    "embedded_payment",
    plain("id", Text, primary_key=True),
    plain("kind", Text),
    plain("collection_id", Uuid, null=True),
    plain("customer", Text, null=True),
    plain("body", JSONB),
    plain("created_at", MOMENT),
    UniqueConstraint("kind", "collection_id", name="embedded_payment_collection_id_key"),
    Index("embedded_payment_created_at_idx", "kind", "created_at"),
)
