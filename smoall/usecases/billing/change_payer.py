"""What changes about a subscriber changes at its payment provider too, in Smoall's books, and on the next invoice.

An organisation without an address of its own is reached at its first owner's. When that owner goes, or reads mail
elsewhere, the old address is nobody's business any more: neither the provider's nor Smoall's (GDPR art. 5(1)(d), 19).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.organisations.house import HOUSE
from smoall.usecases.actor import Actor, system
from smoall.usecases.billing.gateway import Payer
from smoall.usecases.billing.start_checkout import payer_of
from smoall.usecases.billing.till import Till, save
from smoall.usecases.unit import Unit, Units


async def note_payer(unit: Unit) -> None:
    """The organisation has changed: whoever collects from it hears of it, by a job."""
    subscription = await unit.subscriptions.get(lock=True)
    if subscription is None or subscription.customer is None:
        return
    await save(unit, subscription)  # the next invoice goes to another address, or bears another VAT
    await _ask(unit)


async def note_owners(unit: Unit) -> bool:
    """Its owners are others, or read mail elsewhere: where their address stands in for the organisation's own, whoever
    collects from it hears of it. Whether somebody will."""
    subscription = await unit.subscriptions.get()
    if not subscription or not subscription.customer or (await unit.organisations.get()).email:
        return False
    await _ask(unit)
    return True


async def note_owner_of(unit: Unit, organisations: Iterable[UUID]) -> list[UUID]:
    """The same, for an owner of these organisations; those whose payer is told of. The unit speaks for its own actor
    again afterwards."""
    actor, told = unit.actor, []
    for organisation_id in organisations:
        await unit.act_as(system(organisation_id))
        if await note_owners(unit):
            told.append(organisation_id)
    await unit.act_as(actor)
    return told


async def change_payer(units: Units, actor: Actor, change_id: UUID, *, till: Till) -> None:
    """Tell the provider how the payer is now; the trail says that it knows. Raises Unavailable; telling it twice
    changes nothing."""
    async with units.begin(system(actor.organisation_id), request_id="change_payer") as unit:
        subscription = await unit.subscriptions.get()
        payer = await payer_of(unit)
    if subscription and subscription.customer:
        # An attempt that finds other values than the last one says something else, so it says it under another key.
        said = hashlib.sha256(repr(payer).encode()).hexdigest()[:16]
        await till.gateway.change_customer(subscription.customer, payer, key=f"payer:{change_id.hex}:{said}")
        async with units.begin(system(actor.organisation_id), request_id="change_payer") as unit:
            subject = public_id(Kind.ORGANISATION, actor.organisation_id)
            unit.record("changePayer", subject, provider=till.gateway.name, outcome="DONE")
            await unit.commit()
    await _correct_books(units, payer)


async def _ask(unit: Unit) -> None:
    change_id = unit.new_id()
    await unit.enqueue("change_payer", run_key=f"payer:{change_id.hex}", change_id=change_id)


async def _correct_books(units: Units, payer: Payer) -> None:
    """Where Smoall's own invoices to the subscriber go, once there was one."""
    async with units.begin(system(HOUSE), request_id="change_payer") as unit:
        known = await unit.companies.get(payer.organisation_id, lock=True)
        if known and known.email != (payer.email or None):
            await unit.companies.replace(replace(known, email=payer.email or None))
            await unit.commit()
