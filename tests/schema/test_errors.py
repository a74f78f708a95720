"""What an error tells: a code, a request id, and not a word of what lies inside or of what was typed."""

import logging
import re

import httpx
import pytest

from smoall.infra.telemetry.logs import set_up_logs
from tests.harness.api import Api
from tests.harness.house import RunningHouse

CANARY = "canary-Zwaluw-9731"
INSIDE = "relation secret_table of BE68539007547034"


class Broken(RuntimeError):
    """A bug with a telling text."""


@pytest.fixture
def broken_reads(house: RunningHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    async def answer(*_: object, **__: object) -> bytes:
        raise Broken(INSIDE + CANARY)

    monkeypatch.setattr(type(house.house.services.reads), "answer", answer)


@pytest.mark.parametrize("query", ["{ viewer { user { id } } }", "{ node(id: 1) { id } viewer { user { id } } }"])
async def test_a_bug_is_masked_and_found_again_by_its_request_id(
    house: RunningHouse, api: Api, broken_reads: None, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = await api.post({"query": query}, **{"x-request-id": "find-me-7"})
    (error,) = response.json()["errors"]
    assert error["message"] == "Something went wrong on our side."
    assert error["extensions"] == {"code": "INTERNAL_SERVER_ERROR", "requestId": "find-me-7"}
    assert INSIDE not in response.text
    logged = [record for record in caplog.records if getattr(record, "request_id", None) == "find-me-7"]
    assert [getattr(record, "error", None) for record in logged] == ["Broken"]


async def test_what_was_typed_never_reaches_a_log(
    house: RunningHouse,
    api: Api,
    broken_reads: None,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handlers, level = logging.root.handlers[:], logging.root.level
    for client in ("httpx", "httpcore.http11", "httpcore.connection"):  # the test's own, which tells what it asks
        monkeypatch.setattr(logging.getLogger(client), "disabled", True)
    set_up_logs(level="debug", json=True)
    try:
        bodies = [
            {"query": f'mutation {{ signIn(input: {{ email: "a", password: "{CANARY}" }}) {{ __typename }} }}'},
            {"query": f'mutation {{ signIn(input: {{ password: "{CANARY}" }}) {{ __typename }} }}'},
            {"query": f'{{ company(id: "{CANARY}") {{ name }} }}'},
            {"query": f'{{ node(id: "{CANARY}") {{ id }} companies(after: "{CANARY}") {{ nodes {{ id }} }} }}'},
            {"query": f'{{ "{CANARY}'},
            {"query": "query Q($v: Int) { __typename }", "variables": {"v": CANARY}},
            {"query": 7, "operationName": CANARY},
        ]
        for body in bodies:
            await api.post(body, **{"idempotency-key": CANARY})
        await api.http.get(f"/graphql?query={CANARY}", headers={"authorization": f"Bearer smo_{CANARY}"})
        logging.getLogger("smoall.test").warning("the end")
    finally:
        logging.root.handlers[:] = handlers
        logging.root.setLevel(level)
    told = capfd.readouterr()
    assert "the end" in told.err
    assert CANARY not in told.err + told.out


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a-1", True),
        ("A" * 64, True),
        ("A" * 65, False),
        ("", False),
        ("two words", False),
        ("a\tb", False),
        ("<b>", False),
    ],
)
async def test_a_plain_request_id_comes_back_and_any_other_is_replaced(
    house: RunningHouse, given: str, kept: bool
) -> None:
    headers = {"x-request-id": given} if given else None
    response = await house.http.post("/graphql", json={"query": "{"}, headers=headers)
    told = response.headers["x-request-id"]
    assert (told == given) is kept
    assert re.fullmatch(r"[0-9A-Za-z-]{1,64}", told)
    assert response.json()["errors"][0]["extensions"]["requestId"] == told


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer smo_" + "A" * 43, "Bearer", "Basic abc", "smo_x"])
async def test_a_token_that_opens_nothing_is_401_where_one_is_needed(house: RunningHouse, header: str) -> None:
    async def ask(query: str) -> httpx.Response:
        return await house.http.post("/graphql", json={"query": query}, headers={"authorization": header})

    private = await ask("{ viewer { user { id } } }")
    assert private.status_code == 401
    assert private.headers["www-authenticate"] == "Bearer"
    assert private.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert (await ask("{ termsOfService { version } }")).status_code == 200  # signing in again goes with an old one


async def test_without_a_token_private_things_are_401_and_public_ones_are_not(house: RunningHouse) -> None:
    private = await house.http.post("/graphql", json={"query": "{ viewer { user { id } } }"})
    assert private.status_code == 401
    assert private.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert (await house.http.post("/graphql", json={"query": "{ termsOfService { version } }"})).status_code == 200


async def test_no_answer_may_be_stored_or_sniffed(api: Api) -> None:
    response = await api.post({"query": "{ viewer { user { email } } }"})
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("key", ["k" * 201, "tab\there"])
async def test_a_key_that_is_none_is_refused(api: Api, key: str) -> None:
    response = await api.post({"query": "mutation { signOut { __typename } }"}, **{"idempotency-key": key})
    assert response.status_code == 400
    assert (await api.post({"query": "{ viewer { user { id } } }"})).status_code == 200  # still signed in
