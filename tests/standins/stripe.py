"""The stand-in Stripe, as tests drive it (it ships with ``smoall sandbox``: ADR 13)."""

from smoall.sandbox.stripe.app import StripeStandIn
from smoall.sandbox.stripe.checkout import open_session
from smoall.sandbox.stripe.payments import confirm, make_intent, make_method
from smoall.sandbox.stripe.payments import refund as refund_intent
from smoall.sandbox.stripe.wire import Refusal

__all__ = ["Refusal", "StripeStandIn", "confirm", "make_intent", "make_method", "open_session", "refund_intent"]
