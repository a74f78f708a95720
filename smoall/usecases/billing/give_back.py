"""Have the provider give back what was decided to be given back of a collection: once, however often it is begun."""

from uuid import UUID

from smoall.usecases.actor import Actor, system
from smoall.usecases.billing.stores import Collection
from smoall.usecases.billing.take_fact import take_fact
from smoall.usecases.billing.till import Till
from smoall.usecases.unit import Units


async def give_back(units: Units, actor: Actor, collection_id: UUID, *, till: Till) -> None:
    """Refund what is decided and not done. Raises Unavailable while the provider does not answer, Declined.

    The provider is asked first what it has refunded, so that what an interrupted run or a person at its dashboard did
    is not done again; the key is that of exactly this much. What its payer disputed is with their bank already.
    """
    subscriber = system(actor.organisation_id)
    collection = await _known(units, subscriber, collection_id)
    if collection is None or not collection.given_back:
        return
    seen = await till.gateway.read_collection(collection.fact.provider_id)
    if seen is None:
        return
    missing = collection.given_back - seen.refunded
    if missing > 0 and not seen.disputed:
        key = f"give_back:{collection_id.hex}:{missing}"
        seen = await till.gateway.refund(seen.provider_id, amount=missing, reason="not_owed", key=key)
    async with units.begin(subscriber, request_id=f"give_back:{collection_id.hex}") as unit:
        await take_fact(unit, seen)
        await unit.commit()


async def _known(units: Units, subscriber: Actor, collection_id: UUID) -> Collection | None:
    async with units.begin(subscriber, request_id=f"give_back:{collection_id.hex}") as unit:
        return await unit.subscriptions.collection(collection_id)
