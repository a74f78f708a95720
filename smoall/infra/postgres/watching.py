"""Hearing of changed invoices: one listening connection per process, handed on to whoever watches."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from smoall.infra.postgres.database import Database

CHANNEL = "invoice_changed"
WAITING_CHANGES = 1000
PAUSE = 0.5

log = logging.getLogger("smoall.live")


class Watcher:
    """Listens while somebody watches; a lost connection is made again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queues: dict[UUID, set[asyncio.Queue[UUID | None]]] = {}
        self._task: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()

    @asynccontextmanager
    async def watch(self, organisation_id: UUID) -> AsyncIterator[AsyncIterator[UUID]]:
        """The ids of the organisation's invoices as they change, from now on.

        The stream ends when the connection is lost: something may have been missed, so the watcher reads again.
        """
        queue: asyncio.Queue[UUID | None] = asyncio.Queue(WAITING_CHANGES)
        watchers = self._queues.setdefault(organisation_id, set())
        watchers.add(queue)
        try:
            if self._task is None or self._task.done():
                self._task = asyncio.create_task(self._listen())
            await self._listening.wait()
            yield _items(queue)
        finally:
            watchers.discard(queue)
            if not watchers:
                self._queues.pop(organisation_id, None)

    async def _listen(self) -> None:
        while True:
            try:
                await self._listen_once()
            except Exception as failure:
                log.warning("listening for changes failed; trying again", extra={"error": type(failure).__name__})
            self._listening.clear()
            for queue in [queue for watchers in self._queues.values() for queue in watchers]:
                _offer(queue, None)
            await asyncio.sleep(PAUSE)

    async def _listen_once(self) -> None:
        """Hand on what is heard until the connection ends."""
        connection = await self._database.connect()
        gone = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _connection: gone.set())
            await connection.add_listener(CHANNEL, self._heard)
            self._listening.set()
            await gone.wait()
        finally:
            connection.terminate()

    def _heard(self, _connection: Any, _pid: int, _channel: str, subject: object) -> None:
        organisation, invoice = (UUID(hex=part) for part in str(subject).split(" "))
        for queue in self._queues.get(organisation, ()):
            _offer(queue, invoice)

    async def close(self) -> None:
        """Stop listening."""
        if self._task:
            self._task.cancel()


def _offer(queue: "asyncio.Queue[UUID | None]", item: UUID | None) -> None:
    """Hand an item on; who is a thousand changes behind is cut off rather than served with gaps."""
    if queue.full():
        while not queue.empty():
            queue.get_nowait()
        item = None
    queue.put_nowait(item)


async def _items(queue: "asyncio.Queue[UUID | None]") -> AsyncIterator[UUID]:
    while (item := await queue.get()) is not None:
        yield item
