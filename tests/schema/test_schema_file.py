"""The published schema: committed as it is built, described to the last value, never broken without notice."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
)

from smoall.schema import schema as built
from tests.harness.selecting import the_schema

COMMITTED = Path(built.__file__).with_name("schema.graphql")
RELEASED = Path(__file__).with_name("released.graphql")
ELEMENT = re.compile(r"^(?:Field|Argument|Enum value) (\w+)\.(\w+)(?:\((\w+):\))? was removed\.$")


def unannounced(old: GraphQLSchema, new: GraphQLSchema) -> list[str]:
    """The breaking changes between two schemas, without the removal of what was deprecated."""
    changes = find_breaking_changes(old, new)
    return [change.description for change in changes if not _was_deprecated(old, change.description)]


def _was_deprecated(old: GraphQLSchema, change: str) -> bool:
    found = ELEMENT.match(change)
    if found is None:
        return False
    kind, name, argument = found.groups()
    holder: Any = old.type_map[kind]
    members = holder.values if isinstance(holder, GraphQLEnumType) else holder.fields
    element = members[name].args[argument] if argument else members[name]
    return element.deprecation_reason is not None


def described(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Every type, field, argument, enum value and input field of ours, with its description."""
    for name, kind in schema.type_map.items():
        if name.startswith("__"):
            continue
        yield name, kind.description
        if isinstance(kind, GraphQLEnumType):
            yield from ((f"{name}.{value}", one.description) for value, one in kind.values.items())
        elif isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field_name, field in kind.fields.items():
                yield f"{name}.{field_name}", field.description
                for argument, one in getattr(field, "args", {}).items():
                    yield f"{name}.{field_name}({argument}:)", one.description


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    # When this fails on purpose: run `smoall schema --write`.
    assert COMMITTED.read_text("utf-8") == built.sdl_of(built.build_schema())


def test_everything_is_described() -> None:
    elements = dict(described(the_schema()))
    assert len(elements) > 500
    assert [name for name, text in elements.items() if not (text or "").strip()] == []


def test_nothing_of_the_last_release_breaks_that_was_not_deprecated() -> None:
    # released.graphql is the schema of the last release: copy schema.graphql over it when releasing, and only then.
    assert unannounced(build_schema(RELEASED.read_text("utf-8")), the_schema()) == []


OLD = """
type Query {
  kept: Int gone: Int @deprecated(reason: "use kept") list(first: Int page: Int @deprecated(reason: "x")): Int
}
enum State { OPEN SHUT @deprecated(reason: "x") }
input Where { state: State old: Int @deprecated(reason: "x") }
"""


@pytest.mark.parametrize(
    ("new", "breaks"),
    [
        (OLD, 0),
        (OLD.replace("kept: Int", "kept: Int more: Int", 1), 0),
        ("type Query { kept: Int list(first: Int): Int } enum State { OPEN } input Where { state: State }", 0),
        (OLD.replace("kept: Int", "", 1), 1),
        (OLD.replace("kept: Int", "kept: String", 1), 1),
        (OLD.replace("OPEN ", ""), 1),
        (OLD.replace("first: Int ", ""), 1),
        (OLD.replace("state: State ", "state: State! "), 1),
    ],
)
def test_only_what_was_deprecated_may_go(new: str, breaks: int) -> None:
    assert len(unannounced(build_schema(OLD), build_schema(new))) == breaks
