"""The inbox: what a provider sent, stored under the event's own id before anything is done with it.

A provider sends an event again until it hears 200, and sometimes after. The row is the proof that it was taken; the
job that works on it is asked for in the same transaction.
"""

from datetime import datetime
from uuid import UUID

from smoall.infra.postgres.database import Link

_RECEIVE = """
INSERT INTO inbox (organisation_id, provider, event_id, body, received_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (organisation_id, provider, event_id) DO NOTHING RETURNING event_id
"""
_HANDLED = "UPDATE inbox SET handled_at = $4 WHERE organisation_id = $1 AND provider = $2 AND event_id = $3"


async def receive(
    link: Link, *, organisation_id: UUID, provider: str, event_id: str, body: bytes, now: datetime
) -> bool:
    """Take an event; False when it was taken before: answer 200 and stop."""
    return await link.row(_RECEIVE, organisation_id, provider, event_id, body, now) is not None


async def handled(link: Link, *, organisation_id: UUID, provider: str, event_id: str, now: datetime) -> None:
    """The event has had its effect."""
    await link.row(_HANDLED, organisation_id, provider, event_id, now)
