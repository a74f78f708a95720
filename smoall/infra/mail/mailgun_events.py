"""What Mailgun tells of a message, read from its events: as answers of its API, and as the part of a webhook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from smoall.domain.invoicing.delivery import DeliveryState, SuppressionReason
from smoall.usecases.mail import MailReport

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
    reason: str

    @property
    def state(self) -> DeliveryState | None:
        """What it makes of the delivery; None for what ends nothing. Who complains has received the letter."""
        if self.name in ("delivered", "complained"):
            return DeliveryState.DELIVERED
        if self.name == "rejected" or (self.name == "failed" and self.permanent):
            return DeliveryState.BOUNCED
        return None

    @property
    def suppression(self) -> SuppressionReason | None:
        """Why its mailbox is not to be written to again. A letter refused for what it says is no such reason."""
        if self.name == "complained" or self.reason == "suppress-complaint":
            return SuppressionReason.COMPLAINED
        bounced = self.state is DeliveryState.BOUNCED and self.reason in ("bounce", "suppress-bounce")
        return SuppressionReason.BOUNCED if bounced else None


def read_report(events: Iterable[Event]) -> MailReport:
    """What all events of one message say together, in whatever order they came."""
    listed = list(events)
    states = {event.state for event in listed}
    reasons = {event.suppression for event in listed}
    return MailReport(
        next((state for state in (DeliveryState.BOUNCED, DeliveryState.DELIVERED) if state in states), None),
        next((why for why in (SuppressionReason.COMPLAINED, SuppressionReason.BOUNCED) if why in reasons), None),
    )


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
        reason=str(item.get("reason", "")),
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
