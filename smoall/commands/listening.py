"""The port and the server behind it."""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, nullcontext, suppress
from http.client import HTTPConnection, HTTPException

import uvicorn
from starlette.types import ASGIApp

from smoall.commands.speaking import Exit, Trouble
from smoall.commands.stopping import Stopping
from smoall.settings import Settings

REQUESTS_DRAIN_SECONDS = 5
LONGEST_MESSAGE = 1024 * 1024  # of a WebSocket, in bytes, before it is read at all


@contextmanager
def listen(settings: Settings) -> Iterator[socket.socket]:
    """The port, taken before anything slow begins. Raises Trouble when it is not to be had."""
    try:
        family, _, _, _, place = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise Trouble(f"There is no address {settings.host}.", "Set SMOALL_HOST.", Exit.PORT) from None
    with socket.socket(family, proto=socket.IPPROTO_TCP) as door:  # asyncio switches Nagle off only when it is named
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(place)
            door.listen(2048)
        except OSError as error:
            raise _not_to_be_had(settings, error) from None
        yield door


def answers_smoall(settings: Settings) -> bool:
    """Whether a Smoall answers at the settings' host and port."""
    with (
        closing(HTTPConnection(settings.host, settings.port, timeout=2)) as connection,
        suppress(OSError, HTTPException),
    ):
        connection.request("GET", "/health/live")
        return b'"live"' in connection.getresponse().read(200)
    return False


def _not_to_be_had(settings: Settings, error: OSError) -> Trouble:
    place = f"{settings.host}:{settings.port}"
    if error.errno != errno.EADDRINUSE:
        return Trouble(f"{place} cannot be used: {error.strerror}.", "Set SMOALL_HOST or SMOALL_PORT.", Exit.PORT)
    if answers_smoall(settings):
        return Trouble(
            f"Smoall runs already: it answers at {place}.", "Stop it, or set SMOALL_HOME and SMOALL_PORT.", Exit.PORT
        )
    return Trouble(f"Another program uses {place}.", "Set SMOALL_PORT to a free port, for example 8001.", Exit.PORT)


class Server(uvicorn.Server):
    """Uvicorn without its own ear for signals: it would end the process before jobs and database have stopped."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                proxy_headers=False,
                ws_max_size=LONGEST_MESSAGE,
                timeout_graceful_shutdown=REQUESTS_DRAIN_SECONDS,
            )
        )
        self._up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self._up.set()

    def capture_signals(self) -> nullcontext[None]:  # type: ignore[override]
        """Leave signals to :class:`Stopping`."""
        return nullcontext()

    @asynccontextmanager
    async def answering(self, door: socket.socket, stopping: Stopping) -> AsyncIterator[None]:
        """Answer on ``door`` for the length of the block, then drain: five seconds, none when hurried."""
        serving = asyncio.create_task(self.serve(sockets=[door]))
        await self._up.wait()
        try:
            yield
        finally:
            self.should_exit = True
            hurry = asyncio.create_task(self._hurry(stopping))
            await serving
            hurry.cancel()

    async def _hurry(self, stopping: Stopping) -> None:
        await stopping.hurried.wait()
        self.force_exit = True
