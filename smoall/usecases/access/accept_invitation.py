"""Accept an invitation: the person opens an account of their own, or joins with the one they are signed in to.

The employer gave an address; the name, the password and the acceptance of the terms come from the person themself.
"""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from smoall.domain.access.consent import ConsentSource
from smoall.domain.access.invitation import Invitation, decide_acceptance, unusable
from smoall.domain.access.message import LinkPurpose
from smoall.domain.access.password import check_password
from smoall.domain.access.role import Permission
from smoall.domain.access.session import SignInMethod
from smoall.domain.billing.plan import Entitlement, takes_seat
from smoall.domain.kernel.errors import Conflict, Finding, Forbidden, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.usecases.access.acceptance import Texts, check_texts, prove_texts
from smoall.usecases.access.account_stores import Person
from smoall.usecases.access.invite_user import SOURCE
from smoall.usecases.access.letters import follow, look_at
from smoall.usecases.access.names import person_name
from smoall.usecases.access.session import Device, Opened, open_session
from smoall.usecases.access.stores import Account
from smoall.usecases.actor import Actor, system
from smoall.usecases.gate import require, within_limit
from smoall.usecases.ports import Passwords, Tokens
from smoall.usecases.unit import Unit, Units


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What a person gives who has no account yet; a signed-in one gives nothing."""

    name: str | None
    password: str | None
    language: Language | None
    terms_version: str | None
    terms_accepted: bool
    privacy_version: str | None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new account in which nothing is wrong, its password hashed."""

    name: str
    password_hash: str
    language: Language
    notice_shown: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What a link offers, as its page shows it."""

    invitation: Invitation
    organisation_id: UUID
    organisation: str
    inviter: str
    has_account: bool


async def see_invitation(unit: Unit, token: str, *, tokens: Tokens) -> Offer:
    """What the link offers, without using it up.

    Raises NotFound LINK_INVALID, Conflict INVITATION_<STATE>.
    """
    link = await look_at(unit, token, LinkPurpose.INVITATION, tokens=tokens)
    found = await unit.invitations.find(link.subject_id)
    if found is None:
        raise NotFound("INVITATION_NOT_FOUND")
    organisation_id, invitation = found
    if refusal := unusable(invitation, now=unit.now):
        raise refusal
    inviter = await unit.accounts.get(invitation.invited_by)
    person = await unit.accounts.by_email(invitation.email or "")
    await unit.act_as(system(organisation_id))
    name = (await unit.organisations.get()).name
    return Offer(invitation, organisation_id, name, inviter.name if inviter else "", person is not None)


async def prepare_newcomer(
    units: Units,
    token: str,
    given: NewPerson,
    *,
    texts: Texts,
    passwords: Passwords,
    tokens: Tokens,
    request_id: str,
) -> Newcomer:
    """A new account's password hashed, once everything else about it is right.

    Raises NotFound LINK_INVALID, Conflict INVITATION_<STATE>, Conflict SIGN_IN_FIRST when the address has an account,
    Invalid with every finding.
    """
    async with units.begin(None, request_id=request_id) as unit:
        offer = await see_invitation(unit, token, tokens=tokens)
    if offer.has_account:
        raise Conflict("SIGN_IN_FIRST")
    findings: list[Finding] = []
    name = collect(findings, "name", partial(person_name, given.name or ""))
    about = (offer.invitation.email or "", given.name or "", offer.organisation)
    findings += check_password(given.password or "", about=about)
    findings += check_texts(
        texts,
        terms_version=given.terms_version,
        terms_accepted=given.terms_accepted,
        privacy_version=given.privacy_version,
    )
    refuse_fatal(findings)
    assert name is not None
    hashed = await passwords.hash(given.password or "")
    language = given.language or offer.invitation.language
    return Newcomer(name, hashed, language, notice_shown=given.privacy_version is not None)


async def accept_invitation(
    unit: Unit,
    token: str,
    newcomer: Newcomer | None,
    *,
    marketing_consent: bool,
    texts: Texts,
    device: Device,
    tokens: Tokens,
    signed_in: UUID | None,
) -> Opened:
    """The person is a member; a session in the organisation. A signed-in one needs MANAGE_OWN_ACCOUNT.

    Raises NotFound LINK_INVALID, Conflict INVITATION_<STATE>, Forbidden INVITATION_FOR_SOMEONE_ELSE when somebody else
    is signed in, Conflict ALREADY_MEMBER, Conflict SIGN_IN_FIRST.
    """
    if signed_in:
        require(unit, Permission.MANAGE_OWN_ACCOUNT)
    invitation = await _followed(unit, token, tokens)
    person = await _person(unit, signed_in) if signed_in else await _newcomer(unit, invitation, newcomer)
    actor = Actor(person.id, unit.actor.organisation_id, invitation.role, person.language)
    await unit.act_as(actor)
    accepted = await _joined(unit, invitation.id, person)
    if newcomer:
        await prove_texts(
            unit, person.id, texts, language=person.language, marketing=marketing_consent,
            notice_shown=newcomer.notice_shown, source=ConsentSource.INVITATION, remote_address=device.remote_address,
        )  # fmt: skip
    opened = await open_session(unit, actor, tokens, method=SignInMethod.INVITATION, device=device)
    unit.record("acceptInvitation", public_id(Kind.INVITATION, accepted.id), role=accepted.role)
    return opened


async def _followed(unit: Unit, token: str, tokens: Tokens) -> Invitation:
    """The invitation whose link is used up by this; from here on the unit speaks for its organisation."""
    followed = await follow(unit, token, LinkPurpose.INVITATION, tokens=tokens)
    found = await unit.invitations.find(followed.subject_id)
    if found is None:
        raise NotFound("INVITATION_NOT_FOUND")
    organisation_id, invitation = found
    await unit.act_as(system(organisation_id))
    return invitation


async def _joined(unit: Unit, identity: UUID, person: Person) -> Invitation:
    """The person is a member, their address proved by the link; the invitation as it is accepted."""
    members = await unit.memberships.lock()
    accepted = decide_acceptance(await _held(unit, identity), email=person.email, now=unit.now)
    if person.id in members:
        raise Conflict("ALREADY_MEMBER")
    await unit.people.join(person.id, accepted.role)
    await unit.accounts.verify_email(person.id)
    await unit.audience.ask_sync(person.id)
    await unit.invitations.replace(accepted, accepted_by=person.id)
    if takes_seat(accepted.role):
        await within_limit(unit, Entitlement.SEATS)
    return accepted


async def _held(unit: Unit, identity: UUID) -> Invitation:
    """The invitation, once the unit speaks for its organisation and can lock it."""
    invitation = await unit.invitations.get(identity)
    if invitation is None:
        raise NotFound("INVITATION_NOT_FOUND")
    return invitation


async def _person(unit: Unit, user_id: UUID) -> Person:
    person = await unit.accounts.get(user_id, lock=True)
    if person is None:
        raise Forbidden("INVITATION_FOR_SOMEONE_ELSE")
    return person


async def _newcomer(unit: Unit, invitation: Invitation, newcomer: Newcomer | None) -> Person:
    if newcomer is None or invitation.email is None:
        raise Conflict("SIGN_IN_FIRST")
    account = Account(unit.new_id(), invitation.email, newcomer.name, newcomer.password_hash, newcomer.language)
    employer = (await unit.organisations.get()).name
    if not await unit.people.add(account, source=SOURCE, source_detail=employer):
        raise Conflict("SIGN_IN_FIRST")
    return await _person(unit, account.id)
