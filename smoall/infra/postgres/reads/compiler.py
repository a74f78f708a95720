"""Selection → SQL text that builds the JSON answer by concatenation, byte for byte as a JSON library would.

Concatenated text is a quarter cheaper than ``row_to_json`` and more than twice as cheap as ``jsonb`` (measured), keeps
the order of the selection, and knows no limit on the length of a response key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from smoall.infra.postgres.reads import paging
from smoall.infra.postgres.reads.filters import condition
from smoall.infra.postgres.reads.model import ById, Entity, Expr, Field, Inside, Many, One, Pages, Rows
from smoall.usecases.reading import Getter, Leaf, Plan, Selected, Selection, Unplannable

_RAW = frozenset({"Int", "Boolean"})
_MOMENT = "to_char({} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"


class Statement:
    """One statement in the making: its parameters and its aliases."""

    def __init__(self, catalogue: Mapping[str, Entity]) -> None:
        self.catalogue = catalogue
        self.getters: list[Getter] = []
        self._aliases = 0

    def bind(self, leaf: Leaf, cast: str, convert: Any = None) -> str:
        """A placeholder for ``leaf``, converted to a Python value that fits the SQL type ``cast``."""
        value, path = leaf.value, leaf.path
        if path is None:
            constant = convert(value) if convert and value is not None else value
            return self.parameter(lambda _values, _signing: constant, cast)

        def follow(values: Mapping[str, Any], _signing: object) -> Any:
            found: Any = values
            for step in path:
                found = found[step]
            return convert(found) if convert and found is not None else found

        return self.parameter(follow, cast)

    def parameter(self, getter: Getter, cast: str) -> str:
        """A placeholder filled by ``getter``; the first two are the organisation and the person."""
        self.getters.append(getter)
        return f"${len(self.getters) + 2}::{cast}"

    def alias(self) -> str:
        """A fresh table alias."""
        self._aliases += 1
        return f"t{self._aliases}"

    def fill(self, sql: str, **names: str) -> str:
        """``sql`` with its ``{names}`` replaced."""
        return sql.format_map(_Names(self, names))


class _Names(dict[str, str]):
    """The names that an SQL text may use; those for signing become parameters when first met."""

    def __init__(self, statement: Statement, names: Mapping[str, str]) -> None:
        super().__init__({"org": "$1::uuid", "user": "$2::uuid", **names})
        self._statement = statement

    def __missing__(self, name: str) -> str:
        getter, cast = {
            "base_url": (lambda _values, signing: signing.base_url, "text"),
            "signing_key": (lambda _values, signing: signing.key, "bytea"),
            "expires_at": (lambda _values, signing: signing.expires_at, "timestamptz"),
        }[name]
        return self._statement.parameter(getter, cast)


def compile_selection(catalogue: Mapping[str, Entity], selection: Selection, parent: str) -> Plan:
    """The plan that answers ``selection`` on ``parent`` (``Query``, or the payload of a mutation).

    Raises Unplannable for a field that is not in the catalogue, BadArgument for a value without meaning.
    """
    statement = Statement(catalogue)
    root = catalogue.get(parent)
    fields = root.fields if root else {}
    body = _object(statement, selection, fields, At(""), payload=root is None)
    count = len(statement.getters) + 2
    return Plan(
        bare=f"select convert_to({body}, 'UTF8') from (select $1::uuid, $2::uuid) reader",
        guarded=GUARD.format(body=body, token=count + 1, role=count + 2),
        getters=tuple(statement.getters),
    )


GUARD = """with reader as materialized (
select set_config('app.organisation', s.organisation_id::text, true) as organisation,
set_config('app.user', s.user_id::text, true) as person,
set_config('app.session', s.id::text, true) as credential,
set_config('app.scopes', coalesce(array_to_string(s.scopes, ','), '*'), true) as scopes from session s
where s.token_hash = ${token}::bytea and s.organisation_id = $1::uuid and s.user_id = $2::uuid
and s.role = ${role}::text and s.revoked_at is null and s.expires_at > now())
select convert_to({body}, 'UTF8') from reader where organisation is not null"""


@dataclass(frozen=True, slots=True)
class At:
    """Where an expression stands: the alias of its row, and of the row it was reached from."""

    alias: str
    origin: str = ""


def _object(
    statement: Statement, selection: Selection, fields: Mapping[str, Field], at: At, *, payload: bool = False
) -> str:
    """SQL for one JSON object: constant text and values in turn, joined by ``||``."""
    parts: list[str] = []
    text = "{"
    for index, selected in enumerate(selection):
        text += f'{"," if index else ""}"{selected.key}":'
        if selected.name == "__typename":
            text += f'"{selected.type}"'
            continue
        found = _payload_root(statement, selected) if payload else fields.get(selected.name)
        if found is None:
            raise Unplannable(selected.name)
        parts += [_quote(text), _value(statement, selected, found, at)]
        text = ""
    return " || ".join([*parts, _quote(text + "}")])


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _payload_root(statement: Statement, selected: Selected) -> Field:
    """A payload's field shows the row whose id the caller puts among the values under ``$name``."""
    if selected.type not in statement.catalogue:
        raise Unplannable(selected.name)
    if not selected.plural:
        return ById(selected.type)
    wanted = statement.bind(Leaf(None, (f"${selected.name}",)), "uuid[]")
    return Many(selected.type, f"{{c}}.id = any({wanted})", "{c}.id")


