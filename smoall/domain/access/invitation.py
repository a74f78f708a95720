"""The life of an invitation: an employer asks a person in, and only that person may come.

The address was given by the employer, not by the person: the letter says who gave it, what for, and what the person may
ask (GDPR art. 14). Whoever holds the link controls the mailbox it was sent to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from smoall.domain.access.role import Role
from smoall.domain.kernel.errors import Conflict, DomainError, Forbidden, NotFound
from smoall.domain.kernel.language import Language

LASTS = timedelta(days=14)


class InvitationState(StrEnum):
    """Where an invitation stands."""

    PENDING = "PENDING"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"


_S = InvitationState

TRANSITIONS: Mapping[InvitationState, frozenset[InvitationState]] = {
    _S.PENDING: frozenset({_S.ACCEPTED, _S.DECLINED, _S.REVOKED, _S.EXPIRED}),
    _S.EXPIRED: frozenset({_S.PENDING, _S.REVOKED}),
    _S.ACCEPTED: frozenset(),
    _S.DECLINED: frozenset(),
    _S.REVOKED: frozenset(),
}
"""The allowed moves. Sending it again is what brings an expired one back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A seat that is offered to whoever reads mail at ``email``; ``state`` is as stored, see :meth:`state_at`.

    Without an address once the person declined: it was never theirs to keep (GDPR art. 17(1)(c)).
    """

    id: UUID
    email: str | None
    role: Role
    language: Language
    invited_by: UUID
    created_at: datetime
    expires_at: datetime
    state: InvitationState = InvitationState.PENDING
    closed_at: datetime | None = None
    message: str | None = None
    version: int = 1

    def state_at(self, now: datetime) -> InvitationState:
        """The state, with the time that has passed since it was stored."""
        over = self.state is InvitationState.PENDING and now >= self.expires_at
        return InvitationState.EXPIRED if over else self.state


def decide_acceptance(invitation: Invitation, *, email: str, now: datetime) -> Invitation:
    """The invitation, accepted. Raises Forbidden INVITATION_FOR_SOMEONE_ELSE, Conflict INVITATION_<STATE>."""
    _ensure_addressee(invitation, email)
    return _move(invitation, InvitationState.ACCEPTED, now=now)


def decide_decline(invitation: Invitation, *, now: datetime) -> Invitation:
    """The invitation, declined, and its address erased; it needs no account, only the link."""
    return replace(_move(invitation, InvitationState.DECLINED, now=now), email=None, message=None)


def decide_revocation(invitation: Invitation, *, now: datetime) -> Invitation:
    """The invitation, taken back, expired or not."""
    return _move(invitation, InvitationState.REVOKED, now=now)


def decide_resending(invitation: Invitation, *, now: datetime) -> Invitation:
    """The invitation with a whole life before it again: open for fourteen days from now."""
    state = invitation.state_at(now)
    if state is not InvitationState.PENDING and InvitationState.PENDING not in TRANSITIONS[state]:
        raise _closed(state)
    return replace(invitation, state=InvitationState.PENDING, expires_at=now + LASTS, closed_at=None)


def unusable(invitation: Invitation | None, *, now: datetime) -> DomainError | None:
    """Why a link to it opens nothing; None when it is open."""
    if invitation is None:
        return NotFound("INVITATION_NOT_FOUND")
    state = invitation.state_at(now)
    return None if state is InvitationState.PENDING else _closed(state)


def _ensure_addressee(invitation: Invitation, email: str) -> None:
    if invitation.email is None or invitation.email.casefold() != email.casefold():
        raise Forbidden("INVITATION_FOR_SOMEONE_ELSE")


def _closed(state: InvitationState) -> Conflict:
    match state:
        case InvitationState.ACCEPTED:
            return Conflict("INVITATION_ACCEPTED")
        case InvitationState.DECLINED:
            return Conflict("INVITATION_DECLINED")
        case InvitationState.REVOKED:
            return Conflict("INVITATION_REVOKED")
        case _:
            return Conflict("INVITATION_EXPIRED")


def _move(invitation: Invitation, after: InvitationState, *, now: datetime) -> Invitation:
    before = invitation.state_at(now)
    if after not in TRANSITIONS[before]:
        raise _closed(before)
    return replace(invitation, state=after, closed_at=now)
