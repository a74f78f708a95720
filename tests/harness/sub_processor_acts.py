"""Sound inputs of the acts on changes of sub-processors."""

from datetime import date, timedelta
from itertools import count

from smoall.domain.organisations.house import HOUSE
from tests.harness.api import Api, Json, today
from tests.harness.house import RunningHouse
from tests.harness.operating import operator

NOTICE = 30
_HOSTS = count(1)


def ahead(days: int = NOTICE) -> str:
    """A day so many days from today."""
    return (date.fromisoformat(today()) + timedelta(days=days)).isoformat()


def sub_processor(**changes: object) -> Json:
    """A host in France that nobody knew."""
    return {
        "name": f"Scaleway {next(_HOSTS)}",
        "activity": "HOSTING",
        "sheets": ["A1", "B1", "B2", "B3"],
        "countries": ["FR"],
        "mechanism": "EU_EEA",
        "agreementSignedOn": "2026-11-02",
        **changes,
    }


def addition(**changes: object) -> Json:
    """A host more, as soon as it can be."""
    return {"kind": "ADDED", "becomes": sub_processor(), "takesEffectOn": ahead(), **changes}


async def announced(at_smoall: Api, **changes: object) -> str:
    """The id of a new announcement."""
    given = addition(**changes)
    found: str = (await at_smoall.do("announceSubProcessor", given, select="change { id }"))["change"]["id"]
    return found


async def open_announcement(house: RunningHouse) -> str:
    """The id of an announcement that everybody can object to: the same one for all who ask in this house."""
    query = """SELECT c.id FROM sub_processor_change c WHERE urgency = 'for all' AND objections_until > now()
        AND NOT EXISTS (SELECT FROM sub_processor_withdrawal w WHERE w.change_id = c.id)
        AND NOT EXISTS (SELECT FROM sub_processor_change n WHERE n.corrects = c.id) LIMIT 1"""
    known = await house.truth(query)
    if known:
        return f"spc_{known[0]['id'].hex}"
    identity = await announced(await operator(house), urgency="for all")
    await house.queue.take(HOUSE)  # nobody is told: there are too many here
    return identity


async def to_announce(house: RunningHouse, api: Api) -> Json:
    """A change in the place of an announced one."""
    texts = {"fr": "Scaleway remplace OVH.", "nl": "Scaleway vervangt OVH.", "de": "Neu: Scaleway.", "en": "Scaleway."}
    return addition(corrects=await announced(api), texts=texts, urgency="OVH closes its centre")


async def to_withdraw(_house: RunningHouse, api: Api) -> Json:
    """An announcement to take back."""
    return {"change": await announced(api), "reason": "The contract was not signed"}


async def to_object(house: RunningHouse, _api: Api) -> Json:
    """A change to object to."""
    return {"change": await open_announcement(house), "reason": "Our customers ask for a Belgian host"}


async def to_take_back(house: RunningHouse, api: Api) -> Json:
    """An objection to take back."""
    given = await to_object(house, api)
    await api.do("objectToSubProcessor", given)
    return {"change": given["change"]}


ACTS = {
    "announceSubProcessor": to_announce,
    "withdrawSubProcessorAnnouncement": to_withdraw,
    "objectToSubProcessor": to_object,
    "withdrawSubProcessorObjection": to_take_back,
}
