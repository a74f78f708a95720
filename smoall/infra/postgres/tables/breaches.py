"""The register of breaches: what each organisation is affected by; Smoall's own keeps the whole of each."""

from sqlalchemy import Boolean, Index, Integer, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from smoall.domain.kernel.ids import Kind
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

breach = tenant_table(
    "breach",
    plain("natures", ARRAY(Text)),
    personal("facts", Text, pd.BREACH),
    personal("effects", Text, pd.BREACH, null=True),
    personal("remedy", Text, pd.BREACH, null=True),
    plain("discovered_at", MOMENT),
    plain("occurred_from", MOMENT, null=True),
    plain("occurred_until", MOMENT, null=True),
    plain("recorded_at", MOMENT),
    plain("hours", Integer),
    plain("notify_by", MOMENT, null=True),
    plain("affected_rows", JSONB),
    plain("affected_people", JSONB),
    plain("objects", ARRAY(Text)),
    plain("entries", Integer),
    plain("organisations", JSONB),
    plain("authority_notify", Boolean, null=True),
    personal("authority_reason", Text, pd.BREACH, null=True),
    plain("people_notify", Boolean, null=True),
    personal("people_reason", Text, pd.BREACH, null=True),
    plain("authority_told_at", MOMENT, null=True),
    personal("authority_reference", Text, pd.BREACH, null=True),
    plain("controllers_told_at", MOMENT, null=True),
    personal("controllers_reference", Text, pd.BREACH, null=True),
    plain("people_told_at", MOMENT, null=True),
    personal("people_reference", Text, pd.BREACH, null=True),
    plain("closed_at", MOMENT, null=True),
    plain("version", Integer, server_default="1"),
    Index("breach_recorded_at_idx", "organisation_id", "recorded_at", "id"),
)

breach_entry = tenant_table(
    "breach_entry",
    plain("breach_id", Uuid),
    plain("at", MOMENT),
    plain("act", Text),
    plain("by", Uuid, null=True),
    plain("party", Text, null=True),
    plain("notify", Boolean, null=True),
    plain("told_at", MOMENT, null=True),
    personal("facts", Text, pd.BREACH, null=True),
    personal("effects", Text, pd.BREACH, null=True),
    personal("remedy", Text, pd.BREACH, null=True),
    personal("reason", Text, pd.BREACH, null=True),
    personal("reference", Text, pd.BREACH, null=True),
    belongs_to("breach", "breach_id", cascade=True),
    Index("breach_entry_breach_id_idx", "organisation_id", "breach_id", "at", "id"),
)

of_a_contact(breach, ContactRows(kind=Kind.BREACH))
of_a_contact(breach_entry, ContactRows(kind=Kind.BREACH, key="breach_id"))
