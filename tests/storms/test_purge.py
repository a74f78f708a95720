"""`kill -9` during a purge and during erasures: they go on where they stopped, and end in the same proof."""

import asyncio
import random
from dataclasses import dataclass
from datetime import date, timedelta

import httpx
import pytest

from tests.harness.api import Api, Json
from tests.harness.house import rows
from tests.harness.invariants import violations
from tests.harness.retention_acts import REASON, previewed
from tests.harness.sowing import Sown, sow
from tests.storms.test_kill import Client, installed

INVOICES = 400
KILLS = 6
LONG_AGO = date(2012, 1, 1)
CERTIFIED = """{ purgeRuns { nodes { state total done kept } }
  purgeCertificates { anonymised counts { table before after } kept { table } } }"""


@dataclass(frozen=True, slots=True)
class Door:
    """The superuser's way into an installation."""

    admin: str


async def asked(api: Api, query: str) -> Json:
    """The answer, however often it takes."""
    for _ in range(600):
        try:
            return await api.ask(query)
        except (httpx.TransportError, AssertionError):
            await asyncio.sleep(0.1)
    raise AssertionError("no answer")


@pytest.mark.storm
async def test_a_purge_that_is_killed_again_and_again_ends_in_the_certificate_of_a_calm_one() -> None:
    seed = random.Random(20261126)
    async with installed() as smoall, httpx.AsyncClient(base_url=smoall.url, timeout=20) as http:
        api = await Api.registered(http)
        days = [LONG_AGO + timedelta(days=seed.randrange(900)) for _ in range(INVOICES)]
        await sow(Door(smoall.admin_dsn()), api, [Sown(issued_on=day, received_on=day) for day in days])
        given = {"reason": REASON, "previewToken": await previewed(api)}
        await api.do("runPurge", given)

        for _ in range(KILLS):
            await asyncio.sleep(seed.uniform(0.1, 1.5))
            smoall.kill()
            smoall.start()
            await smoall.ready()
        found = await asked(api, CERTIFIED)
        while found["purgeRuns"]["nodes"][0]["state"] != "DONE":
            await asyncio.sleep(0.2)
            found = await asked(api, CERTIFIED)

        (run,), (certificate,) = found["purgeRuns"]["nodes"], found["purgeCertificates"]
        assert run == {"state": "DONE", "total": 3 * INVOICES, "done": 3 * INVOICES, "kept": 0}
        counts = {one["table"]: (one["before"], one["after"]) for one in certificate["counts"]}
        purged = ("document", "document_line", "payment", "allocation")
        assert {table: counts[table] for table in purged} == dict.fromkeys(purged, (INVOICES, 0))
        assert certificate["anonymised"] == INVOICES
        left = "SELECT count(*) AS n FROM contact WHERE name <> ''"
        assert (await rows(smoall.admin_dsn(), left))[0]["n"] == 0
        assert await violations(smoall.admin_dsn()) == []


@pytest.mark.storm
async def test_an_erasure_that_is_killed_is_done_or_was_never_begun() -> None:
    async with installed() as smoall, httpx.AsyncClient(base_url=smoall.url, timeout=20) as http:
        api = await Api.registered(http)
        people = [{"name": f"Wendelien Ostrowski{n}", "email": f"wendelien{n}@inkt.example"} for n in range(12)]
        company = await api.company(contacts=people)
        client = Client(api, company, asyncio.Event())
        query = "query ($id: ID!) { company(id: $id) { contacts(first: 50) { nodes { id } } } }"
        contacts = [one["id"] for one in (await api.ask(query, id=company))["company"]["contacts"]["nodes"]]

        async def erase() -> None:
            for contact in contacts:
                look = {"contacts": [contact], "reason": REASON, "validateOnly": True}
                token = (await client.insist("anonymiseContacts", look))["previewToken"]
                look = {"contacts": [contact], "reason": REASON, "previewToken": token}
                await client.insist("anonymiseContacts", look)

        erasing = asyncio.create_task(erase())
        for _ in range(KILLS):
            await asyncio.sleep(0.4)
            smoall.kill()
            smoall.start()
            await smoall.ready()
        await erasing

        assert client.asked_again > 0
        receipts = await rows(smoall.admin_dsn(), "SELECT contacts FROM contact_erasure")
        assert len(receipts) == len(contacts)
        left = "SELECT count(*) AS n FROM contact WHERE name <> '' OR email IS NOT NULL"
        assert (await rows(smoall.admin_dsn(), left))[0]["n"] == 0
        assert await violations(smoall.admin_dsn()) == []
