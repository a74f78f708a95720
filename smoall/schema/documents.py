"""Documents, understood once: parsed, validated, held against the limits, and planned per role and shape."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    get_operation_ast,
    parse,
    validate,
)

from smoall.domain.access.role import Permission
from smoall.schema.cost import MUTATION, cost_of
from smoall.schema.failures import failure
from smoall.schema.limits import Limits, excesses
from smoall.schema.planning import Planner, fragments_of, shape_of
from smoall.schema.reach import needed
from smoall.schema.variables import compile_variables
from smoall.usecases.reading import Plan, Reads, Selection, Unplannable

LONGEST_DOCUMENT = 64_000
KNOWN_DOCUMENTS = 512
KNOWN_PLANS = 64


class Known(OrderedDict[Any, Any]):
    """The most recently used of at most ``most`` things."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def get(self, key: Any, default: Any = None) -> Any:
        """The thing, which counts as used."""
        if key not in self:
            return default
        self.move_to_end(key)
        return self[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, value)
        if len(self) > self._most:
            self.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Planned:
    """How a query is answered (None: by the generic execution), what it costs, and what reading it needs."""

    plan: Plan | None
    cost: int
    needs: frozenset[Permission] = frozenset()


class Operation:
    """One operation of a valid document, with the plans made for it so far."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) -> None:
        self.document = document
        self.node = operation
        self.plans: Known = Known(KNOWN_PLANS)
        self.coerce = compile_variables(schema, operation)
        self._schema = schema
        self._fragments = fragments_of(document)

    @property
    def is_query(self) -> bool:
        """Whether it only reads."""
        return self.node.operation is OperationType.QUERY

    @property
    def is_subscription(self) -> bool:
        """Whether it is a subscription."""
        return self.node.operation is OperationType.SUBSCRIPTION

    def plan(self, reads: Reads, values: Mapping[str, Any]) -> Planned:
        """The plan of the whole query."""
        place = ("*", shape_of(dict(values)))
        found: Planned | None = self.plans.get(place)
        if found is None:
            found = self.plans[place] = self._plan(reads, values)
        return found

    def _plan(self, reads: Reads, values: Mapping[str, Any]) -> Planned:
        planner = Planner(self._schema, self._fragments, values)
        try:
            selection = planner.operation(self.node)
        except Unplannable:
            return Planned(None, self._generic_cost(planner))
        try:
            return Planned(reads.compile(selection, "Query"), cost_of(selection), needed(selection))
        except Unplannable:
            return Planned(None, cost_of(selection))

    def cost(self, values: Mapping[str, Any]) -> int:
        """The points of a mutation: ten for each act, and what its payloads show."""
        place = ("cost", shape_of(dict(values)))
        found: int | None = self.plans.get(place)
        if found is None:
            found = self.plans[place] = self._generic_cost(Planner(self._schema, self._fragments, values))
        return found

    def _generic_cost(self, planner: Planner) -> int:
        """The cost where a root field's type is abstract: that of its dearest possible object."""
        root = self._schema.get_root_type(self.node.operation)
        assert root is not None
        extra = 0 if self.is_query else MUTATION
        return sum(extra + cost for cost in planner.dearest(root, [self.node.selection_set], _priced))


def _priced(selection: Selection) -> int:
    return 1 + cost_of(selection)


class Documents:
    """The documents seen lately, by text and operation name."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self.schema = schema
        self._limits = limits
        self._known: Known = Known(KNOWN_DOCUMENTS)

    def get(self, text: str, name: str | None) -> Operation:
        """The operation. Raises Refused with the errors of parsing, validating or exceeding the limits."""
        found: Operation | None = self._known.get((text, name))
        if found is None:
            found = self._known[(text, name)] = self._read(text, name)
        return found

    def _read(self, text: str, name: str | None) -> Operation:
        if len(text) > LONGEST_DOCUMENT:
            text = f"The document has {len(text)} characters, at most {LONGEST_DOCUMENT} are allowed."
            raise Refused("QUERY_TOO_COMPLEX", [GraphQLError(text)])
        try:
            document = parse(text, max_tokens=self._limits.tokens, no_location=False)
        except GraphQLSyntaxError as error:
            raise Refused("GRAPHQL_PARSE_FAILED", [error]) from error
        except RecursionError as error:
            raise Refused("QUERY_TOO_COMPLEX", [GraphQLError("The document is nested too deeply.")]) from error
        too_much = excesses(document, self._limits)
        if too_much:
            raise Refused(
                "QUERY_TOO_COMPLEX", [failure("QUERY_TOO_COMPLEX", f"Too much at once: {'; '.join(too_much)}.")]
            )
        errors = validate(self.schema, document)
        if errors:
            raise Refused("GRAPHQL_VALIDATION_FAILED", errors)
        operation = get_operation_ast(document, name)
        if operation is None:
            text = f"There is no operation {name!r} in the document." if name else "Say which operation: operationName."
            raise Refused("BAD_REQUEST", [GraphQLError(text)])
        return Operation(self.schema, document, operation)


class Refused(Exception):
    """A document that will not be executed, with the code of all its errors."""

    def __init__(self, code: str, errors: list[GraphQLError]) -> None:
        super().__init__(code)
        self.code = code
        self.errors = errors
