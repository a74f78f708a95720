"""From a validated GraphQL document to a Selection: pure data, fragments merged, directives decided.

One planner for every road: the whole operation at once for the compiled read, one root field at a time for the
generic execution, the payload of a mutation after its act.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graphql import (
    BooleanValueNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    value_from_ast,
)

from smoall.usecases.reading import Argument, Bag, Leaf, Row, Selected, Selection, Unplannable


class Planner:
    """Plans over one document with one set of coerced variables.

    ``variables`` are the values by variable name; an absent variable is absent from it. Input objects inside it are
    dicts by GraphQL name, so that a path found here can be followed again in another request of the same shape.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
        operation_node: OperationDefinitionNode | None = None,
    ) -> None:
        self.schema = schema
        self.variables = variables
        self.operation_node = operation_node
        self._fragments = fragments

    @classmethod
    def during(cls, info: GraphQLResolveInfo[Any]) -> "Planner":
        """The planner of an operation that graphql-core executes."""
        return cls(info.schema, info.fragments, info.variable_values.coerced, info.operation)

    def operation(self, operation: OperationDefinitionNode) -> Selection:
        """The selection of a whole query operation."""
        root = self.schema.query_type
        assert root is not None
        return self.of(root, [operation.selection_set])

    def of(self, parent: GraphQLObjectType, sets: Sequence[SelectionSetNode]) -> Selection:
        """What the selection sets ask of ``parent``, each response key once (GraphQL spec §6.3.2, CollectFields)."""
        keys: dict[str, list[FieldNode]] = {}
        for selection_set in sets:
            self._collect(parent, selection_set, keys, set())
        return tuple(self._selected(parent, key, nodes) for key, nodes in keys.items())

    def field(self, parent: GraphQLObjectType, key: str | int, nodes: Sequence[FieldNode]) -> Selected:
        """One field of ``parent``, from the nodes that share its response key."""
        return self._selected(parent, str(key), list(nodes))

    def arguments(self, parent: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Mapping[str, Argument]:
        """What a field of ``parent`` is given."""
        return self._arguments(parent.fields[nodes[0].name.value], nodes[0])

    def dearest(
        self, parent: GraphQLObjectType, sets: Sequence[SelectionSetNode], price: Callable[[Selection], int]
    ) -> list[int]:
        """For each field of ``parent``, the price of what it asks; of an abstract type, that of its dearest object."""
        keys: dict[str, list[FieldNode]] = {}
        for selection_set in sets:
            self._collect(parent, selection_set, keys, set())
        return [self._dearest(parent, nodes, price) for nodes in keys.values()]

    def _dearest(self, parent: GraphQLObjectType, nodes: list[FieldNode], price: Callable[[Selection], int]) -> int:
        field = parent.fields.get(nodes[0].name.value)
        named = get_named_type(field.type) if field else None
        if not is_composite_type(named) or named.name.startswith("__"):
            return 0
        sets = [node.selection_set for node in nodes if node.selection_set]
        possible = [named] if isinstance(named, GraphQLObjectType) else self.schema.get_possible_types(named)
        dearest = max(price(self.of(kind, sets)) for kind in possible)
        return dearest * self._length(field, nodes[0]) if field else dearest

    def _length(self, field: GraphQLField, node: FieldNode) -> int:
        """How many objects a field asks for at once: as many as it is given ``ids``, else one."""
        ids = self._arguments(field, node).get("ids")
        if isinstance(ids, Row):
            return len(ids.items)
        return len(ids.value) if isinstance(ids, Leaf) and isinstance(ids.value, list) else 1

    def _collect(
        self, parent: GraphQLObjectType, selections: SelectionSetNode, keys: dict[str, list[FieldNode]], seen: set[str]
    ) -> None:
        for node in selections.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                keys.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition.name.value if node.type_condition else None
                if self._applies(parent, condition):
                    self._collect(parent, node.selection_set, keys, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = self._fragments[node.name.value]
                if self._applies(parent, fragment.type_condition.name.value):
                    self._collect(parent, fragment.selection_set, keys, seen)

    def _applies(self, parent: GraphQLObjectType, condition: str | None) -> bool:
        if condition is None or condition == parent.name:
            return True
        named = self.schema.type_map[condition]
        return is_abstract_type(named) and self.schema.is_sub_type(named, parent)

    def _included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            if directive.name.value in ("skip", "include"):
                given = next(argument.value for argument in directive.arguments or ())
                if isinstance(given, VariableNode):
                    wanted = self.variables[given.name.value]
                else:
                    wanted = isinstance(given, BooleanValueNode) and given.value
                if wanted is None:
                    raise Unplannable(directive.name.value)
                if bool(wanted) is (directive.name.value == "skip"):
                    return False
        return True

    def _selected(self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> Selected:
        name = nodes[0].name.value
        if name == "__typename":
            return Selected(key, name, parent.name, False, {})
        field = parent.fields.get(name)
        if field is None:
            raise Unplannable(name)
        named = get_named_type(field.type)
        fields: Selection = ()
        if is_composite_type(named):
            if not isinstance(named, GraphQLObjectType):
                raise Unplannable(name)
            fields = self.of(named, [node.selection_set for node in nodes if node.selection_set])
        nullable = not isinstance(field.type, GraphQLNonNull)
        bare = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
        plural = isinstance(bare, GraphQLList)
        return Selected(key, name, named.name, nullable, self._arguments(field, nodes[0]), fields, plural)

    def _arguments(self, field: GraphQLField, node: FieldNode) -> dict[str, Argument]:
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        found: dict[str, Argument] = {}
        for name, definition in field.args.items():
            value = self._argument(given[name], definition.type) if name in given else None
            if value is None and definition.default_value is not Undefined:
                value = Leaf(definition.default_value)
            if value is not None:
                found[name] = value
        return found

    def _argument(self, node: ValueNode, kind: GraphQLInputType) -> Argument | None:
        if isinstance(node, VariableNode):
            name = node.name.value
            return argument_of(self.variables[name], (name,)) if name in self.variables else None
        if isinstance(node, NullValueNode):
            return Leaf(None)  # never a list of one null: ``in: null`` asks nothing
        kind = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(node, ObjectValueNode) and isinstance(kind, GraphQLInputObjectType):
            parts = (
                (part.name.value, self._argument(part.value, kind.fields[part.name.value].type)) for part in node.fields
            )
            return Bag({name: part for name, part in parts if part is not None})
        if isinstance(kind, GraphQLList):
            return self._list(node, kind.of_type)
        value = value_from_ast(node, kind)
        if value is Undefined:
            raise Unplannable("literal")
        return Leaf(value)

    def _list(self, node: ValueNode, kind: GraphQLInputType) -> Argument:
        nodes: Iterable[ValueNode] = node.values if isinstance(node, ListValueNode) else (node,)
        items = [self._argument(item, kind) for item in nodes]
        if any(not isinstance(item, Leaf) or item.path for item in items):
            return Row(tuple(item for item in items if item is not None))
        return Leaf([item.value for item in items if isinstance(item, Leaf)])


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """The fragments of a document, by name."""
    return {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}


def argument_of(value: Any, path: tuple[str | int, ...]) -> Argument:
    """A coerced variable as an argument: objects and lists of objects are taken apart, everything else is a leaf."""
    if isinstance(value, dict):
        return Bag({name: argument_of(part, (*path, name)) for name, part in value.items()})
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return Row(tuple(argument_of(item, (*path, index)) for index, item in enumerate(value)))
    return Leaf(value, path)


def shape_of(value: Any) -> Any:
    """What of a variable decides the form of the statement: which fields are given, numbers, flags and enum values.

    Two requests of one document with equal shapes are served by one plan; texts, dates and decimals never matter, and
    of a list of them only its length, to the next power of two.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        return tuple((name, shape_of(part)) for name, part in value.items())
    if isinstance(value, list):
        nested = value and isinstance(value[0], dict)
        return tuple(shape_of(item) for item in value) if nested else f"[{len(value).bit_length()}]"
    return str(value) if type(value).__module__ != "builtins" and isinstance(value, str) else "·"
