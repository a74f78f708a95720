"""No card number comes in: every text of every mutation is looked at before anything else is done with it.

What is found is refused at its place and never repeated: not in the answer, not in a log, not under the idempotency
key. Cards are only ever typed at the payment page (register sheet A1; PCI DSS 4.0 requirement 3).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import GraphQLObjectType
from strawberry.extensions import FieldExtension

from smoall.domain.kernel.card_number import refuse_card_numbers
from smoall.domain.kernel.errors import Invalid
from smoall.schema.context import Info
from smoall.schema.performing import refused
from smoall.usecases.reading import Argument, Bag, Leaf, Row


class RefusesCards(FieldExtension):
    """Answers a mutation whose input holds a card number with CARD_NUMBER at each place, and does not run it."""

    async def resolve_async(self, next_: Any, source: Any, info: Info, **kwargs: Any) -> Any:
        """The mutation's own answer, unless a card number was typed."""
        try:
            refuse_card_numbers(texts(_arguments(info)))
        except Invalid as broken:
            return refused(info, broken)
        return await next_(source, info, **kwargs)


def texts(arguments: Mapping[str, Argument]) -> Iterator[tuple[str, str]]:
    """Every text that was given, behind its path from the input on: ``lines[0].description``."""
    for name, argument in arguments.items():
        yield from _below(argument, "" if name == "input" else name)


def _below(argument: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(argument, str):
        yield path, argument
    elif isinstance(argument, Leaf):
        yield from _below(argument.value, path)
    elif isinstance(argument, Bag | dict):
        fields = argument.fields if isinstance(argument, Bag) else argument
        for name, part in fields.items():
            yield from _below(part, f"{path}.{name}".lstrip("."))
    elif isinstance(argument, Row | list):
        items = argument.items if isinstance(argument, Row) else argument
        for index, item in enumerate(items):
            yield from _below(item, f"{path}[{index}]")


def _arguments(info: Info) -> Mapping[str, Argument]:
    parent = info._raw_info.parent_type
    assert isinstance(parent, GraphQLObjectType)
    planner = info.context.planner(info._raw_info)
    return planner.arguments(parent, info._raw_info.field_nodes)
