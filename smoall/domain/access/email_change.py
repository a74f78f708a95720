"""Another address to sign in with: both mailboxes agree before anything changes.

The old address proves that it is the person, the new one that it is theirs. Until both have said yes the old one works.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from smoall.domain.kernel.errors import Conflict, Finding, Invalid

LASTS = timedelta(hours=24)


class Side(StrEnum):
    """Which mailbox a confirmation came from."""

    OLD = "OLD"
    NEW = "NEW"


class EmailChangeState(StrEnum):
    """What it waits for."""

    WAITING_FOR_BOTH = "WAITING_FOR_BOTH"
    WAITING_FOR_OLD = "WAITING_FOR_OLD"
    WAITING_FOR_NEW = "WAITING_FOR_NEW"
    DONE = "DONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChange:
    """A change that was asked for, and which sides have agreed to it."""

    id: UUID
    user_id: UUID
    old_email: str
    new_email: str
    expires_at: datetime
    old_confirmed_at: datetime | None = None
    new_confirmed_at: datetime | None = None

    @property
    def state(self) -> EmailChangeState:
        """What is still missing."""
        if self.old_confirmed_at is None:
            missing_both = self.new_confirmed_at is None
            return EmailChangeState.WAITING_FOR_BOTH if missing_both else EmailChangeState.WAITING_FOR_OLD
        return EmailChangeState.WAITING_FOR_NEW if self.new_confirmed_at is None else EmailChangeState.DONE


def ask_change(identity: UUID, user_id: UUID, *, old: str, new: str, now: datetime) -> EmailChange:
    """A change from ``old`` to ``new``, open for a day. Raises Invalid EMAIL_UNCHANGED."""
    if old.casefold() == new.casefold():
        raise Invalid((Finding("EMAIL_UNCHANGED", "email"),))
    return EmailChange(id=identity, user_id=user_id, old_email=old, new_email=new, expires_at=now + LASTS)


def confirm(change: EmailChange, side: Side, *, now: datetime) -> EmailChange:
    """One side agrees; in either order, and once more changes nothing. Raises Conflict EMAIL_CHANGE_EXPIRED."""
    if now >= change.expires_at:
        raise Conflict("EMAIL_CHANGE_EXPIRED")
    if side is Side.OLD:
        return replace(change, old_confirmed_at=change.old_confirmed_at or now)
    return replace(change, new_confirmed_at=change.new_confirmed_at or now)
