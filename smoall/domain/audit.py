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
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def commit_to(payload: bytes, *, salt: bytes) -> bytes:
    """What stays in the chain of a payload that may be erased."""
    return hmac.digest(salt, payload, "sha256")


def hash_of(entry: AuditEntry, *, previous: bytes) -> bytes:
    """The link that binds ``entry`` to the one before it."""
    return hashlib.sha256(previous + entry.meta + entry.commitment).digest()


class ChainWalk:
    """A walk along a chain from its start: ``length`` entries fitted so far, ``last`` is the hash of the last one."""

    def __init__(self) -> None:
        self.length = 0
        self.last = GENESIS

    def fits(self, entry: AuditEntry, stored: bytes) -> bool:
        """Whether ``entry`` comes next with this hash; then the walk goes on behind it."""
        sound = entry.sequence == self.length + 1
        if not sound or not hmac.compare_digest(hash_of(entry, previous=self.last), stored):
            return False
        self.length, self.last = self.length + 1, stored
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
