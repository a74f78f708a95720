"""(a) The floor: the planner's own statements in a bare asyncpg loop over our own queue of connections, no HTTP.

Reads lines ``Q1 2`` from its input: the question and for how many seconds; answers requests per second, and how many
milliseconds of its own CPU a request took.
"""

import asyncio
import os
import sys
import time

import uvloop

from bench.load import CONNECTIONS
from bench.planned import Planned
from bench.questions import Question, questions
from bench.servers.started import POOL
from smoall.infra.postgres.database import Database


class Floor:
    """Sixteen tasks over eight connections."""

    def __init__(self, database: Database, question: Question) -> None:
        planned = Planned(question)
        self._database, self._sql = database, planned.sql
        self._rotation = [planned.parameters(asked) for asked in question.requests]
        self._next = self._done = 0

    async def measure(self, seconds: float) -> tuple[float, float]:
        """Requests per second, and CPU milliseconds each."""
        self._done = 0
        began, spent = time.perf_counter(), time.process_time()
        await asyncio.gather(*(self._ask_until(began + seconds) for _ in range(CONNECTIONS)))
        took, spent = time.perf_counter() - began, time.process_time() - spent
        return self._done / took, spent / self._done * 1000

    async def _ask_until(self, end: float) -> None:
        while time.perf_counter() < end:
            self._next = (self._next + 1) % len(self._rotation)
            link = await self._database.take()
            try:
                answer = await (await link.statement(self._sql)).fetchval(*self._rotation[self._next])
                assert answer
            finally:
                self._database.give_back(link)
            self._done += 1


async def _main() -> None:
    database = Database(os.environ["DATABASE_APP_URL"], size=POOL)
    floors = {question.name: Floor(database, question) for question in questions()}
    print("ready", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        name, seconds = line.split()
        rate, spent = await floors[name].measure(float(seconds))
        print(rate, spent, flush=True)


if __name__ == "__main__":
    uvloop.run(_main())
