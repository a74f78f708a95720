"""Sound inputs of the acts on breaches."""

from datetime import UTC, datetime, timedelta

from tests.harness.api import Api, Json
from tests.harness.house import RunningHouse
from tests.harness.operating import operator

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


async def own(house: RunningHouse, api: Api) -> str:
    """The id of a breach that affects the caller's organisation."""
    company = await api.company()
    return await recorded(await operator(house), company)


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
