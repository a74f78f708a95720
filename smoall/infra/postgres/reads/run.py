"""Running plans: one round trip, bytes in, bytes out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

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
        try:
            return await self._run(plan.guarded, bound)
        except LOST:
            return await self._run(plan.guarded, bound)

    async def _run(self, sql: str, bound: list[Any]) -> bytes | None:
        link = await self._database.take()
        try:
            found: bytes | None = await (await link.statement(sql)).fetchval(*bound)
            return found
        except _NONSENSE as problem:
            raise BadArgument("VALUE_INVALID") from problem
        finally:
            self._database.give_back(link)


async def read_within(
    link: Link, plan: Plan, *, organisation_id: UUID, user_id: UUID, values: Mapping[str, Any], signing: Signing
) -> bytes:
    """The JSON of the selection as the open transaction of ``link`` sees it."""
    bound = [getter(values, signing) for getter in plan.getters]
    found: bytes = await link.value(plan.bare, organisation_id, user_id, *bound)
    return found
