"""Slowing down whoever guesses passwords, per account and per address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5
PER_ADDRESS = 50


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failed attempts of one subject since the first of them."""

    failures: int
    since: datetime


def wait_until(attempts: Attempts | None, *, limit: int, now: datetime) -> datetime | None:
    """When the next attempt is allowed: None for now, else the end of the window once ``limit`` failures are in it."""
    if attempts is None or now >= attempts.since + WINDOW or attempts.failures < limit:
        return None
    return attempts.since + WINDOW


def after_failure(attempts: Attempts | None, *, now: datetime) -> Attempts:
    """The count after one more failure; a window that is over starts anew."""
    if attempts is None or now >= attempts.since + WINDOW:
        return Attempts(1, now)
    return Attempts(attempts.failures + 1, attempts.since)
