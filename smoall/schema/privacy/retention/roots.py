"""What can be asked and done about how long records are kept."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.building import Connection, does, pages
from smoall.schema.privacy.retention import mutations, queries
from smoall.schema.privacy.retention.types import (
    LegalHold,
    LegalHoldOrder,
    LegalHoldWhere,
    ProspectReview,
    PurgeCertificate,
    PurgePreview,
    PurgeRun,
    RetentionPolicy,
)


@strawberry.type(description="Reading about how long records are kept.")
class RetentionQueries:
    """Root fields of queries."""

    retention_policies: list[RetentionPolicy] = strawberry.field(
        resolver=queries.retention_policies,
        description="How long the records of your organisation are kept, by category. Needs `READ_AUDIT`.",
    )
    purge_preview: PurgePreview = strawberry.field(
        resolver=queries.purge_preview_,
        description="What a purge would take on a day, and why the rest stays. Needs `MANAGE_PRIVACY`.",
    )
    purge_runs: Connection[PurgeRun] = pages("The purges that were ordered, the latest first. Needs `READ_AUDIT`.")
    purge_certificates: list[PurgeCertificate] = strawberry.field(
        resolver=queries.purge_certificates,
        description="The signed proofs of purges, the latest first. Needs `READ_AUDIT`.",
    )
    legal_holds: Connection[LegalHold] = pages(
        "Holds, those placed last first unless asked otherwise. Needs `MANAGE_PRIVACY`.",
        where=LegalHoldWhere,
        order=LegalHoldOrder,
    )
    prospect_review: ProspectReview = strawberry.field(
        resolver=queries.prospect_review_,
        description="Prospects whose term is over: `keepProspects` for a reason, or let `runPurge` take them."
        " Needs `MANAGE_PRIVACY`.",
    )


@strawberry.type(description="Acts on how long records are kept.")
class RetentionMutations:
    """Root fields of mutations."""

    set_retention_policy = does(
        mutations.set_retention_policy_,
        mutations.SetRetentionPolicyResult,
        "Choose how long records are kept; a floor can be lengthened and never undercut.",
        needs=Permission.MANAGE_PRIVACY,
    )
    run_purge = does(
        mutations.run_purge_,
        mutations.RunPurgeResult,
        "Order the purge of what a preview showed; it goes on by itself and ends in a certificate.",
        needs=Permission.MANAGE_PRIVACY,
    )
    place_hold = does(
        mutations.place_hold_,
        mutations.PlaceHoldResult,
        "Hold records, whatever their term; a purge that is under way leaves them too.",
        needs=Permission.MANAGE_PRIVACY,
    )
    release_hold = does(
        mutations.release_hold_,
        mutations.ReleaseHoldResult,
        "Release a hold: what it was on is judged by its term again.",
        needs=Permission.MANAGE_PRIVACY,
    )
    keep_prospects = does(
        mutations.keep_prospects_,
        mutations.KeepProspectsResult,
        "Keep prospects longer than their term, for a reason in writing.",
        needs=Permission.MANAGE_PRIVACY,
    )
