"""The one place where an act is allowed or refused."""

from smoall.domain.access.role import OPEN_WHEN_CLOSED, PERMISSIONS, Permission
from smoall.domain.kernel.errors import Conflict, Forbidden
from smoall.usecases.unit import Unit


def require(unit: Unit, permission: Permission) -> None:
    """Raise Forbidden unless the actor's role includes ``permission`` (FORBIDDEN), and their credential's scopes do
    (SCOPE_MISSING). Raise Conflict ORGANISATION_CLOSED for what changes an organisation that has been closed."""
    actor = unit.actor
    if permission not in PERMISSIONS[actor.role]:
        raise Forbidden("FORBIDDEN", role=actor.role, permission=permission)
    if permission not in actor.permissions:
        raise Forbidden("SCOPE_MISSING", permission=permission)
    if actor.is_closed and permission not in OPEN_WHEN_CLOSED:
        raise Conflict("ORGANISATION_CLOSED")
