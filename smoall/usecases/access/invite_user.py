"""Invite a person: an employer gives an address and a role, and the person is told so (GDPR art. 14).

The letter names who invited, Smoall as the controller, what for, how to reach the data protection officer, the person's
rights and the source of their address: their employer.
"""

from dataclasses import dataclass
from uuid import UUID

from smoall.domain.access.invitation import LASTS, Invitation
from smoall.domain.access.message import LinkPurpose, MessageKind
from smoall.domain.access.role import Permission, Role
from smoall.domain.access.throttle import INVITATIONS_PER_ORGANISATION, INVITATIONS_PER_PERSON
from smoall.domain.billing.plan import Entitlement, takes_seat
from smoall.domain.kernel.errors import Conflict, Finding, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.text import email_address, optional_text
from smoall.usecases.access.limiting import count
from smoall.usecases.access.members import ensure_as_owner
from smoall.usecases.access.proved import ensure_proved
from smoall.usecases.gate import require, within_limit
from smoall.usecases.messages import Message
from smoall.usecases.unit import Unit

LONGEST_MESSAGE = 500
SOURCE = "EMPLOYER"


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation as asked for, in which nothing is wrong."""

    email: str
    role: Role
    language: Language
    message: str | None


def read_invitation(email: str, role: Role, language: Language, message: str | None) -> Asked:
    """Raise Invalid with every finding."""
    findings: list[Finding] = []
    address = collect(findings, "email", email_address, email)
    text = collect(findings, "message", optional_text, message, max_length=LONGEST_MESSAGE, multiline=True)
    refuse_fatal(findings)
    assert address is not None
    return Asked(address.lower(), role, language, text)


async def invite_user(unit: Unit, asked: Asked) -> UUID:
    """The new invitation. Raises Forbidden (FORBIDDEN, OWNER_ONLY), Conflict EMAIL_UNPROVED, ALREADY_MEMBER,
    INVITATION_OPEN, TOO_MANY_ATTEMPTS."""
    require(unit, Permission.MANAGE_MEMBERS)
    await ensure_proved(unit)
    if asked.role is Role.OWNER:
        ensure_as_owner(unit.actor)
    await count_invitation(unit, asked.email)
    members = await unit.memberships.lock()
    person = await unit.accounts.by_email(asked.email)
    if person and person.id in members:
        raise Conflict("ALREADY_MEMBER")
    if await unit.invitations.pending(asked.email):
        raise Conflict("INVITATION_OPEN")
    invitation = Invitation(
        id=unit.new_id(),
        email=asked.email,
        role=asked.role,
        language=asked.language,
        invited_by=unit.actor.user_id,
        created_at=unit.now,
        expires_at=unit.now + LASTS,
        message=asked.message,
    )
    await unit.invitations.add(invitation)
    if takes_seat(invitation.role):
        await within_limit(unit, Entitlement.SEATS)
    await write_invitation(unit, invitation)
    unit.record("inviteUser", public_id(Kind.INVITATION, invitation.id), role=invitation.role)
    return invitation.id


async def count_invitation(unit: Unit, email: str) -> None:
    """One more letter, of the organisation and to the address. Raises Conflict TOO_MANY_ATTEMPTS."""
    mine = unit.actor.organisation_id.hex
    await count(unit, (INVITATIONS_PER_ORGANISATION, mine), (INVITATIONS_PER_PERSON, email))


async def write_invitation(unit: Unit, invitation: Invitation) -> None:
    """The letter with the notice; links of earlier ones no longer work."""
    assert invitation.email is not None  # an open one has its address
    inviter = await unit.accounts.get(unit.actor.user_id)
    organisation = await unit.organisations.get()
    await unit.messages.void_links(LinkPurpose.INVITATION, invitation.id)
    message = Message(
        id=unit.new_id(),
        kind=MessageKind.INVITATION,
        language=invitation.language,
        recipient=invitation.email,
        name=invitation.email,
        words={
            "inviter": inviter.name if inviter else "",
            "organisation": organisation.name,
            "role": invitation.role,
            "message": invitation.message or "",
            "source": SOURCE,
        },
        link=LinkPurpose.INVITATION,
        subject_id=invitation.id,
    )
    await unit.messages.post(message)
