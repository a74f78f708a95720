"""`kill -9` at any moment: what was acknowledged is stored, nothing is done twice, and all is well again by itself."""

import asyncio
import itertools
import json
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.harness.api import TERMS, Api, Json, payment, registration
from tests.harness.house import rows, temporary_home
from tests.harness.invariants import violations
from tests.harness.processes import Installation
from tests.harness.selecting import mutation_document

CLIENTS = 6
KILLS = [pytest.param(1, id="once"), pytest.param(15, id="fifteen", marks=pytest.mark.storm)]


@asynccontextmanager
async def installed() -> AsyncIterator[Installation]:
    """A Smoall of its own, started and ready; stopped at the end, whatever happened."""
    with temporary_home() as home:
        smoall = Installation(home)
        smoall.start()
        try:
            await smoall.ready()
            yield smoall
        finally:
            await smoall.stop()


@dataclass(slots=True)
class Client:
    """Somebody who issues, pays and sends, and asks again under the same key until there is an answer."""

    api: Api
    company: str
    over: asyncio.Event
    acknowledged: dict[str, list[Json]] = field(
        default_factory=lambda: {"issueInvoice": [], "registerPayment": [], "sendInvoice": []}
    )
    asked_again: int = 0

    async def insist(self, mutation: str, given: Json) -> Json:
        """What the mutation answers, however often it takes; "try again" is no answer."""
        key = str(uuid4())
        body = {"query": mutation_document(mutation), "variables": {"input": given}}
        for _ in range(2_000):
            try:
                answer = await self.api.post(body, **{"idempotency-key": key})
                assert answer.status_code in (200, 503), answer.text
                found: Json | None = (answer.json().get("data") or {}).get(mutation)
                if answer.status_code == 200 and found and found["__typename"] != "UnavailableProblem":
                    assert found["__typename"].endswith("Payload"), found
                    return found
            except httpx.TransportError:
                pass
            self.asked_again += 1
            await asyncio.sleep(0.1)
        raise AssertionError(f"no answer to {mutation}")

    async def work(self) -> None:
        """Write, issue, send and pay one invoice after the other."""
        for number in itertools.count():
            if self.over.is_set():
                return
            line = {"description": f"Poste {number}", "quantity": "1", "unitPrice": "10.00", "vat": {"rate": "21"}}
            draft = (await self.insist("draftInvoice", {"customer": self.company, "lines": [line]}))["invoice"]["id"]
            invoice = (await self.insist("issueInvoice", {"invoice": draft}))["invoice"]
            self.acknowledged["issueInvoice"].append(invoice)
            paid = await self.insist("registerPayment", payment("12.10", {draft: "12.10"}))
            self.acknowledged["registerPayment"].append(paid["payment"])
            if number % 3 == 0:
                sent = await self.insist("sendInvoice", {"invoice": draft, "to": ["jan@inkt.example"]})
                self.acknowledged["sendInvoice"] += sent["deliveries"]


async def settled(dsn: str, seconds: float, apis: Sequence[Api] = ()) -> None:
    """Wait until every job is done; parked ones are tried again by ``apis``."""
    deadline = time.monotonic() + seconds
    query = "SELECT run_key, state, attempts, failure FROM job_run WHERE state <> 'DONE'"
    while found := await rows(dsn, query):
        assert time.monotonic() < deadline, [dict(row) for row in found]
        await retry_parked(apis)
        await asyncio.sleep(0.2)


async def retry_parked(apis: Sequence[Api]) -> None:
    """A job that was cut off nine times looks like one that kills its process, and is parked: a person tries again."""
    for api in apis:
        parked = "{ jobs(where: {state: {eq: PARKED}}, first: 100) { nodes { key } } }"
        for job in (await api.ask(parked))["jobs"]["nodes"]:
            await api.do("retryJob", {"key": job["key"]})


async def stored(dsn: str, sql: str) -> list[Any]:
    """The first column of a query's rows."""
    return [row[0] for row in await rows(dsn, sql)]


