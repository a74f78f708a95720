"""Our planner's own statements, ready to run without the server around them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from graphql import OperationDefinitionNode, parse

from bench.questions import Asked, Question, made
from smoall.domain.access.role import Role
from smoall.infra.crypto.tokens import hash_of_token
from smoall.infra.postgres.reads.catalogue import CATALOGUE
from smoall.infra.postgres.reads.compiler import compile_selection
from smoall.schema.planning import Planner
from smoall.schema.schema import build_schema
from smoall.schema.variables import compile_variables
from smoall.usecases.reading import Signing

SIGNING = Signing("http://127.0.0.1", bytes(32), datetime.now(UTC) + timedelta(hours=1))


class Planned:
    """One question as SQL, and how a request fills it."""

    def __init__(self, question: Question) -> None:
        schema = build_schema()._schema
        operation = parse(question.text).definitions[0]
        assert isinstance(operation, OperationDefinitionNode)
        self._coerce = compile_variables(schema, operation)
        selection = Planner(schema, {}, self._coerce(question.requests[0].variables)).operation(operation)
        plan = compile_selection(CATALOGUE, selection, "Query")
        self.sql, self._getters = plan.guarded, plan.getters

    def parameters(self, asked: Asked) -> Sequence[Any]:
        """What the statement is run with for one request, its session's proof included."""
        values = self._coerce(asked.variables)
        return [
            made(0, asked.organisation),
            made(1, asked.organisation),
            *(getter(values, SIGNING) for getter in self._getters),
            hash_of_token(asked.token),
            Role.OWNER,
        ]
