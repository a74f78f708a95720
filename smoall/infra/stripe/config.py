"""Which Stripe account is spoken to, and how."""

from dataclasses import dataclass, field

LIVE = ("sk_live_", "rk_live_")


@dataclass(frozen=True, slots=True)
class StripeConfig:
    """``secrets`` are the webhook endpoint's, several during a change; ``url`` is the API's, None for Stripe's own."""

    key: str = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    url: str | None = None
    try_seconds: float = 10
    """how long one attempt at one request may take, connecting and reading together"""

    @property
    def livemode(self) -> bool:
        """Whether real money moves."""
        return self.key.startswith(LIVE)