async def check(smoall: Installation, clients: list[Client]) -> None:
    """Acknowledged is stored, once; every letter exists once; every law of the tables holds."""
    dsn = smoall.admin_dsn()
    told = {
        mutation: [one for client in clients for one in client.acknowledged[mutation]]
        for mutation in clients[0].acknowledged
    }

    issued = {
        f"inv_{row['id'].hex}": row["number"]
        for row in await rows(dsn, "SELECT id, number FROM document WHERE issued_on IS NOT NULL")
    }
    assert {invoice["id"]: invoice["number"] for invoice in told["issueInvoice"]} == issued
    assert Counter(f"pay_{identity.hex}" for identity in await stored(dsn, "SELECT id FROM payment")) == Counter(
        paid["id"] for paid in told["registerPayment"]
    )
    deliveries = await rows(dsn, "SELECT id, state FROM delivery")
    assert {f"dlv_{row['id'].hex}" for row in deliveries} == {delivery["id"] for delivery in told["sendInvoice"]}
    assert {row["state"] for row in deliveries} <= {"SENT"}
    letters = [path.stem for path in (smoall.home / "mailbox").glob("*.eml")]
    messages = await rows(dsn, "SELECT id, state FROM message")
    assert {row["state"] for row in messages} == {"SENT"}
    assert sorted(letters) == sorted(str(row["id"]) for row in (*deliveries, *messages))
    assert await violations(dsn) == []


@pytest.mark.parametrize("kills", KILLS)
async def test_kill_minus_nine(kills: int) -> None:
    chance, over = random.Random(kills), asyncio.Event()
    async with installed() as smoall, httpx.AsyncClient(base_url=smoall.url, timeout=20) as http:
        apis = [await Api.registered(http) for _ in range(2)]
        await rows(smoall.admin_dsn(), "UPDATE user_account SET email_verified_at = now()")  # else few letters leave
        companies = [await api.company() for api in apis]
        clients = [Client(apis[n % 2], companies[n % 2], over) for n in range(CLIENTS)]
        working = [asyncio.create_task(client.work()) for client in clients]
        try:
            for _ in range(kills):
                await asyncio.sleep(chance.uniform(0.1, 1.2))
                smoall.kill()
                smoall.start()
                await smoall.ready()
            await asyncio.sleep(0.5)
        finally:
            over.set()
            await asyncio.wait_for(asyncio.gather(*working), 60)

        assert sum(client.asked_again for client in clients) > 0
        assert min(len(client.acknowledged["issueInvoice"]) for client in clients) > 0
        await settled(smoall.admin_dsn(), seconds=120, apis=apis)
        await check(smoall, clients)
    assert smoall.left_behind() == []


async def ask(port: int, body: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Send a whole request over a connection of its own; the answer is still to come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {len(body)}"
    writer.write(f"{head}\r\nconnection: close\r\n\r\n".encode() + body)
    await writer.drain()
    return reader, writer


async def test_a_stop_answers_what_is_under_way_and_leaves_nothing_behind() -> None:
    async with installed() as smoall, httpx.AsyncClient(base_url=smoall.url, timeout=20) as http:
        api = await Api.registered(http)
        invoice = (await api.issued())["id"]
        await api.do("sendInvoice", {"invoice": invoice, "to": ["jan@inkt.example"]})
        terms = (await api.ask(TERMS))["termsOfService"]["version"]
        document = mutation_document("register")
        bodies = [
            json.dumps({"query": document, "variables": {"input": registration(f"stop{number}@example.be", terms)}})
            for number in range(8)  # each takes a while: a password is hashed
        ]
        under_way = [await ask(smoall.port, body.encode()) for body in bodies]
        await asyncio.sleep(0.1)

        status, seconds = await smoall.stop()

        assert status == 0, smoall.log()
        assert seconds < 10
        answers = await asyncio.gather(*(reader.read() for reader, _ in under_way))
        for _, writer in under_way:
            writer.close()
            await writer.wait_closed()
        assert all(answer.startswith(b"HTTP/1.1 200") and b'"RegisterPayload"' in answer for answer in answers), answers
        assert smoall.left_behind() == []

        smoall.start()
        await smoall.ready()
        await settled(smoall.admin_dsn(), seconds=30)
        assert await violations(smoall.admin_dsn()) == []
