"""Tokens of a grant: an access token of one hour, and a refresh token that is exchanged at each use."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from smoall.domain.access.oauth import access_until, refresh_until
from smoall.domain.access.role import Permission, Role
from smoall.domain.access.session import CredentialKind, SignInMethod
from smoall.domain.organisations.house import NOBODY
from smoall.usecases.access.stores import Credential
from smoall.usecases.actor import Actor
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


async def role_in(unit: Unit, grant: Grant) -> Role | None:
    """The person's place in the organisation today; None when they left it, and then the grant opens nothing."""
    openings = await unit.oauth.openings(grant.user_id)
    return next((one.role for one in openings if one.organisation_id == grant.organisation_id), None)


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
    """Somebody holds a copy of a secret that was used already: everything issued under the grant ends, on record."""
    grant = await unit.oauth.grant(grant_id, lock=True)
    if grant is None or grant.revoked_at is not None:
        return
    await unit.oauth.revoke_grant(grant_id)
    await unit.act_as(Actor(NOBODY, grant.organisation_id, Role.OWNER))
    unit.record("revokeAuthorizedApp", object_id, because=what)
