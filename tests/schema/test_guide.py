"""docs/graphql.md does what it says: its documents are executed, in order, as an integrator would."""

import json
import re
from pathlib import Path
from typing import Any

from graphql import OperationDefinitionNode, OperationType, parse, validate

from smoall.schema.limits import Limits
from tests.harness.api import PASSWORD, Api
from tests.harness.selecting import the_schema

GUIDE = Path(__file__).parents[2] / "docs" / "graphql.md"
BLOCK = re.compile(r"```graphql\n(.*?)```(?:\s*```json\n(.*?)```)?", re.DOTALL)
WRONG = {"Wrong": "BAD_USER_INPUT"}


def ids_of(found: dict[str, Any]) -> dict[str, str]:
    """What a payload brings for the documents to come."""
    ids = {}
    if company := found.get("company"):
        ids["company"] = company["id"]
    if invoice := found.get("invoice"):
        ids["draft" if invoice.get("state") == "DRAFT" else "issued"] = invoice.get("id", "")
    return ids


def filled_in(variables: str, known: dict[str, str]) -> str:
    """The variables with what is known in place of its name."""
    return re.sub(r"‹(\w+)›", lambda sign: known[sign[1]], variables)


async def test_every_document_of_the_guide_does_what_it_says(api: Api) -> None:
    known = {"email": api.email, "password": PASSWORD}
    done = []
    for query, variables in BLOCK.findall(GUIDE.read_text("utf-8")):
        document = parse(query)
        assert validate(the_schema(), document) == []
        (operation,) = document.definitions
        assert isinstance(operation, OperationDefinitionNode)
        assert operation.name
        if operation.operation is OperationType.SUBSCRIPTION:
            continue
        filled = filled_in(variables or "{}", known)
        answer = (await api.post(f'{{"query": {json.dumps(query)}, "variables": {filled}}}'.encode())).json()
        if operation.name.value in WRONG:
            assert answer["errors"][0]["extensions"]["code"] in (WRONG[operation.name.value], "QUERY_TOO_COMPLEX")
            continue
        assert "errors" not in answer, answer
        if operation.operation is OperationType.MUTATION:
            (found,) = answer["data"].values()
            assert found["__typename"].endswith("Payload"), found
            known |= ids_of(found) if operation.name.value != "CheckIssue" else {}
        done.append(operation.name.value)
    assert len(done) >= 10


def test_the_limits_of_the_guide_are_the_defaults() -> None:
    limits = Limits()
    text = GUIDE.read_text("utf-8").replace("\n", " ")
    assert (
        f"{limits.depth} levels, {limits.aliases} aliases, {limits.directives} directives, {limits.root_fields} root "
        f"fields, {limits.tokens} tokens"
    ) in text
