"""Objections and restrictions: the addresses that are not written to, and documents that are only kept.

The list holds pseudonymous data: whoever has the key and an address can tell whether it is there. It is kept for
art. 21 and is never called anonymous.
"""

from sqlalchemy import Index, LargeBinary, Text, Uuid

from smoall.domain.privacy import personal_data as pd
from smoall.infra.postgres.tables.building import (
    MOMENT,
    ContactRows,
    belongs_to,
    of_a_contact,
    personal,
    plain,
    tenant_table,
)

opposed_address = tenant_table(
    "opposed_address",
    personal("address_hmac", LargeBinary, pd.OBJECTION_LIST),
    plain("record_id", Uuid),
    plain("since", MOMENT),
    plain("opposed_by", Text),
    Index("opposed_address_record_id_idx", "organisation_id", "record_id"),
    key=("address_hmac", "record_id"),
)

objection_link = tenant_table(
    "objection_link",
    personal("token_hash", LargeBinary, pd.OBJECTION_LIST),
    plain("contact_id", Uuid),
    plain("delivery_id", Uuid),
    personal("address_hmac", LargeBinary, pd.OBJECTION_LIST),
    plain("created_at", MOMENT),
    Index("objection_link_delivery_id_idx", "organisation_id", "delivery_id"),
    key=("token_hash",),
)

document_restriction = tenant_table(
    "document_restriction",
    plain("document_id", Uuid),
    plain("since", MOMENT),
    personal("reason", Text, pd.OBJECTION),
    belongs_to("document", "document_id", cascade=True),
    key=("document_id",),
)

of_a_contact(document_restriction, ContactRows(key="document_id", document="document_id"))
