"""A refresh token becomes the next one, with a new access token (RFC 6749 §6, RFC 9700 §4.14.2)."""

from smoall.domain.access.oauth import read_scopes
from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Invalid
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.oauth.refusal import OAuthError, Refusal
from smoall.usecases.oauth.stores import Grant, OAuthApp
from smoall.usecases.oauth.tokens import Issued, Issuer, hold_grant, issue, revoke_for_misuse
from smoall.usecases.unit import Unit

REFUSED = Refusal(OAuthError.INVALID_GRANT, "The refresh token does not hold: ask the person again.")


async def refresh_tokens(
    unit: Unit, app: OAuthApp, *, refresh_token: str, scope: str | None, issuer: Issuer
) -> Issued | Refusal:
    """The next tokens. Commit whatever it answers.

    A refresh token that was exchanged already is held by two: the grant ends, for both. There is no moment of grace,
    so an application keeps the new token before it does anything else; after a lost answer it asks the person again.
    """
    token = await unit.oauth.refresh(issuer.secrets.hash_of(refresh_token))
    held = await hold_grant(unit, token.grant_id) if token else None
    if token is None or held is None or held.grant.app_id != app.id or held.grant.revoked_at is not None:
        return REFUSED
    grant, role = held.grant, held.role
    if token.rotated_at is not None:
        await revoke_for_misuse(unit, grant.id, what="REFRESH_REUSED", object_id=public_id(Kind.OAUTH_APP, app.id))
        return REFUSED
    if unit.now >= token.expires_at:
        return REFUSED
    scopes = _narrowed(grant, scope)
    if isinstance(scopes, Refusal):
        return scopes
    if role is None:
        await unit.oauth.revoke_grant(grant.id)
        return REFUSED
    await unit.oauth.rotate_refresh(token.token_hash)
    return await issue(unit, grant, role=role, scopes=scopes, issuer=issuer)


def _narrowed(grant: Grant, scope: str | None) -> frozenset[Permission] | Refusal:
    """What is asked for, no more than was granted."""
    if scope is None:
        return grant.scopes
    try:
        scopes = read_scopes(scope)
    except Invalid:
        return Refusal(OAuthError.INVALID_SCOPE, "scope names permissions, separated by spaces.")
    if not scopes <= grant.scopes:
        return Refusal(OAuthError.INVALID_SCOPE, "scope goes beyond what the person allowed.")
    return scopes
