"""Turn a subscription on its day: periods begin, trials end, what could not be collected is tried again."""

from smoall.domain.access.message import MessageKind
from smoall.domain.billing.dunning import next_retry
from smoall.domain.billing.subscription import TRIAL_REMINDER, Subscription, SubscriptionState
from smoall.domain.kernel.errors import NotFound
from smoall.domain.kernel.money import ZERO
from smoall.usecases.actor import Actor, system
from smoall.usecases.billing.letters import tell_owners
from smoall.usecases.billing.till import Till, ask_to_collect, bill_key, load, save
from smoall.usecases.unit import Unit, Units

PARKED = "PARKED"


async def turn_subscription(units: Units, actor: Actor, *, till: Till) -> None:
    """Do all that is due by today for one organisation, in one transaction; a second run finds nothing to do."""
    async with units.begin(system(actor.organisation_id), request_id="turn") as unit:
        try:
            subscription = await load(unit, till)
        except NotFound:
            return
        await _try_again(unit)
        await _begin_again(unit)
        await _ask_provider(unit)
        await _tell(unit, subscription)
        await save(unit, subscription)
        await unit.commit()


async def _try_again(unit: Unit) -> None:
    for invoice in await unit.subscriptions.unpaid():
        day = next_retry(invoice.debt) if invoice.debt else None
        if day and day <= unit.today:
            await ask_to_collect(unit, invoice)


async def _begin_again(unit: Unit) -> None:
    """A bill whose job was given up during a long outage must not be forgotten."""
    for invoice in (*await unit.subscriptions.unfinished(), *await unit.subscriptions.unpaid()):
        if await unit.jobs.state(bill_key(invoice)) == PARKED:
            await unit.jobs.queue_again(bill_key(invoice))


async def _ask_provider(unit: Unit) -> None:
    for collection in await unit.subscriptions.open_collections():
        run_key = f"read:{collection.id.hex}:{unit.today.isoformat()}"
        await unit.enqueue("read_collection", run_key=run_key, collection_id=collection.id)


async def _tell(unit: Unit, subscription: Subscription) -> None:
    state = subscription.state(unit.today)
    if state is SubscriptionState.SUSPENDED and await unit.subscriptions.note_suspension(unit.today):
        owed = await unit.subscriptions.unpaid()
        await tell_owners(
            unit,
            MessageKind.SUBSCRIPTION_SUSPENDED,
            number=owed[0].number or "" if owed else "",
            amount=str(sum(each.gross or ZERO for each in owed)),
        )
    ends = subscription.trial_ends_on
    is_near = state is SubscriptionState.TRIALING and ends and ends - TRIAL_REMINDER <= unit.today
    if ends and is_near and await unit.subscriptions.note_trial_ending(unit.today):
        plan = subscription.plan.name
        await tell_owners(unit, MessageKind.TRIAL_ENDING, ends_on=ends.isoformat(), plan=plan)
