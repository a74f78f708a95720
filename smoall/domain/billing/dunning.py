"""When an amount that could not be collected is tried again, and what its debtor is told."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

RETRY_DAYS = (2, 7, 14, 21)
"""On which days after the first failure it is tried again; after the last one only the payer can."""


LAST_ATTEMPT = len(RETRY_DAYS) + 1
"""After so many only the payer can."""


class DunningLetter(StrEnum):
    """What the letter after a failed collection is."""

    PAYMENT_FAILED = "PAYMENT_FAILED"
    PAYMENT_REMINDER = "PAYMENT_REMINDER"


@dataclass(frozen=True, slots=True)
class Debt:
    """An invoice that could not be collected: when that failed first and last, and how often it was tried."""

    failed_on: date
    last_on: date
    attempts: int


def next_retry(debt: Debt) -> date | None:
    """The day of the next try: two, seven, fourteen and twenty-one days after the first failure, then none.

    Never on the day of the last one: after an outage what was missed is made up for day by day.
    """
    if debt.attempts > len(RETRY_DAYS):
        return None
    return max(debt.failed_on + timedelta(days=RETRY_DAYS[debt.attempts - 1]), debt.last_on + timedelta(days=1))


def letter_after(attempts: int) -> DunningLetter:
    """The letter that follows the ``attempts``-th failure."""
    return DunningLetter.PAYMENT_FAILED if attempts == 1 else DunningLetter.PAYMENT_REMINDER
