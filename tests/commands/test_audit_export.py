"""`smoall audit export` and its twin in the API: a trail that anybody can check, and what was bent is found."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from smoall.commands.exporting_trail import export_to
from smoall.commands.speaking import Trouble
from smoall.settings import Settings
from smoall.usecases.privacy.export_trail import export_trail
from smoall.usecases.privacy.sign_heads import sign_heads
from tests.commands.test_certificates import smoall
from tests.harness.api import Api, Json, customer, today
from tests.harness.house import RunningHouse

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "verify_trail.py"
EXPORT = """query ($from: Date, $to: Date) {
  auditTrailExport(from: $from, to: $to) { entries first last download { url } } }"""
OF = "organisation_id = $1 AND sequence = $2"
MADE = 6


@pytest_asyncio.fixture(scope="module")
async def house(house_apart: RunningHouse) -> RunningHouse:
    """One whose trail may be bent."""
    return house_apart


@pytest_asyncio.fixture(scope="module")
async def busy(house: RunningHouse) -> Api:
    """Somebody with entries in the trail, the fourth of which lost its payload."""
    api = await Api.registered(house.http)
    for number in range(MADE):
        await api.do("createCompany", customer(name=f"Klant {number} é", enterpriseNumber=None, vatNumber=None))
    await house.truth(f"DELETE FROM audit_payload WHERE {OF}", api.organisation_id, 4)
    return api


async def exported(house: RunningHouse, api: Api, *, size: int = 2) -> bytes:
    """The file, read in small slices."""
    units = house.house.services.units
    return b"".join([part async for part in export_trail(units, api.organisation_id, size=size)])


async def fetched(api: Api, **days: str) -> bytes:
    """The file as the API hands it out."""
    found = (await api.ask(EXPORT, **days))["auditTrailExport"]
    response = await api.http.get(found["download"]["url"])
    assert response.status_code == 200, response.text
    lines = response.content.splitlines()
    assert (len(lines), json.loads(lines[0])["first"]) == (found["entries"] + 2, found["first"])
    return response.content


def verified(path: Path, *heads: Path) -> tuple[bool, str]:
    """What the script says, alone with Python."""
    command = [sys.executable, "-I", "-S", *map(str, (SCRIPT, path, *heads))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode == 0, done.stdout.strip()


async def said(file: bytes, folder: Path, *heads: Json) -> tuple[bool, str]:
    """What the script says of a file, and of heads that were kept."""
    (folder / "trail.jsonl").write_bytes(file)
    kept = []
    for number, head in enumerate(heads):
        kept.append(folder / f"head{number}.json")
        kept[-1].write_text(json.dumps(head))
    return await asyncio.to_thread(verified, folder / "trail.jsonl", *kept)


def good(api: Api, entries: int, *, after: int = 0, heads: int = 0) -> str:
    """What the script says of a sound stretch."""
    return f"good {api.organisation}: {entries} entries after {after}, {heads} heads met"


async def signed(house: RunningHouse, api: Api) -> Json:
    """The paper of the chain's head as it stands now."""
    shop = house.queue.workshops()
    await sign_heads(shop.units, shop.housekeeping.organisations, seal=shop.purging.seal)
    (head,) = (await api.ask("{ auditHeads(first: 1) { paper } }"))["auditHeads"]
    paper: Json = json.loads(head["paper"])
    return paper


async def test_an_export_is_checked_without_anything_of_smoall(house: RunningHouse, busy: Api, tmp_path: Path) -> None:
    file = await exported(house, busy)
    assert await said(file, tmp_path) == (True, good(busy, MADE + 1))
    assert file.splitlines()[1:] == (await fetched(busy)).splitlines()[1:]
    entries = [json.loads(line) for line in file.splitlines()[1:-1]]
    assert [one["sequence"] for one in entries] == list(range(1, MADE + 2))
    assert {one["organisation"] for one in entries} == {str(busy.organisation_id)}
    erased = [(one["sequence"], one["payload"], one["salt"]) for one in entries if one["isErased"]]
    assert erased == [(4, None, None)]
    assert json.loads(entries[1]["payload"]) != {} or entries[1]["payload"] == "{}"
    end = json.loads(file.splitlines()[-1])
    assert (end["entries"], end["erased"], end["head"]) == (MADE + 1, 1, entries[-1]["hash"])


def lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    """A file with other lines."""
    return lambda file: b"".join(change(file.splitlines(keepends=True)))


