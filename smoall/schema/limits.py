"""What a document may be before it is worth looking at: bounded in depth, aliases, root fields and directives.

Tokens are bounded while parsing. Introspection is not counted: it is as deep as the specification makes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from smoall.schema.planning import fragments_of

_SECRETS = frozenset({"signIn", "register"})


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one document and one operation; ``cost`` in points."""

    depth: int = 10
    aliases: int = 15
    tokens: int = 1500
    root_fields: int = 10
    directives: int = 20
    cost: int = 10_000


def excesses(document: DocumentNode, operation: OperationDefinitionNode, limits: Limits) -> list[str]:
    """What is beyond the bounds, in words; empty when all is well. The document is valid: fragments have no cycle."""
    fragments = fragments_of(document)
    selections = [node.selection_set for node in (operation, *fragments.values())]
    counted = [field for selection in selections for field in _fields(selection)]
    aliases = sum(1 for field in counted if field.alias)
    directives = sum(len(field.directives or ()) for field in counted)
    roots = sum(1 for _ in _fields(operation.selection_set, fragments, deep=False))
    depth = _depth(operation.selection_set, fragments, {})
    secrets = sum(
        1 for field in _fields(operation.selection_set, fragments, deep=False) if field.name.value in _SECRETS
    )
    found = (
        ("levels of fields", depth, limits.depth),
        ("aliases", aliases, limits.aliases),
        ("directives", directives, limits.directives),
        ("root fields", roots, limits.root_fields),
        ("fields that check a password", secrets, 1),
    )
    return [f"{count} {what}, at most {most} are allowed" for what, count, most in found if count > most]


def _fields(
    selection: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode] | None = None, *, deep: bool = True
) -> Iterator[FieldNode]:
    """The fields of a selection set: all of them below it, or only its own with fragments opened."""
    for node in selection.selections:
        if isinstance(node, FragmentSpreadNode):
            if fragments is not None:
                yield from _fields(fragments[node.name.value].selection_set, fragments, deep=deep)
            continue
        if isinstance(node, FieldNode):
            yield node
            if not deep:
                continue
        inner = getattr(node, "selection_set", None)
        if inner is not None:
            yield from _fields(inner, fragments, deep=deep)


def _depth(selection: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode], known: dict[str, int]) -> int:
    deepest = 0
    for node in selection.selections:
        if isinstance(node, FragmentSpreadNode):
            name = node.name.value
            if name not in known:
                known[name] = _depth(fragments[name].selection_set, fragments, known)
            deepest = max(deepest, known[name])
        elif isinstance(node, FieldNode):
            if not node.name.value.startswith("__"):
                inner = _depth(node.selection_set, fragments, known) if node.selection_set else 0
                deepest = max(deepest, 1 + inner)
        elif inner_set := getattr(node, "selection_set", None):
            deepest = max(deepest, _depth(inner_set, fragments, known))
    return deepest
