"""``where`` inputs as SQL: typed comparators over the filters that an entity declares."""

from typing import TYPE_CHECKING, Any

from smoall.infra.postgres.reads.model import Convert, Entity, Filter
from smoall.usecases.reading import Argument, Bag, Leaf, Row, Unplannable

if TYPE_CHECKING:
    from smoall.infra.postgres.reads.compiler import Statement

_SIGNS = {"eq": "=", "gte": ">=", "gt": ">", "lte": "<=", "lt": "<"}


def condition(statement: "Statement", where: Argument | None, entity: Entity, alias: str) -> list[str]:
    """The conditions of ``where``, to be joined by AND; a comparator given as null asks nothing."""
    if not isinstance(where, Bag):
        return []
    found: list[str] = []
    for name, part in where.fields.items():
        if name in ("and", "or"):
            found += _combined(statement, name, part, entity, alias)
        elif name == "not":
            inner = condition(statement, part, entity, alias)
            found += [f"not coalesce({_all(inner)}, false)"] if inner else []
        elif isinstance(part, Bag):
            target = entity.filters[name]
            found += [
                _comparison(statement, alias, target, sign, value)
                for sign, value in part.fields.items()
                if isinstance(value, Row) or (isinstance(value, Leaf) and value.value is not None)
            ]
        elif isinstance(part, Leaf) and part.value is not None:
            target = entity.filters[name]
            found.append(f"{statement.fill(target.sql, t=alias)} = {statement.bind(part, target.cast, target.convert)}")
    return found


def _all(conditions: list[str]) -> str:
    return f"({' and '.join(conditions)})"


def _combined(statement: "Statement", name: str, part: Argument, entity: Entity, alias: str) -> list[str]:
    """What asks nothing holds always: left out of an "and", written in an "or" so that no value is left over."""
    items = part.items if isinstance(part, Row) else ()
    asked = [condition(statement, item, entity, alias) for item in items]
    if not any(asked):
        return []
    groups = [_all(inner) if inner else "true" for inner in asked]
    return [f"({f' {name} '.join(groups)})"]


def _comparison(statement: "Statement", alias: str, target: Filter, sign: str, value: Leaf | Row) -> str:
    sql = statement.fill(target.sql, t=alias)
    if isinstance(value, Row):  # a list with variables inside: in: [$one, "two"]
        leaves = [item for item in value.items if isinstance(item, Leaf)]
        places = [statement.bind(leaf, target.cast, target.convert) for leaf in leaves]
        return f"{sql} in ({', '.join(places)})"
    if sign in _SIGNS:
        indexed = statement.fill(target.indexed, t=alias) if target.indexed else None
        compared = f"{_SIGNS[sign]} {statement.bind(value, target.cast, target.convert)}"
        return f"{sql} {compared}" + (f" and {indexed} {compared}" if indexed else "")
    if sign == "in":
        return f"{sql} = any({statement.bind(value, f'{target.cast}[]', _each(target.convert))})"
    if sign == "contains":
        return f"{sql} ilike {statement.bind(value, 'text', _like)}"
    if sign == "isNull":
        return f"{sql} is {'' if value.value else 'not '}null"
    raise Unplannable(sign)


def _each(convert: Convert | None) -> Convert:
    return lambda values: [convert(value) if convert else value for value in values]


def _like(text: Any) -> str:
    escaped = str(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
