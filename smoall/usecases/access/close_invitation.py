"""An invitation is taken back, sent again, or declined by the person it is for."""

from uuid import UUID

from smoall.domain.access.invitation import Invitation, decide_decline, decide_resending, decide_revocation
from smoall.domain.access.message import LinkPurpose
from smoall.domain.access.role import Permission, Role
from smoall.domain.kernel.errors import NotFound
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.access.invite_user import count_invitation, write_invitation
from smoall.usecases.access.letters import follow
from smoall.usecases.access.members import ensure_as_owner
from smoall.usecases.access.proved import ensure_proved
from smoall.usecases.actor import system
from smoall.usecases.gate import require
from smoall.usecases.ports import Tokens
from smoall.usecases.unit import Unit


async def revoke_invitation(unit: Unit, identity: UUID | None) -> UUID:
    """Take it back: its link no longer works. Raises NotFound INVITATION_NOT_FOUND, Conflict INVITATION_<STATE>."""
    require(unit, Permission.MANAGE_MEMBERS)
    await _void_links(unit, identity)
    invitation = decide_revocation(await _own(unit, identity), now=unit.now)
    await unit.invitations.replace(invitation)
    unit.record("revokeInvitation", public_id(Kind.INVITATION, invitation.id))
    return invitation.id


async def resend_invitation(unit: Unit, identity: UUID | None) -> UUID:
    """Write once more: fourteen days from now, and only the new letter's link works."""
    require(unit, Permission.MANAGE_MEMBERS)
    await ensure_proved(unit)
    await _void_links(unit, identity)
    invitation = decide_resending(await _own(unit, identity), now=unit.now)
    if invitation.role is Role.OWNER:
        ensure_as_owner(unit.actor)
    await count_invitation(unit, invitation.email or "")
    await unit.invitations.replace(invitation)
    await write_invitation(unit, invitation)
    unit.record("resendInvitation", public_id(Kind.INVITATION, invitation.id))
    return invitation.id


async def decline_invitation(unit: Unit, token: str, *, tokens: Tokens) -> UUID:
    """Say no by the letter's link; it needs no account. Raises NotFound LINK_INVALID, Conflict INVITATION_<STATE>."""
    followed = await follow(unit, token, LinkPurpose.INVITATION, tokens=tokens)
    found = await unit.invitations.find(followed.subject_id)
    if found is None:
        raise NotFound("INVITATION_NOT_FOUND")
    organisation_id, _ = found
    await unit.act_as(system(organisation_id))
    invitation = decide_decline(await _own(unit, followed.subject_id), now=unit.now)
    await unit.invitations.replace(invitation)
    unit.record("declineInvitation", public_id(Kind.INVITATION, invitation.id))
    return invitation.id


async def _void_links(unit: Unit, identity: UUID | None) -> None:
    """Links first, then the invitation: in the order in which whoever follows a link takes them, so that neither waits
    for the other for ever."""
    if identity and await unit.invitations.get(identity, lock=False):
        await unit.messages.void_links(LinkPurpose.INVITATION, identity)


async def _own(unit: Unit, identity: UUID | None) -> Invitation:
    invitation = await unit.invitations.get(identity) if identity else None
    if invitation is None:
        raise NotFound("INVITATION_NOT_FOUND")
    return invitation