def _value(statement: Statement, selected: Selected, found: Field, at: At) -> str:
    match found:
        case Expr():
            return _scalar(statement, selected, found, at)
        case Inside():
            body = _object(statement, selected.fields, found.fields, at)
            if found.present is None:
                return body
            return f"case when {statement.fill(found.present, t=at.alias)} then {body} else 'null' end"
        case One():
            return _or_null(selected, _one(statement, selected, found, at))
        case Many():
            return _many(statement, selected, found, at)
        case ById():
            return _or_null(selected, _by_id(statement, selected, found))
        case Pages():
            return _pages(statement, selected, found, at)
        case Rows():
            return _rows(statement, selected, found)


def _scalar(statement: Statement, selected: Selected, found: Expr, at: At) -> str:
    names = {name: statement.bind(_leaf(selected, name), cast) for name, cast in found.arguments.items()}
    sql = statement.fill(found.sql, t=at.alias, p=at.origin, **names)
    if found.json:
        return sql
    if selected.type == "DateTime":
        sql = _MOMENT.format(sql)
    if selected.type in _RAW:
        text = f"({sql})::text"
    elif selected.type == "String":
        text = f"to_json(({sql})::text)::text"
    else:
        text = f"'\"' || ({sql}) || '\"'"
    return f"coalesce({text}, 'null')" if selected.nullable else text


def _leaf(selected: Selected, name: str) -> Leaf:
    argument = selected.arguments.get(name)
    return argument if isinstance(argument, Leaf) else Leaf(None)


def _or_null(selected: Selected, sql: str) -> str:
    return f"coalesce({sql}, 'null')" if selected.nullable else sql


def _conditions(statement: Statement, entity: Entity, alias: str, *more: str) -> str:
    found = [f"{alias}.organisation_id = $1::uuid"] if entity.tenant else []
    if entity.only:
        found.append(statement.fill(entity.only, t=alias))
    return " and ".join([*found, *more]) or "true"


def _one(statement: Statement, selected: Selected, found: One, at: At) -> str:
    entity, child = statement.catalogue[found.entity], statement.alias()
    where = _conditions(statement, entity, child, statement.fill(found.on, t=at.alias, c=child))
    body = _object(statement, selected.fields, entity.fields, At(child, at.alias))
    return f"(select {body} from {entity.table} {child} where {where})"


