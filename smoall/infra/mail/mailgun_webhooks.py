"""Mailgun's events as it sends them (https://documentation.mailgun.com, Securing webhooks), read for our own ids.

The signature covers a time and a token, and not the event beside them. So an event is a hint and nothing more, and a
token is good once: it is the event's id in the inbox.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import timedelta

import orjson

from smoall.infra.mail.mailgun_events import read_event
from smoall.usecases.hear_mail import Subject
from smoall.usecases.operations.hints import Arrival, Forged, Hint, Stale

TOLERANCE = timedelta(minutes=15)
_TOKEN, _STAMP = re.compile(r"[0-9A-Za-z]{20,100}"), re.compile(r"[0-9]{1,12}")


class MailgunWebhooks:
    """A :class:`~smoall.usecases.operations.hints.WebhookSource`."""

    name = "mailgun"
    probed = False

    def __init__(self, signing_key: str) -> None:
        self._key = signing_key.encode()

    def read(self, arrival: Arrival) -> Hint | None:
        """What an event hints at; None for those that end nothing, or are about no letter of ours. Raises Forged,
        Stale."""
        told = _parts(arrival.body)
        token, stamp = self._proved(told.get("signature"))
        if abs(int(stamp) - arrival.now.timestamp()) > TOLERANCE.total_seconds():
            raise Stale
        event = read_event(told.get("event-data"))
        if event is None or event.delivery_id is None or (event.state is None and event.suppression is None):
            return None
        tenant = event.tenant.hex if event.tenant else ""
        return Hint(token, {Subject.DELIVERY.value: event.delivery_id.hex, Subject.TENANT.value: tenant})

    def _proved(self, given: object) -> tuple[str, str]:
        """The token and the time, when they are signed."""
        parts = given if isinstance(given, Mapping) else {}
        token, stamp, signature = (str(parts.get(name, "")) for name in ("token", "timestamp", "signature"))
        expected = hmac.new(self._key, f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
        # Signed without a separator, a digit could move from the time to the token: each must look like itself.
        if not (_TOKEN.fullmatch(token) and _STAMP.fullmatch(stamp)):
            raise Forged
        if not hmac.compare_digest(expected.encode(), signature.encode()):
            raise Forged
        return token, stamp


def _parts(body: bytes) -> Mapping[str, object]:
    try:
        told = orjson.loads(body)
    except ValueError:
        raise Forged from None
    if not isinstance(told, dict):
        raise Forged
    return told
