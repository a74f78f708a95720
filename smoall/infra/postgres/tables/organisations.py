"""Organisations and who belongs to them."""

from sqlalchemy import Boolean, ForeignKeyConstraint, Index, Integer, SmallInteger, Table, Text, Uuid, text

from smoall.domain.privacy import personal_data as pd
from smoall.infra.postgres.tables.building import MOMENT, address, metadata, of_a_person, personal, plain, tenant_table

organisation = Table(
    "organisation",
    metadata,
    plain("organisation_id", Uuid, primary_key=True),
    personal("name", Text, pd.ORGANISATION_IDENTITY),
    personal("enterprise_number", Text, pd.ORGANISATION_IDENTITY),
    personal("vat_number", Text, pd.ORGANISATION_IDENTITY, null=True),
    plain("small_enterprise", Boolean, server_default=text("false")),
    plain("legal_form", Text, null=True),
    plain("register", Text, null=True),
    *address(pd.ORGANISATION_IDENTITY),
    personal("iban", Text, pd.ORGANISATION_IDENTITY, null=True),
    plain("bic", Text, null=True),
    personal("email", Text, pd.ORGANISATION_IDENTITY, null=True),
    personal("phone", Text, pd.ORGANISATION_IDENTITY, null=True),
    plain("language", Text),
    plain("logo", Text, null=True),
    plain("fiscal_year_start", SmallInteger, server_default="1"),
    plain("created_at", MOMENT),
    plain("version", Integer, server_default="1"),
    info={"tenant": True},
)

membership = tenant_table(
    "membership",
    plain("user_id", Uuid),
    plain("role", Text),
    plain("created_at", MOMENT),
    ForeignKeyConstraint(["user_id"], ["user_account.id"]),
    Index("membership_user_id_idx", "user_id"),
    key=("user_id",),
)
of_a_person(membership, "user_id = {id}")

invitation = tenant_table(
    "invitation",
    personal("email", Text, pd.INVITED_PERSON, null=True),
    plain("role", Text),
    plain("language", Text),
    personal("message", Text, pd.INVITED_PERSON, null=True),
    plain("source", Text),
    plain("invited_by", Uuid),
    plain("state", Text),
    plain("created_at", MOMENT),
    plain("expires_at", MOMENT),
    plain("closed_at", MOMENT, null=True),
    plain("accepted_by", Uuid, null=True),
    plain("version", Integer, server_default="1"),
    Index("invitation_id_idx", "id"),
    Index(
        "invitation_pending_idx", "organisation_id", "email", unique=True, postgresql_where=text("state = 'PENDING'")
    ),
)
