"""What can be asked and done about the rights of the people in the data."""

import strawberry

from smoall.schema.privacy import queries
from smoall.schema.privacy.types import DpoContact, PrivacyNotice, SubProcessor


@strawberry.type(description="Reading about the rights of the people in the data.")
class PrivacyQueries:
    """Root fields of queries."""

    dpo_contact: DpoContact = strawberry.field(
        resolver=queries.dpo_contact, description="How to reach the data protection officer. Needs no session."
    )
    sub_processors: list[SubProcessor] = strawberry.field(
        resolver=queries.sub_processors,
        description="Who processes personal data for Smoall, and under which protection. Needs no session.",
    )
    privacy_notice: PrivacyNotice = strawberry.field(
        resolver=queries.privacy_notice, description="The privacy notice in force. Needs no session."
    )


@strawberry.type(description="Acts on the rights of the people in the data.")
class PrivacyMutations:
    """Root fields of mutations."""
