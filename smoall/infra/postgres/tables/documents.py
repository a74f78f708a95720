"""Invoices, credit notes, their parts, files and deliveries."""

from sqlalchemy import Computed, Date, Index, Integer, SmallInteger, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from smoall.domain.kernel.ids import Kind
from smoall.domain.privacy import personal_data as pd
from smoall.domain.privacy.retention import Holding
from smoall.infra.postgres.tables.building import (
    AMOUNT,
    MOMENT,
    PERCENT,
    QUANTITY,
    ContactRows,
    belongs_to,
    of_a_contact,
    personal,
    plain,
    tenant_table,
)

journal = tenant_table(
    "journal",
    plain("code", Text),
    plain("kind", Text),
    plain("ordinal", SmallInteger),
    plain("pattern", Text),
    plain("version", Integer, server_default="1"),
    UniqueConstraint("organisation_id", "code", name="journal_code_key"),
    UniqueConstraint("organisation_id", "ordinal", name="journal_ordinal_key"),
)

sequence = tenant_table(
    "sequence",
    plain("journal_id", Uuid),
    plain("fiscal_year", Integer),
    plain("last_number", Integer),
    plain("last_issued_on", Date),
    plain("previous_issued_on", Date, null=True),
    belongs_to("journal", "journal_id"),
    key=("journal_id", "fiscal_year"),
)

STATE = """case
    when issued_on is null then 'DRAFT'
    when kind = 'CREDIT_NOTE' then 'ISSUED'
    when gross > 0 and credited = gross then 'CREDITED'
    when paid + credited >= gross then 'PAID'
    when paid > 0 then 'PARTIALLY_PAID'
    else 'ISSUED' end"""

BALANCE = "case when kind = 'INVOICE' and issued_on is not null then gross - paid - credited else 0 end"

document = tenant_table(
    "document",
    plain("kind", Text),
    plain("company_id", Uuid),
    plain("currency", Text),
    plain("language", Text),
    plain("payment_term_days", Integer),
    personal("buyer_reference", Text, pd.FREE_TEXT, null=True),
    personal("note", Text, pd.FREE_TEXT, null=True),
    plain("delivered_on", Date, null=True),
    plain("delivery_country", Text, null=True),
    plain("exemption", Text, null=True),
    plain("credits_id", Uuid, null=True),
    personal("reason", Text, pd.FREE_TEXT, null=True),
    plain("lines_total", AMOUNT),
    plain("discounts_total", AMOUNT),
    plain("net", AMOUNT),
    plain("vat", AMOUNT),
    plain("gross", AMOUNT),
    plain("journal_id", Uuid, null=True),
    plain("fiscal_year", Integer, null=True),
    plain("sequence_number", Integer, null=True),
    plain("number", Text, null=True),
    plain("structured_communication", Text, null=True),
    plain("issued_on", Date, null=True),
    plain("due_on", Date, null=True),
    plain("issued_at", MOMENT, null=True),
    personal("seller", JSONB, pd.BILLING, null=True),
    personal("buyer", JSONB, pd.BILLING, null=True),
    plain("mentions", ARRAY(Text), null=True),
    plain("paid", AMOUNT, server_default="0"),
    plain("credited", AMOUNT, server_default="0"),
    plain("balance", AMOUNT, Computed(BALANCE, persisted=True)),
    plain("state", Text, Computed(STATE, persisted=True)),
    plain("listed_on", Date, Computed("coalesce(issued_on, 'infinity'::date)", persisted=True)),
    plain("created_at", MOMENT),
    plain("version", Integer, server_default="1"),
    belongs_to("company", "company_id"),
    belongs_to("journal", "journal_id"),
    belongs_to("document", "credits_id"),
    UniqueConstraint(
        "organisation_id", "journal_id", "fiscal_year", "sequence_number", name="document_sequence_number_key"
    ),
    UniqueConstraint("organisation_id", "number", name="document_number_key"),
    UniqueConstraint("organisation_id", "structured_communication", name="document_structured_communication_key"),
    Index("document_listed_on_idx", "organisation_id", "kind", "listed_on", "id"),
    Index("document_state_idx", "organisation_id", "kind", "state", "listed_on", "id"),
    Index("document_company_id_idx", "organisation_id", "company_id", "kind", "listed_on", "id"),
    Index("document_created_at_idx", "organisation_id", "kind", "created_at", "id"),
    Index("document_credits_id_idx", "organisation_id", "credits_id"),
)

