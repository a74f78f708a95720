"""How tables are declared: the class of personal data of a column stands beside it."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKeyConstraint,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.types import TypeEngine

from smoall.domain.kernel.ids import Kind
from smoall.domain.privacy.personal_data import PersonalData
from smoall.domain.privacy.retention import Holding

metadata = MetaData()

AMOUNT = Numeric(14, 2)
QUANTITY = Numeric()
PERCENT = Numeric()
MOMENT = DateTime(timezone=True)

Type: TypeAlias = TypeEngine[Any] | type[TypeEngine[Any]]


def plain(name: str, kind: Type, *rest: Any, null: bool = False, **options: Any) -> Column[Any]:
    """A column without personal data."""
    return Column(name, kind, *rest, nullable=null, info={"personal": None}, **options)


def personal(name: str, kind: Type, what: PersonalData, *, null: bool = False, **options: Any) -> Column[Any]:
    """A column that holds ``what`` of a person."""
    return Column(name, kind, nullable=null, info={"personal": what}, **options)


def tenant_table(name: str, *parts: Any, key: tuple[str, ...] = ("id",)) -> Table:
    """A table under row-level security, its key led by the organisation."""
    identity = [plain("id", Uuid)] if key == ("id",) else []
    return Table(
        name,
        metadata,
        plain("organisation_id", Uuid),
        *identity,
        *parts,
        PrimaryKeyConstraint("organisation_id", *key, name=f"{name}_pk"),
        info={"tenant": True},
    )


def platform_table(name: str, *parts: Any) -> Table:
    """A table that belongs to no organisation."""
    return Table(name, metadata, *parts, info={"tenant": False})


def of_a_person(table: Table, condition: str) -> Table:
    """Say which rows of ``table`` are about a person who signs in, where the usual columns do not tell.

    ``condition`` is SQL over the table's columns with ``{id}`` (UUID), ``{email}`` and ``{name}`` of the person.
    Without one, a row is theirs by its ``user_id``, or by an address among the columns that are declared a USER's.
    """
    table.info["person"] = condition
    return table


@dataclass(frozen=True, slots=True)
class ContactRows:
    """Which rows of a table are about a contact, beside those whose texts mention them.

    ``own`` is SQL over the table's columns with ``{ids}`` (UUIDs), ``{emails}`` (in lower case), ``{public_ids}`` (an
    expression) and ``{traders}`` (UUIDs of companies that are natural persons): rows that are the contact's as such,
    of which a report tells ``told``, or all columns. Rows for which ``final`` holds never change: they are kept as
    ``holding``, dated by ``dated``, and longer while ``balance_open``. ``kind`` and ``key`` name the object that a
    person knows such a row by.
    ``identity``: columns that say who the row itself is about; no mention of anybody else changes them.
    ``whole``: SQL for rows that are emptied but for ``stays``, also of what says which customer it is; it implies
    ``own``. ``kept_as``: what a receipt calls rows that the law keeps.
    ``copy``: rows that only repeat what others say, so that a preview does not hang on them. ``drop``: a row that
    mentions the contact goes as a whole.
    """

    own: str = "false"
    final: str = "false"
    holding: Holding | None = None
    dated: str = "NULL::date"
    balance_open: str = "false"
    kind: Kind | None = None
    key: str = "id"
    document: str = "NULL::uuid"
    identity: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    whole: str = "false"
    stays: tuple[str, ...] = ()
    kept_as: str = "billing"
    copy: bool = False
    drop: bool = False


def of_a_contact(table: Table, rows: ContactRows) -> Table:
    """Say which rows of ``table`` are about a contact of a customer, and which of them the law keeps."""
    table.info["contact"] = rows
    return table


def belongs_to(parent: str, column: str, *, cascade: bool = False) -> ForeignKeyConstraint:
    """A reference within the same organisation."""
    return ForeignKeyConstraint(
        ["organisation_id", column],
        [f"{parent}.organisation_id", f"{parent}.id"],
        ondelete="CASCADE" if cascade else None,
    )


def address(what: PersonalData) -> tuple[Column[Any], ...]:
    """The four columns of an address."""
    return tuple(personal(name, Text, what) for name in ("street", "postal_code", "city", "country"))
