"""Changes of sub-processors, announced for all; who was told of them, and who objects."""

from sqlalchemy import Boolean, Date, ForeignKeyConstraint, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from smoall.domain.privacy import personal_data as pd
from smoall.infra.postgres.tables.building import MOMENT, personal, plain, platform_table, tenant_table

sub_processor_change = platform_table(
    "sub_processor_change",
    plain("id", Uuid, primary_key=True),
    plain("kind", Text),
    plain("concerns", Text, null=True),
    plain("name", Text, null=True),
    plain("activity", Text, null=True),
    plain("its_sheets", ARRAY(Text), null=True),
    plain("countries", ARRAY(Text), null=True),
    plain("mechanism", Text, null=True),
    plain("valid_from", Date, null=True),
    plain("valid_to", Date, null=True),
    plain("agreement_signed_on", Date, null=True),
    plain("keeps_nothing", Boolean, null=True),
    plain("sheets", ARRAY(Text)),
    plain("announced_at", MOMENT),
    plain("announced_on", Date),
    plain("takes_effect_on", Date),
    plain("objections_until", Date),
    plain("text_fr", Text),
    plain("text_nl", Text),
    plain("text_de", Text),
    plain("text_en", Text),
    plain("urgency", Text, null=True),
    plain("corrects", Uuid, null=True, unique=True),
    ForeignKeyConstraint(["corrects"], ["sub_processor_change.id"]),
)

sub_processor_withdrawal = platform_table(
    "sub_processor_withdrawal",
    plain("change_id", Uuid, primary_key=True),
    plain("at", MOMENT),
    plain("reason", Text),
    ForeignKeyConstraint(["change_id"], ["sub_processor_change.id"]),
)

sub_processor_notice = tenant_table(
    "sub_processor_notice",
    plain("change_id", Uuid),
    plain("notice", Text),
    plain("at", MOMENT),
    ForeignKeyConstraint(["change_id"], ["sub_processor_change.id"]),
    key=("change_id", "notice"),
)

sub_processor_objection = tenant_table(
    "sub_processor_objection",
    plain("change_id", Uuid),
    personal("organisation_name", Text, pd.SUB_PROCESSOR_OBJECTION),
    personal("reason", Text, pd.SUB_PROCESSOR_OBJECTION),
    plain("objected_at", MOMENT),
    plain("withdrawn_at", MOMENT, null=True),
    ForeignKeyConstraint(["change_id"], ["sub_processor_change.id"]),
    Index("sub_processor_objection_change_id_idx", "change_id", "organisation_id"),
    key=("change_id",),
)
