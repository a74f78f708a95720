"""The ASGI application: /graphql, downloads, health, metrics."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from smoall.infra.files.store import LocalFiles
from smoall.infra.http.downloads import download
from smoall.infra.http.health import live, ready
from smoall.wiring import House

PATH = "/graphql"


def make_app(house: House, *, migrated: Callable[[], bool]) -> ASGIApp:
    """The application over an open house."""

    async def home(_request: Request) -> Response:
        return RedirectResponse(PATH)

    files = LocalFiles(house.settings.home / "files")
    others = Starlette(
        routes=[
            Route("/", home),
            Route("/health/live", live),
            Route("/health/ready", ready(house.database, migrated=migrated)),
            Route("/files/{organisation}/{document}/{kind}", download(house.database, files, house.signer)),
        ]
    )

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") != PATH:
            await others(scope, receive, send)
        elif scope["type"] == "websocket" or _wants(scope, b"text/event-stream"):
            await house.live(scope, receive, send)
        else:
            await house.endpoint(scope, receive, send)

    return app


def _wants(scope: Scope, media_type: bytes) -> bool:
    return any(name == b"accept" and media_type in value for name, value in scope["headers"])
