"""The inbox: what a provider hinted at, stored under the event's own id before anything is done with it.

A provider sends an event again until it hears 200, and sometimes after. The row is the proof that it was taken; the
job that follows it is asked for in the same transaction. It holds ids only.
"""

from datetime import datetime
from uuid import UUID

import orjson

from smoall.infra.postgres.database import Link
from smoall.usecases.operations.hints import Hint

_RECEIVE = """
INSERT INTO inbox (organisation_id, provider, event_id, body, received_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (organisation_id, provider, event_id) DO NOTHING RETURNING event_id
"""
_GET = """
SELECT body FROM inbox WHERE organisation_id = $1 AND provider = $2 AND event_id = $3 AND handled_at IS NULL
"""
_HANDLED = "UPDATE inbox SET handled_at = $4 WHERE organisation_id = $1 AND provider = $2 AND event_id = $3"


class PostgresInbox:
    """The events of one organisation's providers."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def receive(self, provider: str, hint: Hint) -> bool:
        """Write a hint down; False when its event was taken before."""
        body = orjson.dumps(dict(hint.subjects))
        row = await self._link.row(_RECEIVE, self._organisation_id, provider, hint.event_id, body, self._now)
        return row is not None

    async def get(self, provider: str, event_id: str) -> Hint | None:
        """An event that has not had its effect yet."""
        body = await self._link.value(_GET, self._organisation_id, provider, event_id)
        return None if body is None else Hint(event_id, orjson.loads(body))

    async def handled(self, provider: str, event_id: str) -> None:
        """The event has had its effect."""
        await self._link.row(_HANDLED, self._organisation_id, provider, event_id, self._now)
