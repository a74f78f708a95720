"""Hearing of changed invoices: one listening connection per process, handed on to whoever watches."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from smoall.infra.postgres.database import LOST, Database

CHANNEL = "invoice_changed"
WAITING_CHANGES = 1000


class Watcher:
    """Listens while somebody watches; a lost connection is made again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queues: dict[UUID, set[asyncio.Queue[UUID]]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()

    @asynccontextmanager
    async def watch(self, organisation_id: UUID) -> AsyncIterator[AsyncIterator[UUID]]:
        """The ids of the organisation's invoices as they change, from now on."""
        queue: asyncio.Queue[UUID] = asyncio.Queue(WAITING_CHANGES)
        self._queues[organisation_id].add(queue)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen())
        await self._listening.wait()
        try:
            yield _items(queue)
        finally:
            self._queues[organisation_id].discard(queue)

    async def _listen(self) -> None:
        while True:
            try:
                connection = await self._database.connect()
                gone = asyncio.Event()
                connection.add_termination_listener(lambda _connection, gone=gone: gone.set())
                await connection.add_listener(CHANNEL, self._heard)
                self._listening.set()
                await gone.wait()
            except LOST:
                pass
            self._listening.clear()
            await asyncio.sleep(0.5)

    def _heard(self, _connection: Any, _pid: int, _channel: str, subject: object) -> None:
        organisation, invoice = (UUID(hex=part) for part in str(subject).split(" "))
        for queue in self._queues.get(organisation, ()):
            if not queue.full():
                queue.put_nowait(invoice)

    async def close(self) -> None:
        """Stop listening."""
        if self._task:
            self._task.cancel()


async def _items(queue: "asyncio.Queue[UUID]") -> AsyncIterator[UUID]:
    while True:
        yield await queue.get()
