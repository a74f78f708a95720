"""How the library's requests travel: httpx with our time-outs, no redirects, and an answer of a bounded size."""

import ssl
from collections.abc import Mapping
from functools import cache

import httpx
import stripe

MOST_BYTES = 8 * 1024 * 1024


@cache
def trusted() -> ssl.SSLContext:
    """Whose certificates are believed: reading them takes a while, so it is done once per process."""
    return httpx.create_ssl_context()


class TooLong(Exception):
    """The answer does not end where any answer of an API would."""


class Transport(stripe.HTTPClient):
    """Asynchronous only; a synchronous call fails, for it would block the event loop."""

    name = "httpx"

    def __init__(self, timeout: httpx.Timeout) -> None:
        super().__init__()
        self._client = httpx.AsyncClient(verify=trusted(), timeout=timeout, follow_redirects=False)

    async def request_async(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: str | bytes | None = None
    ) -> tuple[bytes, int, Mapping[str, str]]:
        """One request. What breaks it becomes the library's APIConnectionError, without what was sent."""
        try:
            async with self._client.stream(method, url, headers=headers, content=post_data) as answer:
                return await _read(answer), answer.status_code, answer.headers
        except (httpx.HTTPError, TooLong) as error:
            raise stripe.APIConnectionError(type(error).__name__) from None  # type: ignore[no-untyped-call]

    async def close_async(self) -> None:
        """Hang up."""
        await self._client.aclose()


async def _read(answer: httpx.Response) -> bytes:
    body = bytearray()
    async for part in answer.aiter_bytes():
        body += part
        if len(body) > MOST_BYTES:
            raise TooLong
    return bytes(body)
