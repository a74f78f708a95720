"""Tokens of a grant: an access token of one hour, and a refresh token that is exchanged at each use."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from smoall.domain.access.oauth import access_until, refresh_until
from smoall.domain.access.role import Permission, Role
from smoall.domain.access.session import CredentialKind, SignInMethod
from smoall.usecases.access.stores import Credential
from smoall.usecases.actor import Actor, system
from smoall.usecases.oauth.stores import Grant, RefreshToken
from smoall.usecases.ports import Secrets, Tokens
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who makes secrets."""

    tokens: Tokens
    secrets: Secrets


@dataclass(frozen=True, slots=True)
class Issued:
    """What an application gets; shown this once."""

    access_token: str
    refresh_token: str
    expires_at: datetime
    scopes: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class Held:
    """A grant that nobody changes until the unit ends. ``role`` is None when the person left the organisation."""

    grant: Grant
    role: Role | None


async def hold_grant(unit: Unit, grant_id: UUID) -> Held | None:
    """The grant and the person's place in the organisation today; the unit speaks for it from here on.

    The membership is held first, as whoever ends one takes it first: neither waits for the other for ever.
    """
    found = await unit.oauth.grant(grant_id)
    if found is None:
        return None
    await unit.act_as(system(found.organisation_id))
    role = await unit.memberships.hold(found.user_id)
    grant = await unit.oauth.grant(grant_id, lock=True)
    return Held(grant, role) if grant else None


async def issue(unit: Unit, grant: Grant, *, role: Role, scopes: frozenset[Permission], issuer: Issuer) -> Issued:
    """Both tokens; ``scopes`` narrow this access token, the refresh token keeps what was granted (RFC 6749 §6)."""
    token, digest = issuer.tokens.make()
    expires_at = access_until(unit.now)
    await unit.people.open_session(
        Credential(
            id=unit.new_id(),
            token_hash=digest,
            kind=CredentialKind.OAUTH,
            actor=Actor(grant.user_id, grant.organisation_id, role, scopes=scopes),
            expires_at=expires_at,
            ends_at=expires_at,
            method=SignInMethod.OAUTH,
            oauth_grant_id=grant.id,
        )
    )
    refresh, refresh_digest = issuer.secrets.refresh_token()
    await unit.oauth.add_refresh(RefreshToken(refresh_digest, grant.id, refresh_until(unit.now)))
    return Issued(token, refresh, expires_at, scopes)


async def revoke_for_misuse(unit: Unit, grant_id: UUID, *, what: str, object_id: str) -> None:
    """Somebody holds a copy of a secret that was used already: everything issued under the held grant ends, on record.

    Nobody can tell who of the two is the thief, so the application has to ask the person again.
    """
    await unit.oauth.revoke_grant(grant_id)
    unit.record("revokeAuthorizedApp", object_id, because=what)
