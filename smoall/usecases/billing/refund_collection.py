"""Give back what was collected for an invoice of Smoall that was credited."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from smoall.domain.organisations.house import HOUSE
from smoall.usecases.actor import system
from smoall.usecases.billing.take_fact import give_back_whole
from smoall.usecases.unit import Unit, Units


class Refund(StrEnum):
    """What came of the wish."""

    UNKNOWN = "UNKNOWN"  # no invoice to a subscriber has that number
    NOT_COLLECTED = "NOT_COLLECTED"  # nothing came for it that stayed
    NOT_CREDITED = "NOT_CREDITED"  # credit notes take off less than was collected
    ALREADY = "ALREADY"  # it is being given back, or was
    DONE = "DONE"


async def refund_collection(units: Units, number: str) -> Refund:
    """Decide to give back every whole collection that the credit notes of an invoice cover; a job does it, once."""
    async with units.begin(system(HOUSE), request_id="refund") as unit:
        sold = await unit.takings.sold(number)
    if sold is None:
        return Refund.UNKNOWN
    async with units.begin(system(sold.customer_id), request_id="refund") as unit:
        outcome = await _decide(unit, sold.collections, sold.credited)
        if outcome is Refund.DONE:
            await unit.commit()
    return outcome


async def _decide(unit: Unit, collections: Sequence[UUID], credited: Decimal) -> Refund:
    await unit.subscriptions.get(lock=True)
    came = [found for each in collections if (found := await unit.subscriptions.collection(each, lock=True))]
    kept = [each for each in came if not each.given_back and not each.fact.went_back]
    if not kept:
        return Refund.ALREADY if any(each.given_back for each in came) else Refund.NOT_COLLECTED
    if credited < sum(each.fact.amount - each.fact.refunded for each in kept):
        return Refund.NOT_CREDITED
    for each in kept:
        await give_back_whole(unit, each)
    return Refund.DONE
