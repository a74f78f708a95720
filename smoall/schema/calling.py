"""One HTTP request on its way through the endpoint, and how its answer is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import Send

from smoall.usecases.reading import Reader


@dataclass(slots=True)
class Call:
    """One HTTP request on its way: who asks, what is accepted, where the answer goes."""

    send: Send
    method: str
    headers: Mapping[bytes, bytes]
    request_id: str
    media_type: bytes
    remote_address: str | None
    reader: Reader | None = None
    token: str = ""
    by_cookie: bool = False
    cookie: str | None = None
    kind: str = "none"
    status: int = 0

    def header(self, name: bytes) -> str:
        """A header's text, empty when absent."""
        return self.headers.get(name, b"").decode("latin-1")


ALLOW = (b"allow", b"GET, HEAD, POST, OPTIONS")
_ALWAYS = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
_BECAUSE = {
    401: [(b"www-authenticate", b"Bearer")],
    405: [ALLOW],
    429: [(b"retry-after", b"1")],
}


async def write(call: Call, status: int, body: bytes, *more: tuple[bytes, bytes]) -> None:
    """Send the answer; ``call.cookie`` goes with it."""
    call.status = status
    if call.cookie is not None:
        more = (*more, (b"set-cookie", call.cookie.encode("ascii")))
    headers = [
        (b"content-type", call.media_type),
        (b"content-length", b"%d" % len(body)),
        (b"x-request-id", call.request_id.encode()),
        *_ALWAYS,
        *_BECAUSE.get(status, ()),
        *more,
    ]
    await call.send({"type": "http.response.start", "status": status, "headers": headers})
    await call.send({"type": "http.response.body", "body": body})
