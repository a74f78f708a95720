"""What the use cases of OAuth may load and save. None of it is found by organisation: a secret's hash comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from smoall.domain.access.oauth import ClientKind, RedirectUri
from smoall.domain.access.role import Permission, Role


@dataclass(frozen=True, slots=True)
class OAuthApp:
    """An application, registered by the organisation that answers for it. A public one has no secret.

    ``owner_name`` is that organisation's name when the application was last changed: strangers are shown it.
    After a rotation the secret before still holds until ``previous_until``.
    """

    id: UUID
    organisation_id: UUID
    name: str
    owner_name: str
    kind: ClientKind
    redirect_uris: tuple[RedirectUri, ...]
    scopes: frozenset[Permission]
    secret_hash: bytes | None = None
    previous_secret_hash: bytes | None = None
    previous_until: datetime | None = None
    revoked_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Grant:
    """That a person let an application act for them in one organisation, within scopes, until it is taken back."""

    id: UUID
    app_id: UUID
    user_id: UUID
    organisation_id: UUID
    scopes: frozenset[Permission]
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """An authorization code, under its hash."""

    code_hash: bytes
    grant_id: UUID
    redirect_uri: str
    challenge: str
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A refresh token, under its hash. One that was exchanged for the next stays, to be known when it comes again."""

    token_hash: bytes
    grant_id: UUID
    expires_at: datetime
    rotated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """An organisation that a person can open to an application."""

    organisation_id: UUID
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What an access token opens, for introspection; times in UTC."""

    grant_id: UUID
    app_id: UUID
    user_id: UUID
    organisation_id: UUID
    scopes: frozenset[Permission]
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AuthorizedApp:
    """What a person let one application do in the organisation at hand: of all they ever allowed, what holds now."""

    app_id: UUID
    name: str
    owner_name: str
    scopes: frozenset[Permission]
    authorized_at: datetime
    last_used_at: datetime | None


class OAuth(Protocol):
    """Applications, grants, codes and refresh tokens."""

    async def app(self, identity: UUID, *, lock: bool = False) -> OAuthApp | None:
        """One application, whoever owns it."""
        ...

    async def apps_of(self, organisation_id: UUID) -> int:
        """How many applications an organisation has that are not revoked."""
        ...

    async def add_app(self, app: OAuthApp) -> None:
        """A new application."""
        ...

    async def replace_app(self, app: OAuthApp) -> None:
        """The application with other values; its version goes up by one."""
        ...

    async def revoke_app(self, identity: UUID) -> None:
        """The application, all grants of it and all access tokens end now."""
        ...

    async def email_of(self, user_id: UUID) -> str:
        """The address that a person signs in with."""
        ...

    async def openings(self, user_id: UUID) -> Sequence[Opening]:
        """The organisations a person is a member of, the oldest membership first."""
        ...

    async def allowed_before(self, app_id: UUID, user_id: UUID, organisation_id: UUID) -> frozenset[Permission] | None:
        """The scopes of the latest grant that holds; None without one."""
        ...

    async def add_grant(self, grant: Grant) -> None:
        """A new grant."""
        ...

    async def grant(self, identity: UUID, *, lock: bool = False) -> Grant | None:
        """One grant."""
        ...

    async def revoke_grant(self, identity: UUID) -> None:
        """The grant and every access token of it end now."""
        ...

    async def revoke_grants(self, app_id: UUID, user_id: UUID, organisation_id: UUID) -> int:
        """The same for all grants of one application by one person in one organisation; how many held."""
        ...

    async def authorized(self, user_id: UUID, organisation_id: UUID) -> Sequence[AuthorizedApp]:
        """The applications that a person let act in an organisation, by name."""
        ...

    async def add_code(self, code: Code) -> None:
        """A new authorization code."""
        ...

    async def code(self, code_hash: bytes) -> Code | None:
        """One code, locked."""
        ...

    async def use_code(self, code_hash: bytes) -> None:
        """The code is used up."""
        ...

    async def add_refresh(self, token: RefreshToken) -> None:
        """A new refresh token."""
        ...

    async def refresh(self, token_hash: bytes) -> RefreshToken | None:
        """One refresh token, locked."""
        ...

    async def rotate_refresh(self, token_hash: bytes) -> None:
        """The refresh token was exchanged for the next."""
        ...

    async def access(self, token_hash: bytes) -> AccessToken | None:
        """What an access token opens; None when it opens nothing now."""
        ...