def _many(statement: Statement, selected: Selected, found: Many, at: At) -> str:
    entity, child = statement.catalogue[found.entity], statement.alias()
    where = _conditions(statement, entity, child, statement.fill(found.on, t=at.alias, c=child))
    body = _object(statement, selected.fields, entity.fields, At(child, at.alias))
    rows = (
        f"select {body} as j from {entity.table} {child} where {where} order by {statement.fill(found.order, c=child)}"
    )
    return f"'[' || coalesce((select string_agg(j, ',') from ({rows}) x), '') || ']'"


def _by_id(statement: Statement, selected: Selected, found: ById) -> str:
    entity, child = statement.catalogue[found.entity], statement.alias()
    argument = selected.arguments.get("id")
    if isinstance(argument, Leaf):
        identity = statement.bind(argument, "uuid", paging.identity(entity.prefix))
    else:
        identity = statement.bind(Leaf(None, (f"${selected.name}",)), "uuid")
    where = _conditions(statement, entity, child, f"{statement.fill(entity.key, t=child)} = {identity}")
    body = _object(statement, selected.fields, entity.fields, At(child))
    return f"(select {body} from {entity.table} {child} where {where})"


def _rows(statement: Statement, selected: Selected, found: Rows) -> str:
    entity, alias = statement.catalogue[found.entity], statement.alias()
    where = _conditions(statement, entity, "d", *condition(statement, selected.arguments.get("where"), entity, "d"))
    body = _object(statement, selected.fields, found.fields, At(alias))
    source = statement.fill(found.sql, where=where)
    return f"'[' || coalesce((select string_agg({body}, ',') from ({source}) {alias}), '') || ']'"


def _pages(statement: Statement, selected: Selected, found: Pages, at: At) -> str:
    entity, child = statement.catalogue[found.entity], statement.alias()
    related = [statement.fill(found.on, t=at.alias, c=child)] if found.on else []
    for name, target in found.arguments.items():
        if _leaf(selected, name).value is None:
            continue
        wanted = statement.bind(_leaf(selected, name), target.cast, target.convert)
        related.append(f"{statement.fill(target.sql, t=child)} = {wanted}")
    related += condition(statement, selected.arguments.get("where"), entity, child)
    where = _conditions(statement, entity, child, *related)
    page = paging.Page.of(selected.arguments, entity)
    parts = [_page_part(statement, part, page, entity, child, where) for part in selected.fields]
    keys = [f"'{',' if index else ''}\"{part.key}\":'" for index, part in enumerate(selected.fields)]
    pieces = [piece for pair in zip(keys, parts, strict=True) for piece in pair]
    body = " || ".join(["'{'", *pieces, "'}'"])
    source = page.source(statement, entity, child, where)
    return f"(select {body} from ({source}) {child} having true)"


def _page_part(
    statement: Statement, part: Selected, page: "paging.Page", entity: Entity, alias: str, where: str
) -> str:
    size, place = page.size, page.place
    if part.name == "nodes":
        node = _object(statement, part.fields, entity.fields, At(alias))
        return f"'[' || coalesce(string_agg(case when n <= {size} then {node} end, ',' order by {place}), '') || ']'"
    if part.name == "edges":
        row: dict[str, Field] = {"cursor": Expr(page.cursor(statement, alias)), "node": Inside(entity.fields)}
        edge = _object(statement, part.fields, row, At(alias))
        return f"'[' || coalesce(string_agg(case when n <= {size} then {edge} end, ',' order by {place}), '') || ']'"
    if part.name == "pageInfo":
        return _object(statement, part.fields, page.info(statement, alias), At(alias))
    if part.name == "totalCount":
        total = where.replace(f"{alias}.", f"{alias}n.")
        return f"(select count(*) from {entity.table} {alias}n where {total})::text"
    return _quote(f'"{part.type}"') if part.name == "__typename" else _refuse(part.name)


def _refuse(name: str) -> str:
    raise Unplannable(name)
