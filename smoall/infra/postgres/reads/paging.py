"""Keyset paging: a cursor says where the reader stands in the order, so that page 2 000 costs what page 1 costs."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from uuid import UUID

from smoall.domain.kernel.ids import Kind, parse_id
from smoall.infra.postgres.reads.model import Entity, Expr, Field, Order
from smoall.usecases.reading import Argument, BadArgument, Bag, Leaf, Row

if TYPE_CHECKING:
    from smoall.infra.postgres.reads.compiler import Statement

LARGEST = 100
DEFAULT = 25
_SEPARATOR = "\x1f"


def identity(prefix: str) -> Callable[[Any], UUID | None]:
    """How an id of that prefix becomes a UUID; what is no such id becomes NULL and matches nothing."""
    return lambda text: parse_id(str(text), Kind(prefix))


def _date(text: str) -> date:
    return date.max if text == "infinity" else date.fromisoformat(text)


_PARSE: dict[str, Callable[[str], Any]] = {
    "date": _date,
    "numeric": Decimal,
    "bigint": int,
    "text": str,
    "uuid": UUID,
    "timestamptz": datetime.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Page:
    """Which page is asked: how many rows, in which order, after or before which cursor."""

    size: int
    backward: bool
    orders: tuple[tuple[str, Order, bool], ...]
    cursor_leaf: Leaf | None
    items: str

    @classmethod
    def of(cls, arguments: Mapping[str, Argument], entity: Entity) -> "Page":
        """Read ``first``/``after``/``last``/``before``/``orderBy``. Raises BadArgument when they make no page."""
        first, last = _plain(arguments, "first"), _plain(arguments, "last")
        if first is not None and last is not None:
            raise BadArgument("PAGE_FIRST_AND_LAST")
        size = last if last is not None else DEFAULT if first is None else first
        if not 0 <= size <= LARGEST:
            raise BadArgument("PAGE_SIZE")
        backward = last is not None
        cursor = arguments.get("before" if backward else "after")
        found = cursor if isinstance(cursor, Leaf) and cursor.value is not None else None
        return cls(size, backward, _orders(arguments.get("orderBy"), entity), found, entity.prefix or entity.table)

    @property
    def place(self) -> str:
        """The order of the answer's items over the row numbers of the page."""
        return "n desc" if self.backward else "n"

    @property
    def _signature(self) -> str:
        """What a cursor is good for: the kind of item, and the order."""
        return ",".join([self.items, *(f"{name}{'-' if descending else '+'}" for name, _, descending in self.orders)])

    def source(self, statement: "Statement", entity: Entity, alias: str, where: str) -> str:
        """The rows of the page, numbered, one more than asked so that the next page is known to exist."""
        sorts = [
            f"{statement.fill(order.sql, t=alias)} {'desc' if descending is not self.backward else 'asc'}"
            for _, order, descending in self.orders
        ]
        if self.cursor_leaf:
            where += f" and {self._beyond(statement, alias, self.cursor_leaf)}"
        rows = f"select {alias}.* from {entity.table} {alias} where {where} order by {', '.join(sorts)}"
        return f"select {alias}.*, row_number() over () as n from ({rows} limit {self.size + 1}) {alias}"

    def _beyond(self, statement: "Statement", alias: str, leaf: Leaf) -> str:
        """Rows past the cursor: one row comparison when all directions agree, else spelled out column by column."""
        columns = [statement.fill(order.sql, t=alias) for _, order, _ in self.orders]
        values = [
            statement.bind(leaf, order.cast, self._value(index, order))
            for index, (_, order, _) in enumerate(self.orders)
        ]
        signs = ["<" if descending is not self.backward else ">" for _, _, descending in self.orders]
        if len(set(signs)) == 1:
            return f"({', '.join(columns)}) {signs[0]} ({', '.join(values)})"
        steps = []
        for index, (column, value, sign) in enumerate(zip(columns, values, signs, strict=True)):
            same = [f"{columns[earlier]} = {values[earlier]}" for earlier in range(index)]
            steps.append(f"({' and '.join([*same, f'{column} {sign} {value}'])})")
        return f"({' or '.join(steps)})"

    def _value(self, index: int, order: Order) -> Callable[[Any], Any]:
        def read(cursor: Any) -> Any:
            try:
                signature, *values = base64.b64decode(str(cursor), validate=True).decode().split(_SEPARATOR)
                if signature != self._signature or len(values) != len(self.orders) or "\0" in values[index]:
                    raise ValueError
                return _PARSE[order.cast](values[index])
            except (ValueError, binascii.Error, InvalidOperation) as problem:
                raise BadArgument("CURSOR_INVALID") from problem

        return read

    def cursor(self, statement: "Statement", alias: str) -> str:
        """SQL for the cursor of a row."""
        values = ", ".join(f"({statement.fill(order.sql, t=alias)})::text" for _, order, _ in self.orders)
        joined = f"concat_ws(E'\\x1f', '{self._signature}', {values})"
        return f"translate(encode(convert_to({joined}, 'UTF8'), 'base64'), E'\\n', '')"

    def info(self, statement: "Statement", alias: str) -> dict[str, Field]:
        """The fields of ``pageInfo``. Where the reader came from there is something: nobody counts it."""
        more, came = f"count(*) > {self.size}", "true" if self.cursor_leaf else "false"
        cursor = self.cursor(statement, alias)
        cursors = f"(array_agg({cursor} order by {self.place}) filter (where n <= {self.size}))"
        return {
            "hasNextPage": Expr(came if self.backward else more),
            "hasPreviousPage": Expr(more if self.backward else came),
            "startCursor": Expr(f"{cursors}[1]"),
            "endCursor": Expr(f"{cursors}[least(count(*), {self.size})]"),
        }


def _plain(arguments: Mapping[str, Argument], name: str) -> Any:
    found = arguments.get(name)
    return found.value if isinstance(found, Leaf) else None


def _orders(argument: Argument | None, entity: Entity) -> tuple[tuple[str, Order, bool], ...]:
    """The asked order, made total by the id in the direction of its last part."""
    asked = list(entity.default_order)
    parts = argument.items if isinstance(argument, Row) else (argument,) if isinstance(argument, Bag) else ()
    if parts:
        asked = [
            (str(_plain(part.fields, "field")), str(_plain(part.fields, "direction") or "ASC"))
            for part in parts
            if isinstance(part, Bag)
        ]
    orders: dict[str, tuple[str, Order, bool]] = {}
    for name, direction in asked:
        orders.setdefault(name, (name, entity.orders[name], direction == "DESC"))  # said twice, the first holds
    last = [*orders.values()][-1][2] if orders else True
    return (*orders.values(), ("id", Order(entity.key, entity.key_cast), last))
