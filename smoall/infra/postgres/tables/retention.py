"""How long an organisation keeps its records: its choices, holds, reviews, and the purges it ordered."""

from sqlalchemy import Boolean, Date, ForeignKeyConstraint, Index, Integer, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from smoall.domain.kernel.ids import Kind
from smoall.domain.privacy import personal_data as pd
from smoall.infra.postgres.tables.building import (
    MOMENT,
    ContactRows,
    of_a_contact,
    personal,
    plain,
    tenant_table,
)

retention_choice = tenant_table(
    "retention_choice",
    plain("category", Text),
    plain("years", Integer, null=True),
    plain("months", Integer, null=True),
    plain("unlimited", Boolean, server_default=text("false")),
    plain("automatic", Boolean, server_default=text("false")),
    personal("reason", Text, pd.FREE_TEXT, null=True),
    plain("chosen_at", MOMENT),
    plain("chosen_by", Uuid),
    Index("retention_choice_chosen_at_idx", "organisation_id", "category", "chosen_at"),
)

legal_hold = tenant_table(
    "legal_hold",
    plain("scope", Text),
    plain("target_id", Uuid, null=True),
    plain("from_day", Date, null=True),
    plain("to_day", Date, null=True),
    plain("ground", Text),
    personal("reason", Text, pd.FREE_TEXT),
    plain("until", Date, null=True),
    plain("placed_at", MOMENT),
    plain("placed_by", Uuid),
    plain("released_at", MOMENT, null=True),
    plain("released_by", Uuid, null=True),
    personal("release_reason", Text, pd.FREE_TEXT, null=True),
    plain("version", Integer, server_default="1"),
    Index("legal_hold_placed_at_idx", "organisation_id", "placed_at", "id"),
)

prospect_review = tenant_table(
    "prospect_review",
    plain("company_id", Uuid),
    plain("kept_until", Date, null=True),
    personal("reason", Text, pd.FREE_TEXT),
    plain("reviewed_at", MOMENT),
    plain("reviewed_by", Uuid),
    ForeignKeyConstraint(
        ["organisation_id", "company_id"], ["company.organisation_id", "company.id"], ondelete="CASCADE"
    ),
    Index("prospect_review_company_id_idx", "organisation_id", "company_id", "reviewed_at"),
)

purge_order = tenant_table(
    "purge_order",
    personal("reason", Text, pd.FREE_TEXT),
    plain("policy_version", Text),
    plain("judged_on", Date),
    plain("state", Text),
    plain("total", Integer),
    plain("done", Integer, server_default="0"),
    plain("gone", JSONB),
    plain("ordered_at", MOMENT),
    plain("ordered_by", Uuid),
    plain("finished_at", MOMENT, null=True),
    Index("purge_order_ordered_at_idx", "organisation_id", "ordered_at", "id"),
)

purge_item = tenant_table(
    "purge_item",
    plain("order_id", Uuid),
    plain("position", Integer),
    plain("kind", Text),
    plain("object_id", Uuid),
    plain("outcome", Text, null=True),
    plain("kept_for", Text, null=True),
    ForeignKeyConstraint(
        ["organisation_id", "order_id"], ["purge_order.organisation_id", "purge_order.id"], ondelete="CASCADE"
    ),
    key=("order_id", "position"),
)

for _table, _kind in (
    (retention_choice, None),
    (legal_hold, Kind.LEGAL_HOLD),
    (prospect_review, None),
    (purge_order, Kind.PURGE_RUN),
):
    of_a_contact(_table, ContactRows(kind=_kind))
