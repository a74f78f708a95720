"""What can be asked and done about objections and restrictions."""

import strawberry


@strawberry.type(description="Reading about objections and restrictions.")
class ObjectionQueries:
    """Root fields of queries."""


@strawberry.type(description="Acts on objections and restrictions.")
class ObjectionMutations:
    """Root fields of mutations."""
