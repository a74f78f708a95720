"""What can be asked and done about objections and restrictions."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.building import does
from smoall.schema.privacy.objection import mutations


@strawberry.type(description="Reading about objections and restrictions.")
class ObjectionQueries:
    """Root fields of queries."""


@strawberry.type(description="Acts on objections and restrictions.")
class ObjectionMutations:
    """Root fields of mutations."""

    oppose_processing = does(
        mutations.oppose_processing_,
        mutations.OpposeProcessingResult,
        "Note that a company or a contact objects to processing: the record stays, marked, and nothing new begins.",
        needs=Permission.MANAGE_PRIVACY,
    )
    lift_opposition = does(
        mutations.lift_opposition_,
        mutations.LiftOppositionResult,
        "Lift an objection, because the person agrees again.",
        needs=Permission.MANAGE_PRIVACY,
    )
    restrict_processing = does(
        mutations.restrict_processing_,
        mutations.RestrictProcessingResult,
        "Restrict the processing of a company, a contact or a document: it is kept and read, and nothing else.",
        needs=Permission.MANAGE_PRIVACY,
    )
    lift_restriction = does(
        mutations.lift_restriction_,
        mutations.LiftRestrictionResult,
        "Lift a restriction; the person is told before.",
        needs=Permission.MANAGE_PRIVACY,
    )
    set_legal_basis = does(
        mutations.set_legal_basis_,
        mutations.SetLegalBasisResult,
        "State on which basis a contact's data is held; a legitimate interest needs its assessment in writing.",
        needs=Permission.MANAGE_COMPANIES,
    )
    set_marketing_basis = does(
        mutations.set_marketing_basis_,
        mutations.SetMarketingBasisResult,
        "State on which basis a contact may be sent advertising; a consent needs its proof.",
        needs=Permission.MANAGE_COMPANIES,
    )
