"""The kit of the stand-ins: every fault is what its name says, and webhooks go out in the manner asked for."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.standins.kit import Fault, Manner, Sender, Shelf, StandIn, running


class Counter(StandIn):
    """Counts, and tells where it stands."""

    name = "counter"

    def __init__(self) -> None:
        self.numbers: Shelf[int] = Shelf()
        self.heard: list[bytes] = []
        super().__init__()
        self.sender = Sender(lambda body, at: (body, {"at": at.isoformat()}), self.clock)

    def routes(self) -> Sequence[Route]:
        return [
            Route("/count/{name}", self.count, methods=["GET", "POST"]),
            Route("/hear", self.hear, methods=["POST"]),
        ]

    async def count(self, request: Request) -> Response:
        name = request.path_params["name"]
        if request.method == "POST":
            self.numbers.touch(name)
            self.numbers[name] = self.numbers.get(name, 0) + 1
        return JSONResponse({"number": self.numbers.look(name, request)})

    async def hear(self, request: Request) -> Response:
        self.heard.append(await request.body())
        return Response(status_code=204)


@pytest.fixture
async def counter() -> AsyncIterator[Counter]:
    async with running(Counter()) as standin:
        yield standin


@pytest.fixture
async def client(counter: Counter) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=counter.url, timeout=0.3) as client:
        yield client


async def test_notes_every_request(counter: Counter, client: httpx.AsyncClient) -> None:
    await client.post("/count/a?x=1", data={"b": "é"}, headers={"X-Key": "k"})
    (logged,) = counter.log
    assert (logged.method, logged.path, logged.query, logged.form) == ("POST", "/count/a", "x=1", {"b": "é"})
    assert logged.headers["x-key"] == "k"


async def test_a_status_applies_nothing_and_says_when_to_come_back(counter: Counter, client: httpx.AsyncClient) -> None:
    counter.faults.plan(Fault.STATUS, "POST", "/count/*", status=429, retry_after=7)
    refused = await client.post("/count/a")
    assert (refused.status_code, refused.headers["retry-after"], dict(counter.numbers)) == (429, "7", {})
    assert (await client.post("/count/a")).json() == {"number": 1}


@pytest.mark.parametrize(
    ("fault", "error", "applied"),
    [
        (Fault.DROP, httpx.RemoteProtocolError, 0),
        (Fault.HANG, httpx.ReadTimeout, 0),
        (Fault.COMMIT_THEN_DROP, httpx.RemoteProtocolError, 1),
        (Fault.SLOW_BODY, httpx.ReadTimeout, 1),
    ],
)
async def test_a_broken_answer(
    counter: Counter, client: httpx.AsyncClient, fault: Fault, error: type[Exception], applied: int
) -> None:
    counter.faults.plan(fault)
    with pytest.raises((error, httpx.ReadError)):
        await client.post("/count/a")
    assert counter.numbers.get("a", 0) == applied


async def test_bad_json_comes_with_the_status_of_the_answer(counter: Counter, client: httpx.AsyncClient) -> None:
    counter.faults.plan(Fault.BAD_JSON)
    answer = await client.post("/count/a")
    assert answer.status_code == 200
    with pytest.raises(ValueError):
        answer.json()
    assert counter.numbers["a"] == 1


async def test_a_stale_read_does_not_see_the_latest_write(counter: Counter, client: httpx.AsyncClient) -> None:
    await client.post("/count/a")
    await client.post("/count/a")
    counter.faults.plan(Fault.STALE_READ, "GET")
    assert [(await client.get("/count/a")).json()["number"] for _ in range(2)] == [1, 2]


async def test_faults_wait_for_the_route_they_are_for(counter: Counter, client: httpx.AsyncClient) -> None:
    counter.faults.plan(Fault.STATUS, "POST", "/count/b", count=2)
    assert [(await client.post(f"/count/{name}")).status_code for name in "abbb"] == [200, 503, 503, 200]
    assert counter.faults.left == 0


async def test_time_passes_when_told(counter: Counter) -> None:
    before = counter.clock()
    counter.clock.advance(timedelta(days=3))
    assert counter.clock() - before >= timedelta(days=3)


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        (Manner(), [b"1", b"2", b"3"]),
        (Manner(times=2), [b"1", b"2", b"3", b"1", b"2", b"3"]),
        (Manner(shuffled=True, seed=1), None),
    ],
)
async def test_webhooks_go_out_in_the_manner_asked_for(counter: Counter, manner: Manner, expected: Any) -> None:
    assert counter.sender
    counter.sender.url = f"{counter.url}/hear"
    for body in (b"1", b"2", b"3"):
        counter.sender.add(body)
    assert set(await counter.sender.deliver(manner)) == {204}
    assert counter.heard == expected if expected else sorted(counter.heard) == [b"1", b"2", b"3"]


async def test_webhooks_are_lost_and_delayed(counter: Counter) -> None:
    assert counter.sender
    counter.sender.url = f"{counter.url}/hear"
    for body in (b"1", b"2", b"3"):
        counter.sender.add(body)
    await counter.sender.deliver(Manner(lost=1, delayed=1))
    assert (len(counter.heard), len(counter.sender.undelivered), len(counter.sender.waiting)) == (1, 1, 1)
    await counter.sender.deliver()
    assert len(counter.heard) == 2


async def test_developers_drive_it_over_http(counter: Counter, client: httpx.AsyncClient) -> None:
    planned = {"fault": "STATUS", "method": "POST", "path": "/count/*", "status": 500}
    assert (await client.post("/__control/faults", json=planned)).json() == {"left": 1}
    assert (await client.post("/count/a")).status_code == 500
    assert [each["path"] for each in (await client.get("/__control/log")).json()] == ["/count/a"]
    assert (await client.post("/__control/clock", json={"seconds": 60})).status_code == 200


async def test_webhooks_follow_by_themselves_where_it_is_wanted(counter: Counter, client: httpx.AsyncClient) -> None:
    assert counter.sender
    counter.sender.url, counter.sends_at_once = f"{counter.url}/hear", True
    counter.sender.add(b"1")
    await client.post("/count/a")
    async with asyncio.timeout(5):
        await asyncio.gather(*counter._sending)
    assert counter.heard == [b"1"]


async def test_what_nobody_took_is_sent_again_when_asked(counter: Counter, client: httpx.AsyncClient) -> None:
    assert counter.sender
    counter.sender.url = "http://127.0.0.1:1/"
    counter.sender.add(b"1")
    assert await counter.sender.deliver() == [0]
    sent = await client.post("/__control/webhooks", json={"url": f"{counter.url}/hear"})
    assert (sent.json(), counter.heard) == ({"statuses": [204]}, [b"1"])