BENT: list[tuple[Callable[[bytes], bytes], str]] = [
    (lambda file: file.replace(b"createCompany", b"createCompani", 1), "entry 2 does not fit"),
    (lambda file: file.replace(b'"payload":"{', b'"payload":" {', 1), "entry 1 does not fit"),
    (lines(lambda all: [*all[:3], *all[4:]]), "entry 3 does not fit"),
    (lines(lambda all: [*all[:3], all[4], all[3], *all[5:]]), "entry 3 does not fit"),
    (lines(lambda all: [all[0], *all[2:]]), "entry 1 does not fit"),
    (lines(lambda all: all[:-1]), f"it breaks off after entry {MADE + 1}"),
    (lines(lambda all: [*all[:-2], all[-1]]), f"entries are missing after {MADE}"),
    (lambda file: file.replace(b'"first":1', b'"first":2', 1), "it does not begin at the beginning"),
]


@pytest.mark.parametrize(("bend", "found"), BENT)
async def test_what_was_bent_is_found(
    house: RunningHouse, busy: Api, tmp_path: Path, bend: Callable[[bytes], bytes], found: str
) -> None:
    file = await exported(house, busy)
    bent = bend(file)
    assert bent != file
    assert await said(bent, tmp_path) == (False, f"BAD {busy.organisation}: {found}")


async def test_any_other_byte_of_any_entry_is_found(house: RunningHouse, busy: Api, tmp_path: Path) -> None:
    file = await exported(house, busy)
    third = file.splitlines(keepends=True)[3]
    start = file.index(third)
    entry = json.loads(third)
    for name in ("at", "action", "object", "actor", "request", "commitment", "hash"):
        place = start + third.index(str(entry[name]).encode())
        other = b"1" if file[place : place + 1] != b"1" else b"2"
        good, told = await said(file[:place] + other + file[place + 1 :], tmp_path)
        assert (good, "does not fit" in told) == (False, True), (name, told)


async def test_a_tail_that_was_cut_with_its_head_is_found_by_a_head_that_was_kept(
    house: RunningHouse, tmp_path: Path
) -> None:
    api = await Api.registered(house.http)
    for number in range(3):
        await api.do("createCompany", customer(name=f"Klant {number}", enterpriseNumber=None, vatNumber=None))
    head = await signed(house, api)
    assert await said(await exported(house, api), tmp_path, head, head) == (True, good(api, 4, heads=1))
    for table in ("audit_payload", "audit_entry"):
        await house.truth(f"DELETE FROM {table} WHERE organisation_id = $1 AND sequence > 2", api.organisation_id)
    file = await exported(house, api)
    assert (await said(file, tmp_path))[0]
    cut = (False, f"BAD {api.organisation}: the tail after 2 was cut off, or left out: it had 4 entries")
    assert await said(file, tmp_path, head) == cut
    for excuse in (b'"to":"2099-12-31"', b'"to":"2020-01-01"', b'"to":""', b'"to":false'):
        assert await said(file.replace(b'"to":null', excuse, 1), tmp_path, head) == cut, excuse
    early = file.replace(json.dumps(json.loads(file.splitlines()[0])["at"]).encode(), b'"2020-01-01T00:00:00Z"', 1)
    assert (early != file, await said(early, tmp_path, head)) == (True, cut)


async def test_a_head_that_nobody_signed_or_that_is_anothers_proves_nothing(
    house: RunningHouse, busy: Api, tmp_path: Path
) -> None:
    other, file = await Api.registered(house.http), await exported(house, busy)
    mine, theirs = await signed(house, busy), await signed(house, other)
    forged = {**mine, "certificate": {**mine["certificate"], "sequence": 3}}
    for head in (forged, theirs):
        told = f"BAD {busy.organisation}: a head is not signed, or of another organisation"
        assert await said(file, tmp_path, head) == (False, told)


async def test_days_take_a_stretch_that_still_fits_together(house: RunningHouse, busy: Api, tmp_path: Path) -> None:
    api = await Api.registered(house.http)
    await api.company()
    days = await fetched(api, **{"from": today(), "to": today()})
    assert await said(days, tmp_path) == (True, good(api, 2))
    none = await fetched(api, to="2020-01-01")
    assert [json.loads(line).get("kind") for line in none.splitlines()] == ["auditTrail", "end"]
    assert await said(none, tmp_path) == (True, good(api, 0))
    with pytest.raises(AssertionError, match="PERIOD_REVERSED"):
        await api.ask(EXPORT, **{"from": "2026-02-01", "to": "2026-01-01"})
    assert busy.organisation_id.hex.encode() not in none


