"""Random valid query documents over the schema: aliases, fragments, doubles, directives, filters, orders, pages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_input_type,
    is_leaf_type,
    parse,
    print_ast,
    validate,
)
from hypothesis import strategies as st

from tests.harness.selecting import the_schema

DEEPEST = 5
ABSENT = object()
ROOTS = (
    *("viewer", "organisation", "company", "companies", "contacts", "invoice", "invoices", "creditNote", "creditNotes"),
    *("payment", "payments", "journals", "delivery", "deliveries", "auditTrail", "jobs", "salesByMonth"),
)


@dataclass(frozen=True, slots=True)
class Pool:
    """Values that occur in the rows, by scalar; and fields to leave alone, as ``Type.field``."""

    values: Mapping[str, Sequence[Any]]
    roots: Sequence[str] = ROOTS
    without: frozenset[str] = frozenset()


@dataclass(slots=True)
class Writer:
    """A document in the making."""

    draw: st.DrawFn
    pool: Pool
    fragments: list[str] = field(default_factory=list)
    variables: dict[str, tuple[str, Any]] = field(default_factory=dict)
    aliases: int = 0
    budget: int = 40

    def chance(self, percent: int) -> bool:
        """True about so often."""
        return self.draw(st.integers(0, 99)) < percent

    def alias(self) -> str:
        """A response key that nothing else has."""
        self.aliases += 1
        return f"a{self.aliases}"

    def variable(self, kind: Any, value: Any) -> str:
        """A new variable of that type: with that value, with it as its default, or, where it may be, left out."""
        name = f"v{len(self.variables)}"
        given = self.draw(st.integers(0, 9)) if is_input_type(kind) else 9
        if given == 0:
            self.variables[name] = (f"{kind} = {self.literal(kind, value, constant=True)}", ABSENT)
        elif given == 1 and not isinstance(kind, GraphQLNonNull):
            self.variables[name] = (str(kind), ABSENT)
        else:
            self.variables[name] = (str(kind), value)
        return f"${name}"

    # -- selections ---------------------------------------------------------------------------------------------------

    def selection(self, kind: GraphQLObjectType, depth: int) -> str:
        """One to five things of that type."""
        names = [name for name in self._readable(kind, depth) if f"{kind.name}.{name}" not in self.pool.without]
        wanted = self.draw(st.lists(st.sampled_from(["__typename", *names]), min_size=1, max_size=5))
        return " ".join(self.wrapped(kind, self.one(kind, name, depth)) for name in wanted)

    def _readable(self, kind: GraphQLObjectType, depth: int) -> list[str]:
        found = []
        for name, described in kind.fields.items():
            leaf = is_leaf_type(get_named_type(described.type))
            if leaf or (depth < DEEPEST and self.budget > 0):
                found.append(name)
        return found

    def one(self, kind: GraphQLObjectType, name: str, depth: int) -> str:
        """A field with its arguments, under an alias where it has any; now and then the same one twice."""
        self.budget -= 1
        if name == "__typename":
            return name
        described = kind.fields[name]
        inner = get_named_type(described.type)
        arguments = self.arguments(described.args)
        key = f"{self.alias()}: " if arguments or self.chance(15) else ""
        head = f"{key}{name}{arguments}"
        if not isinstance(inner, GraphQLObjectType):
            return head
        first = f"{head} {{ {self.selection(inner, depth + 1)} }}"
        return f"{first} {head} {{ {self.selection(inner, depth + 1)} }}" if self.chance(15) else first

    def wrapped(self, kind: GraphQLObjectType, text: str) -> str:
        """The text as it is, in an inline fragment or in a named one; perhaps under a condition."""
        condition = self.condition() if self.chance(20) else ""
        match self.draw(st.integers(0, 9)):
            case 0:
                return f"... on {kind.name}{condition} {{ {text} }}"
            case 1:
                return f"...{condition} {{ {text} }}"
            case 2:
                name = f"f{len(self.fragments)}"
                self.fragments.append(f"fragment {name} on {kind.name} {{ {text} }}")
                return f"...{name}{condition}" + (f" ...{name}" if self.chance(30) else "")
            case _:
                return f"...{condition} {{ {text} }}" if condition else text

    def condition(self) -> str:
        """``@include`` or ``@skip``, by a literal or by a variable; mostly such that the field stays."""
        word = self.draw(st.sampled_from(["include", "skip"]))
        stays = self.chance(70)
        value = stays is (word == "include")
        given = self.variable("Boolean!", value) if self.chance(60) else json.dumps(value)
        return f" @{word}(if: {given})"

    # -- arguments ----------------------------------------------------------------------------------------------------

    def arguments(self, known: Mapping[str, Any]) -> str:
        """Arguments in parentheses: those that must be there and some of the others."""
        given = []
        backward = self.chance(30)
        for name, argument in known.items():
            if name in ("after", "before") or name == ("first" if backward else "last"):
                continue
            if name in ("first", "last") and not self.chance(85):
                continue
            if isinstance(argument.type, GraphQLNonNull) or name in ("first", "last") or self.chance(40):
                size = self.draw(st.integers(0, 4)) if name in ("first", "last") else None
                given.append(f"{name}: {self.value(argument.type, 0, size)}")
        return f"({', '.join(given)})" if given else ""

    def value(self, kind: Any, depth: int, fixed: Any = None) -> str:
        """A value as a literal or as a variable."""
        made = self.made(kind, depth) if fixed is None else fixed
        if self.chance(40):
            return self.variable(kind, made)
        return self.literal(kind, made)

    def made(self, kind: Any, depth: int) -> Any:
        """A value of an input type."""
        if isinstance(kind, GraphQLNonNull):
            return self.made(kind.of_type, depth)
        if isinstance(kind, GraphQLList):
            count = self.draw(st.integers(0, 3)) if depth < 3 else 0
            return [self.made(kind.of_type, depth + 1) for _ in range(count)]
        if isinstance(kind, GraphQLEnumType):
            return self.draw(st.sampled_from([*kind.values]))
        if isinstance(kind, GraphQLInputObjectType):
            return self.made_object(kind, depth)
        return self.draw(st.sampled_from(self.pool.values[kind.name]))

    def made_object(self, kind: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        """Some of an input object's fields, and now and then null for one that may be."""
        required = [name for name, part in kind.fields.items() if isinstance(part.type, GraphQLNonNull)]
        deep = ("and", "or", "not")
        others = [name for name in kind.fields if name not in required and (depth < 2 or name not in deep)]
        wanted = self.draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if others else []
        made: dict[str, Any] = {}
        for name in (*required, *wanted):
            null = name not in required and self.chance(5)
            made[name] = None if null else self.made(kind.fields[name].type, depth + 1)
        return made

    def literal(self, kind: Any, made: Any, *, constant: bool = False) -> str:
        """A value written in the document; parts of it may still be variables, unless it is to be constant."""
        if isinstance(kind, GraphQLNonNull):
            return self.literal(kind.of_type, made, constant=constant)
        if made is None:
            return "null"
        if isinstance(kind, GraphQLList):
            return f"[{', '.join(self.part(kind.of_type, one, constant=constant) for one in made)}]"
        if isinstance(kind, GraphQLInputObjectType):
            parts = (
                f"{name}: {self.part(kind.fields[name].type, one, constant=constant)}" for name, one in made.items()
            )
            return f"{{{', '.join(parts)}}}"
        return str(made) if isinstance(kind, GraphQLEnumType) else json.dumps(made)

    def part(self, kind: Any, made: Any, *, constant: bool) -> str:
        """A field of an object literal, or an item of a list."""
        if made is not None and not constant and self.chance(20):
            return self.variable(kind, made)
        return self.literal(kind, made, constant=constant)


