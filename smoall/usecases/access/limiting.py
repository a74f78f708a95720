"""Counting what may not happen too often, before it is looked at, so that many at once gain nothing."""

import hashlib
from datetime import datetime

from smoall.domain.access.throttle import (
    GUESSES_PER_ACCOUNT,
    GUESSES_PER_ADDRESS,
    TAKEN_PER_ADDRESS,
    Limit,
    network_of,
    registrations_per_address,
)
from smoall.domain.kernel.errors import Conflict
from smoall.usecases.unit import Unit, Units

Counted = tuple[Limit, str]
"""A limit and the subject that is counted under it; always given in the same order, so that locks never cross."""


def guesses(*, email: str | None = None, remote_address: str | None = None) -> tuple[Counted, ...]:
    """Whose attempts to prove who they are count: an account's, by its address, and those of a network address."""
    account = [(GUESSES_PER_ACCOUNT, email)] if email else []
    address = [(GUESSES_PER_ADDRESS, network_of(remote_address))] if remote_address else []
    return (*account, *address)


def registrations(remote_address: str | None, *, most: int) -> tuple[Counted, ...]:
    """What a registration counts as, from a network address: one more account, and one more question whether somebody
    has an address, until it turns out that nobody did. With 0 nothing is counted."""
    if not most or not remote_address:
        return ()
    network = network_of(remote_address)
    return (registrations_per_address(most), network), (TAKEN_PER_ADDRESS, network)


async def count_attempt(unit: Unit, *counted: Counted) -> datetime | None:
    """One more of each; until when to wait, if at all.

    Where it must count even if it is refused: commit at once, then :func:`refuse_waiting`.
    """
    waits = [
        limit.wait_until(await unit.people.count_attempt(_subject_hash(limit, subject), window=limit.window))
        for limit, subject in counted
    ]
    return max((wait for wait in waits if wait), default=None)


def refuse_waiting(until: datetime | None) -> None:
    """Raise Conflict TOO_MANY_ATTEMPTS with the moment from which it may be tried again."""
    if until:
        raise Conflict("TOO_MANY_ATTEMPTS", until=until.isoformat(timespec="minutes"))


async def count(unit: Unit, *counted: Counted) -> None:
    """One more of each, unless the unit comes to nothing. Raises Conflict TOO_MANY_ATTEMPTS."""
    refuse_waiting(await count_attempt(unit, *counted))


async def count_apart(units: Units, *counted: Counted, request_id: str) -> None:
    """One more of each in a transaction of its own, so that a refusal is counted too. Raises Conflict."""
    if not counted:
        return
    async with units.begin(None, request_id=request_id) as unit:
        until = await count_attempt(unit, *counted)
        await unit.commit()
    refuse_waiting(until)


async def forgive_attempt(unit: Unit, *counted: Counted) -> None:
    """It was no guess: it no longer counts."""
    for limit, subject in counted:
        await unit.people.forgive_attempt(_subject_hash(limit, subject))


def _subject_hash(limit: Limit, subject: str) -> bytes:
    """Under what a subject is counted: never its own text."""
    return hashlib.sha256(f"{limit.kind}\x1f{subject}".encode("utf-8", "surrogatepass")).digest()
