"""Sound inputs of the acts on breaches."""

from datetime import UTC, datetime, timedelta

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.breach import BreachNature
from smoall.usecases.actor import system
from smoall.usecases.billing.house import found_house
from smoall.usecases.privacy.breaches.record_breach import Noticed, record_breach
from smoall.wiring_billing import seller_of
from tests.harness.api import Api, Json
from tests.harness.house import RunningHouse

FACTS = "A list of customers was sent to the wrong address"


def ago(**span: float) -> str:
    """A moment in the past."""
    return (datetime.now(UTC) - timedelta(**span)).isoformat()


def noticed(*objects: str, **changes: object) -> Json:
    """What an operator knows of a breach."""
    known = {"natures": ["CONFIDENTIALITY"], "facts": FACTS, "discoveredAt": ago(hours=1), "objects": list(objects)}
    return {**known, **changes}


async def recorded(at_smoall: Api, *objects: str, **changes: object) -> str:
    """The id of a breach that an operator recorded."""
    given = noticed(*objects, **changes)
    found: str = (await at_smoall.do("recordBreach", given, select="breach { id }"))["breach"]["id"]
    return found


async def to_record(_house: RunningHouse, api: Api) -> Json:
    """A breach of a company in the operator's own organisation, and of what was done there for an hour."""
    window = {"from": ago(hours=3), "until": ago(hours=2), "reach": "ACTED", "organisation": api.organisation}
    more = {"effects": "Unwanted letters", "remedy": "The list was taken back", "window": window}
    return noticed(await api.company(), **more)


NOT_NEEDED = {"notify": False, "reason": "The list was encrypted"}
DECIDED = {"authority": NOT_NEEDED, "people": {**NOT_NEEDED}}


async def known_to_smoall(house: RunningHouse, *objects: str, facts: str = FACTS) -> str:
    """The id of a breach of these objects, recorded by Smoall itself."""
    services, now = house.house.services, datetime.now(UTC)
    noted = Noticed(
        natures=(BreachNature.CONFIDENTIALITY,),
        facts=facts,
        effects=None,
        remedy=None,
        discovered_at=now - timedelta(hours=1),
        occurred_from=None,
        occurred_until=None,
        objects=objects,
        window=None,
        hours=services.breach_hours,
    )
    async with services.units.begin(system(HOUSE), request_id="breach") as unit:
        await found_house(unit, seller_of(house.house.settings))
        breach = await record_breach(unit, noted)
        await unit.commit()
    return public_id(Kind.BREACH, breach)


async def own(house: RunningHouse, api: Api) -> str:
    """The id of a breach that affects the caller's organisation."""
    return await known_to_smoall(house, await api.company())


async def to_amend(house: RunningHouse, api: Api) -> Json:
    """An affected organisation's decisions."""
    return {"breach": await own(house, api), **DECIDED}


async def to_notify(house: RunningHouse, api: Api) -> Json:
    """An affected organisation has told its authority."""
    more = {"party": "AUTHORITY", "at": ago(minutes=5), "reference": "DPA-2026-17"}
    return {"breach": await own(house, api), **more}


async def to_close(house: RunningHouse, api: Api) -> Json:
    """A breach about which all is decided."""
    given = await to_amend(house, api)
    await api.do("amendBreach", given)
    return {"breach": given["breach"]}


ACTS = {"recordBreach": to_record, "amendBreach": to_amend, "notifyBreach": to_notify, "closeBreach": to_close}
