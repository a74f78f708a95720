"""`kill -9` of the worker in the middle of the post: each letter arrives once where the provider can be asked.

Where it cannot be (SMTP), a letter whose fate nobody knows is reported UNKNOWN: never sent twice, never lost unseen.
"""

import asyncio
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest

from smoall.domain.access.message import MessageKind
from smoall.domain.kernel.language import Language
from smoall.infra.postgres.database import Database
from smoall.infra.postgres.identity import new_id
from smoall.infra.postgres.unit import PostgresUnits
from smoall.infra.queue.recovery import forget_workers
from smoall.sandbox.mailgun import MailgunStandIn
from smoall.usecases.messages import Message
from smoall.wiring import Addresses
from tests.commands.processes import ROOT, environment, free_port
from tests.harness.databases import Databases
from tests.harness.house import rows, temporary_home
from tests.standins.kit import running
from tests.standins.smtp import SmtpStandIn

# Kills of the worker, and letters posted before each of them.
SIZES = [
    pytest.param(2, 12, id="short"),
    pytest.param(30, 17, id="thirty-over-five-hundred", marks=pytest.mark.storm),
]
START_SECONDS, SETTLE_SECONDS = 60.0, 120.0


@dataclass(slots=True)
class Worker:
    """`smoall worker` as a process of its own over a database that outlives it."""

    home: Path
    where: Addresses
    settings: Mapping[str, str]
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it; its output goes to ``worker.log`` in the home."""
        env = environment(
            self.home,
            free_port(),
            DATABASE_URL=self.where.owner,
            DATABASE_APP_URL=self.where.app,
            SMOALL_MAIL_FROM="Smoall <post@smoall.example>",
            **self.settings,
        )
        with (self.home / "worker.log").open("ab") as log:
            command = [sys.executable, "-m", "smoall", "worker"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)

    def kill(self) -> None:
        """End it as a power cut would. Its jobs are taken back at once: nobody else is at work here."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        forget_workers(self.where.owner)

    def log(self) -> str:
        """The end of what it wrote."""
        return (self.home / "worker.log").read_text(errors="replace")[-2000:]


@contextmanager
def worker_of(where: Addresses, settings: Mapping[str, str]) -> Iterator[Worker]:
    """A worker that is gone at the end of the block."""
    with temporary_home() as home:
        worker = Worker(home, where, settings)
        try:
            yield worker
        finally:
            if worker.process and worker.process.poll() is None:
                worker.process.kill()
                worker.process.wait()


@dataclass(slots=True)
class Storm:
    """Letters posted, and how many the provider has taken."""

    units: PostgresUnits
    where: Addresses
    admin: str
    worker: Worker
    taken: Callable[[], int]
    posted: list[UUID] = field(default_factory=list)

    async def post(self, count: int) -> None:
        """Ask for letters, all in one transaction."""
        async with self.units.begin(None, request_id="storm") as unit:
            for _ in range(count):
                message = Message(
                    new_id(), MessageKind.ROLE_CHANGED, Language.EN, "jan@inkt.example", "Jan", words=WORDS
                )
                await unit.messages.post(message)
                self.posted.append(message.id)
            await unit.commit()

    async def rage(self, kills: int, letters: int) -> int:
        """Post, let some go, kill, again and again; then let a last worker end it. How many it had before each kill."""
        dice, struck = random.Random(kills), 0
        for _ in range(kills):
            before = self.taken()
            await self.post(letters)
            self.worker.start()
            await self.until(lambda seen=before: self.taken() > seen + dice.randrange(letters // 2))  # type: ignore[misc]
            await asyncio.sleep(dice.random() / 50)
            self.worker.kill()
            struck += await self.left() > 0
        self.worker.start()
        deadline = time.monotonic() + SETTLE_SECONDS
        while await self.left():
            assert time.monotonic() < deadline, (await self.states(), self.worker.log())
            await asyncio.sleep(0.2)
        return struck

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something that the worker brings about."""
        deadline = time.monotonic() + START_SECONDS
        while not true():
            assert time.monotonic() < deadline, self.worker.log()
            await asyncio.sleep(0.005)

    async def left(self) -> int:
        """How many letters are neither gone nor given up."""
        query = "SELECT count(*) AS n FROM message WHERE state IN ('QUEUED', 'ATTEMPTING')"
        return int((await rows(self.admin, query))[0]["n"])

    async def states(self) -> Mapping[str, int]:
        """How many letters are in each state."""
        found = await rows(self.admin, "SELECT state, count(*) AS n FROM message GROUP BY state")
        return {row["state"]: row["n"] for row in found}

    async def of_state(self, state: str) -> set[str]:
        """The letters in a state."""
        return {str(row["id"]) for row in await rows(self.admin, "SELECT id FROM message WHERE state = $1", state)}


WORDS = {"organisation": "Menuiserie du Canal"}


@asynccontextmanager
async def storm(databases: Databases, settings: Mapping[str, str], taken: Callable[[], int]) -> AsyncIterator[Storm]:
    """A database and a worker of its own."""
    with databases.copy() as where, worker_of(where, settings) as worker:
        database = Database(where.app, size=2, role=where.role)
        try:
            yield Storm(PostgresUnits(database), where, databases.admin(where), worker, taken)
        finally:
            await database.close()


@pytest.mark.parametrize(("kills", "letters"), SIZES)
async def test_each_letter_arrives_once_where_the_provider_can_be_asked(
    databases: Databases, kills: int, letters: int
) -> None:
    async with running(MailgunStandIn()) as mailgun:
        settings = {**mailgun.settings(), "SMOALL_MAILGUN_SETTLE_SECONDS": "0"}
        async with storm(databases, settings, lambda: len(mailgun.kept)) as raging:
            struck = await raging.rage(kills, letters)
            arrived = Counter(kept.message_id.partition("@")[0] for kept in mailgun.kept)
            assert struck > 0
            assert arrived == Counter(str(identity) for identity in raging.posted)
            assert await raging.states() == {"SENT": kills * letters}


@pytest.mark.parametrize(("kills", "letters"), SIZES)
async def test_over_smtp_no_letter_is_sent_twice_and_what_nobody_knows_is_said(
    databases: Databases, kills: int, letters: int
) -> None:
    async with SmtpStandIn() as server:
        settings = {"SMOALL_SMTP_URL": f"smtp://127.0.0.1:{server.port}?tls=none"}
        async with storm(databases, settings, lambda: len(server.received)) as raging:
            struck = await raging.rage(kills, letters)
            arrived = Counter(str(kept.message["Message-ID"]).strip("<>").partition("@")[0] for kept in server.received)
            assert struck > 0
            assert set(arrived.values()) == {1}
            states = await raging.states()
            assert states.keys() <= {"SENT", "UNKNOWN"}
            assert sum(states.values()) == kills * letters
            lost = {str(identity) for identity in raging.posted} - set(arrived)
            assert lost <= await raging.of_state("UNKNOWN")
            assert await raging.of_state("SENT") <= set(arrived)
