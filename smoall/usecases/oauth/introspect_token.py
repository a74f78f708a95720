"""What a token opens, told to the application it was issued to (RFC 7662)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.usecases.oauth.stores import OAuthApp
from smoall.usecases.oauth.tokens import hold_grant
from smoall.usecases.ports import Secrets
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Active:
    """A token that holds; ``token_type`` for an access token only."""

    user_id: UUID
    organisation_id: UUID
    scopes: frozenset[Permission]
    expires_at: datetime
    issued_at: datetime | None = None
    token_type: str | None = None


async def introspect_token(unit: Unit, app: OAuthApp, *, token: str, secrets: Secrets) -> Active | None:
    """What it opens; None for a token that is unknown, over, exchanged, or another application's: all alike (§2.2)."""
    digest = secrets.hash_of(token)
    access = await unit.oauth.access(digest)
    if access is not None:
        if access.app_id != app.id:
            return None
        return Active(
            access.user_id, access.organisation_id, access.scopes, access.expires_at, access.created_at, "Bearer"
        )
    refresh = await unit.oauth.refresh(digest)
    held = await hold_grant(unit, refresh.grant_id) if refresh else None
    if refresh is None or refresh.rotated_at is not None or refresh.expires_at <= unit.now:
        return None
    if held is None or held.role is None or held.grant.app_id != app.id or held.grant.revoked_at is not None:
        return None
    grant = held.grant
    return Active(grant.user_id, grant.organisation_id, grant.scopes, refresh.expires_at)
