"""Documents by their hash: sent once with it, then the hash alone; in strict mode only what was laid down."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from smoall.schema.documents import Documents
from smoall.schema.guard import BadBody, Parameters
from smoall.schema.limits import Limits
from smoall.schema.trusted import MOST_DOCUMENTS, TrustedDocuments, digest_of
from tests.harness.api import Api
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.harness.selecting import the_schema

QUERY = "query Mine { viewer { user { email } } }"


def persisted(digest: str, **more: Any) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}, **more}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


async def code_of(api: Api, body: dict[str, Any]) -> str:
    code: str = (await api.post(body)).json()["errors"][0]["extensions"]["code"]
    return code


async def test_the_hash_alone_answers_once_the_text_came_with_it(api: Api) -> None:
    query = QUERY.replace("Mine", "Automatic")
    unknown = await api.post(persisted(sha256(query)))
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert unknown.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
    first = await api.post(persisted(sha256(query), query=query))
    again = await api.post(persisted(sha256(query)))
    assert first.json()["data"] == again.json()["data"] == {"viewer": {"user": {"email": api.email}}}


async def test_the_hash_works_by_get_too(house: RunningHouse) -> None:
    query = "query ByGet { termsOfService { version } }"
    await house.http.post("/graphql", json=persisted(sha256(query), query=query))
    extensions = f'{{"persistedQuery":{{"version":1,"sha256Hash":"{sha256(query)}"}}}}'
    response = await house.http.get("/graphql", params={"extensions": extensions})
    assert response.json()["data"]["termsOfService"]["version"]


async def test_a_hash_of_another_text_is_refused_and_not_kept(api: Api) -> None:
    query = QUERY.replace("Mine", "Forged")
    assert await code_of(api, persisted(sha256(query), query=query + " ")) == "BAD_REQUEST"
    assert await code_of(api, persisted(sha256(query))) == "PERSISTED_QUERY_NOT_FOUND"


async def test_a_broken_document_is_not_kept(api: Api) -> None:
    query = "query Broken { nothing }"
    assert await code_of(api, persisted(sha256(query), query=query)) == "GRAPHQL_VALIDATION_FAILED"
    assert await code_of(api, persisted(sha256(query))) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "value", [1, [], {}, {"sha256Hash": 1}, {"sha256Hash": "ab"}, {"version": 2, "sha256Hash": "a" * 64}]
)
async def test_what_is_no_hash_is_refused(api: Api, value: Any) -> None:
    assert await code_of(api, {"extensions": {"persistedQuery": value}}) == "BAD_REQUEST"


def test_the_longest_unused_document_goes_first() -> None:
    trusted = TrustedDocuments(Documents(the_schema(), Limits()))
    texts = [f"query Q{number} {{ __typename }}" for number in range(MOST_DOCUMENTS + 1)]
    for text in texts[:-1]:
        trusted.operation(Parameters(text, None, {}, digest_of(text)))
    trusted.operation(Parameters("", None, {}, digest_of(texts[0])))
    trusted.operation(Parameters(texts[-1], None, {}, digest_of(texts[-1])))
    trusted.operation(Parameters("", None, {}, digest_of(texts[0])))
    with pytest.raises(Exception, match="PersistedQueryNotFound"):
        trusted.operation(Parameters("", None, {}, digest_of(texts[1])))


def test_a_hash_is_lower_case() -> None:
    trusted = TrustedDocuments(Documents(the_schema(), Limits()))
    with pytest.raises(BadBody):
        trusted.operation(Parameters("{ __typename }", None, {}, digest_of("{ __typename }").upper()))


@pytest_asyncio.fixture(scope="module")
async def strict(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningHouse]:
    """A house that executes two documents and no other."""
    folder: Path = tmp_path_factory.mktemp("documents")
    (folder / "terms.graphql").write_text("query Terms { termsOfService { version } }")
    (folder / "type.graphql").write_text("query Type { __typename }")
    (folder / "note.txt").write_text("query Note { __typename }")
    with databases.copy() as where:
        changes = {"trusted_documents": folder}
        async with running_house(where, admin=databases.admin(where), **changes) as running:
            yield running


@pytest.mark.parametrize(
    ("body", "answered"),
    [
        ({"query": "query Type { __typename }"}, True),
        (persisted(sha256("query Type { __typename }")), True),
        ({"query": "query Type {  __typename }"}, False),
        ({"query": "query Note { __typename }"}, False),
        (persisted(sha256("query Note { __typename }"), query="query Note { __typename }"), False),
        ({"query": "{ __schema { types { name } } }"}, False),
        (persisted("0" * 64), False),
    ],
)
async def test_strict_mode_executes_what_was_laid_down_to_the_letter(
    strict: RunningHouse, body: dict[str, Any], answered: bool
) -> None:
    answer = (await strict.http.post("/graphql", json=body)).json()
    if answered:
        assert answer["data"] == {"__typename": "Query"}
    else:
        assert answer["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