document_line = tenant_table(
    "document_line",
    plain("document_id", Uuid),
    plain("position", Integer),
    personal("description", Text, pd.FREE_TEXT),
    plain("quantity", QUANTITY),
    plain("credited_before", QUANTITY, server_default="0"),
    plain("unit", Text),
    plain("unit_price", QUANTITY),
    plain("discount_percent", PERCENT),
    plain("vat_category", Text),
    plain("vat_rate", PERCENT),
    plain("net", AMOUNT),
    belongs_to("document", "document_id", cascade=True),
    key=("document_id", "position"),
)

document_discount = tenant_table(
    "document_discount",
    plain("document_id", Uuid),
    plain("position", Integer),
    personal("reason", Text, pd.FREE_TEXT),
    plain("percent", PERCENT, null=True),
    plain("amount", AMOUNT),
    plain("vat_category", Text),
    plain("vat_rate", PERCENT),
    belongs_to("document", "document_id", cascade=True),
    key=("document_id", "position"),
)

document_vat = tenant_table(
    "document_vat",
    plain("document_id", Uuid),
    plain("position", Integer),
    plain("vat_category", Text),
    plain("vat_rate", PERCENT),
    plain("base", AMOUNT),
    plain("amount", AMOUNT),
    belongs_to("document", "document_id", cascade=True),
    key=("document_id", "position"),
)

document_file = tenant_table(
    "document_file",
    plain("document_id", Uuid),
    plain("kind", Text),
    plain("name", Text),
    plain("media_type", Text),
    plain("size", Integer),
    plain("sha256", Text),
    plain("created_at", MOMENT),
    belongs_to("document", "document_id"),
    key=("document_id", "kind"),
)

delivery = tenant_table(
    "delivery",
    plain("document_id", Uuid),
    plain("channel", Text),
    personal("recipient", Text, pd.CUSTOMER_CONTACT),
    plain("state", Text),
    plain("attempts", Integer, server_default="0"),
    plain("failure", Text, null=True),
    plain("created_at", MOMENT),
    plain("sent_at", MOMENT, null=True),
    plain("provider_id", Text, null=True),
    plain("attempted_at", MOMENT, null=True),
    personal("legal_duty", Text, pd.OBJECTION, null=True),
    belongs_to("document", "document_id"),
    Index("delivery_document_id_idx", "organisation_id", "document_id", "created_at", "id"),
    Index("delivery_created_at_idx", "organisation_id", "created_at", "id"),
)

of_a_contact(
    document,
    ContactRows(
        own="company_id = ANY({traders}) AND issued_on IS NOT NULL",
        told=("number", "issued_on", "due_on", "currency", "net", "vat", "gross", "paid", "buyer", "note", "reason"),
        final="issued_on IS NOT NULL",
        holding=Holding.INVOICE,
        dated="issued_on",
        balance_open="balance > 0",
        kind=Kind.INVOICE,
        document="id",
    ),
)
_ITS = "(SELECT {0} FROM document d WHERE d.organisation_id = {1}.organisation_id AND d.id = {1}.document_id)"
for _part in (document_line, document_discount):
    of_a_contact(
        _part,
        ContactRows(
            final=_ITS.format("d.issued_on IS NOT NULL", _part.name),
            holding=Holding.INVOICE,
            dated=_ITS.format("d.issued_on", _part.name),
            balance_open=_ITS.format("d.balance > 0", _part.name),
            kind=Kind.INVOICE,
            key="document_id",
            document="document_id",
        ),
    )
of_a_contact(
    delivery,
    ContactRows(own="lower(recipient) = ANY({emails})", kind=Kind.DELIVERY, identity=("recipient",)),
)
