"""Slowing down whoever guesses passwords, per account and per address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5
PER_ADDRESS = 50


@dataclass(frozen=True, slots=True)
class Attempts:
    """Attempts of one subject since the first of them, the present one included; a success takes its own back."""

    count: int
    since: datetime


def wait_until(attempts: Attempts, *, limit: int) -> datetime | None:
    """When the next attempt is allowed: None for now, else the end of the window once more than ``limit`` are in it."""
    return attempts.since + WINDOW if attempts.count > limit else None
