"""The stored audit chain, read in stretches."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from smoall.domain.audit import GENESIS, AuditEntry
from smoall.domain.audit_export import StoredEntry, Stretch
from smoall.infra.postgres.database import Link

# Moments are those of the units' beginnings, sequences those of their ends: what lies between belongs to it.
_BOUNDS = """
SELECT min(sequence) AS first, max(sequence) AS last FROM audit_entry WHERE organisation_id = $1
AND ($2::date IS NULL OR at >= $2::timestamp AT TIME ZONE 'Europe/Brussels')
AND ($3::date IS NULL OR at < ($3 + 1)::timestamp AT TIME ZONE 'Europe/Brussels')
"""
_LAST = "SELECT max(sequence) AS last, 1 AS first FROM audit_entry WHERE organisation_id = $1"  # by its key
_BEFORE = "SELECT hash FROM audit_entry WHERE organisation_id = $1 AND sequence = $2"
_ENTRIES = """
SELECT e.organisation_id, e.sequence, e.at, e.action, e.object_id, e.actor_id, e.request_id, e.commitment, e.hash,
    p.salt, p.payload
FROM audit_entry e LEFT JOIN audit_payload p USING (organisation_id, sequence)
WHERE e.organisation_id = $1 AND e.sequence BETWEEN $2 AND $3 ORDER BY e.sequence LIMIT $4
"""


class PostgresTrail:
    """The chain of one organisation."""

    def __init__(self, link: Link, organisation_id: UUID) -> None:
        self._link = link
        self._organisation_id = organisation_id

    async def stretch(self, since: date | None, until: date | None) -> Stretch:
        """The entries of some days."""
        if since or until:
            bounds = await self._link.row(_BOUNDS, self._organisation_id, since, until)
        else:
            bounds = await self._link.row(_LAST, self._organisation_id)
        found = (bounds["first"], bounds["last"]) if bounds else (None, None)
        first = 1 if since is None else found[0] or 1
        last = found[1] or first - 1
        before = await self._link.value(_BEFORE, self._organisation_id, first - 1) if first > 1 else None
        return Stretch(
            organisation_id=self._organisation_id,
            since=since,
            until=until,
            first=first,
            last=last,
            previous=before or GENESIS,
        )

    async def entries(self, first: int, last: int, *, limit: int) -> Sequence[StoredEntry]:
        """Entries, in order."""
        found = []
        for row in await self._link.rows(_ENTRIES, self._organisation_id, first, last, limit):
            values = dict(row)
            stored, salt, payload = values.pop("hash"), values.pop("salt"), values.pop("payload")
            found.append(StoredEntry(entry=AuditEntry(**values), hash=stored, salt=salt, payload=payload))
        return found
