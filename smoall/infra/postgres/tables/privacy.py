"""Proofs of erasure, without anybody's identity in them, and what is handed out before."""

from sqlalchemy import BigInteger, Date, Index, Integer, LargeBinary, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from smoall.domain.privacy import personal_data as pd
from smoall.infra.postgres.tables.building import (
    MOMENT,
    ContactRows,
    of_a_contact,
    personal,
    plain,
    platform_table,
    tenant_table,
)

erasure_receipt = platform_table(
    "erasure_receipt",
    plain("id", Uuid, primary_key=True),
    plain("subject", Text),
    plain("at", MOMENT),
    plain("policy_version", Text),
    plain("lines", JSONB),
    plain("downstream", JSONB),
    Index("erasure_receipt_subject_idx", "subject"),
)

purge_run = platform_table(
    "purge_run",
    plain("id", Uuid, primary_key=True),
    plain("subject", Text),
    plain("tenant_id", Uuid),
    plain("run_on", Date),
    plain("started_at", MOMENT),
    plain("before", JSONB),
    plain("certificate", JSONB, null=True),
    plain("signature", LargeBinary, null=True),
    plain("finished_at", MOMENT, null=True),
    Index("purge_run_tenant_id_idx", "tenant_id", "started_at"),
)

organisation_export = tenant_table(
    "organisation_export",
    plain("state", Text),
    plain("progress", Integer, server_default="0"),
    plain("total", Integer, server_default="0"),
    plain("size", BigInteger, null=True),
    plain("sha256", Text, null=True),
    plain("created_at", MOMENT),
    plain("finished_at", MOMENT, null=True),
)

contact_erasure = tenant_table(
    "contact_erasure",
    plain("subject", Text),
    plain("contacts", ARRAY(Uuid)),
    personal("reason", Text, pd.FREE_TEXT),
    plain("at", MOMENT),
    plain("policy_version", Text),
    plain("lines", JSONB),
    plain("downstream", JSONB),
    Index("contact_erasure_at_idx", "organisation_id", "at", "id"),
)
of_a_contact(contact_erasure, ContactRows(copy=True))
