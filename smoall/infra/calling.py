"""Questions to a provider over HTTP: one connection each, and an honest word about what is known afterwards.

A connection of its own is dearer than one kept open, but a server may close a kept one just as the next request is
written on it, and then nobody knows whether that was taken.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import orjson

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 20.0
LARGEST_ANSWER = 8 * 1024 * 1024


class NotReached(Exception):
    """The request never left: nothing was done there."""


class NoAnswer(Exception):
    """The request left, at least in part, and no whole answer came back: it may have been done, or not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def success(self) -> bool:
        """Whether it is a 2xx."""
        return 200 <= self.status <= 299

    @property
    def retry_after(self) -> str:
        """The seconds of a ``Retry-After``, when it is a plain number; else empty."""
        told = self.headers.get("retry-after", "")
        return told if told.isdecimal() else ""

    def json(self) -> Any:
        """The body as JSON. Raises NoAnswer when it is none: half an answer is none."""
        try:
            return orjson.loads(self.body)
        except ValueError as broken:
            raise NoAnswer("JSON") from broken


class Caller:
    """One provider at ``base_url``. Redirects are not followed; answers are read up to 8 MiB."""

    def __init__(self, base_url: str, *, user: str, password: str, answer_seconds: float = ANSWER_SECONDS) -> None:
        self.base_url = base_url.rstrip("/")
        self._auth = httpx.BasicAuth(user, password)
        self._timeout = httpx.Timeout(answer_seconds, connect=CONNECT_SECONDS)
        self._tls: ssl.SSLContext | None = None

    async def call(self, method: str, path: str, **options: Any) -> Answer:
        """One request; ``options`` are those of httpx. Raises NotReached or NoAnswer."""
        try:
            async with self._client() as client, client.stream(method, f"{self.base_url}{path}", **options) as reply:
                return Answer(reply.status_code, reply.headers, await _read(reply))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise NotReached(type(error).__name__) from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise NoAnswer(type(error).__name__) from error

    def _client(self) -> httpx.AsyncClient:
        if self._tls is None and self.base_url.startswith("https:"):
            self._tls = ssl.create_default_context()  # reading the authorities is the dear part: once
        return httpx.AsyncClient(
            auth=self._auth, timeout=self._timeout, verify=self._tls or False, trust_env=False, follow_redirects=False
        )


async def _read(reply: httpx.Response) -> bytes:
    parts, size = [], 0
    async for part in reply.aiter_bytes():
        size += len(part)
        if size > LARGEST_ANSWER:
            raise NoAnswer("SIZE")
        parts.append(part)
    return b"".join(parts)
