"""Subscriptions over graphql-transport-ws and server-sent events: Strawberry's own protocols, our own context."""

import secrets
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry import Schema
from strawberry.asgi import GraphQL
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL

from smoall.schema.context import Request, Services
from smoall.schema.endpoint import Authenticate, language_of


class LiveView(GraphQL[Request, None]):
    """Only for what streams; queries and mutations have the endpoint.

    A browser cannot set headers on a WebSocket: the token then comes as ``Authorization`` in the connection's payload.
    """

    def __init__(
        self, schema: Schema, services: Services, authenticate: Authenticate, *, allowed_origins: Sequence[str]
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            keep_alive=True,
            keep_alive_interval=20,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            allowed_origins=allowed_origins,
        )
        self._services = services
        self._authenticate = authenticate

    async def get_context(
        self,
        request: HttpRequest | WebSocket,
        response: Response | WebSocket,  # noqa: ARG002 - Strawberry's signature
    ) -> Request:
        """The context of one connection, signed in when a header says so."""
        context = Request(
            services=self._services,
            request_id=secrets.token_hex(8),
            language=language_of(request.headers.get("accept-language", "")),
            remote_address=request.client.host if request.client else None,
        )
        await self._identify(context, request.headers.get("authorization", ""))
        return context

    async def on_ws_connect(self, context: Request) -> Any:
        """Sign in by the payload of ``connection_init``."""
        given = (context.connection_params or {}).get("Authorization", "")
        if context.reader is None and isinstance(given, str):
            await self._identify(context, given)
        return await super().on_ws_connect(context)

    async def _identify(self, context: Request, header: str) -> None:
        scheme, _, token = header.partition(" ")
        if scheme.lower() == "bearer":
            context.reader = await self._authenticate(token.strip())
