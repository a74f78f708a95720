"""The canary test: a person who fills every column is erased, and nothing of them is left anywhere but what the receipt
keeps; somebody like them is untouched, byte for byte; a second erasure does nothing."""

import gzip
import io
import logging
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage

import pytest
import pytest_asyncio

from smoall.domain.privacy.personal_data import Subject
from tests.harness.account_acts import proved
from tests.harness.api import PASSWORD, Api, Json
from tests.harness.canaries import Canary, canary
from tests.harness.credentials import create_key
from tests.harness.house import RunningHouse
from tests.harness.traces import Rows, among, binaries_with, contents_with, dumped, forms, holds, layers, unfilled

LINES = "lines { category table outcome count until reason citation }"
DONE = f"previewToken receipt {{ id {LINES} downstream {{ way reference at }} }}"
EXPORT = "{ organisationExport { state download { url } } }"
THEY = (Subject.CUSTOMER, Subject.CONTACT)
CANNOT_BE_FILLED = {
    "company.country": "two letters, which many bear",
    "document.seller": "the organisation's own identity",
    "inbox.body": "hints of providers, read as our own ids only",
    **dict.fromkeys(
        [f"breach.{one}" for one in ("facts", "effects", "remedy", "authority_reason", "people_reason")]
        + [f"breach.{one}_reference" for one in ("authority", "controllers", "people")]
        + [f"breach_entry.{one}" for one in ("facts", "effects", "remedy", "reason", "reference")],
        "written by Smoall's own people, in Smoall's own organisation",
    ),
}
"""The columns about customers and contacts that hold no token, and why."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What there was before, what the erasure answered, and what there is after."""

    x: Canary
    y: Canary
    api: Api
    before: Rows
    files_of_y: Mapping[str, str]
    files_before: Mapping[str, str]
    missing: list[str]
    receipt: Json
    waiting: bytes
    after: Rows
    said: str


@pytest.fixture(scope="module")
def house(house_apart: RunningHouse) -> RunningHouse:
    """These tests run all that waits: beside others they would do the others' work as well."""
    return house_apart


