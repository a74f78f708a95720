"""The ledger of erasures: what was erased, in opaque ids, each entry bound to all before it.

It is kept apart from the database and from its backups, so that a restored backup learns whom it must forget again
(GDPR art. 17; art. 5(2): it can be shown). Nothing in it names anybody: kinds, ids, times.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from smoall.domain.privacy.certificate import canonical

START = bytes(32)
"""What the first entry is bound to."""


class ErasureKind(StrEnum):
    """What an entry is about. Objections stand in it too: a backup from before one would let them be written to."""

    OPENED = "OPENED"
    CONTACTS = "CONTACTS"
    ACCOUNT = "ACCOUNT"
    ORGANISATION = "ORGANISATION"
    TERM = "TERM"
    RECORDS = "RECORDS"
    OBJECTION = "OBJECTION"
    OBJECTION_LIFTED = "OBJECTION_LIFTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """One erasure. ``id``: that of its receipt, run or certificate. ``subjects``: the contacts and companies, the
    account, the rows of ``table``, or whose objection it is; ``case_id``: the request that it answers. OPENED stands
    first and tells ledgers apart."""

    id: UUID
    kind: ErasureKind
    at: datetime
    organisation_id: UUID | None = None
    subjects: tuple[UUID, ...] = ()
    case_id: UUID | None = None
    table: str | None = None

    @property
    def content(self) -> Mapping[str, Any]:
        """As it is written and bound."""
        return {
            "id": str(self.id),
            "kind": str(self.kind),
            "at": self.at.astimezone(UTC).isoformat(),
            "organisation": str(self.organisation_id) if self.organisation_id else None,
            "subjects": [str(one) for one in self.subjects],
            "case": str(self.case_id) if self.case_id else None,
            "table": self.table,
        }

    @classmethod
    def parse(cls, told: Mapping[str, Any]) -> Self:
        """The reverse of ``content``. Raises ValueError, KeyError, TypeError, AttributeError."""
        return cls(
            id=UUID(told["id"]),
            kind=ErasureKind(told["kind"]),
            at=datetime.fromisoformat(told["at"]),
            organisation_id=UUID(told["organisation"]) if told["organisation"] else None,
            subjects=tuple(UUID(one) for one in told["subjects"]),
            case_id=UUID(told["case"]) if told["case"] else None,
            table=told["table"],
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """An erasure at its place in the ledger; ``sequence`` counts from 1."""

    sequence: int
    erasure: Erasure
    hash: bytes


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """Where a ledger ends; that of an empty one is 0."""

    sequence: int = 0
    hash: bytes = START


def head_of(entries: Sequence[Entry]) -> LedgerHead:
    """Where these end."""
    return LedgerHead(entries[-1].sequence, entries[-1].hash) if entries else LedgerHead()


def bound(erasures: Iterable[Erasure], head: LedgerHead) -> Iterator[Entry]:
    """These as the entries that follow ``head``."""
    sequence, last = head.sequence, head.hash
    for one in erasures:
        sequence, last = sequence + 1, link_hash(one, sequence + 1, last)
        yield Entry(sequence, one, last)


def link_hash(erasure: Erasure, sequence: int, previous: bytes) -> bytes:
    """What binds an entry to the one before it."""
    return hashlib.sha256(previous + canonical({**erasure.content, "sequence": sequence})).digest()


class Standing(StrEnum):
    """How a ledger and a database stand to one another.

    TOGETHER: each knows what the other does, or the database has more to hand over. BEHIND: the ledger has erasures
    that the database never heard of, for it was restored. CUT: the database knows entries that the ledger has lost, or
    others in their place. FOREIGN: they belong to different installations.
    """

    TOGETHER = "TOGETHER"
    BEHIND = "BEHIND"
    CUT = "CUT"
    FOREIGN = "FOREIGN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a database knows of its ledger: the hash at each place it has heard of, and ids not written down yet."""

    written: Mapping[int, bytes]
    waiting: frozenset[UUID] = frozenset()
    first: UUID | None = None


def compare(entries: Sequence[Entry], known: Known) -> Standing:
    """How they stand. An entry that the database still waits to see was written, and somebody died before noting it."""
    if entries and known.first and entries[0].erasure.id != known.first:
        return Standing.FOREIGN
    hashes = {one.sequence: one.hash for one in entries}
    if any(hashes.get(place) != digest for place, digest in known.written.items()):
        return Standing.CUT
    if missing(entries, known):
        return Standing.BEHIND
    return Standing.TOGETHER


def missing(entries: Sequence[Entry], known: Known) -> Sequence[Entry]:
    """The entries of which the database knows nothing."""
    return [one for one in entries if one.sequence not in known.written and one.erasure.id not in known.waiting]
