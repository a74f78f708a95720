"""The scheduler: a timetable in the database, one process at a time turning it into jobs, each tick exactly once."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from smoall.domain.kernel.errors import Unavailable
from smoall.infra.postgres import outbox
from smoall.infra.postgres.database import Database

log = logging.getLogger("smoall.scheduler")
LEADER = 4_627_710_002
LONGEST_SLEEP = 15.0


class Scheduler:
    """Enqueues the jobs of ``timetable`` (name → interval) when they are due; what was missed runs once, late."""

    def __init__(self, database: Database, timetable: Mapping[str, timedelta]) -> None:
        self._database = database
        self._timetable = timetable

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            try:
                wait = await self.tick(datetime.now(UTC))
            except Unavailable:
                log.warning("the database does not answer; trying again")
                wait = 2.0
            except Exception as bug:
                log.error("a bug in the timetable; it goes on", extra={"error": type(bug).__name__})
                wait = LONGEST_SLEEP
            await asyncio.sleep(min(max(wait, 0.2), LONGEST_SLEEP))

    async def tick(self, now: datetime) -> float:
        """Enqueue what is due, in one transaction with its next moment; answer the seconds until the next one."""
        async with self._database.link() as link, link.connection.transaction():
            if not await link.value("SELECT pg_try_advisory_xact_lock($1)", LEADER):
                return LONGEST_SLEEP
            for name, interval in self._timetable.items():
                await link.row(
                    "INSERT INTO schedule (name, next_run_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                    name,
                    now + interval,
                )
            due = await link.rows(
                "SELECT name FROM schedule WHERE next_run_at <= $1 AND name = any($2) FOR UPDATE",
                now,
                [*self._timetable],
            )
            for row in due:
                interval = self._timetable[row["name"]]
                await link.row(
                    "UPDATE schedule SET last_run_at = $2, next_run_at = $3 WHERE name = $1",
                    row["name"],
                    now,
                    now + interval,
                )
                await outbox.wake(link, row["name"])
            earliest = await link.value(
                "SELECT min(next_run_at) FROM schedule WHERE name = any($1)", [*self._timetable]
            )
        return (earliest - now).total_seconds() if earliest else LONGEST_SLEEP
