"""The three statements that every store needs, built once per table and column list."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from smoall.infra.postgres.database import Link


@cache
def _insert(table: Table, columns: tuple[str, ...]) -> str:
    known = ", ".join(table.c[name].name for name in columns)
    places = ", ".join(f"${index}" for index in range(1, len(columns) + 1))
    return f"INSERT INTO {table.name} ({known}) VALUES ({places})"


@cache
def _update(table: Table, columns: tuple[str, ...], keys: tuple[str, ...]) -> str:
    settings = ", ".join(f"{table.c[name].name} = ${index}" for index, name in enumerate(columns, 1))
    where = " AND ".join(f"{table.c[name].name} = ${index}" for index, name in enumerate(keys, len(columns) + 1))
    return f"UPDATE {table.name} SET {settings} WHERE {where}"


async def insert(link: Link, table: Table, **values: Any) -> None:
    """One new row."""
    await link.row(_insert(table, tuple(values)), *values.values())


async def insert_all(link: Link, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """New rows with the same columns, in one go."""
    if rows:
        await link.many(_insert(table, tuple(rows[0])), [tuple(row.values()) for row in rows])


async def update(link: Link, table: Table, values: Mapping[str, Any], **keys: Any) -> None:
    """Other values for the row that ``keys`` name."""
    await link.row(_update(table, tuple(values), tuple(keys)), *values.values(), *keys.values())


async def fetch(link: Link, table: Table, *, lock: bool, organisation_id: UUID, **keys: Any) -> Any:
    """The row that ``keys`` name in the organisation, or None."""
    return await link.row(_select(table, tuple(keys), lock), organisation_id, *keys.values())


@cache
def _select(table: Table, keys: tuple[str, ...], lock: bool) -> str:
    names = ("organisation_id", *keys)
    where = " AND ".join(f"{table.c[name].name} = ${index}" for index, name in enumerate(names, 1))
    return f"SELECT * FROM {table.name} WHERE {where}{' FOR UPDATE' if lock else ''}"
