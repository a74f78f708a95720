"""GraphQL over HTTP: every behaviour that the public audit looks at, said in our own words."""

import json
from typing import Any

import pytest

from tests.harness.house import RunningHouse

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
BOTH = [JSON, GRAPHQL]
KINDS: dict[str, type] = {"query": str, "operationName": str, "variables": dict, "extensions": dict}
TYPENAME = {"query": "{ __typename }"}


async def post(house: RunningHouse, body: Any, accept: str = JSON) -> Any:
    return await house.http.post("/graphql", json=body, headers={"accept": accept})


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (GRAPHQL, GRAPHQL),
        (JSON, JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (f"{GRAPHQL}, {JSON}", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", JSON),
        (f"text/plain, {GRAPHQL};q=0.9", GRAPHQL),
    ],
)
async def test_the_answer_is_of_the_first_accepted_media_type(house: RunningHouse, accept: str, answered: str) -> None:
    response = await post(house, TYPENAME, accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{answered}; charset=utf-8"
    assert response.json()["data"] == {"__typename": "Query"}


async def test_without_accept_the_answer_is_json(house: RunningHouse) -> None:
    request = house.http.build_request("POST", "/graphql", json=TYPENAME)
    del request.headers["accept"]
    response = await house.http.send(request)
    assert response.headers["content-type"] == f"{JSON}; charset=utf-8"


async def test_nothing_acceptable_is_406(house: RunningHouse) -> None:
    response = await post(house, TYPENAME, "image/png")
    assert response.status_code == 406
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", '; charset="UTF-8"'])
async def test_a_request_is_utf_8(house: RunningHouse, charset: str) -> None:
    body = json.dumps({"query": '{ __type(name: "é") { name } }'}, ensure_ascii=False).encode()
    response = await house.http.post("/graphql", content=body, headers={"content-type": JSON + charset})
    assert response.json()["data"] == {"__type": None}


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", JSON + "; charset=latin1"]
)
async def test_any_other_content_is_415(house: RunningHouse, kind: str) -> None:
    request = house.http.build_request("POST", "/graphql", content=json.dumps(TYPENAME))
    request.headers.pop("content-type", None)
    if kind:
        request.headers["content-type"] = kind
    assert (await house.http.send(request)).status_code == 415


@pytest.mark.parametrize("accept", BOTH)
async def test_a_query_may_come_by_get(house: RunningHouse, accept: str) -> None:
    parameters = {
        "query": "query Q($name: String!) { __type(name: $name) { name } } query R { __typename }",
        "operationName": "Q",
        "variables": json.dumps({"name": "Invoice"}),
        "extensions": "{}",
    }
    response = await house.http.get("/graphql", params=parameters, headers={"accept": accept})
    assert response.json()["data"] == {"__type": {"name": "Invoice"}}


@pytest.mark.parametrize("query", ["mutation { signOut { __typename } }", "subscription { invoiceChanged { id } }"])
async def test_only_queries_come_by_get(house: RunningHouse, query: str) -> None:
    response = await house.http.get("/graphql", params={"query": query})
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize(
    "query", ["", "query=%7B", "query={__typename}&variables={", "query={__typename}&variables=[]", "%ff", "a=1&" * 30]
)
async def test_a_get_request_that_says_nothing_is_refused(house: RunningHouse, query: str) -> None:
    response = await house.http.get(f"/graphql?{query}", headers={"accept": GRAPHQL})
    assert response.status_code == 400
    assert response.json()["errors"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "QUERY"])
async def test_other_methods_are_405(house: RunningHouse, method: str) -> None:
    response = await house.http.request(method, "/graphql", json=TYPENAME)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


async def test_head_and_options_are_answered(house: RunningHouse) -> None:
    head = await house.http.head("/graphql", params={"query": "{ __typename }"})
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 0
    options = await house.http.options("/graphql")
    assert (options.status_code, options.headers["allow"]) == (200, "GET, HEAD, POST, OPTIONS")


@pytest.mark.parametrize("accept", BOTH)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        (name, value)
        for name, right in KINDS.items()
        for value in ({"obj": "ect"}, 0, False, ["array"], "string")
        if not isinstance(value, right)
    ],
)
async def test_a_parameter_of_another_type_is_400(house: RunningHouse, accept: str, name: str, value: object) -> None:
    response = await post(house, {**TYPENAME, name: value}, accept)
    assert response.status_code == 400
    assert "data" not in response.json()


@pytest.mark.parametrize("accept", BOTH)
@pytest.mark.parametrize(
    "more",
    [
        {"operationName": None},
        {"variables": None},
        {"extensions": None},
        {"extensions": {"some": "value"}},
        {"query": "query Q { __typename }", "operationName": "Q"},
        {"query": "query Q($s: String!) { __type(name: $s) { name } }", "variables": {"s": "sometype"}},
        {"unknown": [1, 2]},
    ],
)
async def test_a_parameter_of_its_type_or_null_is_welcome(house: RunningHouse, accept: str, more: Any) -> None:
    response = await post(house, {**TYPENAME, **more}, accept)
    assert response.status_code == 200
    assert "errors" not in response.json()


@pytest.mark.parametrize("accept", BOTH)
@pytest.mark.parametrize(
    "body", [b"", b"{", b"{}", b"[]", b'"text"', b"1", b"null", b'{"qeury": "{__typename}"}', b"\xff\xfe"]
)
async def test_a_body_that_is_no_request_is_400(house: RunningHouse, accept: str, body: bytes) -> None:
    response = await house.http.post("/graphql", content=body, headers={"content-type": JSON, "accept": accept})
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{", None, "GRAPHQL_PARSE_FAILED"),
        ("{ 8f31403dfe404bccbb0e835f2629c6a7 }", None, "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("query Q($n: String!) { __type(name: $n) { name } }", {"n": 7}, "BAD_USER_INPUT"),
    ],
)
async def test_a_failing_document_is_200_as_json_and_400_as_graphql(
    house: RunningHouse, query: str, variables: Any, code: str
) -> None:
    for accept, status in ((JSON, 200), (GRAPHQL, 400)):
        response = await post(house, {"query": query, "variables": variables}, accept)
        assert response.status_code == status
        assert "data" not in response.json()
        assert response.json()["errors"][0]["extensions"]["code"] == code


async def test_several_operations_need_a_name(house: RunningHouse) -> None:
    both = "query A { __typename } query B { other: __typename }"
    assert (await post(house, {"query": both, "operationName": "B"})).json()["data"] == {"other": "Query"}
    for name in (None, "C"):
        response = await post(house, {"query": both, "operationName": name}, GRAPHQL)
        assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")
