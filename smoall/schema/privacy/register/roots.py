"""What can be asked and done about the register of processing."""

import strawberry


@strawberry.type(description="Reading about the register of processing.")
class RegisterQueries:
    """Root fields of queries."""


@strawberry.type(description="Acts on the register of processing.")
class RegisterMutations:
    """Root fields of mutations."""
