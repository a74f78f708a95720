"""Counting attempts to prove who one is: passwords and codes alike, per account and per address."""

import hashlib
from datetime import datetime

from smoall.domain.access.throttle import PER_ACCOUNT, PER_ADDRESS, WINDOW, network_of, wait_until
from smoall.domain.kernel.errors import Conflict
from smoall.usecases.unit import Unit


async def count_attempt(unit: Unit, *, email: str | None, remote_address: str | None) -> datetime | None:
    """Count one more attempt before it is looked at, so that many at once gain nothing; until when to wait, if at all.

    Commit at once, then :func:`refuse_waiting`: a refusal must not take the count back.
    """
    waits = [
        wait_until(await unit.people.count_attempt(subject, window=WINDOW), limit=limit)
        for subject, limit in _subjects(email, remote_address)
    ]
    return max((wait for wait in waits if wait), default=None)


def refuse_waiting(until: datetime | None) -> None:
    """Raise Conflict TOO_MANY_ATTEMPTS with the moment from which it may be tried again."""
    if until:
        raise Conflict("TOO_MANY_ATTEMPTS", until=until.isoformat(timespec="minutes"))


async def forgive_attempt(unit: Unit, *, email: str | None, remote_address: str | None) -> None:
    """The attempt was no guess: it no longer counts."""
    for subject, _ in _subjects(email, remote_address):
        await unit.people.forgive_attempt(subject)


def _subjects(email: str | None, remote_address: str | None) -> list[tuple[bytes, int]]:
    """Whose attempts are counted, as hashes, each with its limit; always in this order, so that locks never cross."""
    known = (("account", email, PER_ACCOUNT), ("address", network_of(remote_address or ""), PER_ADDRESS))
    return [(_subject(kind, text), limit) for kind, text, limit in known if text]


def _subject(kind: str, text: str) -> bytes:
    return hashlib.sha256(f"{kind}\x1f{text}".encode("utf-8", "surrogatepass")).digest()
