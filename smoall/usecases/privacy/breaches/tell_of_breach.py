"""Write to the owners of the organisations that a breach affects (GDPR art. 33(2))."""

from uuid import UUID

from smoall.domain.access.message import MessageKind
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.breach import Breach, BreachAct, BreachParty
from smoall.usecases.actor import system
from smoall.usecases.billing.letters import tell_owners
from smoall.usecases.privacy.breaches.stores import BreachEntry
from smoall.usecases.unit import Unit, Units


async def tell_of_breach(units: Units, breach_id: UUID) -> int:
    """One letter to each owner who has not had it, organisation by organisation; how many organisations.

    Safe to run twice: a letter and the note that it was asked for come about together.
    """
    request = f"breach:{breach_id.hex}"
    async with units.begin(system(HOUSE), request_id=request) as unit:
        organisations = await unit.breaches.affected(breach_id)
    told = 0
    for organisation_id in organisations:
        async with units.begin(system(organisation_id), request_id=request) as unit:
            breach = await unit.breaches.get(breach_id, lock=True)
            if breach and await unit.breaches.letters_owed(breach_id):
                await _write(unit, breach)
                await unit.commit()
                told += 1
    return told


async def _write(unit: Unit, breach: Breach) -> None:
    share = await unit.breaches.stored_share(breach.id)
    await tell_owners(
        unit,
        MessageKind.DATA_BREACH,
        facts=breach.facts,
        discovered_at=breach.discovered_at.isoformat(),
        persons=str(share.persons if share else 0),
        tell_by_at=breach.notify_by.isoformat() if breach.notify_by else "",
    )
    await unit.breaches.replace(breach, BreachEntry(act=BreachAct.WRITTEN, party=BreachParty.CONTROLLERS))
    unit.record("tellOfBreach", public_id(Kind.BREACH, breach.id))
