"""Where somebody is named: one statement per table of organisations, made from the column inventory.

Every declared column that is a text, and every copy of one, but no secret. A search is bounded: of each table, the
first rows in the order of their keys.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from smoall.domain.kernel.ids import Kind
from smoall.domain.privacy.personal_data import PersonalData
from smoall.infra.postgres.subjects import ContactTable, contact_tables, readable
from smoall.infra.postgres.tables import metadata
from smoall.infra.postgres.tables.building import ContactRows

MOST = 200
_OTHERS = {
    "invitation": ContactRows(kind=Kind.INVITATION),
    "organisation": ContactRows(kind=Kind.ORGANISATION, key="organisation_id"),
}


@dataclass(frozen=True, slots=True)
class SearchedTable:
    """A table in which somebody may be named. Its statement takes the organisation and the expressions that find."""

    table: Table
    about: ContactTable | None

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @property
    def finding(self) -> str:
        """The rows that name them: the object, the columns, whether it is final, the document it belongs to."""
        rule = self.about.rule if self.about else _OTHERS.get(self.name, ContactRows())
        named = ", ".join(
            f"CASE WHEN {readable(one)} ~* ANY ($2::text[]) THEN '{one.name}' END" for one in self.columns
        )
        any_of_it = " OR ".join(f"{readable(one)} ~* ANY ($2::text[])" for one in self.columns)
        keys = ", ".join(column.name for column in self.table.primary_key.columns)
        return (
            f"SELECT {_object(self.name, rule)} AS object, array_remove(ARRAY[{named}], NULL) AS columns,"
            f" ({rule.final}) AS final, {rule.document} AS document_id"
            f" FROM {self.name} WHERE organisation_id = $1 AND ({any_of_it}) ORDER BY {keys} LIMIT {MOST + 1}"
        )

    @property
    def columns(self) -> list[Column[Any]]:
        """The columns that are looked through."""
        own = {column.name for column in self.about.columns} if self.about else set()
        return [column for column in self.table.columns if column.name in own or _is_text(column)]

    @property
    def may_change(self) -> bool:
        """Whether erasing a contact changes its rows."""
        return self.about is not None and self.about.erasing is not None


@cache
def searched_tables() -> tuple[SearchedTable, ...]:
    """Every one, in a stable order."""
    about = {one.name: one for one in contact_tables()}
    found = [SearchedTable(table, about.get(table.name)) for table in metadata.sorted_tables if table.info["tenant"]]
    return tuple(one for one in found if one.columns)


def _object(name: str, rule: ContactRows) -> str:
    digits = f"replace({rule.key}::text, '-', '')"
    if rule.kind is None:
        return "NULL::text"
    if rule.kind is not Kind.INVOICE:
        return f"'{rule.kind.value}_' || {digits}"
    of = f"FROM document o WHERE o.organisation_id = $1 AND o.id = {name}.{rule.document} AND o.kind = 'CREDIT_NOTE'"
    prefix = f"CASE WHEN EXISTS (SELECT {of}) THEN '{Kind.CREDIT_NOTE.value}_' ELSE '{Kind.INVOICE.value}_' END"
    return f"{prefix} || {digits}"


def _is_text(column: Column[Any]) -> bool:
    what: PersonalData | None = column.info["personal"]
    kinds = isinstance(column.type, Text | JSONB) and not isinstance(column.type, LargeBinary | ARRAY)
    return what is not None and not what.secret and kinds
