"""Sound inputs of the acts on people in an organisation's records."""

from tests.harness.api import Api, Json, today
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


async def asked(_house: RunningHouse, api: Api) -> Json:
    """A request of a contact."""
    contact = (await api.ask(_FIRST, id=await api.company()))["company"]["contacts"]["nodes"][0]["id"]
    return {"kind": "ERASURE", "contact": contact, "receivedOn": today(), "language": "NL"}


async def opened(house: RunningHouse, api: Api, **changes: str) -> str:
    """The id of an open case."""
    given = {**await asked(house, api), **changes}
    found: str = (await api.do("openSubjectRequest", given, select="request { id }"))["request"]["id"]
    return found


async def to_verify(house: RunningHouse, api: Api) -> Json:
    """A case, and how the person showed who they are."""
    return {"request": await opened(house, api), "method": "KNOWN_ADDRESS"}


async def to_extend(house: RunningHouse, api: Api) -> Json:
    """A case that takes longer."""
    return {"request": await opened(house, api), "reason": "Many systems to look through"}


async def to_refuse(house: RunningHouse, api: Api) -> Json:
    """A case to refuse."""
    return {"request": await opened(house, api), "ground": "LEGAL_OBLIGATION"}


async def to_complete(house: RunningHouse, api: Api) -> Json:
    """A verified erasure, with the token of a preview."""
    given = await to_verify(house, api)
    await api.do("verifySubjectIdentity", given)
    dry = {"request": given["request"], "validateOnly": True}
    token = (await api.do("completeSubjectRequest", dry, select="previewToken"))["previewToken"]
    return {"request": given["request"], "previewToken": token}


_FIRST = "query ($id: ID!) { company(id: $id) { contacts(first: 1) { nodes { id } } } }"
ACTS = {
    "anonymiseContacts": to_anonymise,
    "openSubjectRequest": asked,
    "verifySubjectIdentity": to_verify,
    "extendSubjectRequest": to_extend,
    "refuseSubjectRequest": to_refuse,
    "completeSubjectRequest": to_complete,
}
