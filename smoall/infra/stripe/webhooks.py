"""Stripe's events (https://docs.stripe.com/webhooks): proved by their signature, read for their ids alone."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson
import stripe

from smoall.infra.stripe.config import StripeConfig
from smoall.usecases.billing.hear_provider import Subject
from smoall.usecases.operations.hints import Arrival, Foreign, Forged, Hint, Stale

TOLERANCE = timedelta(minutes=5)
_STAMP = re.compile(r"t=([0-9]{1,12})")
_ID = re.compile(r"[a-z]{2,8}_[A-Za-z0-9_]{1,120}")

# What an event is about, by the beginning of its type: which field of its object names what is to be read again.
SUBJECTS: tuple[tuple[str, Subject, str], ...] = (
    ("payment_intent.", Subject.COLLECTION, "id"),
    ("charge.", Subject.COLLECTION, "payment_intent"),  # disputes too, and refunds as they were once told of
    ("refund.", Subject.COLLECTION, "payment_intent"),
    ("checkout.session.", Subject.CHECKOUT, "id"),
    ("customer.updated", Subject.CUSTOMER, "id"),
    ("payment_method.", Subject.CUSTOMER, "customer"),
)


class StripeWebhooks:
    """A :class:`~smoall.usecases.operations.hints.WebhookSource`."""

    name = "stripe"
    probed = False

    def __init__(self, config: StripeConfig) -> None:
        self._config = config

    def read(self, arrival: Arrival) -> Hint | None:
        """What an event hints at; None for types that concern nothing here. Raises Forged, Stale, Foreign."""
        header = arrival.headers.get("stripe-signature", "")
        if not any(_signed(arrival.body, header, secret) for secret in self._config.secrets):
            raise Forged
        if _signed_at(header) < (arrival.now - TOLERANCE).timestamp():
            raise Stale
        return self.hint(_event(arrival.body))

    def hint(self, event: Mapping[str, Any]) -> Hint | None:
        """The same of an event that came another way, as when Stripe is asked what was not delivered."""
        if event.get("account") or bool(event.get("livemode")) is not self._config.livemode:
            raise Foreign
        subject = _subject(str(event.get("type")), event.get("data"))
        return Hint(_id(event.get("id")), subject) if subject else None


def _signed(body: bytes, header: str, secret: str) -> bool:
    """Whether one secret made one of the signatures. The library compares in constant time."""
    try:
        return bool(stripe.WebhookSignature.verify_header(body, header, secret))
    except (stripe.SignatureVerificationError, ValueError, TypeError):  # neither need the header nor the body be text
        return False


def _signed_at(header: str) -> int:
    """The time that was signed. One that the library reads and we do not, beside one of our choice, is a trick."""
    stamps = [part for part in header.split(",") if part.partition("=")[0].strip() == "t"]
    found = _STAMP.fullmatch(stamps[0]) if len(stamps) == 1 else None
    if found is None:
        raise Forged
    return int(found[1])


def _event(body: bytes) -> Mapping[str, Any]:
    try:
        event = orjson.loads(body)
    except ValueError:
        raise Forged from None
    if not isinstance(event, dict) or event.get("object") != "event":
        raise Forged
    return event


def _subject(kind: str, content: Any) -> dict[str, str] | None:
    thing = content.get("object") if isinstance(content, dict) else None
    if not isinstance(thing, dict):
        return None
    for beginning, subject, field in SUBJECTS:
        if kind.startswith(beginning) and isinstance(thing.get(field), str):
            return {subject.value: _id(thing[field])}
    return None


def _id(value: Any) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Forged
    return value
