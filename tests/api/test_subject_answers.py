"""What a case was answered: kept as proof with its hashes, and gone with the person."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest

from tests.api.test_subject_access_report import case
from tests.harness.api import Api, Json
from tests.harness.house import RunningHouse
from tests.harness.subject_acts import previewed

ANSWER = """query ($id: ID!) { subjectRequests(where: { id: { eq: $id } }) { nodes { contactId answer {
language createdAt keptUntil reportSha256 pdfSha256 json { url expiresAt } pdf { url } } } } }"""


async def completed(house: RunningHouse, api: Api, *, drained: bool = True) -> str:
    """A case of access that was completed, and its job done."""
    request = await case(api)
    done = await api.do("completeSubjectRequest", {"request": request}, select="letter request { state }")
    assert done["request"]["state"] == "COMPLETED"
    assert "art. 15" in done["letter"]
    if drained:
        await house.queue.drain(api.organisation_id)
    return request


async def seen(api: Api, request: str) -> Json:
    """The case."""
    found: Json = (await api.ask(ANSWER, id=request))["subjectRequests"]["nodes"][0]
    return found


def stored(house: RunningHouse, sha256: str) -> Path:
    """Where a file lies."""
    return house.home / "files" / sha256[:2] / sha256[2:]


async def erase(api: Api, contact: str) -> Json:
    """What anonymising the contact answers."""
    given = {"contacts": [contact], "reason": "asked"}
    token = await previewed(api, given)
    select = "receipt { lines { table category outcome count } }"
    return await api.do("anonymiseContacts", {**given, "previewToken": token}, select=select)


async def test_the_answer_is_kept_and_handed_out_as_it_was_to_nobody_else(
    house: RunningHouse, api: Api, other: Api
) -> None:
    request = await completed(house, api)
    answer = (await seen(api, request))["answer"]
    report, paper = [await house.http.get(answer[form]["url"]) for form in ("json", "pdf")]
    assert hashlib.sha256(report.content).hexdigest() == answer["reportSha256"]
    assert hashlib.sha256(paper.content).hexdigest() == answer["pdfSha256"]
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.content)).pages)
    assert "Xenia Canary" in text
    assert "Yvette" not in text
    assert report.json()["person"]["email"] == "xenia@canary.example"
    trail = await api.ask("{ auditTrail(first: 3) { nodes { action object } } }")
    assert {"action": "keepAnswer", "object": request} in trail["auditTrail"]["nodes"]
    assert (await other.ask(ANSWER, id=request))["subjectRequests"]["nodes"] == []
    foreign = answer["pdf"]["url"].replace(api.organisation_id.hex, other.organisation_id.hex)
    assert (await house.http.get(foreign)).status_code == 403


async def test_it_is_found_and_goes_with_the_person(house: RunningHouse, api: Api) -> None:
    request = await completed(house, api)
    case_ = await seen(api, request)
    answer = case_["answer"]
    found = await api.ask('{ findSubject(email: "xenia@canary.example") { hits { table object } } }')
    assert {"table": "subject_answer", "object": request} in found["findSubject"]["hits"]
    assert stored(house, answer["pdfSha256"]).exists()

    lines = (await erase(api, case_["contactId"]))["receipt"]["lines"]
    assert [(one["outcome"], one["count"]) for one in lines if one["table"] == "subject_answer"] == [("ERASED", 1)]
    await house.queue.drain(api.organisation_id)

    assert (await seen(api, request))["answer"] is None
    assert not stored(house, answer["pdfSha256"]).exists()
    assert await house.truth("SELECT FROM subject_answer WHERE organisation_id = $1", api.organisation_id) == []
    for form in ("json", "pdf"):
        assert (await house.http.get(answer[form]["url"])).status_code == 404


async def test_whoever_is_erased_before_the_answer_is_made_leaves_none(house: RunningHouse, api: Api) -> None:
    request = await completed(house, api, drained=False)
    await erase(api, (await seen(api, request))["contactId"])
    await house.queue.drain(api.organisation_id)
    assert await house.truth("SELECT FROM subject_answer WHERE organisation_id = $1", api.organisation_id) == []


async def test_a_job_that_runs_again_keeps_what_it_kept(house: RunningHouse, api: Api) -> None:
    request = await completed(house, api, drained=False)
    (message,) = [one for one in await house.queue.take(api.organisation_id) if one["actor_name"] == "keep_answer"]
    await house.queue.run(message)
    first = (await seen(api, request))["answer"]
    stored(house, first["pdfSha256"]).unlink()
    for sql in ("UPDATE subject_answer SET kept_at = NULL", "UPDATE job_run SET state = 'QUEUED'"):
        await house.truth(f"{sql} WHERE organisation_id = $1", api.organisation_id)
    assert (await seen(api, request))["answer"] is None
    await house.queue.run(message)
    again = (await seen(api, request))["answer"]
    assert {**again, "json": None, "pdf": None} == {**first, "json": None, "pdf": None}
    assert stored(house, first["pdfSha256"]).exists()


@pytest.mark.parametrize(("days", "left"), [(364, 1), (366, 0)])
async def test_an_answer_goes_after_a_year(house: RunningHouse, api: Api, days: int, left: int) -> None:
    sql = """INSERT INTO subject_answer SELECT $1, gen_random_uuid(), gen_random_uuid(), NULL, 'FR', '{}', 'a', $3,
        now() - $2::interval, now()"""
    sha256 = api.organisation_id.hex * 2
    await house.truth(sql, api.organisation_id, timedelta(days=days), sha256)
    await house.queue.workshops().housekeeping.forget_expired()
    rows = await house.truth("SELECT FROM subject_answer WHERE organisation_id = $1", api.organisation_id)
    assert len(rows) == left
    asked = await house.truth("SELECT FROM job_run WHERE actor = 'erase_files' AND arguments->'files' ? $1", sha256)
    assert len(asked) == 1 - left
