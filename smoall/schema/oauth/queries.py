"""Which applications act for the person who looks."""

from typing import Any

from smoall.domain.access.oauth import scopes_in_order
from smoall.domain.kernel.ids import Kind, public_id
from smoall.schema.context import Info
from smoall.schema.performing import asked, shown
from smoall.usecases.oauth.authorized_apps import authorized_apps
from smoall.usecases.oauth.stores import AuthorizedApp


async def authorized_apps_(info: Info) -> Any:
    """The person's own, in the organisation at hand."""
    request = info.context
    request.signed_in()
    async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
        found = await authorized_apps(unit)
    return shown(asked(info, "AuthorizedApp"), [_shown(one) for one in found])


def _shown(one: AuthorizedApp) -> dict[str, Any]:
    return {
        "app": public_id(Kind.OAUTH_APP, one.app_id),
        "name": one.name,
        "ownerName": one.owner_name,
        "scopes": [scope.value for scope in scopes_in_order(one.scopes)],
        "authorizedAt": one.authorized_at,
        "lastUsedAt": one.last_used_at,
    }
