"""What can be asked and done about Smoall's own subscriptions."""

import strawberry


@strawberry.type(description="Reading about Smoall's own subscriptions.")
class BillingQueries:
    """Root fields of queries."""


@strawberry.type(description="Acts on Smoall's own subscriptions.")
class BillingMutations:
    """Root fields of mutations."""
