"""What can be asked and done about breaches."""

import strawberry


@strawberry.type(description="Reading about breaches.")
class BreachesQueries:
    """Root fields of queries."""


@strawberry.type(description="Acts on breaches.")
class BreachesMutations:
    """Root fields of mutations."""
