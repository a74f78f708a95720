"""The timetable: each tick once, late ones too, whoever ticks."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest_asyncio

from smoall.infra.postgres.database import Database
from smoall.infra.queue.recovery import forget_workers
from smoall.infra.queue.scheduler import LONGEST_SLEEP, Scheduler
from smoall.wiring import Addresses
from tests.harness.databases import Databases

HOUR = timedelta(hours=1)
START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest_asyncio.fixture
async def where(databases: Databases) -> AsyncIterator[Addresses]:
    with databases.copy() as made:
        yield made


@pytest_asyncio.fixture
async def database(where: Addresses) -> AsyncIterator[Database]:
    made = Database(where.app, size=4)
    yield made
    await made.close()


async def queued(database: Database) -> list[str]:
    async with database.link() as link:
        rows = await link.rows("SELECT message->>'actor_name' AS name FROM dramatiq.queue ORDER BY position")
    return [row["name"] for row in rows]


async def test_nothing_is_due_before_its_first_interval(database: Database) -> None:
    assert await Scheduler(database, {"chore": HOUR}).tick(START) == HOUR.total_seconds()
    assert await queued(database) == []


async def test_what_is_due_is_queued_once_and_what_was_missed_runs_once_late(database: Database) -> None:
    scheduler = Scheduler(database, {"chore": HOUR, "rare": 100 * HOUR})
    await scheduler.tick(START)
    await scheduler.tick(START + HOUR)
    await scheduler.tick(START + HOUR + timedelta(seconds=1))
    assert await queued(database) == ["chore"]
    await scheduler.tick(START + 50 * HOUR)
    assert await queued(database) == ["chore", "chore"]


async def test_several_schedulers_at_once_queue_a_tick_once(database: Database) -> None:
    schedulers = [Scheduler(database, {"chore": HOUR}) for _ in range(4)]
    await schedulers[0].tick(START)
    waits = await asyncio.gather(*(each.tick(START + HOUR) for each in schedulers))
    assert await queued(database) == ["chore"]
    assert max(waits) <= HOUR.total_seconds()
    assert HOUR.total_seconds() > LONGEST_SLEEP


async def test_dead_workers_are_forgotten_and_a_bare_database_has_none(where: Addresses, databases: Databases) -> None:
    with psycopg.connect(where.owner, autocommit=True) as connection:
        connection.execute("INSERT INTO dramatiq.worker VALUES (gen_random_uuid(), now())")
    assert forget_workers(where.owner) == 1
    assert forget_workers(where.owner) == 0
    with databases.empty() as bare:
        assert forget_workers(bare.owner) == 0
