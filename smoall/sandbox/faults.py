"""What can go wrong between a client and a provider, queued by route and met in order."""

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

STALE = "standin.stale"
"""The key of a request's scope under which it says that yesterday's state is to be shown."""


class Fault(StrEnum):
    """What happens to a request instead of an answer."""

    STATUS = "STATUS"
    """answered with a status of the provider's own, nothing applied"""
    DROP = "DROP"
    """the connection breaks, nothing applied"""
    HANG = "HANG"
    """silence until the client goes, nothing applied"""
    SLOW_BODY = "SLOW_BODY"
    """applied; the answer begins and never ends"""
    BAD_JSON = "BAD_JSON"
    """applied; the answer is cut off in the middle of its JSON"""
    COMMIT_THEN_DROP = "COMMIT_THEN_DROP"
    """applied; the connection breaks before the answer"""
    STALE_READ = "STALE_READ"
    """a read that does not see the latest write"""


@dataclass(frozen=True, slots=True)
class Planned:
    """One fault for the next ``count`` requests of a method to paths like ``path`` (``*`` matches anything)."""

    fault: Fault
    method: str = "*"
    path: str = "*"
    count: int = 1
    status: int = 503
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b"{}"


class Faults:
    """The queue. A request takes the first fault that fits it; one that none fits goes through."""

    def __init__(self) -> None:
        self._waiting: deque[list[Any]] = deque()

    def plan(self, fault: Fault, method: str = "*", path: str = "*", **more: Any) -> None:
        """Queue one; the keywords are those of Planned, ``retry_after`` in seconds besides."""
        retry_after = more.pop("retry_after", None)
        headers = {"retry-after": str(retry_after)} if retry_after is not None else {}
        planned = Planned(fault, method, path, **{"headers": headers, **more})
        self._waiting.append([planned.count, planned])

    def clear(self) -> None:
        """Forget what has not been met."""
        self._waiting.clear()

    @property
    def left(self) -> int:
        """How many have not been met."""
        return sum(count for count, _ in self._waiting)

    def take(self, method: str, path: str) -> Planned | None:
        """The fault that this request meets."""
        for waiting in self._waiting:
            planned: Planned = waiting[1]
            if planned.method in ("*", method) and fnmatchcase(path, planned.path):
                waiting[0] -= 1
                if not waiting[0]:
                    self._waiting.remove(waiting)
                return planned
        return None


async def strike(planned: Planned, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Let one request meet its fault. ``receive`` gives the whole body, then waits for the client to go."""
    match planned.fault:
        case Fault.STATUS:
            await _answer(send, planned.status, planned.headers, planned.body)
        case Fault.DROP:
            await _break(scope)
        case Fault.HANG:
            await _until_gone(receive)
        case Fault.COMMIT_THEN_DROP:
            await _apply(app, scope, receive)
            await _break(scope)
        case Fault.BAD_JSON:
            status, headers, body = await _apply(app, scope, receive)
            await _answer(send, status, headers, body[: len(body) // 2] or b"{")
        case Fault.SLOW_BODY:
            status, headers, body = await _apply(app, scope, receive)
            await _begin(send, status, {**headers, "content-length": str(len(body) + 1)})
            await send({"type": "http.response.body", "body": body[:1], "more_body": True})
            await _until_gone(receive)
        case Fault.STALE_READ:
            await app({**scope, STALE: True}, receive, send)


async def _apply(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[int, dict[str, str], bytes]:
    """Let the provider do it, and keep its answer."""
    kept: list[Message] = []

    async def keep(message: Message) -> None:
        kept.append(message)

    await app(scope, receive, keep)
    headers = {name.decode(): value.decode() for name, value in kept[0]["headers"] if name != b"content-length"}
    return kept[0]["status"], headers, b"".join(message.get("body", b"") for message in kept[1:])


async def _answer(send: Send, status: int, headers: Mapping[str, str], body: bytes) -> None:
    await _begin(send, status, {"content-type": "application/json", **headers, "content-length": str(len(body))})
    await send({"type": "http.response.body", "body": body})


async def _begin(send: Send, status: int, headers: Mapping[str, str]) -> None:
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _break(scope: Scope) -> None:
    """Cut the connection as a cable would: no status, no goodbye."""
    scope["standin.transport"].abort()
    await asyncio.sleep(0)  # the server notes the loss in the loop's next turn, and then expects no answer
