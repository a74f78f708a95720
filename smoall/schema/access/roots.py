"""What can be asked and done about accounts and members."""

import strawberry


@strawberry.type(description="Reading about accounts and members.")
class AccessQueries:
    """Root fields of queries."""


@strawberry.type(description="Acts on accounts and members.")
class AccessMutations:
    """Root fields of mutations."""
