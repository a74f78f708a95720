"""Subscriptions over a WebSocket: the sub-protocol graphql-transport-ws, with the endpoint's own guard and errors."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.types import Receive, Scope, Send

from smoall.schema.answers import body_of, written_errors
from smoall.schema.browser import Origins
from smoall.schema.context import Request, Services
from smoall.schema.documents import Documents, Refused
from smoall.schema.endpoint import Authenticate
from smoall.schema.failures import unauthenticated
from smoall.schema.guard import BadBody, Parameters, is_too_deep, parameters_of
from smoall.schema.headers import language_of
from smoall.schema.streaming import answers
from smoall.schema.toll import Toll
from smoall.schema.trusted import TrustedDocuments
from smoall.schema.variables import Misfit
from smoall.usecases.access.cookie import kept
from smoall.usecases.reading import Reader

PROTOCOL = "graphql-transport-ws"
INIT_SECONDS = 10.0
MOST_SUBSCRIPTIONS = 100


class LiveView:
    """Accepts WebSockets of this origin and the allowed ones; a caller without an Origin is no browser."""

    def __init__(
        self,
        services: Services,
        documents: Documents,
        *,
        authenticate: Authenticate,
        trusted: TrustedDocuments,
        toll: Toll,
        origins: Origins,
        body_bytes: int,
    ) -> None:
        self.services = services
        self.schema = documents.schema
        self.authenticate = authenticate
        self.trusted = trusted
        self.toll = toll
        self.body_bytes = body_bytes
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if not self._is_welcome(headers):
            await send({"type": "websocket.close", "code": 1008})  # before accepting: the handshake answers 403
            return
        spoken = PROTOCOL in scope.get("subprotocols", ())
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL if spoken else None})
        connection = Connection(self, headers, scope.get("client"), send)
        try:
            if not spoken:
                raise Closed(4406, "Subprotocol not acceptable")
            await connection.serve(receive)
        except Closed as closed:
            await connection.close(closed)
        finally:
            await connection.end()

    def _is_welcome(self, headers: Mapping[bytes, str]) -> bool:
        origin = headers.get(b"origin")
        return origin is None or self._origins.include(origin, host=headers.get(b"host", ""))


class Closed(Exception):
    """The connection ends with a code of the sub-protocol."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Connection:
    """One WebSocket: signed in by the header of its handshake or by the payload of its first message."""

    def __init__(
        self, view: LiveView, headers: Mapping[bytes, str], client: tuple[str, int] | None, send: Send
    ) -> None:
        self._view = view
        self._headers = headers
        self._remote_address = client[0] if client else None
        self._send = send
        self._reader: Reader | None = None
        self._running: dict[str, asyncio.Task[None]] = {}

    async def serve(self, receive: Receive) -> None:
        """Read messages until the client goes. Raises Closed."""
        try:
            async with asyncio.timeout(INIT_SECONDS):
                begun = await self._begin(receive)
        except TimeoutError:
            raise Closed(4408, "Connection initialisation timeout") from None
        while begun and (message := await self._message(receive)) is not None:
            await self._follow(message)

    async def _begin(self, receive: Receive) -> bool:
        """Wait for ``connection_init``; False when the client goes instead."""
        while (message := await self._message(receive)) is not None:
            if message["type"] == "connection_init":
                await self._identify(message.get("payload"))
                await self._tell({"type": "connection_ack"})
                return True
            if message["type"] == "subscribe":
                raise Closed(4401, "Unauthorized")
            await self._follow(message)
        return False

    async def _identify(self, payload: object) -> None:
        given = payload.get("Authorization") or payload.get("authorization") if isinstance(payload, dict) else None
        header = given if isinstance(given, str) else self._headers.get(b"authorization", "")
        if not header:
            await self._identify_by_cookie()
            return
        scheme, _, token = header.partition(" ")
        if scheme.lower() == "bearer":
            self._reader = await self._view.authenticate(token.strip(), fresh=True)
        if self._reader is None:
            raise Closed(4403, "Forbidden")

    async def _identify_by_cookie(self) -> None:
        """The cookie counts for pages that are welcome: a browser tells the Origin of each handshake."""
        token = kept(self._headers.get(b"cookie", ""))
        if token and b"origin" in self._headers:
            self._reader = await self._view.authenticate(token, fresh=True)

    async def _message(self, receive: Receive) -> dict[str, Any] | None:
        event = await receive()
        if event["type"] == "websocket.disconnect":
            return None
        raw = (event.get("text") or "").encode()
        try:
            if len(raw) > self._view.body_bytes or is_too_deep(raw):
                raise ValueError
            message = orjson.loads(raw)
        except ValueError:
            raise Closed(4400, "A message is a JSON object, not too big and not too deep") from None
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            raise Closed(4400, "A message is an object with a type")
        return message

    async def _follow(self, message: dict[str, Any]) -> None:
        kind = message["type"]
        if kind == "subscribe":
            self._subscribe(message)
        elif kind == "complete":
            task = self._running.pop(str(message.get("id")), None)
            if task:
                task.cancel()
        elif kind == "ping":
            await self._tell({"type": "pong"})
        elif kind == "connection_init":
            raise Closed(4429, "Too many initialisation requests")
        elif kind != "pong":
            raise Closed(4400, "Unknown message type")

    def _subscribe(self, message: dict[str, Any]) -> None:
        name = message.get("id")
        if not isinstance(name, str) or not name:
            raise Closed(4400, "A subscribe message has an id")
        if name in self._running:
            raise Closed(4409, "Subscriber already exists")
        if len(self._running) >= MOST_SUBSCRIPTIONS:
            raise Closed(4400, f"At most {MOST_SUBSCRIPTIONS} subscriptions at a time")
        self._running[name] = asyncio.create_task(self._run(name, message.get("payload")))

    async def _run(self, name: str, payload: object) -> None:
        request = Request(
            services=self._view.services,
            request_id=secrets.token_hex(8),
            language=language_of(self._headers.get(b"accept-language", ""), self._reader),
            remote_address=self._remote_address,
            reader=self._reader,
        )
        try:
            await self._deliver(name, parameters_of(payload), request)
        except BadBody as problem:
            await self._fail(name, [GraphQLError(problem.text)], "BAD_REQUEST", request)
        except Refused as refusal:
            await self._fail(name, refusal.errors, refusal.code, request)
        except GraphQLError as error:
            await self._fail(name, [error], None, request)
        except OSError:
            pass  # the client is gone
        except Exception as bug:
            await self._fail(name, [GraphQLError("bug", original_error=bug)], None, request)
        finally:
            if self._running.get(name) is asyncio.current_task():
                del self._running[name]

    async def _deliver(self, name: str, asked: Parameters, request: Request) -> None:
        operation = self._view.trusted.operation(asked)
        if not operation.is_subscription:
            raise BadBody("Only subscriptions come this way; send queries and mutations over HTTP.")
        if request.reader is None:
            raise unauthenticated()
        try:
            cost = operation.cost(operation.coerce(asked.variables))
        except Misfit:
            cost = 1  # graphql-core tells what does not fit
        self._view.toll.pay(request.reader, request.remote_address, cost=cost)
        async for answer in answers(self._view.schema, operation, asked.variables, request):
            if "data" not in answer:
                await self._tell({"id": name, "type": "error", "payload": answer["errors"]})
                return
            await self._tell({"id": name, "type": "next", "payload": answer})
        await self._tell({"id": name, "type": "complete"})

    async def _fail(self, name: str, errors: Sequence[GraphQLError], code: str | None, request: Request) -> None:
        written = written_errors(errors, code, request.request_id)
        await self._tell({"id": name, "type": "error", "payload": written})

    async def _tell(self, message: Mapping[str, Any]) -> None:
        await self._send({"type": "websocket.send", "text": body_of(message).decode()})

    async def close(self, closed: Closed) -> None:
        """Tell the client why the connection ends."""
        await self._send({"type": "websocket.close", "code": closed.code, "reason": closed.reason})

    async def end(self) -> None:
        """Stop every subscription."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
