"""Health and metrics, over a running application and without its database."""

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio
from starlette.applications import Starlette
from starlette.routing import Route

from smoall.infra.http.health import live, ready
from smoall.infra.http.metrics import metrics
from smoall.infra.postgres.database import Database
from tests.harness.house import RunningHouse

NOWHERE = "postgresql://nobody:nothing@127.0.0.1:1/nothing"


@pytest_asyncio.fixture
async def cut_off() -> AsyncIterator[httpx.AsyncClient]:
    """The three routes over a database that nobody answers for."""
    database = Database(NOWHERE, size=1)
    app = Starlette(
        routes=[
            Route("/live", live),
            Route("/ready", ready(database, migrated=lambda: True)),
            Route("/metrics", metrics(database)),
        ]
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://cut.off") as client:
        yield client


async def test_without_its_database_it_lives_is_not_ready_and_still_counts(cut_off: httpx.AsyncClient) -> None:
    assert (await cut_off.get("/live")).status_code == 200
    told = await cut_off.get("/ready")
    assert (told.status_code, told.json()) == (
        503,
        {"status": "not ready", "api": True, "migrations": True, "database": False, "worker": False},
    )
    page = (await cut_off.get("/metrics")).text
    assert "smoall_database_up 0.0" in page
    assert "smoall_queue" not in page


async def test_without_a_worker_it_is_not_ready(house: RunningHouse) -> None:
    await house.truth("DELETE FROM dramatiq.worker")
    answer = await house.http.get("/health/ready")
    assert (answer.status_code, answer.json()["database"], answer.json()["worker"]) == (503, True, False)
    await house.truth("INSERT INTO dramatiq.worker VALUES (gen_random_uuid(), now())")
    assert (await house.http.get("/health/ready")).status_code == 200


async def test_metrics_tell_the_depth_of_the_queue(house: RunningHouse) -> None:
    await house.truth("DELETE FROM dramatiq.queue")
    await house.truth(
        "INSERT INTO dramatiq.queue (message_id, state, message, available_at)"
        " VALUES (gen_random_uuid(), 'queued', '{}', now() - interval '90 seconds')"
    )
    page = (await house.http.get("/metrics")).text
    await house.truth("DELETE FROM dramatiq.queue")
    assert 'smoall_queue_jobs{state="waiting"} 1.0' in page
    oldest = next(line for line in page.splitlines() if line.startswith("smoall_queue_oldest_seconds"))
    assert 89 < float(oldest.split()[1]) < 120
