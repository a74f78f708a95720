"""Documents written from the schema: for a mutation or a type, everything that can be read without an argument."""

from functools import cache

from graphql import (
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from smoall.schema.schema import build_schema

PROBLEM = "... on Problem { code message } ... on InvalidProblem { findings { code path message ruleId severity } }"
CONFLICT = "... on ConflictProblem { currentVersion }"
PLAIN = ("Money", "Totals", "Vat", "Address", "Session", "File", "PageInfo", "VatBreakdown", "Line")


@cache
def the_schema() -> GraphQLSchema:
    """The schema that the application executes."""
    return build_schema()._schema


@cache
def leaves_of(name: str) -> str:
    """The selection of a type's own values: leaves, and values made of them such as an amount of money."""
    kind = the_schema().type_map[name]
    assert isinstance(kind, GraphQLObjectType)
    found: list[str] = []
    for field_name, field in kind.fields.items():
        inner = get_named_type(field.type)
        if any(isinstance(argument.type, GraphQLNonNull) for argument in field.args.values()):
            continue
        if is_leaf_type(inner):
            found.append(field_name)
        elif inner.name in PLAIN:
            found.append(f"{field_name} {{ {leaves_of(inner.name)} }}")
    return " ".join(found)


@cache
def mutation_document(name: str, select: str = "") -> str:
    """``mutation ($input: …) { name(input: $input) { … } }`` with every problem told, and the payload's own values."""
    schema = the_schema()
    assert schema.mutation_type is not None
    field = schema.mutation_type.fields[name]
    union = get_named_type(field.type)
    assert isinstance(union, GraphQLUnionType)
    payload = next(kind for kind in union.types if kind.name.endswith("Payload"))
    answer = f"__typename {PROBLEM} {CONFLICT} ... on {payload.name} {{ {select or _payload(payload)} }}"
    if "input" not in field.args:
        return f"mutation {{ {name} {{ {answer} }} }}"
    return f"mutation ($input: {field.args['input'].type}) {{ {name}(input: $input) {{ {answer} }} }}"


def _payload(payload: GraphQLObjectType) -> str:
    found: list[str] = []
    for name, field in payload.fields.items():
        inner = get_named_type(field.type)
        found.append(name if is_leaf_type(inner) else f"{name} {{ {leaves_of(inner.name)} }}")
    return " ".join(found)
