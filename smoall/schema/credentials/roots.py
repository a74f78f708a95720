"""What can be asked and done about second factors, passkeys and API keys."""

import strawberry


@strawberry.type(description="Reading about second factors, passkeys and API keys.")
class CredentialsQueries:
    """Root fields of queries."""


@strawberry.type(description="Acts on second factors, passkeys and API keys.")
class CredentialsMutations:
    """Root fields of mutations."""
