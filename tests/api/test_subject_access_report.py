"""What is handed to a person who asks what is held about them, and nothing of anybody else."""

import io
import json

import pypdf

from smoall.domain.kernel.language import Language
from smoall.infra.postgres.subjects import contact_tables
from smoall.infra.subjects.words import ReportWords
from tests.harness.api import Api, Json, customer, today
from tests.harness.house import RunningHouse

REPORT = """query ($id: ID!, $language: Language) { subjectAccessReport(request: $id, language: $language) {
generatedAt json download { url expiresAt } files { json { url } pdf { url } } } }"""


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


async def test_the_report_tells_what_is_held_at_another_company_too(api: Api) -> None:
    request = await case(api)
    await api.company(email=None, contacts=[{"name": "Xenia Canary", "email": "Xenia@canary.example"}])
    found = (await api.ask(REPORT, id=request))["subjectAccessReport"]
    (told,) = [one for one in json.loads(found["json"])["holdings"] if one["table"] == "contact"]
    assert told["count"] == 2


async def pages(house: RunningHouse, api: Api, request: str, language: str) -> str:
    """The text of the PDF."""
    found = (await api.ask(REPORT, id=request, language=language))["subjectAccessReport"]
    answer = await house.http.get(found["files"]["pdf"]["url"])
    assert answer.headers["content-type"] == "application/pdf"
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)


async def test_the_pdf_tells_the_same_in_the_language_asked_for(house: RunningHouse, api: Api) -> None:
    text = await pages(house, api, await case(api), "FR")
    assert "Ce que nous savons de vous" in text
    assert "Autorité de protection des données" in text
    for token in ("Xenia Canary", "xenia@canary.example", "+32 9 555 11 22", "Xjobtoken"):
        assert token in text
    for token in ("Yvette", "finch", "555 33 44", "Yjobtoken"):
        assert token not in text


async def test_a_text_of_theirs_that_names_another_is_told_without_the_name(house: RunningHouse, api: Api) -> None:
    request = await case(api)
    await house.truth(
        "UPDATE contact SET basis_assessment = 'Knows yvette finch, not Yvetteke' WHERE organisation_id = $1"
        " AND name = 'Xenia Canary'",
        api.organisation_id,
    )
    found = (await api.ask(REPORT, id=request))["subjectAccessReport"]
    assert "Knows …, not Yvetteke" in found["json"]


async def test_more_than_is_told_is_told_to_be_more(house: RunningHouse, api: Api) -> None:
    request = await case(api)
    await house.truth(
        "INSERT INTO delivery (organisation_id, id, document_id, channel, recipient, state, created_at)"
        " SELECT organisation_id, gen_random_uuid(), id, 'EMAIL', 'xenia@canary.example', 'SENT', now()"
        " FROM document, generate_series(0, 10000) WHERE organisation_id = $1",
        api.organisation_id,
    )
    report = json.loads((await api.ask(REPORT, id=request))["subjectAccessReport"]["json"])
    told = {one["table"]: (one["count"], one["complete"]) for one in report["holdings"]}
    assert told["delivery"] == (10_000, False)
    assert told["contact"] == (1, True)


def test_whatever_may_be_told_has_words_that_people_understand() -> None:
    words = ReportWords(Language.FR)
    told = {one.name for table in contact_tables() for one in table.told}
    tables = {table.name for table in contact_tables() if table.told}
    assert [one for one in sorted(told) if not words.known("column", one)] == []
    assert [one for one in sorted(tables) if not words.known("table", one)] == []


async def test_nothing_is_told_to_somebody_unverified(api: Api) -> None:
    (error,) = (await api.answer(REPORT, {"id": await case(api, verified=False)}))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_somebody_elses_case_is_not_told(house: RunningHouse, api: Api) -> None:
    stranger = await Api.registered(house.http)
    (error,) = (await stranger.answer(REPORT, {"id": await case(api)}))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
