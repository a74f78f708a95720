"""What the column inventory says about one person: which rows are theirs, and what erasing them does to each table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from smoall.domain.privacy.personal_data import Erasure, PersonalData, Subject
from smoall.infra.postgres.tables import metadata
from smoall.usecases.privacy.stores import Person

_PLACE = re.compile(r"\{(id|email|name)\}")
_CASTS = {"id": "uuid", "email": "text", "name": "text"}
_ADDRESSES = ("email", "recipient")


class Fate(StrEnum):
    """What erasing a person does to their rows of a table."""

    DROP = "DROP"
    BLANK = "BLANK"
    KEEP = "KEEP"


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL and the values of its places for one person."""

    sql: str
    names: tuple[str, ...]

    def values(self, person: Person) -> list[UUID | str]:
        """What to run it with."""
        return [getattr(person, name) for name in self.names]


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """A table with rows about people who sign in."""

    table: Table
    condition: str

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @property
    def tenant(self) -> bool:
        """Whether its rows belong to organisations."""
        return bool(self.table.info["tenant"])

    @property
    def columns(self) -> list[Column[Any]]:
        """The columns that hold something of a person who signs in."""
        return [column for column in self.table.columns if _of_user(column)]

    @property
    def declared(self) -> tuple[PersonalData, ...]:
        """What those columns are declared to hold, each once."""
        return tuple(dict.fromkeys(column.info["personal"] for column in self.columns))

    @property
    def fate(self) -> Fate:
        """What must stay, stays; what is replaced leaves an empty row; what cannot be emptied goes as a whole."""
        erasures = {column.info["personal"].erasure for column in self.columns}
        if Erasure.KEEP_LEGAL in erasures:
            return Fate.KEEP
        empties = erasures == {Erasure.EMPTY} and all(column.nullable for column in self.columns)
        return Fate.BLANK if empties or Erasure.REPLACE in erasures else Fate.DROP

    @property
    def erasing(self) -> Statement:
        """The statement that does it; what is kept is only counted."""
        if self.fate is Fate.KEEP:
            return self._statement(f"SELECT count(*) FROM {self.name} WHERE {self.condition}")
        if self.fate is Fate.DROP:
            return self._statement(_counted(f"DELETE FROM {self.name} WHERE {self.condition}"))
        blanks = ", ".join(f"{column.name} = {blank(column)}" for column in self.columns)
        erased = ", erased_at = now()" if "erased_at" in self.table.c else ""
        return self._statement(_counted(f"UPDATE {self.name} SET {blanks}{erased} WHERE {self.condition}"))

    @property
    def telling(self) -> Statement:
        """The statement that reads the rows for their person: no secrets, nothing of anybody else."""
        shown = [column for column in self.table.columns if _is_shown(column)]
        parts = ", ".join(f"'{column.name}', {_written(column)}" for column in shown)
        return self._statement(
            f"SELECT jsonb_build_object({parts}) AS row FROM {self.name} WHERE {self.condition} ORDER BY 1 LIMIT 10000"
        )

    @property
    def withheld(self) -> list[str]:
        """The columns whose values are not told: secrets, and what may be about others."""
        return [column.name for column in self.table.columns if not _is_shown(column)]

    def _statement(self, sql: str) -> Statement:
        names = tuple(dict.fromkeys(_PLACE.findall(sql)))
        return Statement(_PLACE.sub(lambda place: f"${names.index(place[1]) + 1}::{_CASTS[place[1]]}", sql), names)


@cache
def personal_tables() -> tuple[PersonalTable, ...]:
    """Every one, those first that refer to others; the account itself is the last."""
    return tuple(_found())


def _found() -> Iterator[PersonalTable]:
    for table in reversed(metadata.sorted_tables):
        condition = table.info.get("person") or _usual(table)
        if condition:
            yield PersonalTable(table, condition)


def _usual(table: Table) -> str | None:
    """The rows that name a person by ``user_id``, or by an address that is declared a USER's; None without either."""
    users = [column for column in table.columns if _of_user(column)]
    parts = ["user_id = {id}"] if "user_id" in table.c else []
    parts += [
        f"{column.name} = {{email}}"
        for column in users
        if isinstance(column.type, Text) and any(word in column.name for word in _ADDRESSES)
    ]
    return " OR ".join(parts) or None


def _of_user(column: Column[Any]) -> bool:
    what: PersonalData | None = column.info["personal"]
    return what is not None and what.subject is Subject.USER


def _is_shown(column: Column[Any]) -> bool:
    what: PersonalData | None = column.info["personal"]
    return what is None or (
        what.subject is Subject.USER and not what.secret and not isinstance(column.type, LargeBinary)
    )


def _written(column: Column[Any]) -> str:
    return f"encode({column.name}, 'hex')" if isinstance(column.type, LargeBinary) else column.name


def blank(column: Column[Any]) -> str:
    """An empty value; where it must be unique, one that only says whose row it was."""
    if column.unique:
        return "'erased-' || id::text"
    if column.nullable:
        return "NULL"
    if isinstance(column.type, LargeBinary):
        return "''::bytea"
    return "'{}'" if isinstance(column.type, JSONB | ARRAY) else "''"


def _counted(sql: str) -> str:
    return f"WITH gone AS ({sql} RETURNING 1) SELECT count(*) FROM gone"
