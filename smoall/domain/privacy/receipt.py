"""What an erasure leaves in the hands of who asked for it: line by line, what is gone, and what stays until when.

GDPR art. 12(4) and 17(3): what is not erased is named with its reason and the day on which it goes by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from smoall.domain.privacy.retention import Reason, Verdict


class Outcome(StrEnum):
    """What became of a category of data."""

    ERASED = "ERASED"
    ANONYMISED = "ANONYMISED"
    RETAINED = "RETAINED"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One category in one table: how many rows, and what became of them. What is RETAINED says why."""

    category: str
    table: str
    outcome: Outcome
    count: int
    until: date | None = None
    reason: Reason | None = None
    citation: str | None = None

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("a count is no debt")
        if (self.outcome is Outcome.RETAINED) != (self.reason is not None and self.citation is not None):
            raise ValueError("what is retained, and nothing else, cites its reason")


class Way(StrEnum):
    """By which processor of Smoall's own data of the person went."""

    NEWSLETTER = "NEWSLETTER"
    PAYMENTS = "PAYMENTS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A processor that was asked to erase the person, or to put somebody else in their place (GDPR art. 19).

    A job insists until it is done. ``reference`` is where the trail tells of it then: the opaque id of whose payer it
    is, or of the farewell.
    """

    way: Way
    reference: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The receipt of one erasure. ``subject`` is an opaque id; nobody is named in it."""

    id: UUID
    subject: str
    at: datetime
    policy_version: str
    lines: tuple[ReceiptLine, ...]
    downstream: tuple[Asked, ...] = ()

    @property
    def retained(self) -> tuple[ReceiptLine, ...]:
        """What stays."""
        return tuple(line for line in self.lines if line.outcome is Outcome.RETAINED)


def erased(category: str, table: str, count: int) -> ReceiptLine:
    """A line about what is gone."""
    return ReceiptLine(category=category, table=table, outcome=Outcome.ERASED, count=count)


def anonymised(category: str, table: str, count: int) -> ReceiptLine:
    """A line about rows that stay with nothing of the person in them."""
    return ReceiptLine(category=category, table=table, outcome=Outcome.ANONYMISED, count=count)


def settled(category: str, table: str, count: int, verdict: Verdict) -> ReceiptLine:
    """A line about what a verdict decided."""
    if verdict.erase:
        return erased(category, table, count)
    return ReceiptLine(
        category=category,
        table=table,
        outcome=Outcome.RETAINED,
        count=count,
        until=verdict.until,
        reason=verdict.reason,
        citation=verdict.citation,
    )


def condensed(lines: Iterable[ReceiptLine]) -> tuple[ReceiptLine, ...]:
    """Lines that say the same counted together, those that counted nothing left out, in a stable order."""
    totals: dict[tuple[str, str, Outcome, date | None, Reason | None, str | None], int] = {}
    for line in lines:
        key = (line.category, line.table, line.outcome, line.until, line.reason, line.citation)
        totals[key] = totals.get(key, 0) + line.count
    found = [
        ReceiptLine(
            category=category, table=table, outcome=outcome, count=count, until=until, reason=reason, citation=citation
        )
        for (category, table, outcome, until, reason, citation), count in totals.items()
        if count
    ]
    return tuple(sorted(found, key=lambda line: (line.outcome, line.category, line.table, str(line.until))))
