"""Whether a document may bear its date: not in the future, not before the journal's last, not absurdly old."""

from collections.abc import Iterator
from datetime import date, timedelta

from smoall.domain.kernel.errors import Finding, Severity

REMARKABLE_AGE = timedelta(days=60)
OLDEST_YEARS = 10
LATEST_DELIVERY = timedelta(days=366)


def check_dates(
    issued_on: date, *, today: date, last_issued_on: date | None, delivered_on: date | None = None
) -> Iterator[Finding]:
    """Numbers follow dates in a journal (ISSUE_DATE_BEFORE_LAST); days are Brussels days, ``today`` is the caller's.

    Older than ten years, the period for which invoices are kept, is refused; older than sixty days is a warning. A
    delivery may lie a year ahead at most; an invoice after the 15th of the month that follows the delivery is late
    (Royal Decree no. 1 art. 4): a warning.
    """
    if issued_on > today:
        yield Finding("ISSUE_DATE_IN_FUTURE", "issuedOn", values={"today": today.isoformat()})
    if last_issued_on is not None and issued_on < last_issued_on:
        yield Finding("ISSUE_DATE_BEFORE_LAST", "issuedOn", values={"last": last_issued_on.isoformat()})
    if issued_on.year < today.year - OLDEST_YEARS:
        yield Finding("ISSUE_DATE_TOO_OLD", "issuedOn", values={"years": str(OLDEST_YEARS)})
    elif today - issued_on > REMARKABLE_AGE:
        yield Finding("ISSUE_DATE_OLD", "issuedOn", severity=Severity.WARNING, values={"today": today.isoformat()})
    if delivered_on is not None:
        yield from _delivery(delivered_on, issued_on=issued_on, today=today)


def _delivery(delivered_on: date, *, issued_on: date, today: date) -> Iterator[Finding]:
    if delivered_on.year < today.year - OLDEST_YEARS or delivered_on - today > LATEST_DELIVERY:
        yield Finding("DELIVERY_DATE_OUT_OF_RANGE", "deliveredOn", values={"years": str(OLDEST_YEARS)})
    elif issued_on > _latest_issue(delivered_on):
        latest = _latest_issue(delivered_on).isoformat()
        yield Finding("ISSUED_LATE", "issuedOn", severity=Severity.WARNING, values={"latest": latest})


def _latest_issue(delivered_on: date) -> date:
    return (delivered_on.replace(day=1) + timedelta(days=32)).replace(day=15)
