"""Connections to Postgres: a last-in-first-out queue of them, each with its own prepared statements.

asyncpg's pool resets a connection at every release, one more round trip. This queue does not: no state is ever set at
session level (the organisation is set per statement or per transaction), so there is nothing to reset.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import orjson
from asyncpg.prepared_stmt import PreparedStatement

from smoall.domain.kernel.errors import Unavailable

LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the server's farewell crossed our question: the connection is of no use any more
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    OSError,
    TimeoutError,
)
STATEMENTS_PER_CONNECTION = 200
LONGEST_WAIT = 10.0
LONGEST_STATEMENT = "30s"
SET_ORGANISATION = "SELECT set_config('app.organisation', $1, true)"
"""Whose rows the transaction sees; it ends with the transaction."""
SET_READER = "SELECT set_config('app.organisation', $1, true), set_config('app.user', $2, true)"
"""The same, and who looks: a person sees in which organisations they are, whichever of them is open."""

_SETTINGS = {
    "application_name": "smoall",
    "statement_timeout": LONGEST_STATEMENT,
    "jit": "off",
    # Planned once per statement and connection: planning a compiled read anew costs as much as running it, and none of
    # those measured ran faster for it.
    "plan_cache_mode": "force_generic_plan",
}


class Link:
    """One connection and the statements prepared on it, the least recently used of which is dropped first."""

    __slots__ = ("_named", "_prepared", "connection")

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self.connection = connection
        self._prepared: OrderedDict[str, PreparedStatement[asyncpg.Record]] = OrderedDict()
        self._named = 0

    def lost(self, error: BaseException) -> None:
        """Close a connection whose protocol went astray; it would fail whoever takes it next."""
        if isinstance(error, asyncpg.InternalClientError):
            self.connection.terminate()

    async def statement(self, sql: str) -> "PreparedStatement[asyncpg.Record]":
        """``sql``, prepared on this connection."""
        found = self._prepared.get(sql)
        if found is not None:
            self._prepared.move_to_end(sql)
            return found
        # With a name: without one it would be parsed and planned again at every execution, five times as slow.
        self._named += 1
        prepared = self._prepared[sql] = await self.connection.prepare(sql, name=f"smoall_{self._named}")
        if len(self._prepared) > STATEMENTS_PER_CONNECTION:
            self._prepared.popitem(last=False)
        return prepared

    async def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row, or None."""
        return await (await self.statement(sql)).fetchval(*values)

    async def row(self, sql: str, *values: object) -> asyncpg.Record | None:
        """The first row, or None."""
        return await (await self.statement(sql)).fetchrow(*values)

    async def rows(self, sql: str, *values: object) -> list[asyncpg.Record]:
        """All rows."""
        found: list[asyncpg.Record] = await (await self.statement(sql)).fetch(*values)
        return found

    async def many(self, sql: str, values: Sequence[Sequence[object]]) -> None:
        """The same statement for each tuple of ``values``, in one go."""
        await (await self.statement(sql)).executemany(values)


class Database:
    """At most ``size`` connections, opened when first needed, replaced when lost."""

    def __init__(self, dsn: str, *, size: int, role: str | None = None, link: type[Link] = Link) -> None:
        self.size = size
        self._dsn = dsn
        self._link_of = link
        self._settings = {**_SETTINGS, **({"role": role} if role else {})}
        self._free = size
        self._idle: list[Link] = []
        self._waiting: deque[asyncio.Future[Link | None]] = deque()

    async def connect(self) -> "asyncpg.Connection[asyncpg.Record]":
        """A connection of its own, outside the queue."""
        connection = await asyncpg.connect(
            self._dsn, server_settings=self._settings, timeout=5, statement_cache_size=0, command_timeout=60
        )
        await connection.set_type_codec(
            "jsonb", schema="pg_catalog", encoder=lambda value: orjson.dumps(value).decode(), decoder=orjson.loads
        )
        return connection

    @asynccontextmanager
    async def link(self) -> AsyncIterator[Link]:
        """A connection for the length of the block. Raises Unavailable when Postgres cannot be reached."""
        link = await self.take()
        try:
            yield link
        except asyncpg.InvalidCachedStatementError as outdated:  # a migration changed its table
            link.connection.terminate()
            raise Unavailable("TRY_AGAIN") from outdated
        except asyncpg.QueryCanceledError as slow:
            raise Unavailable("DATABASE_BUSY") from slow
        except LOST as lost:
            link.lost(lost)
            if link.connection.is_closed() or not isinstance(lost, asyncpg.InterfaceError):
                raise Unavailable("DATABASE_UNAVAILABLE") from lost
            raise
        finally:
            self.give_back(link)

    async def take(self) -> Link:
        """The connection used last, a new one, or the next to come back; whoever waits longest is served first."""
        while self._idle:
            link = self._idle.pop()
            if not link.connection.is_closed():
                return link
            self._free += 1
        if self._free:
            self._free -= 1
            return await self._open()
        turn: asyncio.Future[Link | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            handed = await turn
        except BaseException:
            if turn.done() and not turn.cancelled():
                self._hand_on(turn.result())
            raise
        return handed if handed and not handed.connection.is_closed() else await self._open()

    def give_back(self, link: Link) -> None:
        """Return a connection; one that is closed or still inside a transaction makes room for a new one."""
        if link.connection.is_closed() or link.connection.is_in_transaction():
            link.connection.terminate()
            self._hand_on(None)
        else:
            self._hand_on(link)

    def _hand_on(self, link: Link | None) -> None:
        """Give a connection, or None for room to open one, to who waits longest: newcomers cannot take it first."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(link)
                return
        if link:
            self._idle.append(link)
        else:
            self._free += 1

    async def _open(self) -> Link:
        """A new connection in room that was made for it."""
        try:
            return self._link_of(await self.connect())
        except BaseException as failure:
            self._hand_on(None)
            if isinstance(failure, LOST):
                raise Unavailable("DATABASE_UNAVAILABLE") from failure
            raise

    @property
    def in_use(self) -> int:
        """How many connections are at work now."""
        return self.size - self._free - len(self._idle)

    async def close(self) -> None:
        """Close the connections that rest in the queue."""
        while self._idle:
            await self._idle.pop().connection.close()
