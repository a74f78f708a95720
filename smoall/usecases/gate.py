"""The one place where an act is allowed or refused."""

from smoall.domain.access.role import PERMISSIONS, Permission
from smoall.domain.kernel.errors import Forbidden
from smoall.usecases.unit import Unit


def require(unit: Unit, permission: Permission) -> None:
    """Raise Forbidden unless the actor's role includes ``permission`` (FORBIDDEN), and their credential's scopes do
    (SCOPE_MISSING)."""
    actor = unit.actor
    if permission not in PERMISSIONS[actor.role]:
        raise Forbidden("FORBIDDEN", role=actor.role, permission=permission)
    if permission not in actor.permissions:
        raise Forbidden("SCOPE_MISSING", permission=permission)
