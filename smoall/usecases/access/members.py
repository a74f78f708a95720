"""Members change roles, are removed, leave: at once, for every credential they hold in the organisation."""

from uuid import UUID

from smoall.domain.access.membership import decide_leaving, decide_removal, decide_role, ensure_owner
from smoall.domain.access.message import MessageKind
from smoall.domain.access.role import Permission, Role
from smoall.domain.billing.plan import Entitlement, takes_seat
from smoall.domain.kernel.errors import Forbidden, NotFound
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.access.letters import write_to
from smoall.usecases.actor import Actor
from smoall.usecases.billing.change_payer import note_owners
from smoall.usecases.gate import require, within_limit
from smoall.usecases.unit import Unit


def ensure_as_owner(actor: Actor) -> None:
    """Raise Forbidden OWNER_ONLY unless it is an owner who makes or unmakes an owner: in person, for a key or an
    application of theirs may less than an owner, and must not make one."""
    ensure_owner(actor.role)
    if Permission.CLOSE_ORGANISATION not in actor.permissions:
        raise Forbidden("OWNER_ONLY", role=actor.role)


async def change_role(unit: Unit, user_id: UUID | None, role: Role) -> UUID:
    """The member in another role. Raises Forbidden (FORBIDDEN, OWNER_ONLY, LIMIT_REACHED where it takes a seat),
    NotFound MEMBER_NOT_FOUND, Conflict LAST_OWNER."""
    require(unit, Permission.MANAGE_MEMBERS)
    member = _known(user_id)
    members = await unit.memberships.lock()
    changed = decide_role(members, by=unit.actor.user_id, of=member, role=role)
    if changed and Role.OWNER in (members[member], changed):
        ensure_as_owner(unit.actor)
    if changed:
        await unit.memberships.set_role(member, changed)
        if Role.OWNER in (members[member], changed):
            await note_owners(unit)
        if takes_seat(changed) and not takes_seat(members[member]):
            await within_limit(unit, Entitlement.SEATS)
        by = await unit.accounts.get(unit.actor.user_id)
        await _tell(unit, member, MessageKind.ROLE_CHANGED, role=changed, changed_by=by.name if by else "")
    unit.record("changeRole", public_id(Kind.USER, member), before=members[member], after=role)
    return member


async def remove_member(unit: Unit, user_id: UUID | None) -> UUID:
    """No member any more: sessions, keys and applications of theirs in this organisation are dead at once."""
    require(unit, Permission.MANAGE_MEMBERS)
    member = _known(user_id)
    role = decide_removal(await unit.memberships.lock(), by=unit.actor.user_id, of=member)
    if role is Role.OWNER:
        ensure_as_owner(unit.actor)
    await _end(unit, member, role)
    await _tell(unit, member, MessageKind.MEMBERSHIP_ENDED)
    unit.record("removeMember", public_id(Kind.USER, member), role=role)
    return member


async def leave_organisation(unit: Unit) -> UUID:
    """The person leaves. Raises Conflict LAST_OWNER, which says the way out."""
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    member = unit.actor.user_id
    role = decide_leaving(await unit.memberships.lock(), who=member)
    await _end(unit, member, role)
    await _tell(unit, member, MessageKind.MEMBERSHIP_ENDED)
    unit.record("leaveOrganisation", public_id(Kind.USER, member), role=role)
    return member


async def _end(unit: Unit, member: UUID, role: Role) -> None:
    await unit.memberships.end(member)
    if role is Role.OWNER:
        await note_owners(unit)


def _known(user_id: UUID | None) -> UUID:
    if user_id is None:
        raise NotFound("MEMBER_NOT_FOUND")
    return user_id


async def _tell(unit: Unit, user_id: UUID, kind: MessageKind, **words: str) -> None:
    person = await unit.accounts.get(user_id)
    if person:
        organisation = await unit.organisations.get()
        await write_to(unit, person, kind, words={"organisation": organisation.name, **words})