@dataclass(frozen=True, slots=True)
class Query:
    """A document and its variables."""

    head: str
    body: str
    fragments: tuple[str, ...]
    variables: dict[str, Any]

    @property
    def text(self) -> str:
        """The whole document."""
        return self.with_field("")

    def with_field(self, field: str) -> str:
        """The whole document with one more root field."""
        return "\n".join([f"{self.head} {{ {field} {self.body} }}", *self.fragments])

    def __repr__(self) -> str:
        return f"{print_ast(parse(self.text))}\n{json.dumps(self.variables)}"


@st.composite
def queries(draw: st.DrawFn, pool: Pool) -> Query:
    """A valid query of one to three root fields."""
    writer = Writer(draw, pool)
    root = the_schema().query_type
    assert root is not None
    names = draw(st.lists(st.sampled_from(list(pool.roots)), min_size=1, max_size=3))
    body = " ".join(writer.wrapped(root, _aliased(writer, root, name)) for name in names)
    kinds = ", ".join(f"${name}: {kind}" for name, (kind, _) in writer.variables.items())
    head = f"query{f' ({kinds})' if kinds else ''}"
    values = {name: value for name, (_, value) in writer.variables.items() if value is not ABSENT}
    query = Query(head, body, tuple(writer.fragments), values)
    errors = validate(the_schema(), parse(query.text))
    assert errors == [], (errors, query.text)
    return query


def _aliased(writer: Writer, root: GraphQLObjectType, name: str) -> str:
    """A root field under a key of its own."""
    text = writer.one(root, name, 0)
    return text if text.startswith("a") and ":" in text.split("{")[0].split("(")[0] else f"{writer.alias()}: {text}"
