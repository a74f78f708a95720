"""The executable schema: Strawberry's types, finished for answers that come as JSON by response key."""

from typing import Any

import strawberry
from graphql import (
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLUnionType,
    build_ast_schema,
    get_named_type,
    lexicographic_sort_schema,
    parse,
    print_schema,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import DomainError
from smoall.schema.answers import fingerprint, log
from smoall.schema.context import Request
from smoall.schema.invoicing.types import CreditNote, Invoice
from smoall.schema.mutations import Mutation
from smoall.schema.problems import PROBLEMS
from smoall.schema.queries import Query
from smoall.schema.reach import ensure_granted, permission_of
from smoall.schema.rooting import answer_root
from smoall.schema.scalars import SCALARS
from smoall.schema.subscriptions import Subscription


class QuietSchema(strawberry.Schema):
    """A schema that never logs a query: its literals may be passwords."""

    def process_errors(
        self,
        errors: list[GraphQLError],
        execution_context: ExecutionContext | None = None,  # noqa: ARG002 - Strawberry's signature
    ) -> None:
        """Log the place of a bug, and nothing of what was typed."""
        for error in errors:
            if error.original_error is not None and not isinstance(error.original_error, GraphQLError | DomainError):
                log.error("bug", extra=fingerprint(error.original_error))


def build_schema() -> strawberry.Schema:
    """The schema. Below the roots no resolver runs: a field is its response key's value."""
    config = StrawberryConfig(scalar_map=SCALARS)
    schema = QuietSchema(Query, Mutation, Subscription, types=[Invoice, CreditNote, *PROBLEMS], config=config)
    core = schema._schema
    roots = {core.query_type, core.mutation_type, core.subscription_type}
    for named in core.type_map.values():
        if isinstance(named, GraphQLUnionType | GraphQLInterfaceType):
            named.resolve_type = _typename
        elif isinstance(named, GraphQLObjectType) and not named.name.startswith("__"):
            named.is_type_of = None
            if named not in roots:
                for field in named.fields.values():
                    field.resolve = _by_response_key
    assert core.query_type is not None
    for field in core.query_type.fields.values():
        if _is_planned(field):
            field.resolve = answer_root
        elif permission := permission_of(get_named_type(field.type).name):
            field.resolve = _within_reach(field.resolve, permission)
    return schema


def _is_planned(field: Any) -> bool:
    """Whether the field was declared without a resolver of its own, to be answered by the plan."""
    definition = field.extensions.get("strawberry-definition")
    resolver = definition.base_resolver if definition else None
    return resolver is None or resolver.name == "answered_by_the_plan"


def _within_reach(resolve: Any, permission: Permission) -> Any:
    """A computed root, for readers who may read what it answers. Raises UNAUTHENTICATED, FORBIDDEN."""

    def guarded(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        request: Request = info.context
        ensure_granted(frozenset({permission}), request.signed_in().permissions)
        return resolve(source, info, **arguments)

    return guarded


def _by_response_key(source: Any, info: GraphQLResolveInfo[Any], **_arguments: Any) -> Any:
    return source[info.path.key]


def _typename(value: Any, _info: GraphQLResolveInfo[Any], _kind: Any) -> str:
    name: str = value["__typename"]
    return name


def sdl_of(schema: strawberry.Schema) -> str:
    """The schema as sorted SDL, the way it is committed and published."""
    return print_schema(lexicographic_sort_schema(build_ast_schema(parse(schema.as_str())))) + "\n"
