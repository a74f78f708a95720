"""Requests of people about their data, from the day they come in to the proof."""

from datetime import date, timedelta

import pytest

from smoall.domain.privacy.subject_request import due_date
from tests.harness.account_acts import user_of
from tests.harness.api import Api, Json, today
from tests.harness.house import RunningHouse
from tests.harness.subject_acts import asked, opened, to_complete, to_verify
from tests.harness.traces import rows_with

CASE = "request { id state dueOn isOverdue version personName verifiedBy receiptId }"
LINES = "receipt { lines { table outcome count } }"
LIST = """query ($where: SubjectRequestWhere) { subjectRequests(where: $where) { nodes { id } totalCount } }"""


async def test_a_case_is_due_in_a_month(house: RunningHouse, api: Api) -> None:
    found = (await api.do("openSubjectRequest", await asked(house, api), select=CASE))["request"]
    assert found["dueOn"] == due_date(date.fromisoformat(today())).isoformat()
    assert (found["state"], found["isOverdue"], found["personName"]) == ("RECEIVED", False, "Jan Peeters")


async def test_the_same_request_is_not_opened_twice(house: RunningHouse, api: Api) -> None:
    given = await asked(house, api)
    first = (await api.do("openSubjectRequest", given, select="request { id }"))["request"]["id"]
    before = await house.counts()
    refusal = await api.refusal("openSubjectRequest", given)
    assert refusal["code"] == "SUBJECT_REQUEST_DUPLICATE"
    assert first in refusal["message"]
    assert await house.counts() == before


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"receivedOn": "2199-01-01", "name": "Jan Peeters"}, "RECEIVED_IN_THE_FUTURE"),
        ({"receivedOn": "2017-01-01", "name": "Jan Peeters"}, "RECEIVED_TOO_EARLY"),
        ({"receivedOn": "2026-01-01"}, "PERSON_MISSING"),
        ({"receivedOn": "2026-01-01", "name": "Jan", "email": "jan@@"}, "EMAIL_INVALID"),
    ],
)
async def test_what_cannot_be_a_request_is_refused(api: Api, given: Json, code: str) -> None:
    refusal = await api.refusal("openSubjectRequest", {"kind": "ACCESS", **given})
    assert [one["code"] for one in refusal["findings"]] == [code]


async def test_nothing_is_erased_for_somebody_unverified(house: RunningHouse, api: Api) -> None:
    request = await opened(house, api)
    before = await house.counts()
    refusal = await api.refusal("completeSubjectRequest", {"request": request, "previewToken": "x"})
    assert refusal["code"] == "IDENTITY_UNVERIFIED"
    assert await house.counts() == before


async def test_an_erasure_takes_a_token_that_holds(house: RunningHouse, api: Api) -> None:
    given = await to_complete(house, api)
    stale = {**given, "previewToken": "0" * 64}
    assert (await api.refusal("completeSubjectRequest", stale))["code"] == "PREVIEW_OUTDATED"
    missing = {"request": given["request"]}
    findings = (await api.refusal("completeSubjectRequest", missing))["findings"]
    assert [one["code"] for one in findings] == ["PREVIEW_TOKEN_MISSING"]


async def test_an_erasure_is_proved_and_its_case_forgets_who_asked(house: RunningHouse, api: Api) -> None:
    given = await to_complete(house, api)
    answer = await api.do("completeSubjectRequest", given, select=CASE + " receipt { id lines { table outcome } }")
    request, receipt = answer["request"], answer["receipt"]
    assert (request["state"], request["personName"], request["receiptId"]) == ("COMPLETED", None, receipt["id"])
    assert {"contact", "subject_request"} <= {one["table"] for one in receipt["lines"]}
    assert request["verifiedBy"] == f"usr_{(await user_of(house, api)).hex}"
    mine = "SELECT name FROM contact WHERE organisation_id = $1"
    assert [row["name"] for row in await house.truth(mine, api.organisation_id)] == [""]
    assert (await api.refusal("completeSubjectRequest", given))["code"] == "SUBJECT_REQUEST_STATE"


@pytest.mark.parametrize("named", ["nonsense", "ctc_" + "0" * 32])
async def test_who_is_named_for_an_erasure_and_is_not_there_is_told(house: RunningHouse, api: Api, named: str) -> None:
    given = await to_verify(house, api)
    await api.do("verifySubjectIdentity", given)
    erasing = {"request": given["request"], "contacts": [named], "validateOnly": True}
    assert (await api.refusal("completeSubjectRequest", erasing))["code"] == "CONTACT_NOT_FOUND"


async def test_somebody_who_is_no_contact_is_erased_where_they_are_mentioned(house: RunningHouse, api: Api) -> None:
    draft = await api.draft(await api.company(), note="Ring Wendelien Ostrowski first")
    who = {"kind": "ERASURE", "name": "Wendelien Ostrowski", "receivedOn": today()}
    request = (await api.do("openSubjectRequest", who, select="request { id }"))["request"]["id"]
    await api.do("verifySubjectIdentity", {"request": request, "method": "IDENTITY_CARD_SHOWN"})
    dry = {"request": request, "validateOnly": True}
    token = (await api.do("completeSubjectRequest", dry, select="previewToken"))["previewToken"]
    await api.do("completeSubjectRequest", {"request": request, "previewToken": token})
    assert (await api.ask("query ($id: ID!) { invoice(id: $id) { note } }", id=draft))["invoice"]["note"] == (
        "Ring … first"
    )
    assert await rows_with(house, ["Ostrowski"]) == {}


