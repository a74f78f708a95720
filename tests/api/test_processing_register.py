"""The register of processing: by day, in the reader's language, as files, compared between days."""

import csv
import io
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
import pypdf
import pytest

from tests.harness.api import Api
from tests.harness.house import RunningHouse

SHEETS = """query ($at: Date, $language: Language) { processingRegister(at: $at, language: $language) {
  version inForceFrom on language policyVersion officer { email }
  sheets {
    code role title controller { name address number } processor { name }
    purposes { code text bases } people { text } recipients { text } sources { text } stated { code text }
    retention { table columns subject category basis retention erasure isSecret onErasure atEnd
      terms { years days fromClosing datedFrom datedBefore reason citation } }
    subProcessors { name mechanism isConfirmed }
  }
  measures { code text } alerts { code subProcessor sheets } changes { code text }
  editions { version inForceFrom changes { code } }
} }"""
FILES = """query ($at: Date, $language: Language) { processingRegister(at: $at, language: $language) {
  files { pdf { url expiresAt } csv { url } json { url } } } }"""
DIFF = """query ($from: Date!, $to: Date) { registerDiff(from: $from, to: $to) {
  fromVersion toVersion changes { path kind before after } } }"""


async def register(api: Api, **asked: Any) -> Any:
    return (await api.ask(SHEETS, **asked))["processingRegister"]


async def fetched(api: Api, form: str, **asked: Any) -> httpx.Response:
    address = urlsplit((await api.ask(FILES, **asked))["processingRegister"]["files"][form]["url"])
    return await api.http.get(f"{address.path}?{address.query}")


async def test_smoall_is_the_controller_of_a1_and_the_processor_of_its_customer(api: Api) -> None:
    found = await register(api)
    roles = {one["code"]: (one["role"], one["controller"]["name"], one["processor"]) for one in found["sheets"]}
    smoall = {"name": "Smoall"}
    name = (await api.ask("{ viewer { organisation { name } } }"))["viewer"]["organisation"]["name"]
    assert roles == {
        "A1": ("CONTROLLER", "Smoall", None),
        **dict.fromkeys(("B1", "B2", "B3"), ("PROCESSOR", name, smoall)),
    }


async def test_each_sheet_names_its_own_sub_processors_and_unknown_protection_is_alarming(api: Api) -> None:
    found = await register(api)
    names = {one["code"]: {each["name"] for each in one["subProcessors"]} for one in found["sheets"]}
    assert names["A1"] == {"Stripe", "Mailchimp", "Mailgun", "OVH", "Data.be"}
    assert names["B2"] == {"Mailgun", "OVH", "Data.be", None}
    assert names["B3"] == {"OVH"}
    assert {one["subProcessor"] for one in found["alerts"]} == {"Stripe", "Mailchimp", "Mailgun"}


async def test_the_measures_are_those_that_are_on_here(api: Api) -> None:
    codes = {one["code"] for one in (await register(api))["measures"]}
    assert {"PASSWORDS", "SEPARATION", "SEALED_SECRETS"} <= codes
    assert "TLS" not in codes


async def test_an_older_edition_can_be_read_as_it_was(api: Api) -> None:
    found = await register(api, at="2020-02-02")
    assert found["version"] == "2018-05-22"
    assert {one["code"]: one["role"] for one in found["sheets"]}["B1"] == "CONTROLLER"
    assert "5 years" in found["sheets"][0]["stated"][0]["text"] or "5 ans" in found["sheets"][0]["stated"][0]["text"]
    assert await register(api, at="2018-05-21") is None


async def test_the_difference_between_two_days_is_typed(api: Api) -> None:
    found = (await api.ask(DIFF, **{"from": "2020-02-02"}))["registerDiff"]
    assert (found["fromVersion"], found["toVersion"]) == ("2018-05-22", "2026-11-26")
    role = {"path": "sheets[B1].role", "kind": "CHANGED", "before": "CONTROLLER", "after": "PROCESSOR"}
    assert role in found["changes"]
    same = (await api.ask(DIFF, **{"from": "2026-11-26", "to": "2026-12-24"}))["registerDiff"]
    assert same["changes"] == []
    first = (await api.ask(DIFF, **{"from": "2001-01-01", "to": "2018-05-22"}))["registerDiff"]
    assert {one["kind"] for one in first["changes"]} == {"ADDED"}


@pytest.mark.parametrize(
    ("language", "heading"),
    [("FR", "Registre des activités"), ("NL", "Register van de"), ("DE", "Verzeichnis von"), ("EN", "Record of")],
)
async def test_the_pdf_is_in_the_language_asked_for(api: Api, language: str, heading: str) -> None:
    answer = await fetched(api, "pdf", language=language)
    assert answer.headers["content-type"] == "application/pdf"
    assert heading in pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


async def test_csv_and_json_hold_what_the_answer_holds(api: Api) -> None:
    shown = await register(api, language="NL")
    told = orjson.loads((await fetched(api, "json", language="NL")).content)
    assert told["measures"] == shown["measures"]
    titles = [one["title"] for one in shown["sheets"]]
    assert [one["title"] for one in told["sheets"]] == titles
    rows = list(csv.reader(io.StringIO((await fetched(api, "csv", language="NL")).content.decode("utf-8-sig"))))
    assert [row[4] for row in rows if row[1] == "title"] == titles
    assert {len(row) for row in rows} == {5}


async def test_a_name_that_looks_like_a_formula_is_none_in_the_csv(house: RunningHouse) -> None:
    api = await Api.registered(house.http, name="=1+1 SRL")
    assert ",'=1+1 SRL\r\n" in (await fetched(api, "csv")).content.decode()


async def test_an_altered_address_hands_out_nothing(api: Api) -> None:
    address = urlsplit((await api.ask(FILES))["processingRegister"]["files"]["json"]["url"])
    altered = address.path.replace("/json", "/csv")
    assert (await api.http.get(f"{altered}?{address.query}")).status_code == 403
