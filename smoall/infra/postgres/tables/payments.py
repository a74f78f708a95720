"""Money received, and what it pays."""

from sqlalchemy import Computed, Date, Index, Text, Uuid

from smoall.domain.kernel.ids import Kind
from smoall.domain.privacy import personal_data as pd
from smoall.domain.privacy.retention import Holding
from smoall.infra.postgres.tables.building import (
    AMOUNT,
    MOMENT,
    ContactRows,
    belongs_to,
    of_a_contact,
    personal,
    plain,
    tenant_table,
)

payment = tenant_table(
    "payment",
    plain("amount", AMOUNT),
    plain("currency", Text),
    plain("received_on", Date),
    personal("payer", Text, pd.BILLING, null=True),
    personal("communication", Text, pd.FREE_TEXT, null=True),
    plain("allocated", AMOUNT, server_default="0"),
    plain("created_at", MOMENT),
    plain("returned_on", Date, null=True),
    plain(
        "unallocated",
        AMOUNT,
        Computed("case when returned_on is null then amount - allocated else 0 end", persisted=True),
    ),
    Index("payment_received_on_idx", "organisation_id", "received_on", "id"),
    Index("payment_created_at_idx", "organisation_id", "created_at", "id"),
)

allocation = tenant_table(
    "allocation",
    plain("payment_id", Uuid),
    plain("document_id", Uuid),
    plain("amount", AMOUNT),
    plain("created_at", MOMENT),
    belongs_to("payment", "payment_id"),
    belongs_to("document", "document_id"),
    Index("allocation_payment_id_idx", "organisation_id", "payment_id", "created_at", "id"),
    Index("allocation_document_id_idx", "organisation_id", "document_id", "created_at", "id"),
)

of_a_contact(payment, ContactRows(final="true", holding=Holding.VOUCHER, dated="received_on", kind=Kind.PAYMENT))
