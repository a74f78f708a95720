"""What the column inventory says about contacts: where they may be named, and what erasing them leaves of a row.

A table takes part when a column of it is declared a CONTACT's or a CUSTOMER's, or when it says so itself
(``of_a_contact``). A value that is EMPTY goes; a text in which the contact is mentioned keeps the rest; identities and
billing stay, and so does every row that is final.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.mentions import MARK, NEVER
from smoall.domain.privacy.personal_data import (
    BREACH,
    COPY_OF_ANSWER,
    FREE_TEXT,
    OBJECTION,
    PROVIDER_EVENT,
    Erasure,
    PersonalData,
    Subject,
)
from smoall.infra.postgres.persons import blank
from smoall.infra.postgres.tables import metadata
from smoall.infra.postgres.tables.building import ContactRows
from smoall.usecases.privacy.subjects.stores import Sought

_PLACES = {"ids": "$2::uuid[]", "emails": "$3::text[]", "public_ids": "$5::text", "traders": "$6::uuid[]"}
_PLACE = re.compile(r"\{(ids|emails|public_ids|traders)\}")
_GIVEN = (
    "organisation_id = $1 AND $2::uuid[] IS NOT NULL AND $3::text[] IS NOT NULL AND $4::text IS NOT NULL"
    " AND $5::text IS NOT NULL AND $6::uuid[] IS NOT NULL AND $7::text[] IS NOT NULL"
)
MOST_TOLD = 10_000
"""rows of one table in a report"""
_SUBJECTS = (Subject.CONTACT, Subject.CUSTOMER)
_REWRITTEN = (BREACH, FREE_TEXT, OBJECTION, COPY_OF_ANSWER, PROVIDER_EVENT)


@dataclass(frozen=True, slots=True)
class ContactTable:
    """A table with rows about contacts. Its statements take what :func:`values` answers."""

    table: Table
    rule: ContactRows

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @property
    def columns(self) -> list[Column[Any]]:
        """The columns in which a contact may be named."""
        return [column for column in self.table.columns if self._names(column)]

    @property
    def emptied(self) -> list[Column[Any]]:
        """Those that an erasure changes."""
        return [column for column in self.columns if _changes(column)]

    @property
    def staying(self) -> list[Column[Any]]:
        """Those that it leaves, unless the whole row is emptied."""
        return [column for column in self.columns if not _changes(column)]

    @property
    def category(self) -> str:
        """What its rows are, for a receipt."""
        own = self.emptied or self.columns
        what: PersonalData = own[0].info["personal"]
        return what.category

    @property
    def about(self) -> str:
        """The rows about them."""
        return f"(({self._own}) OR {mentions(self._mentioning(self.columns))})"

    @property
    def changing(self) -> str:
        """The rows that an erasure changes."""
        return f"(({self._own}) OR {mentions(self._mentioning(self.emptied))}) AND NOT ({self.rule.final})"

    @property
    def surveying(self) -> str:
        """Every row about them, with what a receipt has to say of it; nothing of what is in it."""
        rule, whole = self.rule, _placed(self.rule.whole)
        own = f"({self._own}) AND num_nonnulls({', '.join(one.name for one in self.emptied) or 'NULL'}) > 0"
        changed = f"(({whole}) OR {own} OR {mentions(self._mentioning(self.emptied))}) AND NOT ({rule.final})"
        kept = f"({rule.final}) OR {self._staying_named} AND NOT ({whole})"
        if rule.drop:
            kept = "false"
        return (
            f"SELECT {rule.key}::text AS key, xmin::text AS version, ({kept}) AS final, ({changed}) AS changed,"
            f" ({whole}) AS whole, {_placed(rule.dated)} AS dated,"
            f" coalesce({_placed(rule.balance_open)}, false) AS balance_open, {rule.document} AS document_id"
            f" FROM {self.name} WHERE {self.met}"
        )

    @property
    def met(self) -> str:
        """The rows about them, with all that the statements are given."""
        return f"{_GIVEN} AND {self.about}"

    @property
    def telling(self) -> str | None:
        """The statement that reads the rows that are theirs as such; None where there are none, or only copies."""
        if not self.told:
            return None
        parts = ", ".join(f"'{one.name}', {one.name}" for one in self.told)
        return (
            f"SELECT jsonb_build_object({parts}) AS row FROM {self.name}"
            f" WHERE {_GIVEN} AND ({self._own}) ORDER BY 1 LIMIT {MOST_TOLD + 1}"
        )

    @property
    def told(self) -> list[Column[Any]]:
        """The columns that are told of such rows."""
        if self.rule.copy or self.rule.own == "false":
            return []
        return [one for one in self.table.columns if _is_told(one) and one.name in (self.rule.told or self.table.c)]

    @property
    def declared(self) -> tuple[PersonalData, ...]:
        """What its columns are declared to hold of them, each once."""
        return tuple(dict.fromkeys(column.info["personal"] for column in self.columns))

    @property
    def erasing(self) -> str | None:
        """The statement that does it and counts; None where nothing may change."""
        if self.rule.drop:
            return _counted(f"DELETE FROM {self.name} WHERE {_GIVEN} AND {self.about}")
        if self.rule.final == "true" or not self.emptied:
            return None
        settings = [f"{column.name} = {self._erased(column)}" for column in self.emptied]
        settings += [f"{column.name} = {self._left(column)}" for column in self.staying if self.rule.whole != "false"]
        settings += ["version = version + 1"] if "version" in self.table.c else []
        return _counted(f"UPDATE {self.name} SET {', '.join(settings)} WHERE {_GIVEN} AND {self.changing}")

    @property
    def _own(self) -> str:
        return _placed(self.rule.own)

    @property
    def _staying_named(self) -> str:
        """Whether what is left of a row that changes names them."""
        return f"(({self._own}) OR {mentions(self.staying)})" if self.staying else "false"

    def _names(self, column: Column[Any]) -> bool:
        what: PersonalData | None = column.info["personal"]
        if what is None or not isinstance(column.type, Text | JSONB | LargeBinary):
            return False
        return what.subject in _SUBJECTS or (self.rule.drop and column.name == "payload")

    def _mentioning(self, columns: Sequence[Column[Any]]) -> list[Column[Any]]:
        return [column for column in columns if column.name not in self.rule.identity]

    def _left(self, column: Column[Any]) -> str:
        if column.name in self.rule.stays:
            return column.name
        return f"CASE WHEN {_placed(self.rule.whole)} THEN {blank(column)} ELSE {column.name} END"

    def _erased(self, column: Column[Any]) -> str:
        if column.name in self.rule.identity:
            return f"CASE WHEN {self._own} THEN {blank(column)} ELSE {column.name} END"
        if self.rule.copy and column.nullable and isinstance(column.type, LargeBinary):
            return "''::bytea"  # an answer that cannot be told whole is not told again; NULL is one that never came
        without = f"regexp_replace({readable(column)}, $4, '{MARK}', 'gi')"
        if isinstance(column.type, LargeBinary):
            return f"convert_to({without}, 'UTF8')"
        if column.info["personal"].erasure is not Erasure.EMPTY:
            return without
        rest = f"nullif({without}, '{MARK}')" if column.nullable else without
        return f"CASE WHEN {self._own} THEN {blank(column)} ELSE {rest} END"


def values(organisation_id: object, sought: Sought) -> list[object]:
    """What the statements are run with."""
    emails = [email.lower() for email in sought.words.emails]
    known = [public_id(Kind.CONTACT, one) for one in sought.ids]
    known += [public_id(Kind.COMPANY, one) for one in sought.traders]
    texts = [sought.words.pattern, "|".join(known) or NEVER]
    return [organisation_id, list(sought.ids), emails, *texts, list(sought.traders), list(sought.words.finders)]


def mentions(columns: Sequence[Column[Any]]) -> str:
    """Whether one of the columns mentions them."""
    texts = ", ".join(readable(column) for column in columns)
    if not texts:
        return "false"
    return f"concat_ws(E'\\n', {texts}) ~* ANY ($7::text[])"


def readable(column: Column[Any]) -> str:
    """A column as text."""
    if isinstance(column.type, LargeBinary):
        return f"convert_from({column.name}, 'UTF8')"
    return f"{column.name}::text" if isinstance(column.type, JSONB) else column.name


@cache
def contact_tables() -> tuple[ContactTable, ...]:
    """Every one, in a stable order."""
    found = [
        ContactTable(table, table.info["contact"])
        for table in metadata.sorted_tables
        if table.info["tenant"] and "contact" in table.info
    ]
    return tuple(found)


def _is_told(column: Column[Any]) -> bool:
    what: PersonalData | None = column.info["personal"]
    return column.name != "organisation_id" and not isinstance(column.type, LargeBinary) and not (what and what.secret)


def _changes(column: Column[Any]) -> bool:
    what: PersonalData = column.info["personal"]
    return what.erasure is Erasure.EMPTY or what in _REWRITTEN


def _placed(sql: str) -> str:
    return _PLACE.sub(lambda place: _PLACES[place[1]], sql)


def _counted(sql: str) -> str:
    return f"WITH gone AS ({sql} RETURNING 1) SELECT count(*) FROM gone"
