"""Sound inputs of the acts on how long records are kept."""

from datetime import date

from tests.harness.ageing import age_company
from tests.harness.api import Api, Json
from tests.harness.house import RunningHouse

LONG_AGO = date(2009, 3, 10)
REASON = "Their time is over"


async def to_choose(_house: RunningHouse, _api: Api) -> Json:
    """A longer term for invoices."""
    return {"category": "INVOICE", "years": 12, "reason": "Works on buildings are guaranteed for ten years"}


async def to_hold(_house: RunningHouse, api: Api) -> Json:
    """A hold on a company."""
    return {"object": await api.company(), "ground": "LITIGATION", "reason": "Case at the enterprise court"}


async def held(house: RunningHouse, api: Api) -> str:
    """The id of a hold that stands."""
    found: str = (await api.do("placeHold", await to_hold(house, api), select="hold { id }"))["hold"]["id"]
    return found


async def to_release(house: RunningHouse, api: Api) -> Json:
    """A hold to release."""
    return {"hold": await held(house, api), "reason": "Judged"}


async def to_keep(_house: RunningHouse, api: Api) -> Json:
    """A prospect to keep."""
    return {"companies": [await api.company()], "reason": "Asked for an offer in spring"}


async def to_purge(house: RunningHouse, api: Api) -> Json:
    """What is over, with the token of a preview."""
    await age_company(house, api, await api.company(), LONG_AGO)
    return {"reason": REASON, "previewToken": await previewed(api)}


async def previewed(api: Api) -> str:
    """The token of a preview of today."""
    found: str = (await api.ask("{ purgePreview { previewToken } }"))["purgePreview"]["previewToken"]
    return found


async def ordered(house: RunningHouse, api: Api) -> str:
    """The id of a purge that was ordered."""
    found: str = (await api.do("runPurge", await to_purge(house, api), select="run { id }"))["run"]["id"]
    return found


ACTS = {
    "setRetentionPolicy": to_choose,
    "runPurge": to_purge,
    "placeHold": to_hold,
    "releaseHold": to_release,
    "keepProspects": to_keep,
}