async def test_a_stretch_begins_behind_the_entry_before_it(house: RunningHouse, tmp_path: Path) -> None:
    api = await Api.registered(house.http)
    first = await signed(house, api)
    await api.company()
    earlier = f"UPDATE audit_entry SET at = at - interval '3 days' WHERE {OF}"  # what comes before is not looked at
    await house.truth(earlier, api.organisation_id, 1)
    file = await fetched(api, **{"from": today()})
    assert [json.loads(line).get("sequence") for line in file.splitlines()] == [None, 2, None]
    assert await said(file, tmp_path, first) == (True, good(api, 1, after=1, heads=1))
    other = file.replace(json.loads(file.splitlines()[0])["previous"].encode(), b"0" * 64)
    assert await said(other, tmp_path) == (False, f"BAD {api.organisation}: entry 2 does not fit")


async def test_a_head_before_a_stretch_has_to_be_met_too(house: RunningHouse, tmp_path: Path) -> None:
    api = await Api.registered(house.http)
    first = await signed(house, api)
    await api.company()
    second = await signed(house, api)
    await api.company()
    entries = (await exported(house, api)).splitlines(keepends=True)
    told = {**json.loads(entries[0]), "from": "2026-01-01"}

    def stretch(after: int, **changes: object) -> bytes:
        """The file without its first entries, and with other claims."""
        begins = {**told, "first": after + 1, "previous": json.loads(entries[after])["hash"], **changes}
        return b"".join([json.dumps(begins).encode() + b"\n", *entries[after + 1 :]])

    assert await said(stretch(1), tmp_path, first, second) == (True, good(api, 2, after=1, heads=2))
    outside = f"BAD {api.organisation}: it begins after 2, and a head stands at 1"
    assert await said(stretch(2), tmp_path, second, first) == (False, outside)
    # Nothing follows that would bind what the first line says came before.
    forged = {**told, "first": 4, "previous": "ab" * 32}
    end = {"kind": "end", "last": 3, "head": "ab" * 32, "entries": 0, "erased": 0}
    empty = b"".join(json.dumps(one).encode() + b"\n" for one in (forged, end))
    third = await signed(house, api)
    anew = f"BAD {api.organisation}: it was written anew, up to entry 3"
    assert await said(empty, tmp_path, third) == (False, anew)


async def test_an_address_shows_the_trail_that_it_was_signed_for(house: RunningHouse, busy: Api) -> None:
    other = await Api.registered(house.http)
    url = (await busy.ask(EXPORT))["auditTrailExport"]["download"]["url"]
    mine, theirs = busy.organisation_id.hex, other.organisation_id.hex
    for bent in (url.replace(mine, theirs), url.replace("trail-_", "trail-2020-01-01_"), url.replace("jsonl", "json")):
        assert (await house.http.get(bent)).status_code == 403


async def test_no_more_than_a_slice_is_read_at_a_time(house: RunningHouse, busy: Api) -> None:
    told: list[tuple[int, int]] = []
    stream = export_trail(
        house.house.services.units, busy.organisation_id, size=3, told=lambda done, of: told.append((done, of))
    )
    parts = [len(part.splitlines()) async for part in stream]
    assert parts == [1, 3, 3, 1, 1]
    assert told == [(3, MADE + 1), (6, MADE + 1), (7, MADE + 1)]


async def test_the_command_writes_what_the_api_hands_out(house: RunningHouse, busy: Api, tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    asked = ("export", "--organisation", busy.organisation)
    done = await asyncio.to_thread(smoall, house, *asked, str(file), command="audit")
    assert (done.returncode, done.stdout, done.stderr.strip()) == (0, "", f"{MADE + 1} entries."), done.stderr
    assert file.read_bytes().splitlines()[1:] == (await fetched(busy)).splitlines()[1:]


async def test_what_there_is_not_is_told_and_nothing_is_written_over(house: RunningHouse, tmp_path: Path) -> None:
    settings, there = Settings(home=house.home, database_url=house.admin), tmp_path / "there.jsonl"
    there.write_text("mine")
    nobody, days = f"org_{uuid4().hex}", {"since": "", "until": ""}
    for file, given, said_of_it in (
        (there, days, "there already"),
        (None, days, "no organisation"),
        (None, {**days, "since": "gisteren"}, "is no day"),
        (None, {"since": "2026-02-01", "until": "2026-01-01"}, "comes before"),
    ):
        with pytest.raises(Trouble, match=said_of_it):
            await asyncio.to_thread(export_to, settings, file, organisation=nobody, **given)
    assert there.read_text() == "mine"
