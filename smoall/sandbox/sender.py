"""Webhooks as providers send them in practice: out of order, more than once, late, never; and as forgers would."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random

import httpx

Sign = Callable[[bytes, datetime], tuple[bytes, Mapping[str, str]]]
"""The body and headers that travel, for an event's body and the time it is signed at."""

STALE_BY = timedelta(hours=1)
UNREACHABLE = 0
"""stands for the status where nobody answers"""
_trusted = cache(httpx.create_ssl_context)  # reading the certificates takes longer than sending


@dataclass(frozen=True, slots=True)
class Manner:
    """How a batch of events is delivered; the default is the way the documentation hopes for."""

    shuffled: bool = False
    times: int = 1
    """how often each is sent"""
    delayed: int = 0
    """how many are kept for the next batch"""
    lost: int = 0
    """how many are never sent"""
    stale: bool = False
    """signed an hour ago"""
    forged: bool = False
    """changed after they were signed"""
    at_once: int = 1
    """how many are under way at the same time"""
    seed: int = 0
    """of every choice made here"""


IN_ORDER = Manner()


class Sender:
    """Events waiting for delivery to one address."""

    def __init__(self, sign: Sign, clock: Callable[[], datetime], *, url: str | None = None) -> None:
        self.url = url
        self.waiting: list[bytes] = []
        self.undelivered: list[bytes] = []
        """those that were lost, or not answered with 2xx"""
        self._sign = sign
        self._clock = clock

    def add(self, body: bytes) -> None:
        """An event to send with the next batch."""
        self.waiting.append(body)

    def retry(self) -> None:
        """Let what was lost or refused wait again."""
        self.waiting, self.undelivered = [*self.undelivered, *self.waiting], []

    async def deliver(self, manner: Manner = IN_ORDER) -> list[int]:
        """Send what waits; the status of each answer, in the order they were to be sent."""
        if self.url is None:
            self.undelivered += self.waiting
            self.waiting = []
            return []
        async with httpx.AsyncClient(timeout=30, verify=_trusted()) as client:
            slots = asyncio.Semaphore(manner.at_once)
            return list(
                await asyncio.gather(*(self._send(client, body, manner, slots) for body in self._batch(manner)))
            )

    def _batch(self, manner: Manner) -> Sequence[bytes]:
        dice = Random(manner.seed)  # noqa: S311  the same seed is the same storm
        batch, self.waiting = self.waiting, []
        for _ in range(min(manner.lost, len(batch))):
            self.undelivered.append(batch.pop(dice.randrange(len(batch))))
        for _ in range(min(manner.delayed, len(batch))):
            self.waiting.append(batch.pop(dice.randrange(len(batch))))
        batch = batch * manner.times
        if manner.shuffled:
            dice.shuffle(batch)
        return batch

    async def _send(self, client: httpx.AsyncClient, body: bytes, manner: Manner, slots: asyncio.Semaphore) -> int:
        assert self.url is not None
        content, headers = self._sign(body, self._clock() - (STALE_BY if manner.stale else timedelta(0)))
        content = content.replace(b"0", b"1", 1) + b" " if manner.forged else content
        async with slots:
            try:
                status = (await client.post(self.url, content=content, headers=dict(headers))).status_code
            except httpx.TransportError:
                status = UNREACHABLE
        if not 200 <= status < 300:
            self.undelivered.append(body)
        return status
