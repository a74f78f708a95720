"""Close an organisation: its records are handed out first, everybody is told, and after the grace it is erased."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from smoall.domain.access.message import MessageKind
from smoall.domain.access.role import Permission
from smoall.domain.billing.subscription import SubscriptionAction
from smoall.domain.kernel.errors import Conflict, Finding, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.organisations.house import HOUSE
from smoall.domain.organisations.organisation import Organisation
from smoall.domain.privacy.account_policy import CLOSES_AFTER_DAYS
from smoall.domain.privacy.receipt import Receipt
from smoall.usecases.actor import Actor, system
from smoall.usecases.billing.change import cancel_subscription
from smoall.usecases.billing.till import Till
from smoall.usecases.gate import require
from smoall.usecases.messages import Message
from smoall.usecases.privacy.receipts import receipt_of
from smoall.usecases.unit import Unit, Units


@dataclass(frozen=True, slots=True)
class Closing:
    """What an owner says to close an organisation: its name, typed, and the operator's grace in days."""

    name: str
    grace_days: int


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing made: the export that was asked for, and the receipt of what will go and what stays."""

    export_id: UUID
    receipt: Receipt


async def close_organisation(unit: Unit, given: Closing, *, till: Till) -> Closed:
    """End the actor's organisation, whose owner proved who they are before.

    From the commit on it can only be read, and reopened within the grace. Raises Invalid NAME_MISMATCH, Conflict
    ORGANISATION_CLOSED when it is already, HOUSE_STAYS for Smoall's own.
    """
    require(unit, Permission.CLOSE_ORGANISATION)
    if unit.actor.organisation_id == HOUSE:
        raise Conflict("HOUSE_STAYS")
    if (await unit.endings.ending(lock=True)).ended_at:
        raise Conflict("ORGANISATION_CLOSED")
    organisation = await unit.organisations.get(lock=True)
    if given.name.strip() != organisation.name:
        refuse_fatal([Finding("NAME_MISMATCH", "name", values={"name": organisation.name})])
    await _end_subscription(unit, till)
    return await _close(unit, organisation, unit.today + timedelta(days=given.grace_days), grace_days=given.grace_days)


async def close_unsubscribed(units: Units, actor: Actor, *, grace_days: int) -> bool:
    """Close an organisation whose subscription ended and was not begun anew: its data are held for as long as that and
    the grace (GDPR art. 5(1)(e), 28(3)(g)), and never for less than a month after its owners were told.

    False where there is nothing to close: it began anew, goes on in the free plan, or is closed already.
    """
    async with units.begin(system(actor.organisation_id), request_id="close") as unit:
        subscription = await unit.subscriptions.get(lock=True)
        ended_on = subscription.ends_on if subscription else None
        if ended_on is None or unit.today <= ended_on + timedelta(days=CLOSES_AFTER_DAYS):
            return False
        if (await unit.endings.ending(lock=True)).ended_at:
            return False
        organisation = await unit.organisations.get(lock=True)
        warned = unit.today + timedelta(days=CLOSES_AFTER_DAYS)
        until = max(ended_on + timedelta(days=grace_days), warned)
        await _close(unit, organisation, until, grace_days=grace_days)
        await unit.commit()
    return True


async def _close(unit: Unit, organisation: Organisation, until: date, *, grace_days: int) -> Closed:
    export_id = unit.new_id()
    await unit.endings.add_export(export_id)
    await unit.enqueue("export_organisation", run_key=f"export:{export_id.hex}", export_id=export_id)
    await unit.endings.end(erase_after=until)
    subject = public_id(Kind.ORGANISATION, organisation.id)
    receipt = receipt_of(unit, subject, await unit.endings.survey(), grace_days=grace_days)
    await unit.persons.keep_receipt(receipt)
    await _tell(unit, organisation.name, until)
    unit.record("closeOrganisation", subject)
    return Closed(export_id, receipt)


async def reopen_organisation(unit: Unit) -> UUID:
    """Undo the closing while nothing is erased yet. Raises Conflict ORGANISATION_OPEN, ORGANISATION_ERASED."""
    require(unit, Permission.CLOSE_ORGANISATION)
    ending = await unit.endings.ending(lock=True)
    if ending.ended_at is None:
        raise Conflict("ORGANISATION_OPEN")
    if ending.erased_at or await unit.endings.has_purge():
        raise Conflict("ORGANISATION_ERASED")
    await unit.endings.reopen()
    unit.record("reopenOrganisation", public_id(Kind.ORGANISATION, unit.actor.organisation_id))
    return unit.actor.organisation_id


async def _end_subscription(unit: Unit, till: Till) -> None:
    """It ends with what is charged already, whatever day was chosen before; nothing new begins. What was used until
    then and is owed stays owed."""
    subscription = await unit.subscriptions.get(lock=True)
    if subscription and SubscriptionAction.CANCEL in subscription.allowed_actions(unit.today):
        await cancel_subscription(unit, None, till=till)


async def _tell(unit: Unit, name: str, until: date) -> None:
    for member in await unit.endings.members():
        letter = Message(
            unit.new_id(),
            MessageKind.ORGANISATION_CLOSED,
            member.language,
            member.email,
            member.name,
            user_id=member.id,
            words={"organisation": name, "until_on": until.isoformat()},
        )
        await unit.messages.post(letter)
