"""Subscriptions: an organisation's changes reach whoever watches, over WebSockets and SSE, and nobody else."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from tests.harness.api import Api
from tests.harness.house import RunningHouse

PROTOCOL = Subprotocol("graphql-transport-ws")
WATCH = "subscription { invoiceChanged { id state } }"
EVENTS = {"accept": "text/event-stream"}
SOON = 10.0


def address(house: RunningHouse) -> str:
    return str(house.http.base_url).replace("http", "ws", 1).rstrip("/") + "/graphql"


async def told(socket: ClientConnection, **message: Any) -> dict[str, Any]:
    """What comes after a message, or next when there is none."""
    if message:
        await socket.send(json.dumps(message))
    found: dict[str, Any] = json.loads(await asyncio.wait_for(socket.recv(), SOON))
    return found


@asynccontextmanager
async def signed_in(house: RunningHouse, api: Api, *, by_header: bool = False) -> AsyncIterator[ClientConnection]:
    """A socket after its connection_ack."""
    header = {"authorization": f"Bearer {api.token}"}
    async with connect(
        address(house), subprotocols=[PROTOCOL], additional_headers=header if by_header else None
    ) as socket:
        payload = {} if by_header else {"Authorization": f"Bearer {api.token}"}
        assert await told(socket, type="connection_init", payload=payload) == {"type": "connection_ack"}
        yield socket


async def watch(socket: ClientConnection, query: str = WATCH, *, name: str = "1", **payload: Any) -> None:
    """Subscribe, and wait until the subscription stands: a pong comes after the messages before it."""
    await socket.send(json.dumps({"id": name, "type": "subscribe", "payload": {"query": query, **payload}}))
    assert await told(socket, type="ping") == {"type": "pong"}
    await asyncio.sleep(0.2)


async def closing(socket: ClientConnection) -> tuple[int | None, str]:
    """The code and the reason with which the server closes."""
    with pytest.raises(ConnectionClosed) as closed:
        await asyncio.wait_for(socket.recv(), SOON)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code, closed.value.rcvd.reason


@pytest.mark.parametrize("by_header", [True, False])
async def test_a_change_is_delivered_over_a_websocket(house: RunningHouse, api: Api, by_header: bool) -> None:
    async with signed_in(house, api, by_header=by_header) as socket:
        await watch(socket, name="abc")
        invoice = await api.draft(await api.company())
        drafted = await told(socket)
        assert drafted == {
            "id": "abc",
            "type": "next",
            "payload": {"data": {"invoiceChanged": {"id": invoice, "state": "DRAFT"}}},
        }
        await api.issue(invoice)
        issued = await told(socket)
        assert issued["payload"]["data"]["invoiceChanged"] == {"id": invoice, "state": "ISSUED"}


async def test_a_change_is_delivered_as_a_server_sent_event(house: RunningHouse, api: Api) -> None:
    headers = {**EVENTS, "authorization": f"Bearer {api.token}", "x-request-id": "sse-1"}
    async with house.http.stream("POST", "/graphql", json={"query": WATCH}, headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert response.headers["x-request-id"] == "sse-1"
        lines = response.aiter_lines()
        assert await anext(lines) == ":"
        await asyncio.sleep(0.2)
        invoice = await api.draft(await api.company())
        found = [line async for line in _until(lines, "data: ")]
    assert found[-2:][0] == "event: next"
    assert json.loads(found[-1].removeprefix("data: "))["data"]["invoiceChanged"] == {"id": invoice, "state": "DRAFT"}


async def _until(lines: AsyncIterator[str], start: str) -> AsyncIterator[str]:
    async with asyncio.timeout(SOON):
        async for line in lines:
            yield line
            if line.startswith(start):
                return


async def test_another_organisation_hears_nothing(house: RunningHouse, api: Api, other: Api) -> None:
    async with signed_in(house, other) as socket:
        await watch(socket)
        theirs = await api.draft(await api.company())
        own = await other.draft(await other.company())
        heard = await told(socket)
        assert heard["payload"]["data"]["invoiceChanged"]["id"] == own != theirs


async def test_one_invoice_can_be_watched_alone(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    first, second = await api.draft(company), await api.draft(company)
    query = "subscription One($id: ID!) { invoiceChanged(invoice: $id) { id state } }"
    async with signed_in(house, api) as socket:
        await watch(socket, query, variables={"id": second}, operationName="One")
        await api.issue(first)
        await api.issue(second)
        heard = await told(socket)
        assert heard["payload"]["data"]["invoiceChanged"] == {"id": second, "state": "ISSUED"}


async def test_after_complete_nothing_comes_any_more(house: RunningHouse, api: Api) -> None:
    async with signed_in(house, api) as socket:
        await watch(socket)
        assert await told(socket, type="ping") == {"type": "pong"}
        await socket.send(json.dumps({"id": "1", "type": "complete"}))
        await api.draft(await api.company())
        await asyncio.sleep(0.3)
        assert await told(socket, type="ping") == {"type": "pong"}


@pytest.mark.parametrize("token", ["Bearer smo_" + "A" * 43, "Bearer x", "Basic x"])
async def test_a_bad_token_is_refused(house: RunningHouse, token: str) -> None:
    async with connect(address(house), subprotocols=[PROTOCOL]) as socket:
        await socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": token}}))
        assert await closing(socket) == (4403, "Forbidden")
    events = await house.http.post("/graphql", json={"query": WATCH}, headers={**EVENTS, "authorization": token})
    assert events.status_code == 401


async def test_nobody_watches_without_signing_in(house: RunningHouse) -> None:
    async with connect(address(house), subprotocols=[PROTOCOL]) as socket:
        assert await told(socket, type="connection_init") == {"type": "connection_ack"}
        answer = await told(socket, id="1", type="subscribe", payload={"query": WATCH})
        assert (answer["id"], answer["type"]) == ("1", "error")
        assert answer["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    events = await house.http.post("/graphql", json={"query": WATCH}, headers=EVENTS)
    assert events.status_code == 401


async def test_a_session_that_ended_hears_nothing_more(house: RunningHouse, api: Api) -> None:
    elsewhere = await api.signed_in_again()
    async with signed_in(house, elsewhere) as socket:
        await watch(socket)
        await elsewhere.do("signOut")
        await api.draft(await api.company())
        answer = await told(socket)
        assert answer["type"] == "error"
        assert answer["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"query": "subscription {"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "subscription { nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "{ viewer { user { id } } }"}, "BAD_REQUEST"),
        ({"query": "mutation { signOut { __typename } }"}, "BAD_REQUEST"),
        ({"query": 7}, "BAD_REQUEST"),
        ("text", "BAD_REQUEST"),
        (None, "BAD_REQUEST"),
        (
            {"query": "subscription ($id: ID) { invoiceChanged(invoice: $id) { id } }", "variables": {"id": []}},
            "BAD_USER_INPUT",
        ),
        (
            {
                "query": "subscription { invoiceChanged { "
                + "deliveries(first: 100) { nodes { invoice { " * 2
                + "id"
                + " } } }" * 2
                + " } }"
            },
            "QUERY_TOO_COMPLEX",
        ),
        (
            {"query": "subscription { invoiceChanged { " + " ".join(f"a{n}: id" for n in range(16)) + " } }"},
            "QUERY_TOO_COMPLEX",
        ),
    ],
)
async def test_what_cannot_be_watched_is_told_with_its_id(
    house: RunningHouse, api: Api, payload: Any, code: str
) -> None:
    async with signed_in(house, api) as socket:
        answer = await told(socket, id="x", type="subscribe", payload=payload)
        assert (answer["id"], answer["type"]) == ("x", "error")
        assert {error["extensions"]["code"] for error in answer["payload"]} == {code}
        assert all(error["extensions"]["requestId"] for error in answer["payload"])
        assert await told(socket, type="ping") == {"type": "pong"}


async def test_a_bug_while_watching_is_masked(house: RunningHouse, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async with signed_in(house, api) as socket:
        await watch(socket)

        async def broken(*_: object, **__: object) -> bytes:
            raise RuntimeError("relation secret_table")

        company = await api.company()
        with monkeypatch.context() as patched:
            patched.setattr(type(house.house.services.reads), "answer", broken)
            await api.draft(company)
            answer = await told(socket)
        assert "secret" not in json.dumps(answer)
        (error,) = answer["payload"]
        assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        (["no json"], 4400),
        (["[]"], 4400),
        (['{"type": 1}'], 4400),
        (["[" * 70 + "]" * 70], 4400),
        ([json.dumps({"type": "subscribe", "id": "1", "payload": {"query": WATCH}})], 4401),
        (['{"type": "connection_init"}', '{"type": "connection_init"}'], 4429),
        (['{"type": "connection_init"}', '{"type": "hello"}'], 4400),
        (['{"type": "connection_init"}', '{"type": "subscribe"}'], 4400),
        (["{" + " " * 1_100_000 + "}"], 1009),
    ],
)
async def test_the_rules_of_the_sub_protocol_end_a_connection(
    house: RunningHouse, messages: list[str], code: int
) -> None:
    async with connect(address(house), subprotocols=[PROTOCOL]) as socket:
        for message in messages:
            await socket.send(message)
        if len(messages) > 1:
            assert json.loads(await socket.recv()) == {"type": "connection_ack"}
        assert (await closing(socket))[0] == code


async def test_an_id_is_used_once_at_a_time(house: RunningHouse, api: Api) -> None:
    async with signed_in(house, api) as socket:
        await watch(socket)
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": WATCH}}))
        assert (await closing(socket))[0] == 4409


async def test_another_sub_protocol_is_not_spoken(house: RunningHouse) -> None:
    async with connect(address(house), subprotocols=[Subprotocol("graphql-ws")]) as socket:
        assert (await closing(socket))[0] == 4406


async def test_a_page_of_another_origin_gets_no_websocket(house: RunningHouse) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with connect(address(house), subprotocols=[PROTOCOL], origin="https://strange.example"):  # type: ignore[arg-type]
            pass
    assert refused.value.response.status_code == 403
    own = str(house.http.base_url).rstrip("/")
    async with connect(address(house), subprotocols=[PROTOCOL], origin=own) as socket:  # type: ignore[arg-type]
        assert await told(socket, type="connection_init") == {"type": "connection_ack"}


async def test_a_subscription_by_plain_post_says_how(house: RunningHouse, api: Api) -> None:
    response = await api.post({"query": WATCH})
    assert response.status_code == 400
    assert "text/event-stream" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize("body", [b"1", b"[" * 5000, b"{", b'{"query": 1}'])
async def test_server_sent_events_are_guarded_alike(house: RunningHouse, api: Api, body: bytes) -> None:
    response: httpx.Response = await api.post(body, **EVENTS)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
