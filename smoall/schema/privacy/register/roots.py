"""What can be asked and done about the register of processing."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.building import Connection, does, pages
from smoall.schema.privacy.register import announcing, queries
from smoall.schema.privacy.register.changes import (
    SubProcessorChange,
    SubProcessorChangeOrder,
    SubProcessorChangeWhere,
)
from smoall.schema.privacy.register.types import ProcessingRegister, RegisterDiff


@strawberry.type(description="Reading about the register of processing.")
class RegisterQueries:
    """Root fields of queries."""

    processing_register: ProcessingRegister | None = strawberry.field(
        resolver=queries.processing_register_,
        description="The register of processing on a day: Smoall as controller, and as processor of your organisation."
        " Null before the first edition. Needs `READ_AUDIT`.",
    )
    sub_processor_changes: Connection[SubProcessorChange] = pages(
        "Changes of sub-processors, the latest announcement first unless asked otherwise. Needs `READ_AUDIT`.",
        where=SubProcessorChangeWhere,
        order=SubProcessorChangeOrder,
    )
    register_diff: RegisterDiff = strawberry.field(
        resolver=queries.register_diff,
        description="What is different between the registers of two days. Needs `READ_AUDIT`.",
    )


@strawberry.type(description="Acts on the register of processing.")
class RegisterMutations:
    """Root fields of mutations."""

    announce_sub_processor = does(
        announcing.announce_sub_processor_,
        announcing.AnnounceSubProcessorResult,
        "Announce that a sub-processor is added, replaced, changed or ended; the owners of all organisations are told."
        " For Smoall's own organisation only.",
        needs=Permission.MANAGE_PRIVACY,
    )
    withdraw_sub_processor_announcement = does(
        announcing.withdraw_announcement_,
        announcing.WithdrawSubProcessorAnnouncementResult,
        "Take an announcement back before it takes effect; whoever was told of it is told so."
        " For Smoall's own organisation only.",
        needs=Permission.MANAGE_PRIVACY,
    )
    object_to_sub_processor = does(
        announcing.object_to_sub_processor_,
        announcing.ObjectToSubProcessorResult,
        "Object to a change of sub-processors, until its last day; an objection that stands is left as it is.",
        needs=Permission.MANAGE_PRIVACY,
    )
    withdraw_sub_processor_objection = does(
        announcing.withdraw_objection_,
        announcing.WithdrawSubProcessorObjectionResult,
        "Take an objection to a change of sub-processors back.",
        needs=Permission.MANAGE_PRIVACY,
    )
