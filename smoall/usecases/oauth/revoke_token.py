"""An application gives a token back (RFC 7009)."""

from smoall.usecases.oauth.stores import OAuthApp
from smoall.usecases.ports import Secrets
from smoall.usecases.unit import Unit


async def revoke_token(unit: Unit, app: OAuthApp, *, token: str, secrets: Secrets) -> bool:
    """End an access token, or with a refresh token all of its grant; whether there was anything to end.

    A token that is unknown, over, or another application's changes nothing and answers alike (RFC 7009 §2.2).
    """
    digest = secrets.hash_of(token)
    refresh = await unit.oauth.refresh(digest)
    if refresh is not None:
        grant = await unit.oauth.grant(refresh.grant_id, lock=True)
        if grant is None or grant.app_id != app.id:
            return False
        await unit.oauth.revoke_grant(grant.id)
        return True
    access = await unit.oauth.access(digest)
    if access is None or access.app_id != app.id:
        return False
    await unit.people.end_session(digest)
    return True
