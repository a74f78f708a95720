"""What every stand-in shares: a clock that can be moved, a log of requests, faults, webhooks, and a door on loopback.

    class Post(StandIn):
        def routes(self) -> Sequence[Route]: ...

    async with running(Post()) as post:
        post.faults.plan(Fault.COMMIT_THEN_DROP, "POST", "/v3/*")
        ...  # an adapter with base URL post.url
        assert post.log[0].method == "POST"

The same over HTTP, for developers: ``/__control/faults``, ``/__control/clock``, ``/__control/webhooks``,
``/__control/log``.
"""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smoall.sandbox.faults import STALE, Fault, Faults, strike
from smoall.sandbox.sender import Manner, Sender

LOOPBACK = "127.0.0.1"


class Clock:
    """The provider's time: the machine's, moved on by hand."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self._ahead += by

    def back_to_now(self) -> None:
        """The machine's time again."""
        self._ahead = timedelta(0)


@dataclass(frozen=True, slots=True)
class Logged:
    """A request as it came in; header names in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        """The body as a web form, or the query where there is none."""
        return dict(parse_qsl(self.body.decode() or self.query, keep_blank_values=True))

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


V = TypeVar("V")


class Shelf(dict[str, V]):
    """Objects by id. Each keeps the state before its latest change, for reads that are to be stale."""

    def __init__(self) -> None:
        super().__init__()
        self._before: dict[str, V | None] = {}

    def touch(self, identity: str) -> None:
        """Call before an object is changed or made."""
        self._before[identity] = deepcopy(self.get(identity))

    def before(self, identity: str) -> V | None:
        """The object before its latest change; None when it was not there yet."""
        return self._before.get(identity)

    def look(self, identity: str, request: Request) -> V | None:
        """The object as this request may see it."""
        return self.before(identity) if request.scope.get(STALE) else self.get(identity)


class StandIn:
    """One provider. A subclass gives its routes; one with webhooks sets ``sender``."""

    name = "stand-in"

    def __init__(self) -> None:
        self.clock = Clock()
        self.log: list[Logged] = []
        self.faults = Faults()
        self.sender: Sender | None = None
        self.url = ""
        self.sends_at_once = False
        """whether webhooks follow each request by themselves, as developers expect; tests send them by hand"""
        self._sending: set[asyncio.Task[Any]] = set()
        self._app: ASGIApp = Starlette(routes=[*self.routes(), *self._control()])

    def routes(self) -> Sequence[Route]:
        """The provider's API."""
        return []

    def settings(self) -> Mapping[str, str]:
        """The environment that points a Smoall at this stand-in."""
        return {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: noted, then answered or struck by the fault that is due."""
        assert scope["type"] == "http"
        body = b"".join([part async for part in _parts(receive)])
        path = scope["path"]
        if path.startswith("/__control/"):
            await self._app(scope, _again(body, receive), send)
            self._send_at_once()
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        self.log.append(Logged(scope["method"], path, scope["query_string"].decode(), headers, body))
        scope["standin.transport"] = receive.__self__.transport  # type: ignore[attr-defined]
        if planned := self.faults.take(scope["method"], path):
            await strike(planned, self._app, scope, _again(body, receive), send)
        else:
            await self._app(scope, _again(body, receive), send)
        self._send_at_once()

    def moved(self) -> None:
        """Called when the clock was moved: a subclass lets happen what is due by then."""

    def _send_at_once(self) -> None:
        if self.sends_at_once and self.sender and self.sender.waiting:
            task = asyncio.create_task(self.sender.deliver())
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    def _control(self) -> Iterator[Route]:
        yield Route("/__control/faults", self._plan, methods=["POST", "DELETE"])
        yield Route("/__control/clock", self._move, methods=["GET", "POST"])
        yield Route("/__control/webhooks", self._deliver, methods=["POST"])
        yield Route("/__control/log", self._tell, methods=["GET"])

    async def _plan(self, request: Request) -> Response:
        """``{"fault": "STATUS", "method": "POST", "path": "/v1/*", "count": 2, "status": 429, "retry_after": 1}``"""
        if request.method == "DELETE":
            self.faults.clear()
        else:
            given = await request.json()
            self.faults.plan(Fault(given.pop("fault")), **given)
        return JSONResponse({"left": self.faults.left})

    async def _move(self, request: Request) -> Response:
        """``{"seconds": 86400}``"""
        if request.method == "POST":
            self.clock.advance(timedelta(seconds=(await request.json())["seconds"]))
            self.moved()
        return JSONResponse({"now": self.clock().isoformat()})

    async def _deliver(self, request: Request) -> Response:
        """``{"url": "http://127.0.0.1:8000/webhooks/…", "shuffled": true, "times": 3}``; what was refused goes too"""
        given = await request.json() if await request.body() else {}
        if self.sender is None:
            return JSONResponse({"error": f"{self.name} sends no webhooks"}, status_code=404)
        self.sender.url = given.pop("url", self.sender.url)
        self.sender.retry()
        return JSONResponse({"statuses": await self.sender.deliver(Manner(**given))})

    async def _tell(self, _request: Request) -> Response:
        texts = [
            {
                "method": each.method,
                "path": each.path,
                "query": each.query,
                "body": each.body.decode("utf-8", "replace"),
            }
            for each in self.log
        ]
        return JSONResponse(texts)


async def _parts(receive: Receive) -> AsyncIterator[bytes]:
    while (message := await receive())["type"] == "http.request":
        yield message.get("body", b"")
        if not message.get("more_body"):
            return


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever the connection says."""
    told = False

    async def tell() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return tell


class _Server(uvicorn.Server):
    """Uvicorn that leaves signals alone and says when it listens."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none"))
        self.up, self.down = asyncio.Event(), asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    async def main_loop(self) -> None:
        await self.down.wait()  # theirs looks ten times a second whether to stop

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002  its caller closes it
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()  # a client may hold it open, or hang on it
        await asyncio.gather(*self.server_state.tasks, return_exceptions=True)
        for server in self.servers:
            await server.wait_closed()

    def capture_signals(self) -> nullcontext[None]:  # type: ignore[override]
        return nullcontext()


S = TypeVar("S", bound=StandIn)


@asynccontextmanager
async def running(standin: S, *, port: int = 0) -> AsyncIterator[S]:
    """The stand-in at ``standin.url`` for the length of the block, on this event loop; port 0 is any free one."""
    with socket.socket(proto=socket.IPPROTO_TCP) as door:  # else Nagle waits
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((LOOPBACK, port))
        door.listen(512)
        standin.url = f"http://{LOOPBACK}:{door.getsockname()[1]}"
        server = _Server(standin)
        serving = asyncio.create_task(server.serve(sockets=[door]))
        await server.up.wait()
        try:
            yield standin
        finally:
            server.down.set()
            await serving
