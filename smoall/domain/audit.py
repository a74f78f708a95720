"""The audit chain: who did what, when, in a row that cannot be changed unseen, and without identity inside.

``hash(n) = SHA-256(hash(n−1) ‖ meta(n) ‖ commitment(n))`` and ``commitment = HMAC-SHA-256(salt, payload)``. Erasing a
person drops payload and salt and empties the pseudonym; the chain stays whole. A tail that was cut off is only seen by
whoever kept the head: hand it out.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

GENESIS = bytes(32)
SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act. ``actor_id`` is a pseudonym within the organisation; ``at`` is written in UTC to the microsecond."""

    organisation_id: UUID
    sequence: int
    at: datetime
    action: str
    object_id: str
    actor_id: UUID
    request_id: str
    commitment: bytes

    @property
    def meta(self) -> bytes:
        """The canonical bytes of the act: its fields in this order, joined by the unit separator."""
        fields = (
            str(self.organisation_id),
            str(self.sequence),
            written_moment(self.at),
            self.action,
            self.object_id,
            str(self.actor_id),
            self.request_id,
        )
        return SEPARATOR.join(fields).encode()


def written_moment(at: datetime) -> str:
    """A moment as the chain writes it: UTC, to the microsecond."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def commit_to(payload: bytes, *, salt: bytes) -> bytes:
    """What stays in the chain of a payload that may be erased."""
    return hmac.digest(salt, payload, "sha256")


def is_committed(bound: bytes, *, payload: bytes | None, salt: bytes | None) -> bool:
    """Whether a payload that is still there is what ``bound`` ends with: its commitment."""
    return payload is None or (salt is not None and bound.endswith(commit_to(payload, salt=salt)))


def hash_of(entry: AuditEntry, *, previous: bytes) -> bytes:
    """The link that binds ``entry`` to the one before it."""
    return hashlib.sha256(previous + entry.meta + entry.commitment).digest()


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody kept of a chain: the hash of its entry number ``sequence``, from 1."""

    sequence: int
    hash: bytes


class ChainWalk:
    """A walk along a chain from its start: ``length`` entries fitted so far, ``last`` is the hash of the last one.

    ``marks`` are heads that were handed out: the chain must still go through each of them, also where two are of one
    entry, for who rewrites a chain writes the stored head anew as well.
    """

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.length = 0
        self.last = GENESIS
        self._marks: dict[int, set[bytes]] = {}
        for mark in marks:
            self._marks.setdefault(mark.sequence, set()).add(mark.hash)
        self.differs: int | None = None

    @property
    def missed(self) -> int | None:
        """After the last entry: the first place where the marks tell of another chain, or of a longer one.

        An entry that was exchanged together with all that follow is only known to lie at the mark or before it.
        """
        if self.differs is None and any(sequence > self.length for sequence in self._marks):
            return self.length + 1
        return self.differs

    def fits(self, entry: AuditEntry, stored: bytes) -> bool:
        """Whether ``entry`` comes next with this hash; then the walk goes on behind it."""
        return self.follows(entry.sequence, entry.meta + entry.commitment, stored)

    def follows(self, sequence: int, bound: bytes, stored: bytes) -> bool:
        """The same of an entry whose meta and commitment are written already, one behind the other."""
        if sequence != self.length + 1 or hashlib.sha256(self.last + bound).digest() != stored:
            return False
        self.length, self.last = self.length + 1, stored
        if self.differs is None and self._marks.get(self.length, {stored}) != {stored}:
            self.differs = self.length
        return True


def first_break(entries: Iterable[tuple[AuditEntry, bytes]]) -> int | None:
    """Walk a chain from its start: the sequence of the first entry that does not fit, None when all do.

    Edited fields, an edited commitment, a removed or doubled entry in the middle are each located.
    """
    walk = ChainWalk()
    for entry, stored in entries:
        if not walk.fits(entry, stored):
            return walk.length + 1
    return None
