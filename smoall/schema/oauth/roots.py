"""What can be asked and done about other people's applications."""

import strawberry


@strawberry.type(description="Reading about other people's applications.")
class OAuthQueries:
    """Root fields of queries."""


@strawberry.type(description="Acts on other people's applications.")
class OAuthMutations:
    """Root fields of mutations."""