async def erased(api: Api, **who: str) -> Json:
    """The receipt of an erasure that a person asked for, whose identity was verified."""
    given = {"kind": "ERASURE", "receivedOn": today(), **who}
    request = (await api.do("openSubjectRequest", given, select="request { id }"))["request"]["id"]
    await api.do("verifySubjectIdentity", {"request": request, "method": "IDENTITY_CARD_SHOWN"})
    dry = {"request": request, "validateOnly": True}
    token = (await api.do("completeSubjectRequest", dry, select="previewToken"))["previewToken"]
    found = await api.do("completeSubjectRequest", {"request": request, "previewToken": token}, select=LINES)
    receipt: Json = found["receipt"]
    return receipt


async def test_a_person_is_erased_at_every_company_of_theirs(house: RunningHouse, api: Api) -> None:
    for email in ("jan@inkt.example", "JAN@inkt.example", "kollega@inkt.example"):
        await api.company(email=None, contacts=[{"name": "jan Peeters", "email": email}])

    receipt = await erased(api, name="Jan Peeters", email="jan@inkt.example")

    assert [one["count"] for one in receipt["lines"] if one["table"] == "contact"] == [2]
    left = "SELECT email FROM contact WHERE organisation_id = $1 AND name <> ''"
    assert [row["email"] for row in await house.truth(left, api.organisation_id)] == ["kollega@inkt.example"]


@pytest.mark.parametrize(
    ("kind", "mutation"), [("OBJECTION", "opposeProcessing"), ("RESTRICTION", "restrictProcessing")]
)
async def test_no_letter_says_done_what_is_not(house: RunningHouse, api: Api, kind: str, mutation: str) -> None:
    case = {"request": await opened(house, api, kind=kind)}
    await api.do("verifySubjectIdentity", {**case, "method": "KNOWN_ADDRESS"})
    before = await house.counts()
    refusal = await api.refusal("completeSubjectRequest", case)
    assert (refusal["code"], mutation in refusal["message"]) == ("REQUEST_NOT_ACTED_ON", True)
    assert await house.counts() == before

    (contact,) = (await api.ask("{ contacts { nodes { id } } }"))["contacts"]["nodes"]
    await api.do(mutation, {"contact": contact["id"], "reason": "Asked for it"})
    assert (await api.do("completeSubjectRequest", case, select=CASE))["request"]["state"] == "COMPLETED"


async def test_a_refusal_is_written_in_the_language_of_the_case(house: RunningHouse, api: Api) -> None:
    given = {"request": await opened(house, api), "ground": "LEGAL_OBLIGATION"}
    answer = await api.do("refuseSubjectRequest", given, select="letter request { state refusalGround }")
    assert "art. 17(3)(b)" in answer["letter"]
    assert "Gegevensbeschermingsautoriteit" in answer["letter"]
    assert answer["request"] == {"state": "REFUSED", "refusalGround": "LEGAL_OBLIGATION"}


async def test_a_ground_that_the_law_does_not_know_for_it_is_refused(house: RunningHouse, api: Api) -> None:
    given = {"request": await opened(house, api, kind="ACCESS"), "ground": "LEGAL_OBLIGATION"}
    before = await house.counts()
    refusal = await api.refusal("refuseSubjectRequest", given)
    assert [one["code"] for one in refusal["findings"]] == ["GROUND_NOT_FOR_KIND"]
    assert await house.counts() == before


async def test_two_people_of_one_name_each_have_a_case(api: Api) -> None:
    who = {"kind": "ACCESS", "name": "Jan Peeters", "receivedOn": today()}
    for known in ({"email": "a@inkt.example"}, {"phone": "09 111 22 33"}, {}):
        await api.do("openSubjectRequest", {**who, **known})
    assert (await api.refusal("openSubjectRequest", who))["code"] == "SUBJECT_REQUEST_DUPLICATE"


async def test_an_extension_adds_two_months_once(house: RunningHouse, api: Api) -> None:
    given = {"request": await opened(house, api), "reason": "Many systems"}
    found = (await api.do("extendSubjectRequest", given, select=CASE))["request"]
    assert found["dueOn"] == due_date(date.fromisoformat(today()), months=3).isoformat()
    assert (await api.refusal("extendSubjectRequest", given))["code"] == "ALREADY_EXTENDED"


async def test_those_overdue_are_listed(house: RunningHouse, api: Api) -> None:
    long_ago = (date.fromisoformat(today()) - timedelta(days=60)).isoformat()
    late, _ = await opened(house, api, receivedOn=long_ago), await opened(house, api)
    found = (await api.ask(LIST, where={"isOverdue": True, "kind": {"eq": "ERASURE"}}))["subjectRequests"]
    assert found == {"nodes": [{"id": late}], "totalCount": 1}
    assert (await api.ask(LIST, where={"state": {"eq": "REFUSED"}}))["subjectRequests"]["totalCount"] == 0


async def test_somebody_elses_case_is_not_found(house: RunningHouse, api: Api) -> None:
    given = await to_verify(house, api)
    stranger = await Api.registered(house.http)
    assert (await stranger.refusal("verifySubjectIdentity", given))["code"] == "SUBJECT_REQUEST_NOT_FOUND"
