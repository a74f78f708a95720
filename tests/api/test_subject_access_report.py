"""What is handed to a person who asks what is held about them, and nothing of anybody else."""

import json

from tests.harness.api import Api, Json, customer, today
from tests.harness.house import RunningHouse

REPORT = "query ($id: ID!) { subjectAccessReport(request: $id) { generatedAt json download { url expiresAt } } }"


async def case(api: Api, *, verified: bool = True) -> str:
    """A case of a contact of whom there is a draft that also names somebody else."""
    people = [
        {"name": "Xenia Canary", "email": "xenia@canary.example", "phone": "+32 9 555 11 22", "jobTitle": "Xjobtoken"},
        {"name": "Yvette Finch", "email": "yvette@finch.example", "phone": "+32 9 555 33 44", "jobTitle": "Yjobtoken"},
    ]
    select = "company { id contacts { nodes { id name } } }"
    made = (await api.do("createCompany", customer(contacts=people), select=select))["company"]
    await api.draft(made["id"], note="Xenia Canary does not get on with Yvette Finch")
    (contact,) = [one["id"] for one in made["contacts"]["nodes"] if one["name"] == "Xenia Canary"]
    given = {"kind": "ACCESS", "contact": contact, "receivedOn": today(), "language": "NL"}
    request: str = (await api.do("openSubjectRequest", given, select="request { id }"))["request"]["id"]
    if verified:
        await api.do("verifySubjectIdentity", {"request": request, "method": "CALL_BACK"})
    return request


async def test_the_report_tells_all_of_x_and_nothing_of_y(house: RunningHouse, api: Api) -> None:
    request = await case(api)
    found = (await api.ask(REPORT, id=request))["subjectAccessReport"]
    report: Json = json.loads(found["json"])
    told = {one["table"]: one for one in report["holdings"]}
    assert {"contact", "subject_request"} <= told.keys()
    for token in ("Xenia Canary", "xenia@canary.example", "+32 9 555 11 22", "Xjobtoken"):
        assert token in found["json"]
    for token in ("Yvette", "finch", "555 33 44", "Yjobtoken"):
        assert token not in found["json"]
    assert ("document", ["note"]) in [(one["table"], one["columns"]) for one in report["mentions"]]
    assert told["contact"]["bases"]
    assert told["contact"]["retentions"]
    assert report["purpose"].startswith("de relatie")
    assert report["processors"]
    file = await house.http.get(found["download"]["url"])
    assert file.status_code == 200
    assert file.json()["holdings"] == report["holdings"]


async def test_nothing_is_told_to_somebody_unverified(api: Api) -> None:
    (error,) = (await api.answer(REPORT, {"id": await case(api, verified=False)}))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_somebody_elses_case_is_not_told(house: RunningHouse, api: Api) -> None:
    stranger = await Api.registered(house.http)
    (error,) = (await stranger.answer(REPORT, {"id": await case(api)}))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
