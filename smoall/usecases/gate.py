"""The one place where an act is allowed or refused."""

from smoall.domain.access.role import Permission, may
from smoall.domain.kernel.errors import Forbidden
from smoall.usecases.unit import Unit


def require(unit: Unit, permission: Permission) -> None:
    """Raise Forbidden unless the actor's role includes ``permission``."""
    if not may(unit.actor.role, permission):
        raise Forbidden("FORBIDDEN", role=unit.actor.role, permission=permission)
