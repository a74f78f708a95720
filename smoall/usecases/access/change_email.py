"""Change the address one signs in with: asked for with the password, agreed to from both mailboxes."""

from dataclasses import dataclass

from smoall.domain.access.email_change import EmailChange, EmailChangeState, Side, ask_change, confirm
from smoall.domain.access.message import LinkPurpose, MessageKind
from smoall.domain.access.role import Permission
from smoall.domain.access.throttle import CHANGES_PER_ACCOUNT
from smoall.domain.kernel.errors import Conflict, Finding, Invalid, NotFound, Unparsable
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.text import email_address
from smoall.usecases.access.account_stores import Person
from smoall.usecases.access.letters import write_to
from smoall.usecases.access.limiting import count
from smoall.usecases.access.passwords import forgive_guess, unchanged
from smoall.usecases.access.speaking import owned_by, person_of, speak_for
from smoall.usecases.billing.change_payer import note_owner_of
from smoall.usecases.gate import require
from smoall.usecases.messages import Redeemed
from smoall.usecases.ports import Tokens
from smoall.usecases.unit import Unit

_SIDES = {LinkPurpose.CONFIRM_EMAIL_OLD: Side.OLD, LinkPurpose.CONFIRM_EMAIL_NEW: Side.NEW}


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Where the change stands after one more confirmation."""

    person: Person
    state: EmailChangeState


def read_new_email(text: str) -> str:
    """The new address as it is stored. Raises Invalid EMAIL_INVALID."""
    try:
        return email_address(text).lower()
    except Unparsable as broken:
        raise Invalid((Finding(broken.code, "email"),)) from None


async def change_email(unit: Unit, proved: Person, *, email: str) -> EmailChange:
    """Write to both addresses; nothing changes yet. Another change of the person that was open is forgotten.

    Whether somebody has the new address already is told to nobody but its own mailbox. Raises Invalid EMAIL_UNCHANGED,
    Conflict TOO_MANY_ATTEMPTS.
    """
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    person = await unchanged(unit, proved)
    await forgive_guess(unit, person)
    await count(unit, (CHANGES_PER_ACCOUNT, person.id.hex))
    change = ask_change(unit.new_id(), person.id, old=person.email, new=email, now=unit.now)
    await forget_open_change(unit, person)
    await unit.accounts.keep_email_change(change)
    words = {"old": change.old_email, "new": change.new_email}
    for kind, link, recipient in (
        (MessageKind.CONFIRM_EMAIL_OLD, LinkPurpose.CONFIRM_EMAIL_OLD, change.old_email),
        (MessageKind.CONFIRM_EMAIL_NEW, LinkPurpose.CONFIRM_EMAIL_NEW, change.new_email),
    ):
        await write_to(unit, person, kind, link=link, subject_id=change.id, recipient=recipient, words=words)
    unit.record("changeEmail", public_id(Kind.USER, person.id))
    return change


async def forget_open_change(unit: Unit, person: Person) -> None:
    """The person changes to no other address any more; the links that would agree to it are void."""
    if earlier := await unit.accounts.forget_email_change(person.id):
        for purpose in _SIDES:
            await unit.messages.void_links(purpose, earlier)


async def confirm_email_change(unit: Unit, token: str, *, tokens: Tokens) -> Confirmed:
    """One mailbox agrees; with the second the address changes and both are told.

    Raises NotFound LINK_INVALID, Conflict EMAIL_CHANGE_EXPIRED, Conflict EMAIL_TAKEN when somebody took the address
    meanwhile.
    """
    side, followed = await _side_of(unit, token, tokens)
    change = await unit.accounts.email_change(followed.subject_id)
    if change is None:
        raise NotFound("LINK_INVALID")
    person = await person_of(unit, change.user_id)
    change = confirm(change, side, now=unit.now)
    if change.state is EmailChangeState.DONE:
        await _move(unit, person, change)
    else:
        await unit.accounts.keep_email_change(change)
    await speak_for(unit, person)
    if change.state is EmailChangeState.DONE:
        await note_owner_of(unit, await owned_by(unit, person.id))
    unit.record("confirmEmailChange", public_id(Kind.USER, person.id), side=side, state=change.state)
    return Confirmed(person, change.state)


async def _side_of(unit: Unit, token: str, tokens: Tokens) -> tuple[Side, Redeemed]:
    for purpose, side in _SIDES.items():
        if found := await unit.messages.redeem(tokens.digest(token), purpose):
            return side, found
    raise NotFound("LINK_INVALID")


async def _move(unit: Unit, person: Person, change: EmailChange) -> None:
    """The address changes. Links to reset the password that are under way to the old one no longer work."""
    if not await unit.accounts.move_to(person.id, change.new_email):
        raise Conflict("EMAIL_TAKEN")
    await unit.accounts.forget_email_change(person.id)
    await unit.audience.ask_sync(person.id)
    for purpose in (LinkPurpose.RESET_PASSWORD, LinkPurpose.VERIFY_EMAIL):
        await unit.messages.void_links(purpose, person.id)
    words = {"old": change.old_email, "new": change.new_email}
    for recipient in (change.old_email, change.new_email):
        await write_to(unit, person, MessageKind.EMAIL_CHANGED, recipient=recipient, words=words)
