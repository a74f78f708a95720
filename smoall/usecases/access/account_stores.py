"""What the use cases of accounts, members and invitations load and save."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from smoall.domain.access.consent import Consent
from smoall.domain.access.email_change import EmailChange
from smoall.domain.access.invitation import Invitation
from smoall.domain.access.message import LinkPurpose
from smoall.domain.access.role import Role
from smoall.domain.access.session import SignInMethod
from smoall.domain.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Person:
    """An account as its owner may change it."""

    id: UUID
    email: str
    name: str
    language: Language
    password_hash: str
    version: int
    email_verified_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetterRequest:
    """Somebody asked for a link to be sent to ``email``. Whether anybody is there is only found out by a job."""

    id: UUID
    purpose: LinkPurpose
    email: str
    language: Language


class Accounts(Protocol):
    """People who sign in, what they agreed to and what opens the API for them."""

    async def get(self, user_id: UUID, *, lock: bool = False) -> Person | None:
        """One account."""
        ...

    async def by_email(self, email: str) -> Person | None:
        """The account with this address."""
        ...

    async def change(self, user_id: UUID, *, name: str, language: Language) -> None:
        """Another name, another language; the version goes up by one."""
        ...

    async def set_password(self, user_id: UUID, password_hash: str) -> None:
        """Another password."""
        ...

    async def verify_email(self, user_id: UUID) -> None:
        """The person reads mail at their address; the first proof stays."""
        ...

    async def move_to(self, user_id: UUID, email: str) -> bool:
        """Another address, verified; False when somebody has it already."""
        ...

    async def consents(self, user_id: UUID) -> Sequence[Consent]:
        """The whole history, the oldest first."""
        ...

    async def prove(self, user_id: UUID, consent: Consent) -> None:
        """One more entry of the history; nothing is ever overwritten."""
        ...

    async def end_sessions(self, user_id: UUID, *, but: UUID | None = None) -> int:
        """End the person's sessions in all organisations, ``but`` one; how many. Keys and applications go on."""
        ...

    async def end_keys(self, user_id: UUID) -> int:
        """End the API keys and applications of the person in all organisations; how many."""
        ...

    async def end_session(self, user_id: UUID, session_id: UUID) -> bool:
        """End one session of the person; False when there is none of that id that still holds."""
        ...

    async def session(self, session_id: UUID) -> tuple[datetime, SignInMethod] | None:
        """When the session ends at the latest, and what opened it; None when it no longer holds. It is locked."""
        ...

    async def ask_letter(self, request: LetterRequest) -> None:
        """Keep a request until its job takes it."""
        ...

    async def take_letter_request(self, identity: UUID) -> LetterRequest | None:
        """The request, out of the store."""
        ...

    async def email_change(self, identity: UUID) -> EmailChange | None:
        """A change of address, locked."""
        ...

    async def keep_email_change(self, change: EmailChange) -> None:
        """The person's change of address as it stands; an earlier one of theirs is forgotten."""
        ...

    async def forget_email_change(self, user_id: UUID) -> UUID | None:
        """The person changes to no other address any more; the id of the change that was open."""
        ...


class Memberships(Protocol):
    """The members of the unit's organisation."""

    async def lock(self) -> Mapping[UUID, Role]:
        """All members with their roles, held until the unit ends: whoever decides about them too waits."""
        ...

    async def role_in(self, organisation_id: UUID, user_id: UUID) -> Role | None:
        """The role of a person in an organisation of theirs; they must be the unit's own."""
        ...

    async def hold(self, user_id: UUID) -> Role | None:
        """The member's role, which nobody changes until the unit ends; None when they are no member."""
        ...

    async def set_role(self, user_id: UUID, role: Role) -> None:
        """Another role, at once: every credential of the person in this organisation gets it."""
        ...

    async def end(self, user_id: UUID) -> None:
        """No member any more, at once: every credential of the person in this organisation is dead, keys too."""
        ...


class Invitations(Protocol):
    """The invitations of the unit's organisation."""

    async def get(self, identity: UUID, *, lock: bool = True) -> Invitation | None:
        """One invitation."""
        ...

    async def pending(self, email: str) -> Invitation | None:
        """The invitation of this address that was neither answered nor taken back, expired or not."""
        ...

    async def add(self, invitation: Invitation) -> None:
        """A new invitation."""
        ...

    async def replace(self, invitation: Invitation, *, accepted_by: UUID | None = None) -> None:
        """The invitation in another state."""
        ...

    async def find(self, identity: UUID) -> tuple[UUID, Invitation] | None:
        """The invitation of any organisation, with that organisation, for whoever holds its link."""
        ...
