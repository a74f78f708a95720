"""Cookie mode: the session lives where no script can read it, and no other site can make the browser use it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from smoall.usecases.access.cookie import NAME, dropping, keeping, kept
from tests.harness.api import PASSWORD, Api
from tests.harness.house import RunningHouse

SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { session { token } } } }"
VIEWER = {"query": "{ viewer { user { email } } }"}
SIGN_OUT = {"query": "mutation { signOut { __typename } }"}
CSRF = {"x-smoall-csrf": "1"}
STRANGE = "https://strange.example"


@pytest_asyncio.fixture
async def cookie(house: RunningHouse, api: Api) -> AsyncIterator[str]:
    """The header with which the person's browser would come back."""
    given = {"email": api.email, "password": PASSWORD, "useCookie": True}
    answer = await Api(house.http).post({"query": SIGN_IN, "variables": {"input": given}})
    house.http.cookies.clear()
    assert answer.json()["data"]["signIn"]["session"]["token"] == ""
    yield answer.headers["set-cookie"].partition(";")[0]


async def send(house: RunningHouse, cookie: str, body: Any = VIEWER, **headers: str) -> Any:
    """A request of that browser."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return await Api(house.http).post(body, cookie=cookie, **sent)


async def test_signing_in_with_a_cookie_keeps_the_token_from_the_answer(house: RunningHouse, api: Api) -> None:
    given = {"email": api.email, "password": PASSWORD, "useCookie": True}
    answer = await Api(house.http).post({"query": SIGN_IN, "variables": {"input": given}})
    house.http.cookies.clear()
    value, *attributes = answer.headers["set-cookie"].split("; ")
    assert value.startswith("__Host-smoall=smo_")
    assert attributes == ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]
    assert value.partition("=")[2] not in answer.text


async def test_a_wrong_password_sets_no_cookie(house: RunningHouse, api: Api) -> None:
    given = {"email": api.email, "password": "not the password", "useCookie": True}
    answer = await Api(house.http).post({"query": SIGN_IN, "variables": {"input": given}})
    assert "set-cookie" not in answer.headers


async def test_a_token_stays_a_token_in_a_browser_that_also_holds_a_cookie(
    house: RunningHouse, api: Api, cookie: str
) -> None:
    given = {"email": api.email, "password": PASSWORD}
    answer = await send(house, cookie, {"query": SIGN_IN, "variables": {"input": given}}, **CSRF)
    assert answer.json()["data"]["signIn"]["session"]["token"].startswith("smo_")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("proof", [CSRF, {"origin": "own"}], ids=["header", "origin"])
async def test_the_cookie_counts_with_proof(house: RunningHouse, api: Api, cookie: str, proof: dict[str, str]) -> None:
    own = str(house.http.base_url).rstrip("/")
    answer = await send(house, cookie, **{name: own if value == "own" else value for name, value in proof.items()})
    assert answer.json()["data"]["viewer"]["user"]["email"] == api.email


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": STRANGE}, {"origin": "null"}, {"origin": "http://["}, {"x-smoall-csrf": "0"}],
    ids=["nothing", "another origin", "no origin", "nonsense", "another value"],
)
@pytest.mark.parametrize(
    "kind",
    ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"],
)
async def test_without_proof_nothing_is_executed(
    house: RunningHouse, cookie: str, kind: str, headers: dict[str, str]
) -> None:
    answer = await send(house, cookie, json.dumps(SIGN_OUT).encode(), **{"content-type": kind, **headers})
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert (await send(house, cookie, **CSRF)).status_code == 200


async def test_a_query_by_address_needs_the_proof_too(house: RunningHouse, cookie: str) -> None:
    answer = await house.http.get("/graphql", params={"query": "{ viewer { role } }"}, headers={"cookie": cookie})
    assert answer.status_code == 403


async def test_with_proof_a_form_is_still_no_request(house: RunningHouse, cookie: str) -> None:
    answer = await send(house, cookie, json.dumps(SIGN_OUT).encode(), **{"content-type": "text/plain", **CSRF})
    assert answer.status_code == 415


async def test_signing_out_drops_the_cookie_and_ends_the_session(house: RunningHouse, cookie: str) -> None:
    answer = await send(house, cookie, SIGN_OUT, **CSRF)
    assert answer.headers["set-cookie"] == dropping()
    assert (await send(house, cookie, **CSRF)).status_code == 401


async def test_an_old_cookie_does_not_stand_in_the_way_of_signing_in(
    house: RunningHouse, api: Api, cookie: str
) -> None:
    await send(house, cookie, SIGN_OUT, **CSRF)
    given = {"email": api.email, "password": PASSWORD, "useCookie": True}
    answer = await send(house, cookie, {"query": SIGN_IN, "variables": {"input": given}}, **CSRF)
    house.http.cookies.clear()
    assert "set-cookie" in answer.headers


async def test_a_header_goes_before_the_cookie(house: RunningHouse, other: Api, cookie: str) -> None:
    answer = await other.post(VIEWER, cookie=cookie)
    assert answer.json()["data"]["viewer"]["user"]["email"] == other.email


@asynccontextmanager
async def subscribed(house: RunningHouse, cookie: str, origin: str | None) -> AsyncIterator[ClientConnection]:
    """A WebSocket with that cookie, its subscription asked for."""
    url = str(house.http.base_url).replace("http", "ws").rstrip("/") + "/graphql"
    spoken: list[Any] = ["graphql-transport-ws"]
    place: Any = origin
    async with connect(url, subprotocols=spoken, additional_headers={"cookie": cookie}, origin=place) as socket:
        await socket.send(json.dumps({"type": "connection_init"}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        query = "subscription { invoiceChanged { id } }"
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": query}}))
        yield socket


async def test_a_socket_of_our_own_page_is_signed_in(house: RunningHouse, api: Api, cookie: str) -> None:
    customer = await api.company()
    async with subscribed(house, cookie, str(house.http.base_url).rstrip("/")) as socket:
        hearing = asyncio.ensure_future(socket.recv())
        for _ in range(20):  # until the subscription stands
            await api.draft(customer)
            await asyncio.wait([hearing], timeout=0.5)
            if hearing.done():
                break
        assert json.loads(await hearing)["type"] == "next"


async def test_a_socket_without_an_origin_is_not(house: RunningHouse, cookie: str) -> None:
    async with subscribed(house, cookie, None) as socket:
        (error,) = json.loads(await socket.recv())["payload"]
    assert error["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_socket_of_another_page_is_refused_at_the_door(house: RunningHouse, cookie: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with subscribed(house, cookie, STRANGE):
            pass
    assert refused.value.response.status_code == 403


def test_two_cookies_of_the_name_count_as_none() -> None:
    assert kept(f"a=1; {NAME}=smo_x; b=2") == "smo_x"
    assert kept(f"{NAME}=smo_x; {NAME}=smo_y") is None
    assert kept(f"{NAME}=") is kept("") is kept("other=1") is None
    assert kept(keeping("smo_x").replace(" Path=/", "")) == "smo_x"
