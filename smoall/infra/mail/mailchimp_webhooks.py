"""Mailchimp's webhooks (https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/): forms without
a signature, so a secret is in the address, and the member is read again before anything happens."""

import hashlib
import hmac
from urllib.parse import parse_qs

from smoall.usecases.audience import MEMBER, MOVED_TO
from smoall.usecases.operations.hints import Arrival, Forged, Hint

TYPES = ("unsubscribe", "cleaned", "upemail")
LARGEST_ADDRESS = 254


class MailchimpWebhooks:
    """A :class:`~smoall.usecases.operations.hints.WebhookSource` at ``/webhooks/mailchimp?secret=…``."""

    name = "mailchimp"
    probed = True

    def __init__(self, secret: str, *, list_id: str) -> None:
        self._secret = secret.encode()
        self._list_id = list_id

    def read(self, arrival: Arrival) -> Hint | None:
        """What it hints at; None for what is no withdrawal, or about another audience. Raises Forged.

        The event has no id: it is named by a keyed hash of its body, so that a repetition is known.
        """
        if not hmac.compare_digest(arrival.query.get("secret", "").encode(), self._secret):
            raise Forged
        form = _read_form(arrival.body)
        if form.get("type") not in TYPES or form.get("data[list_id]") != self._list_id:
            return None
        subjects = {MEMBER: _member_id(form.get("data[old_email]") or form.get("data[email]", ""))}
        if "data[new_email]" in form:
            subjects[MOVED_TO] = _member_id(form["data[new_email]"])
        return Hint(hmac.digest(self._secret, arrival.body, "sha256").hex(), subjects)


def _member_id(address: str) -> str:
    """The address's id at Mailchimp. Raises Forged for what can be none."""
    if not 0 < len(address) <= LARGEST_ADDRESS:
        raise Forged
    return hashlib.md5(address.lower().encode(), usedforsecurity=False).hexdigest()


def _read_form(body: bytes) -> dict[str, str]:
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=200)
    except ValueError:
        raise Forged from None
    return {name: values[0] for name, values in fields.items()}
