"""What the embedded provider remembers: customers, pages and collections, one row each."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from smoall.infra.postgres.database import Database, Link

_ADD = """
INSERT INTO embedded_payment (id, kind, collection_id, customer, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING
"""
_GET = "SELECT * FROM embedded_payment WHERE id = $1 AND kind = $2"
_FIND = "SELECT * FROM embedded_payment WHERE collection_id = $1 AND kind = $2"
_PUT = "UPDATE embedded_payment SET body = $2 WHERE id = $1"
_SINCE = "SELECT * FROM embedded_payment WHERE kind = $1 AND created_at >= $2 ORDER BY created_at, id"
_DROP = "DELETE FROM embedded_payment WHERE customer = $1"

Row: TypeAlias = Mapping[str, Any]


class Books:
    """The rows. Each method is a transaction of its own."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self.clock = clock

    async def add(
        self, identity: str, kind: str, body: dict[str, Any], *, customer: str, collection_id: UUID | None = None
    ) -> None:
        """A row, unless there is one of that id, or of that collection: then that one stays."""
        async with self._transaction() as link:
            await link.row(_ADD, identity, kind, collection_id, customer, body, self.clock())

    async def get(self, identity: str, kind: str) -> Row | None:
        """A row by id."""
        async with self._transaction() as link:
            return await link.row(_GET, identity, kind)

    async def find(self, collection_id: UUID, kind: str) -> Row | None:
        """A row by the collection it is for."""
        async with self._transaction() as link:
            return await link.row(_FIND, collection_id, kind)

    async def change(self, identity: str, kind: str, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> bool:
        """Let ``change`` make another body of a row's, nobody else between; None leaves it. Whether it was changed."""
        async with self._transaction() as link:
            row = await link.row(_GET + " FOR UPDATE", identity, kind)
            changed = change(dict(row["body"])) if row else None
            if changed is None:
                return False
            await link.row(_PUT, identity, changed)
            return True

    async def since(self, kind: str, moment: datetime) -> Sequence[Row]:
        """The rows made since."""
        async with self._transaction() as link:
            return await link.rows(_SINCE, kind, moment)

    async def drop(self, customer: str) -> None:
        """All rows of a customer."""
        async with self._transaction() as link:
            await link.row(_DROP, customer)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Link]:
        async with self._database.link() as link, link.connection.transaction():
            yield link
