"""What can be asked and done about the rights of the people in the data."""

import strawberry


@strawberry.type(description="Reading about the rights of the people in the data.")
class PrivacyQueries:
    """Root fields of queries."""


@strawberry.type(description="Acts on the rights of the people in the data.")
class PrivacyMutations:
    """Root fields of mutations."""
