"""How the types are declared: every element with its description, lists always as Relay connections."""

import inspect
from collections.abc import Callable
from enum import EnumMeta
from typing import Annotated, Any, Generic, TypeVar, Union

import strawberry

from smoall.domain.access.role import Permission

T = TypeVar("T")


def says(description: str, **options: Any) -> Any:
    """A field with its description; ``default=`` makes an input field optional."""
    return strawberry.field(description=description, **options)


def enum(description: str, **values: str) -> Callable[[EnumMeta], Any]:
    """A GraphQL enum with a description for itself and for each of its values."""

    def declare(cls: EnumMeta) -> Any:
        for name in cls.__members__:
            if name not in values:
                raise TypeError(f"{cls.__name__}.{name} has no description")
        made = strawberry.enum(cls, description=description)
        for value in made.__strawberry_definition__.values:  # type: ignore[attr-defined]
            value.description = values[value.name]
        return made

    return declare


def does(
    resolver: Callable[..., Any],
    answers: Any,
    description: str,
    *,
    needs: Permission | None,
    replayed: bool = True,
) -> Any:
    """A mutation: what runs, the union that it answers, what it is for, and the permission it needs.

    None needs none: whoever is signed in may, or nobody has to be. The gate enforces it; a test holds the one against
    the other for every role. ``replayed=False``: no Idempotency-Key keeps the answer, for it holds a secret, or it took
    a proof that is good once; see ``perform_secret``.
    """
    from smoall.schema.cards import RefusesCards

    text = f"{description} Needs `{needs}`." if needs else description
    field = strawberry.field(
        resolver=resolver,
        graphql_type=answers,
        description=text,
        metadata={"needs": needs, "replayed": replayed},
        extensions=[RefusesCards()],
    )
    for argument in field.arguments:
        argument.description = "What it takes, field by field."
    return field


def result(payload: type, what: str) -> Any:
    """The union that a mutation answers: its payload, or one of the problems."""
    from smoall.schema.problems import PROBLEMS

    name = payload.__name__.removesuffix("Payload") + "Result"
    return Annotated[Union[(payload, *PROBLEMS)], strawberry.union(name, description=what)]


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = says("Whether something follows this page.")
    has_previous_page: bool = says("Whether something comes before this page.")
    start_cursor: str | None = says("The cursor of the first item; null on an empty page.")
    end_cursor: str | None = says("The cursor of the last item: give it as `after` to read on.")


@strawberry.type(description="An item of a list with its place in it.")
class Edge(Generic[T]):
    """Relay's edge."""

    cursor: str = says("The item's place in the list, for `after` or `before`.")
    node: T = says("The item.")


@strawberry.type(description="A page of a list, in a stable order.")
class Connection(Generic[T]):
    """Relay's connection, with the items also directly at hand."""

    nodes: list[T] = says("The items of this page.")
    edges: list[Edge[T]] = says("The items with their cursors.")
    page_info: PageInfo = says("Where this page stands in the list.")
    total_count: int = says("How many items the whole list has; counted only when asked for.")


_PAGE: dict[str, Any] = {
    "first": Annotated[
        int | None, strawberry.argument(description="How many items, from the start: 0 to 100 (25 if absent).")
    ],
    "after": Annotated[str | None, strawberry.argument(description="Read on after this cursor.")],
    "last": Annotated[int | None, strawberry.argument(description="How many items, from the end: 0 to 100.")],
    "before": Annotated[str | None, strawberry.argument(description="Read back before this cursor.")],
}


def asks(description: str, **arguments: Any) -> Any:
    """A field with arguments that the planner reads; a tuple is (type, description), or with a default as third."""
    parameters = [inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    for name, (kind, text, *default) in arguments.items():
        parameters.append(
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                annotation=Annotated[kind, strawberry.argument(description=text)],
                default=default[0] if default else inspect.Parameter.empty,
            )
        )

    def answered_by_the_plan(*_: Any, **__: Any) -> Any:
        raise TypeError("the plan answers this field")

    answered_by_the_plan.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return strawberry.field(resolver=answered_by_the_plan, description=description)


def pages(description: str, *, where: Any = None, order: Any = None, **arguments: Any) -> Any:
    """A connection field: page arguments, and ``where`` and ``orderBy`` where the list knows them."""
    asked = dict(arguments)
    if where is not None:
        asked["where"] = (where | None, "Only the items for which all of this holds.", strawberry.UNSET)
    if order is not None:
        asked["order_by"] = (list[order] | None, "The order, most significant first.", strawberry.UNSET)
    for name, annotation in _PAGE.items():
        asked[name] = (annotation.__origin__, annotation.__metadata__[0].description, strawberry.UNSET)
    return asks(description, **asked)
