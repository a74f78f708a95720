"""Running plans: one round trip, bytes in, bytes out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from smoall.domain.kernel.errors import Unavailable
from smoall.infra.postgres.database import LOST, Database, Link
from smoall.infra.postgres.reads.catalogue import CATALOGUE
from smoall.infra.postgres.reads.compiler import compile_selection
from smoall.usecases.reading import BadArgument, Plan, Reader, Selection, Signing

_NONSENSE = (asyncpg.DataError, asyncpg.CharacterNotInRepertoireError, UnicodeEncodeError, OverflowError)


class PostgresReads:
    """The read side over one queue of connections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def compile(self, selection: Selection, parent: str) -> Plan:
        """The plan that answers ``selection`` on ``parent``. Raises Unplannable, BadArgument."""
        return compile_selection(CATALOGUE, selection, parent)

    async def answer(self, plan: Plan, reader: Reader, values: Mapping[str, Any], signing: Signing) -> bytes | None:
        """The JSON of the selection, or None when the session no longer holds.

        A connection that turns out to be dead is replaced and the read repeated once. Raises BadArgument, Unavailable.
        """
        bound: list[Any] = [reader.organisation_id, reader.user_id]
        bound += [getter(values, signing) for getter in plan.getters]
        bound += [reader.token_hash, reader.role]
        link = await self._database.take()
        try:
            return await _fetch(link, plan.guarded, bound)
        except LOST as lost:
            link.lost(lost)
            if not link.connection.is_closed():
                raise
        finally:
            self._database.give_back(link)
        async with self._database.link() as another:
            return await _fetch(another, plan.guarded, bound)


async def _fetch(link: Link, sql: str, bound: list[Any]) -> bytes | None:
    try:
        found: bytes | None = await (await link.statement(sql)).fetchval(*bound)
    except _NONSENSE as problem:
        raise BadArgument("VALUE_INVALID") from problem
    except asyncpg.QueryCanceledError as slow:
        raise Unavailable("DATABASE_BUSY") from slow
    return found


async def read_within(
    link: Link, plan: Plan, *, organisation_id: UUID, user_id: UUID, values: Mapping[str, Any], signing: Signing
) -> bytes:
    """The JSON of the selection as the open transaction of ``link`` sees it."""
    bound = [getter(values, signing) for getter in plan.getters]
    try:
        found: bytes = await link.value(plan.bare, organisation_id, user_id, *bound)
    except _NONSENSE as problem:
        raise BadArgument("VALUE_INVALID") from problem
    return found
