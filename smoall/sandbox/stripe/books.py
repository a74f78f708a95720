"""Everything the stand-in Stripe knows, and the events it tells of."""

import json
from copy import deepcopy
from itertools import count
from secrets import token_hex
from typing import Any

from smoall.sandbox.kit import Clock, Shelf
from smoall.sandbox.sender import Sender
from smoall.sandbox.stripe.wire import missing

VERSION = "2026-10-28.endive"
Thing = dict[str, Any]

KINDS = {
    "cus": "customer",
    "txi": "tax_id",
    "cs": "checkout.session",
    "pi": "payment_intent",
    "seti": "setup_intent",
    "setatt": "setup_attempt",
    "pm": "payment_method",
    "ch": "charge",
    "re": "refund",
    "du": "dispute",
    "bps": "billing_portal.session",
    "evt": "event",
    "prj": "privacy.redaction_job",
}


class Books:
    """Objects by the prefix of their ids, each as the API shows it; keys that begin with ``_`` are never shown."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.shelves: dict[str, Shelf[Thing]] = {prefix: Shelf() for prefix in KINDS}
        self.sender: Sender | None = None
        self._order = count()
        self._turn = 0
        self._touched: dict[str, int] = {}

    @property
    def now(self) -> int:
        """The provider's time in seconds."""
        return int(self.clock().timestamp())

    def make(self, prefix: str, **fields: Any) -> Thing:
        """A new object."""
        identity = f"{prefix}_{token_hex(12)}"
        common = {"id": identity, "object": KINDS[prefix], "created": self.now, "livemode": False}
        thing: Thing = {**common, **fields, "_order": next(self._order)}
        self._touch(identity)
        self.shelves[prefix][identity] = thing
        return thing

    def begin(self) -> None:
        """The next request: what it changes, a stale read shows as it was before it."""
        self._turn += 1

    def _touch(self, identity: str) -> None:
        if self._touched.get(identity) != self._turn:
            self._touched[identity] = self._turn
            self.shelves[identity.partition("_")[0]].touch(identity)

    def change(self, thing: Thing, **fields: Any) -> Thing:
        """The object with other values."""
        self._touch(thing["id"])
        thing.update(fields)
        return thing

    def all(self, prefix: str, **fields: Any) -> list[Thing]:
        """The objects of a kind whose fields have these values."""
        found = self.shelves[prefix].values()
        return [thing for thing in found if all(thing.get(name) == value for name, value in fields.items())]

    def find(self, identity: str | None) -> Thing | None:
        """An object of any kind."""
        shelf = self.shelves.get((identity or "").partition("_")[0])
        return shelf.get(identity or "") if shelf is not None else None

    def get(self, prefix: str, identity: str) -> Thing:
        """An object that must exist."""
        thing = self.shelves[prefix].get(identity)
        if thing is None:
            raise missing(KINDS[prefix].replace("_", " "), identity)
        return thing

    def emit(self, kind: str, thing: Thing, **more: Any) -> Thing:
        """Tell the world: an event with the object as it is now."""
        fields = {"api_version": VERSION, "type": kind, "pending_webhooks": 1, "request": {"id": None}}
        event = self.make("evt", **fields, data={"object": shown(thing)}, **more)
        if self.sender:
            self.sender.add(json.dumps(shown(event)).encode())
        return event

    def undelivered(self) -> set[str]:
        """The ids of the events that no webhook has delivered."""
        if self.sender is None:
            return set(self.shelves["evt"])
        return {json.loads(body)["id"] for body in (*self.sender.undelivered, *self.sender.waiting)}


def shown(thing: Any) -> Any:
    """The object as the API shows it."""
    if isinstance(thing, dict):
        return {key: shown(value) for key, value in thing.items() if not key.startswith("_")}
    return [shown(each) for each in thing] if isinstance(thing, list) else deepcopy(thing)
