"""What Mailgun tells of a message, read from its events: as answers of its API, and as the part of a webhook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from smoall.domain.invoicing.delivery import DeliveryState

DELIVERY, TENANT = "delivery", "tenant"
"""Our variables on each message."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``outcome`` is what it means for the delivery; None for those that end nothing."""

    name: str
    message_id: str
    delivery_id: UUID | None
    tenant: UUID | None
    permanent: bool

    @property
    def outcome(self) -> DeliveryState | None:
        """DELIVERED, or BOUNCED: a permanent failure, a complaint, or a refusal by Mailgun itself."""
        if self.name == "delivered":
            return DeliveryState.DELIVERED
        if self.name in ("complained", "rejected") or (self.name == "failed" and self.permanent):
            return DeliveryState.BOUNCED
        return None


def read_event(item: Any) -> Event | None:
    """An event out of its JSON; None when it is none."""
    if not isinstance(item, Mapping) or not isinstance(item.get("event"), str):
        return None
    variables = _part(item, "user-variables")
    headers = _part(_part(item, "message"), "headers")
    return Event(
        name=item["event"],
        message_id=str(headers.get("message-id", "")).strip("<>"),
        delivery_id=_uuid(variables.get(DELIVERY)),
        tenant=_uuid(variables.get(TENANT)),
        permanent=item.get("severity") == "permanent",
    )


def read_events(items: Any) -> Iterable[Event]:
    """The events of one page; what is none is passed over."""
    found = map(read_event, items if isinstance(items, list) else [])
    return [event for event in found if event]


def _part(item: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = item.get(name)
    return found if isinstance(found, Mapping) else {}


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
