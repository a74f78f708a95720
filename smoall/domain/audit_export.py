"""An exported trail, line by line: what a reader needs to check it without anything of Smoall's.

The first line says whose it is and where it begins, the last one where it ends; between them stands one line for each
entry, with the fields that its hash binds. ``scripts/verify_trail.py`` reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from smoall.domain.audit import AuditEntry, written_moment

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """An entry as it is stored; ``payload`` and ``salt`` are None once they are erased."""

    entry: AuditEntry
    hash: bytes
    salt: bytes | None
    payload: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a chain: the entries ``first`` to ``last``, none where ``last`` is less, and the hash before them."""

    organisation_id: UUID
    since: date | None
    until: date | None
    first: int
    last: int
    previous: bytes

    @property
    def entries(self) -> int:
        """How many."""
        return max(0, self.last - self.first + 1)


def first_line(stretch: Stretch, *, at: datetime) -> Mapping[str, Any]:
    """What comes before the entries; ``from`` and ``to`` are the days that were asked for, None for all."""
    return {
        "kind": "auditTrail",
        "format": FORMAT,
        "organisation": str(stretch.organisation_id),
        "at": written_moment(at),
        "from": stretch.since.isoformat() if stretch.since else None,
        "to": stretch.until.isoformat() if stretch.until else None,
        "first": stretch.first,
        "previous": stretch.previous.hex(),
    }


def line_of(stored: StoredEntry) -> Mapping[str, Any]:
    """One entry; its payload is the text whose bytes were committed to."""
    entry, payload, salt = stored.entry, stored.payload, stored.salt
    return {
        "organisation": str(entry.organisation_id),
        "sequence": entry.sequence,
        "at": written_moment(entry.at),
        "action": entry.action,
        "object": entry.object_id,
        "actor": str(entry.actor_id),
        "request": entry.request_id,
        "payload": payload.decode() if payload is not None else None,
        "salt": salt.hex() if salt is not None and payload is not None else None,
        "isErased": payload is None,
        "commitment": entry.commitment.hex(),
        "hash": stored.hash.hex(),
    }


def last_line(*, last: int, head: bytes, entries: int, erased: int) -> Mapping[str, Any]:
    """What comes after the entries: a file without it was cut off."""
    return {"kind": "end", "last": last, "head": head.hex(), "entries": entries, "erased": erased}
