"""Periods of a subscription: the nth date is a function of the first one, never of the one before it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


def nth_date(anchor: date, n: int) -> date:
    """``anchor`` plus ``n`` months, on its day or the last of a shorter month: 31 January → 28 February → 31 March.

    Calendar dates in Europe/Brussels: neither time zones nor clock changes have a say.
    """
    month = anchor.year * 12 + anchor.month - 1 + n
    year, month = divmod(month, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to the day before ``end``: each day belongs to exactly one period."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


def nth_period(anchor: date, n: int) -> Period:
    """The period that starts on the nth date; periods follow each other without gap or overlap."""
    return Period(nth_date(anchor, n), nth_date(anchor, n + 1))
