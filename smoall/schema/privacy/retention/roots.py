"""What can be asked and done about how long records are kept."""

import strawberry


@strawberry.type(description="Reading about how long records are kept.")
class RetentionQueries:
    """Root fields of queries."""


@strawberry.type(description="Acts on how long records are kept.")
class RetentionMutations:
    """Root fields of mutations."""
