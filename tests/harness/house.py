"""A running house: the real application on a free loopback port of this process's event loop, jobs on demand."""

import json
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import dramatiq
import httpx
from dramatiq.asyncio import get_event_loop_thread
from dramatiq.brokers.stub import StubBroker
from dramatiq.errors import Retry
from dramatiq.middleware.asyncio import AsyncIO

from smoall.commands.listening import Server
from smoall.commands.stopping import Stopping
from smoall.infra.clock import Clock
from smoall.infra.crypto.passwords import Argon2Passwords
from smoall.infra.telemetry.jobs import watch_job
from smoall.jobs.actors import declare_all
from smoall.settings import Settings
from smoall.web import make_app
from smoall.wiring import Addresses, House, Workshops, open_house
from smoall.wiring_billing import hang_up
from smoall.worker import JobWorker

LOCAL = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Job:
    """A message of the queue that was run by hand; ``later`` when it asked to be tried again."""

    name: str
    arguments: tuple[str, ...]
    later: bool = False


@dataclass(slots=True)
class Queue:
    """The job queue, its messages run by hand: a job never runs unless a test says so."""

    admin: str
    workshops: Workshops
    broker: dramatiq.Broker = field(init=False)

    def __post_init__(self) -> None:
        self.broker = StubBroker(middleware=[AsyncIO()])
        declare_all(self.broker, self.workshops, watch=watch_job)

    async def drain(self, organisation: UUID | None = None) -> list[Job]:
        """Run what waits, of one organisation or all, until nothing does; what was run, in order."""
        done: list[Job] = []
        while taken := await self.take(organisation):
            done += [await self.run(message) for message in taken]
        return done

    async def take(self, organisation: UUID | None = None) -> list[dict[str, Any]]:
        """The waiting messages, out of the queue; the oldest first."""
        found = await rows(
            self.admin,
            """DELETE FROM dramatiq.queue WHERE state = 'queued'
            AND ($1::text IS NULL OR message->'args'->>0 = $1) RETURNING message_id::text, message""",
            str(organisation) if organisation else None,
        )
        return [json.loads(row["message"]) for row in sorted(found, key=lambda row: str(row["message_id"]))]

    async def run(self, message: dict[str, Any]) -> Job:
        """Run one message's job, on this event loop."""
        name, arguments = message["actor_name"], tuple(message["args"])
        work: Any = self.broker.get_actor(name).fn
        try:
            await work.__wrapped__(*arguments)
        except Retry:
            return Job(name, arguments, later=True)
        return Job(name, arguments)


@dataclass(frozen=True, slots=True)
class RunningHouse:
    """The house, a client for it, its queue and the ways into its database."""

    house: House
    where: Addresses
    admin: str
    http: httpx.AsyncClient
    queue: Queue

    @property
    def home(self) -> Path:
        """Where documents and letters lie."""
        return self.house.settings.home

    async def truth(self, sql: str, *values: object) -> list[asyncpg.Record]:
        """Rows as the superuser sees them: row security and privileges set aside."""
        return await rows(self.admin, sql, *values)

    async def counts(self) -> dict[str, int]:
        """How many rows each table holds, the queue's among them."""
        tables = await self.truth(
            "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND oid > 16383"
        )
        each = " UNION ALL ".join(f"SELECT '{row['name']}' AS name, count(*) AS n FROM {row['name']}" for row in tables)
        return {row["name"]: row["n"] for row in await self.truth(each)}

    async def as_app(self, sql: str, *values: object, organisation: UUID | None = None) -> list[asyncpg.Record]:
        """Rows as the application's role gets them, for an organisation or for none."""
        return await rows(self.where.app, sql, *values, organisation=organisation)


async def rows(dsn: str, sql: str, *values: object, organisation: UUID | None = None) -> list[asyncpg.Record]:
    """Rows of one statement in a transaction of its own."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            if organisation:
                await connection.execute("SELECT set_config('app.organisation', $1, true)", str(organisation))
            found: list[asyncpg.Record] = await connection.fetch(sql, *values)
            return found
    finally:
        await connection.close()


@contextmanager
def at_work(house: RunningHouse) -> Iterator[None]:
    """A real job worker beside the house, for the length of the block; a process can have one at a time."""
    worker = JobWorker(house.house.settings, house.where)
    worker.start()
    try:
        yield
    finally:
        worker._worker.pause()
        worker._worker.work_queue.join()
        loop = get_event_loop_thread()
        assert loop is not None
        loop.run_coroutine(close_workshop(worker._workshops))
        worker.stop()


@contextmanager
def temporary_home() -> Iterator[Path]:
    """A home folder, removed at the end of the block."""
    home = Path(tempfile.mkdtemp(prefix="smoall-home-"))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def generous(home: Path, port: int, **changes: Any) -> Settings:
    """Settings under which a test never runs out of points, of what a plan allows, or of registrations."""
    points: dict[str, Any] = {
        "cost_bucket": 10_000_000,
        "cost_restored": 1_000_000,
        "limits": False,
        "registrations": 0,
    }
    return Settings(home=home, host=LOCAL, port=port, **{**points, **changes})


@asynccontextmanager
async def running_house(where: Addresses, *, admin: str, **changes: Any) -> AsyncIterator[RunningHouse]:
    """The application over a migrated database, listening for the length of the block; by ``clock`` if given."""
    clock: Clock | None = changes.pop("clock", None)
    with temporary_home() as home, socket.socket(proto=socket.IPPROTO_TCP) as door:  # else Nagle waits
        door.bind((LOCAL, 0))
        door.listen(512)
        settings = generous(home, door.getsockname()[1], **changes)
        async with open_house(settings, where, clock=clock) as house:
            _hash_lightly(house)
            queue = Queue(admin, Workshops(settings, where, clock=clock))
            server = Server(make_app(house, migrated=lambda: True))
            limits = httpx.Limits(max_connections=64)
            async with (
                server.answering(door, Stopping()),
                httpx.AsyncClient(base_url=settings.base_url, timeout=60, limits=limits) as http,
            ):
                yield RunningHouse(house, where, admin, http, queue)
            await close_workshop(queue.workshops)


def _hash_lightly(house: House) -> None:
    """argon2id like everywhere, at a cost that a thousand registrations bear; its own tests keep the real one."""
    object.__setattr__(house.services, "passwords", Argon2Passwords(memory_kib=256, passes=1))


async def close_workshop(workshops: Workshops) -> None:
    """Let go of what the jobs opened: their connections, and the process that prints."""
    made: Any = workshops._made
    if made is not None:
        await hang_up(made.till.gateway)
        await made.units._database.close()
    await workshops.renderer.close()
