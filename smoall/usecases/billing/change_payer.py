"""What changes about a subscriber changes at its payment provider too, and on the next invoice."""

from smoall.usecases.actor import Actor, system
from smoall.usecases.billing.start_checkout import payer_of
from smoall.usecases.billing.till import Till, save
from smoall.usecases.unit import Unit, Units


async def note_payer(unit: Unit, *, version: int) -> None:
    """The organisation has this version now: whoever collects from it hears of it, by a job."""
    subscription = await unit.subscriptions.get(lock=True)
    if subscription is None or subscription.customer is None:
        return
    await save(unit, subscription)  # the next invoice goes to another address, or bears another VAT
    await unit.enqueue("change_payer", run_key=f"payer:{version}")


async def change_payer(units: Units, actor: Actor, *, till: Till) -> None:
    """Tell the provider how the payer is now. Raises Unavailable; telling it twice changes nothing."""
    async with units.begin(system(actor.organisation_id), request_id="change_payer") as unit:
        subscription = await unit.subscriptions.get()
        payer = await payer_of(unit)
        version = (await unit.organisations.get()).version
    if subscription and subscription.customer:
        key = f"payer:{payer.organisation_id.hex}:{version}"
        await till.gateway.change_customer(subscription.customer, payer, key=key)
