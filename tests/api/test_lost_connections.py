"""Postgres drops every connection in the middle of work: callers are told to try again, and then it works again."""

import asyncio

from tests.harness.api import Api, Json, customer, payment
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.harness.invariants import violations
from tests.harness.selecting import mutation_document

CUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND usename = 'smoall_app'"""
READS = ["{ viewer { user { name } } }", "{ invoices { totalCount nodes { number } } }", '{ node(id: "x") { id } }']
TURNS = 7


async def insist(api: Api, mutation: str, given: object, key: str) -> int:
    """Ask under one key until it is done; how often it had to be asked again."""
    body = {"query": mutation_document(mutation), "variables": {"input": given}}
    for again in range(2_000):
        answer = await api.post(body, **{"idempotency-key": key})
        assert answer.status_code in (200, 503), answer.text
        found: Json = (answer.json().get("data") or {}).get(mutation) or {}
        if answer.status_code == 200 and found.get("__typename") != "UnavailableProblem":
            assert found["__typename"].endswith("Payload"), found
            return again
        await asyncio.sleep(0.01)
    raise AssertionError("never done")


async def test_connections_are_cut_under_load(databases: Databases) -> None:
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where)) as house:
            await _cut_under_load(house)


async def _cut_under_load(house: RunningHouse) -> None:
    api, over = await Api.registered(house.http), asyncio.Event()
    invoice = (await api.issued())["id"]

    async def write(number: int) -> int:
        again = 0
        for turn in range(TURNS):
            key = f"{number}-{turn}"
            again += await insist(api, "createCompany", customer(name=f"Klant {key}"), f"company-{key}")
            again += await insist(api, "registerPayment", payment("1.00", {invoice: "1.00"}), f"payment-{key}")
        return again

    async def read() -> set[int]:
        seen = set()
        while not over.is_set():
            for query in READS:
                seen.add((await api.post({"query": query})).status_code)
        return seen

    async def cut() -> None:
        while not over.is_set():
            await asyncio.sleep(0.08)
            await house.truth(CUT)

    reading, cutting = asyncio.create_task(read()), asyncio.create_task(cut())
    again = sum(await asyncio.gather(*(write(number) for number in range(4))))
    over.set()
    await cutting
    assert again > 0
    assert await reading <= {200, 503}

    seen = await api.ask("{ companies { totalCount } payments { totalCount } }")
    assert seen == {"companies": {"totalCount": 1 + 4 * TURNS}, "payments": {"totalCount": 4 * TURNS}}
    assert await violations(house.admin) == []
