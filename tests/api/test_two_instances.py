"""Two processes on one database are one Smoall: one row of numbers, one memory of keys, one truth about sessions."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest_asyncio

from tests.harness.api import Api, customer, today
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.harness.invariants import violations

Pair = tuple[RunningHouse, RunningHouse]
WHO = "{ viewer { user { id } } }"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def pair(databases: Databases) -> AsyncIterator[Pair]:
    """Two running applications over the same database."""
    with databases.copy() as where:
        admin = databases.admin(where)
        async with running_house(where, admin=admin) as left, running_house(where, admin=admin) as right:
            yield left, right


async def both(pair: Pair) -> tuple[Api, Api]:
    """The same session at both."""
    left = await Api.registered(pair[0].http)
    return left, replace(left, http=pair[1].http)


async def test_numbers_are_one_row(pair: Pair) -> None:
    left, right = await both(pair)
    company = await left.company()
    issued = await asyncio.gather(*((left, right)[n % 2].issued(company) for n in range(20)))
    numbers = sorted(invoice["number"] for invoice in issued)
    assert numbers == [f"{today()[:4]}-{number:04d}" for number in range(1, 21)]
    assert await violations(pair[0].admin) == []


async def test_a_key_used_at_one_is_known_at_the_other(pair: Pair) -> None:
    left, right = await both(pair)
    answers = await asyncio.gather(*(api.do("createCompany", customer(), key="same") for api in (left, right) * 3))
    assert len({answer["company"]["id"] for answer in answers}) == 1


async def test_a_session_that_ended_at_one_opens_nothing_at_the_other(pair: Pair) -> None:
    left, right = await both(pair)
    assert (await left.ask(WHO)) == (await right.ask(WHO))
    await left.do("signOut")
    for query in (WHO, f'{{ node(id: "x") {{ id }} again: {WHO[2:-2]} }}'):
        assert (await right.post({"query": query})).status_code == 401


async def test_what_happens_at_one_is_heard_at_the_other(pair: Pair) -> None:
    left, right = await both(pair)
    invoice = (await left.issued())["id"]
    heard: asyncio.Queue[str] = asyncio.Queue()
    listening = asyncio.Event()

    async def listen() -> None:
        body = {"query": "subscription { invoiceChanged { id state } }"}
        headers = {"authorization": f"Bearer {right.token}", "accept": "text/event-stream"}
        async with right.http.stream("POST", "/graphql", json=body, headers=headers) as stream:
            listening.set()
            async for text in stream.aiter_lines():
                if text.startswith("data:") and text.removeprefix("data:").strip():
                    heard.put_nowait(json.dumps(json.loads(text.removeprefix("data:"))))

    task = asyncio.create_task(listen())
    await asyncio.wait_for(listening.wait(), 5)
    await asyncio.sleep(0.3)
    await left.pay(invoice, "257.13")
    told = await asyncio.wait_for(heard.get(), 5)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert invoice in told
    assert "PAID" in told


async def test_jobs_asked_for_at_one_are_done_by_either(pair: Pair) -> None:
    left, right = await both(pair)
    invoices = [await left.issued() for _ in range(4)]
    await asyncio.gather(*(house.queue.drain(left.organisation_id) for house in pair))
    seen = await right.ask("{ jobs { nodes { state attempts } } }")
    assert seen["jobs"]["nodes"] == [{"state": "DONE", "attempts": 1}] * len(invoices)
