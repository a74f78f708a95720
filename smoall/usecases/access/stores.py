"""What the use cases of access may load and save."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from smoall.domain.access.role import Role
from smoall.domain.access.session import CredentialKind, SignInMethod
from smoall.domain.access.throttle import Attempts
from smoall.usecases.actor import Actor


@dataclass(frozen=True, slots=True)
class Credential:
    """What opens the API: found by the hash of its token, narrowed by the actor's scopes.

    ``expires_at`` moves on with use, ``ends_at`` does not; see domain/access/session.py.
    """

    id: UUID
    token_hash: bytes
    kind: CredentialKind
    actor: Actor
    expires_at: datetime
    ends_at: datetime
    method: SignInMethod | None = None
    remote_address: str | None = None
    user_agent: str | None = None
    api_key_id: UUID | None = None
    oauth_grant_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account with the hash of their password."""

    id: UUID
    email: str
    name: str
    password_hash: str
    language: str


class People(Protocol):
    """Accounts, sessions, consents: what belongs to no organisation."""

    async def by_email(self, email: str) -> Account | None:
        """The account with this address."""
        ...

    async def add(self, account: Account, *, source: str, source_detail: str | None = None) -> bool:
        """A new account; False when the address is taken. ``source`` says who gave the data (GDPR art. 14(2)(f))."""
        ...

    async def join(self, user_id: UUID, role: Role) -> None:
        """The person becomes a member of the unit's organisation."""
        ...

    async def memberships(self, user_id: UUID) -> Sequence[tuple[UUID, Role]]:
        """The person's organisations, the oldest membership first."""
        ...

    async def open_session(self, credential: Credential) -> None:
        """A credential under the hash of its token."""
        ...

    async def end_session(self, token_hash: bytes) -> None:
        """The session no longer holds."""
        ...

    async def count_attempt(self, subject: bytes, *, window: timedelta) -> Attempts:
        """One more attempt of a subject, counted at once; a window that is over starts anew."""
        ...

    async def forgive_attempt(self, subject: bytes) -> None:
        """Take one attempt back: it was no guess."""
        ...
