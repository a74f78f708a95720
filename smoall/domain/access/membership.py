"""Who belongs to an organisation, in which role, and the rule that an owner stays.

All members are decided over together: a store locks them for the length of the decision, so that two owners who demote
each other at the same moment come one after the other, and the second finds that it is no owner any more.
"""

from collections.abc import Mapping
from uuid import UUID

from smoall.domain.access.role import PERMISSIONS, Permission, Role
from smoall.domain.kernel.errors import Conflict, Forbidden, NotFound

Members = Mapping[UUID, Role]


def decide_role(members: Members, *, by: UUID, of: UUID, role: Role) -> Role | None:
    """The role that ``of`` gets; None when nothing changes.

    Raises Forbidden FORBIDDEN (``by`` may not manage members now), Forbidden OWNER_ONLY (an owner is made and unmade by
    an owner), NotFound MEMBER_NOT_FOUND, Conflict LAST_OWNER.
    """
    _ensure_manager(members, by)
    before = _member(members, of)
    if before is role:
        return None
    if Role.OWNER in (before, role):
        ensure_owner(members[by])
    if before is Role.OWNER:
        _ensure_another_owner(members, of)
    return role


def decide_removal(members: Members, *, by: UUID, of: UUID) -> Role:
    """The role that ``of`` loses. Raises as :func:`decide_role` does."""
    _ensure_manager(members, by)
    before = _member(members, of)
    if before is Role.OWNER:
        ensure_owner(members[by])
        _ensure_another_owner(members, of)
    return before


def decide_leaving(members: Members, *, who: UUID) -> Role:
    """The role that the person gives up by leaving. Raises NotFound MEMBER_NOT_FOUND, Conflict LAST_OWNER."""
    before = _member(members, who)
    if before is Role.OWNER:
        _ensure_another_owner(members, who)
    return before


def ensure_owner(role: Role) -> None:
    """Raise Forbidden OWNER_ONLY unless it is an owner's: only an owner invites, makes or unmakes an owner."""
    if role is not Role.OWNER:
        raise Forbidden("OWNER_ONLY", role=role)


def is_last_owner(members: Members, who: UUID) -> bool:
    """Whether the organisation would have no owner without this person."""
    return members.get(who) is Role.OWNER and sum(role is Role.OWNER for role in members.values()) == 1


def _ensure_manager(members: Members, by: UUID) -> None:
    role = members.get(by)
    if role is None or Permission.MANAGE_MEMBERS not in PERMISSIONS[role]:
        raise Forbidden("FORBIDDEN", role=role or "", permission=Permission.MANAGE_MEMBERS)


def _member(members: Members, who: UUID) -> Role:
    role = members.get(who)
    if role is None:
        raise NotFound("MEMBER_NOT_FOUND")
    return role


def _ensure_another_owner(members: Members, who: UUID) -> None:
    if is_last_owner(members, who):
        raise Conflict("LAST_OWNER")
