"""The stand-in Stripe, as tests drive it (it ships with ``smoall sandbox``: ADR 11)."""

from smoall.sandbox.stripe.app import StripeStandIn
from smoall.sandbox.stripe.payments import make_method
from smoall.sandbox.stripe.wire import Refusal

__all__ = ["Refusal", "StripeStandIn", "make_method"]
