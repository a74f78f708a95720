"""What can be done about mailboxes."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.building import does
from smoall.schema.mail import mutations as mail


@strawberry.type(description="Acts on mailboxes that are not written to.")
class MailMutations:
    """Root fields of mutations."""

    lift_suppression = does(
        mail.lift_suppression_,
        mail.LiftSuppressionResult,
        "Let a mailbox that bounced be written to again, once it has been put right.",
        needs=Permission.MANAGE_ORGANISATION,
    )
