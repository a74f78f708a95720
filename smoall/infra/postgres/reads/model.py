"""How schema types lie in tables: the vocabulary of the catalogue.

In every SQL text ``{t}`` is the alias of the row at hand, ``{p}`` that of the row it was reached from, ``{c}``
that of the related row, ``{org}`` the reader's organisation and ``{user}`` the reader. ``{base_url}``,
``{signing_key}`` and ``{expires_at}`` sign downloads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Convert: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Expr:
    """A scalar: an SQL expression that casts to text as GraphQL writes it; ``arguments`` name SQL types by argument.

    ``json`` expressions are JSON text already.
    """

    sql: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    json: bool = False


@dataclass(frozen=True, slots=True)
class Inside:
    """An object made of columns of the same row; null when ``present`` is false."""

    fields: Mapping[str, "Field"]
    present: str | None = None


@dataclass(frozen=True, slots=True)
class One:
    """One related row of ``entity``."""

    entity: str
    on: str


@dataclass(frozen=True, slots=True)
class Many:
    """All related rows of ``entity``, in ``order``."""

    entity: str
    on: str
    order: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What a comparator in ``where`` compares: an expression, its SQL type, and how a value becomes that type.

    ``indexed`` names a column that equals the expression wherever that is not null, and that the lists' indexes hold.
    """

    sql: str
    cast: str
    convert: Convert | None = None
    indexed: str | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """A connection over the rows of ``entity`` that ``on`` relates (all of the organisation's without it), narrowed by
    ``arguments``."""

    entity: str
    on: str | None = None
    arguments: Mapping[str, Filter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ById:
    """The row of ``entity`` that the argument ``id`` names, or null."""

    entity: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a hand-written query, one JSON object each; ``{where}`` is the filter of ``entity``."""

    sql: str
    entity: str
    fields: Mapping[str, "Field"]


Field: TypeAlias = Expr | Inside | One | Many | Pages | ById | Rows


@dataclass(frozen=True, slots=True)
class Order:
    """A never-null expression to sort by, with its SQL type (date, numeric, text or uuid)."""

    sql: str
    cast: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A schema type whose values are rows of ``table``, those for which ``only`` holds."""

    table: str
    fields: Mapping[str, Field]
    only: str | None = None
    tenant: bool = True
    key: str = "{t}.id"
    key_cast: str = "uuid"
    prefix: str = ""
    filters: Mapping[str, Filter] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)
    default_order: tuple[tuple[str, str], ...] = ()