class _Said(logging.Handler):
    """Every line of every log, whatever its level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.__dict__}")


@pytest.fixture(scope="module")
def said() -> Iterator[_Said]:
    """What the logs say during all of it."""
    listener, root = _Said(), logging.getLogger()
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    yield listener
    root.setLevel(level)
    root.removeHandler(listener)


@pytest_asyncio.fixture(scope="module")
async def erased(house: RunningHouse, said: _Said) -> Erased:
    """One world with X and Y in it, one erasure."""
    api = await proved(house, await Api.registered(house.http))
    x, y = await canary(house, api, "x"), await canary(house, api, "y")
    await create_key(api)
    await _exported(house, api)
    before, files = dumped(house), contents_with(house, x.words.needles)
    missing = [one for who in (x, y) for one in await unfilled(house, THEY, who.words.needles)]
    files_of_y = contents_with(house, y.words.needles)

    receipt = await complete(api, x)
    waiting = await house.truth("SELECT t::text AS job FROM dramatiq.queue t")
    await house.queue.drain()

    jobs = "\n".join(row["job"] for row in waiting).encode()
    after = dumped(house)
    return Erased(x, y, api, before, files_of_y, files, missing, receipt, jobs, after, "\n".join(said.lines))


async def complete(api: Api, someone: Canary) -> Json:
    """Close the case by the erasure that it asks for; its receipt."""
    given = {"request": someone.request, "contacts": [someone.contacts[1]]}
    token = (await api.do("completeSubjectRequest", {**given, "validateOnly": True}, select=DONE))["previewToken"]
    found: Json = (await api.do("completeSubjectRequest", {**given, "previewToken": token}, select=DONE))["receipt"]
    return found


async def _exported(house: RunningHouse, api: Api) -> None:
    """Everything of the organisation in one archive: it was closed, and taken back."""
    await api.do("closeOrganisation", {"proof": {"password": PASSWORD}, "name": "Menuiserie du Canal"})
    await house.queue.drain()
    found = (await api.ask(EXPORT))["organisationExport"]
    assert (await house.http.get(found["download"]["url"])).status_code == 200
    await api.do("reopenOrganisation")


@pytest.mark.parametrize("form", forms("Kanari-0123456789ab"))
def test_the_search_sees_through_every_form_and_wrapping(form: bytes) -> None:
    archive, letter = io.BytesIO(), EmailMessage()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packing:
        packing.writestr("all.txt", b"so " * 99 + form)
    letter.add_attachment(archive.getvalue(), maintype="application", subtype="zip")
    pdf = b"%PDF-1.7\nstream\n" + zlib.compress(b"so " * 99 + form) + b"\nendstream"
    for wrapped in (form, archive.getvalue(), bytes(letter), pdf, gzip.compress(pdf)):
        assert any(holds(layer, ["Kanari-0123456789ab"]) for layer in layers(wrapped))


async def test_every_column_of_the_inventory_is_filled(erased: Erased) -> None:
    """A new column about customers or contacts is filled in ``tests/harness/canaries.py``, or it is said why not."""
    assert set(erased.missing) == set(CANNOT_BE_FILLED)


async def test_only_what_the_receipt_keeps_still_names_x(erased: Erased) -> None:
    kept: dict[str, int] = {}
    for one in erased.receipt["lines"]:
        if one["outcome"] == "RETAINED":
            assert one["reason"]
            assert one["citation"]
            kept[one["table"]] = kept.get(one["table"], 0) + one["count"]
    left = {table: len(rows) for table, rows in among(erased.after, erased.x.words.needles).items()}
    assert left.keys() == {"company", "document", "document_line", "document_discount", "payment"}
    assert all(count <= kept.get(table, 0) for table, count in left.items()), (left, kept)


async def test_nothing_hides_in_values_as_postgres_stores_them(house: RunningHouse, erased: Erased) -> None:
    left = await binaries_with(house, erased.x.words.needles)
    assert left == among(erased.after, erased.x.words.needles).keys()


async def test_what_was_a_customer_without_a_document_is_nowhere(house: RunningHouse, erased: Erased) -> None:
    words = erased.x.words
    needles = (f"{words.root}1", words.email("shop1"), words.email("own1"), words.phones[1], words.numbers[1])
    assert among(erased.before, needles)
    assert among(erased.after, needles) == {}
    assert contents_with(house, needles) == {}


async def test_of_the_files_only_those_of_issued_documents_are_left(house: RunningHouse, erased: Erased) -> None:
    assert {name.split("/")[0] for name in erased.files_before} == {"files", "mailbox"}
    left = contents_with(house, erased.x.words.needles)
    issued = {row["sha256"] for row in await house.truth("SELECT sha256 FROM document_file")}
    assert set(left.values()) <= issued
    assert left
    assert set(left.items()) <= set(erased.files_before.items())


async def test_somebody_like_them_is_untouched_byte_for_byte(house: RunningHouse, erased: Erased) -> None:
    needles = erased.y.words.needles
    assert among(erased.after, needles) == among(erased.before, needles)
    exports = set(erased.files_of_y) & set(erased.files_before)
    assert len(exports) == 1
    left = {name: content for name, content in erased.files_of_y.items() if name not in exports}
    assert contents_with(house, needles) == left


async def test_neither_logs_nor_metrics_nor_jobs_ever_named_anybody(house: RunningHouse, erased: Erased) -> None:
    metrics = await house.http.get("/metrics")
    assert metrics.status_code == 200
    assert b"erase_letters" in erased.waiting
    for someone in (erased.x, erased.y):
        assert not holds(erased.waiting, someone.words.needles)
        assert not holds(erased.said.encode(), someone.words.needles)
        assert not holds(metrics.content, someone.words.needles)
        for rows in (erased.before, erased.after):
            named = among(rows, someone.words.needles).keys()
            assert not {"job_run", "dramatiq.queue", "audit_entry", "opposed_address"} & named


async def test_a_search_finds_x_only_where_they_are_kept(erased: Erased) -> None:
    words = erased.x.words
    query = """query ($name: String!, $email: String, $text: String) {
      findSubject(name: $name, email: $email, text: $text) { hits { table allowed } isComplete }
      contacts(where: { name: { contains: $name } }) { totalCount }
      companies(where: { name: { contains: $name } }) { nodes { id } }
    }"""
    found = await erased.api.ask(query, name=words.name, email=words.email("shop0"), text=words.numbers[0])
    kept = {one["table"] for one in erased.receipt["lines"] if one["outcome"] == "RETAINED"}
    assert {one["table"] for one in found["findSubject"]["hits"]} <= kept | {"mailbox"}
    assert found["contacts"]["totalCount"] == 0
    assert found["companies"]["nodes"] == [{"id": erased.x.companies[0]}]


async def test_a_second_erasure_does_nothing(house: RunningHouse, erased: Erased) -> None:
    given = {"company": erased.x.companies[0], "reason": "Again"}
    select = f"previewToken receipt {{ {LINES} }}"
    dry = await erased.api.do("anonymiseContacts", {**given, "validateOnly": True}, select=select)
    before, files = dumped(house), contents_with(house, erased.x.words.needles)
    given = {**given, "previewToken": dry["previewToken"]}
    done = await erased.api.do("anonymiseContacts", given, select=select)
    await house.queue.drain()
    assert dry["receipt"]["lines"] == done["receipt"]["lines"] == []
    after = dumped(house)
    changed = {table for table, rows in before.items() if not set(rows) <= set(after.get(table, []))}
    grown = {table for table, rows in after.items() if len(rows) > len(before.get(table, []))}
    assert changed == {"audit_head"}
    assert grown <= {"contact_erasure", "audit_entry", "audit_payload", "erasure"}
    assert contents_with(house, erased.x.words.needles) == files
