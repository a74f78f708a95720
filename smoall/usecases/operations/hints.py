"""What providers send by themselves: hints that something has changed over there, and never the truth about it.

A webhook is proved to come from its provider, reduced to ids, and written down under the event's own id, once; a job
then asks the provider how things stand. So order, repetition and loss change nothing, and nothing personal is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

LONGEST_ID = 200


class Forged(Exception):
    """It does not bear the provider's signature, or was changed after it was signed, or is no event at all."""


class Stale(Exception):
    """Its signature is sound, but older than the provider would send: somebody replays it."""


class Foreign(Exception):
    """It is sound, but tells of another account, or of play money where real money moves (or the reverse)."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request as it came in; names of headers in lower case. ``query`` is what follows the address's ``?``."""

    body: bytes
    headers: Mapping[str, str]
    query: Mapping[str, str]
    now: datetime


@dataclass(frozen=True, slots=True)
class Hint:
    """Something happened: the event's id at the provider, and the ids it is about. Ids only, nothing personal."""

    event_id: str
    subjects: Mapping[str, str]


class WebhookSource(Protocol):
    """One provider's way to send events to ``/webhooks/{name}``."""

    @property
    def name(self) -> str:
        """The last part of the address; also the provider's name in the inbox and in the metrics."""
        ...

    @property
    def probed(self) -> bool:
        """Whether the provider asks with a GET, before it sends anything, if somebody is there."""
        ...

    def read(self, arrival: Arrival) -> Hint | None:
        """What it hints at; None when it is about nothing that matters here. Raises Forged, Stale, Foreign."""
        ...


class Reception(StrEnum):
    """What became of a webhook; also its label in the metrics."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    UNKNOWN = "unknown"
    FOREIGN = "foreign"
    FORGED = "forged"
    STALE = "stale"
    TOO_LARGE = "too_large"
    UNAVAILABLE = "unavailable"


class Inbox(Protocol):
    """Events that were taken, in Smoall's own organisation."""

    async def receive(self, provider: str, hint: Hint) -> bool:
        """Write a hint down; False when its event was taken before."""
        ...

    async def get(self, provider: str, event_id: str) -> Hint | None:
        """An event that has not had its effect yet; None otherwise."""
        ...

    async def handled(self, provider: str, event_id: str) -> None:
        """The event has had its effect."""
        ...
