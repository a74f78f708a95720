"""What a person let applications do in the organisation at hand, and taking it back."""

from collections.abc import Sequence
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import NotFound
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.gate import require
from smoall.usecases.oauth.stores import AuthorizedApp
from smoall.usecases.unit import Unit


async def authorized_apps(unit: Unit) -> Sequence[AuthorizedApp]:
    """The person's own. Raises Forbidden."""
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    return await unit.oauth.authorized(unit.actor.user_id, unit.actor.organisation_id)


async def revoke_authorized_app(unit: Unit, app_id: UUID | None) -> None:
    """The application acts no more for this person here; its tokens are dead at once.

    Raises Forbidden, NotFound OAUTH_APP_UNKNOWN when it was not let in.
    """
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    actor = unit.actor
    if app_id is None or not await unit.oauth.revoke_grants(app_id, actor.user_id, actor.organisation_id):
        raise NotFound("OAUTH_APP_UNKNOWN")
    unit.record("revokeAuthorizedApp", public_id(Kind.OAUTH_APP, app_id))
