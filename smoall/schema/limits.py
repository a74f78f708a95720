"""What a document may be before it is worth looking at: bounded in depth, aliases, root fields and directives.

Tokens are bounded while parsing; these bounds hold before validation, whose own effort grows with the square of fields
that share a name and without bound with fragments in fragments. Introspection is as deep as its specification makes it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from smoall.schema.planning import fragments_of

MOST_OPENED = 20_000  # beyond it nothing else is measured: the bound on opened fields speaks already
SAME_NAME = 30  # fields of one response name in one place; each pair of them is compared

CHECKS_CREDENTIAL = frozenset(
    {
        *("register", "signIn", "resetPassword", "changePassword", "changeEmail", "acceptInvitation"),
        *("enrolTotp", "confirmTotp", "disableTotp", "regenerateRecoveryCodes"),
        *("startPasskeyRegistration", "finishPasskeyRegistration", "finishPasskeySignIn", "removePasskey"),
        *("createApiKey", "rotateApiKey", "deleteMyAccount", "closeOrganisation"),
    }
)
"""Mutations that check or hash a password, a code or a key: one per document, for aliases would try many at once."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one document and one operation; ``cost`` in points."""

    depth: int = 10
    aliases: int = 15
    tokens: int = 1500
    root_fields: int = 10
    directives: int = 20
    cost: int = 10_000


def excesses(document: DocumentNode, limits: Limits) -> list[str]:
    """What is beyond the bounds in any operation, in words; empty when all is well. The document need not be valid."""
    fragments = fragments_of(document)
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    return next(filter(None, (_of_operation(one, fragments, limits) for one in operations)), [])


def _of_operation(
    operation: OperationDefinitionNode, fragments: dict[str, FragmentDefinitionNode], limits: Limits
) -> list[str]:
    selections = [node.selection_set for node in (operation, *fragments.values())]
    counted = [field for selection in selections for field in _fields(selection)]
    measured = _Measured(operation.selection_set, fragments)
    if measured.opened <= MOST_OPENED:
        measured.walk([operation.selection_set], level=1)
    found = (
        ("levels of fields", measured.depth, limits.depth),
        ("aliases", sum(1 for field in counted if field.alias), limits.aliases),
        ("directives", sum(len(field.directives or ()) for field in counted), limits.directives),
        ("root fields", measured.roots, limits.root_fields),
        ("fields that check a credential", measured.checks, 1),
        ("fields once fragments are opened", measured.opened, limits.tokens),
        ("fields of one name in one place", measured.same, SAME_NAME),
    )
    return [f"{count} {what}, at most {most} are allowed" for what, count, most in found if count > most]


def _fields(selection: SelectionSetNode) -> Iterator[FieldNode]:
    """The fields of a selection set and all below it, fragments left closed."""
    for node in selection.selections:
        if isinstance(node, FieldNode):
            yield node
        inner = getattr(node, "selection_set", None)
        if inner is not None:
            yield from _fields(inner)


class _Measured:
    """An operation with its fragments opened, as far as it is worth going."""

    def __init__(self, selection: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._sizes: dict[str, int] = {}
        self.depth = self.roots = self.checks = self.same = 0
        self.opened = self._size(selection)

    def walk(self, sets: list[SelectionSetNode], *, level: int, deepening: bool = True) -> None:
        """Measure what stands in one place: the sets of fields that were asked for together."""
        places: dict[str, list[FieldNode]] = defaultdict(list)
        for field in (field for one in sets for field in self._here(one, frozenset())):
            places[(field.alias or field.name).value].append(field)
        if level == 1:
            self.roots = sum(len(fields) for fields in places.values())
            self.checks = sum(field.name.value in CHECKS_CREDENTIAL for fields in places.values() for field in fields)
        for fields in places.values():
            self.same = max(self.same, len(fields))
            deeper = deepening and not fields[0].name.value.startswith("__")
            self.depth = max(self.depth, level if deeper else 0)
            below = [field.selection_set for field in fields if field.selection_set]
            if below:
                self.walk(below, level=level + 1, deepening=deeper)

    def _here(self, selection: SelectionSetNode, open_: frozenset[str]) -> Iterator[FieldNode]:
        """The fields of one place; a fragment that opens itself is opened once, an unknown one not at all."""
        for node in selection.selections:
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, FragmentSpreadNode):
                name = node.name.value
                if name in self._fragments and name not in open_:
                    yield from self._here(self._fragments[name].selection_set, open_ | {name})
            elif isinstance(node, InlineFragmentNode):
                yield from self._here(node.selection_set, open_)

    def _size(self, selection: SelectionSetNode) -> int:
        """How many fields it has with all fragments opened; each fragment is counted once and for all."""
        size = 0
        for node in selection.selections:
            if isinstance(node, FragmentSpreadNode):
                name = node.name.value
                if name in self._fragments and name not in self._sizes:
                    self._sizes[name] = 0  # a circle ends here; validation will refuse it
                    self._sizes[name] = self._size(self._fragments[name].selection_set)
                size += 1 + self._sizes.get(name, 0)
            else:
                inner = getattr(node, "selection_set", None)
                size += 1 + (self._size(inner) if inner else 0)
        return size
