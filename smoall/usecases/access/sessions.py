"""One's own sessions: end one, end all others, give one another token, open one in another organisation."""

from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.access.session import SignInMethod
from smoall.domain.kernel.errors import Forbidden, NotFound
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.access.session import Device, Opened, open_session
from smoall.usecases.actor import Actor
from smoall.usecases.gate import require
from smoall.usecases.ports import Tokens
from smoall.usecases.unit import Unit


async def revoke_session(unit: Unit, session_id: UUID | None) -> UUID:
    """End one session of the person, the one at hand too. Raises NotFound SESSION_NOT_FOUND."""
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    if session_id is None or not await unit.accounts.end_session(unit.actor.user_id, session_id):
        raise NotFound("SESSION_NOT_FOUND")
    unit.record("revokeSession", public_id(Kind.SESSION, session_id))
    return session_id


async def revoke_other_sessions(unit: Unit) -> int:
    """End all sessions of the person but the one at hand, in every organisation; how many."""
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    ended = await unit.accounts.end_sessions(unit.actor.user_id, but=unit.actor.session_id)
    unit.record("revokeOtherSessions", public_id(Kind.USER, unit.actor.user_id), sessions=ended)
    return ended


async def refresh_session(unit: Unit, *, device: Device, tokens: Tokens) -> Opened:
    """Another token for the session at hand; the old one is dead at once.

    The absolute end stays where signing in put it (ASVS 3.3.2: thirty days, then the password again): refreshing makes
    a stolen token useless, it never makes a session last longer. Raises NotFound SESSION_NOT_FOUND for a key.
    """
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    current = unit.actor.session_id
    opened = await _follow_up(unit, current, device=device, tokens=tokens, keep_current=False)
    unit.record("refreshSession", public_id(Kind.USER, unit.actor.user_id))
    return opened


async def switch_organisation(
    unit: Unit, organisation_id: UUID | None, *, keep_current: bool, device: Device, tokens: Tokens
) -> Opened:
    """A session in another organisation of the person, which ends when the present one would have.

    Raises NotFound ORGANISATION_NOT_FOUND: an organisation that is not theirs, and one that does not exist, alike.
    """
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    actor = unit.actor
    role = await unit.memberships.role_in(organisation_id, actor.user_id) if organisation_id else None
    if organisation_id is None or role is None:
        raise NotFound("ORGANISATION_NOT_FOUND")
    other = Actor(actor.user_id, organisation_id, role, actor.language)
    current = actor.session_id
    await unit.act_as(other)
    opened = await _follow_up(
        unit, current, device=device, tokens=tokens, keep_current=keep_current, method=SignInMethod.SWITCH
    )
    unit.record("switchOrganisation", public_id(Kind.ORGANISATION, organisation_id))
    return opened


async def _follow_up(
    unit: Unit,
    current: UUID | None,
    *,
    device: Device,
    tokens: Tokens,
    keep_current: bool,
    method: SignInMethod | None = None,
) -> Opened:
    """A session that takes over from ``current``: opened by the same signing in, over at the same moment."""
    await unit.memberships.hold(unit.actor.user_id)  # before the session, as whoever changes a role takes them
    found = await unit.accounts.session(current) if current else None
    if current is None or found is None:
        raise Forbidden("SESSION_NEEDED")
    ends_at, opened_by = found
    if not keep_current:
        await unit.accounts.end_session(unit.actor.user_id, current)
    return await open_session(unit, unit.actor, tokens, method=method or opened_by, device=device, ends_at=ends_at)
