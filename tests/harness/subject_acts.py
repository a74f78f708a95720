"""Sound inputs of the acts on people in an organisation's records."""

from tests.harness.api import Api, Json
from tests.harness.house import RunningHouse

REASON = "Asked for by letter"


async def to_anonymise(_house: RunningHouse, api: Api) -> Json:
    """A company's contacts, with the token of a preview."""
    given = {"company": await api.company(), "reason": REASON}
    return {**given, "previewToken": await previewed(api, given)}


async def previewed(api: Api, given: Json) -> str:
    """The token of a preview."""
    found: str = (await api.do("anonymiseContacts", {**given, "validateOnly": True}, select="previewToken"))[
        "previewToken"
    ]
    return found


ACTS = {"anonymiseContacts": to_anonymise}
