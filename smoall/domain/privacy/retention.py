"""How long a record is kept: rules as data, one pure function that judges.

A record is kept while its reason goes on, while a balance is open or somebody holds it, and until the longest of the
floors and terms that apply on the day it bears. Years count whole calendar years: a document of any day of 2026 under a
floor of ten years is kept through 31 December 2036 (VAT Code art. 60 § 4: ten years from 1 January of the year after).
A change of the law makes a new rule for documents dated from then on; it never rewrites the term of an older one.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FOREVER = date.max


class Holding(StrEnum):
    """What kind of record it is: Smoall's own, but for RELATION and PROSPECT, which only its customers hold."""

    CUSTOMER = "CUSTOMER"
    ACCOUNT = "ACCOUNT"
    CREDENTIAL = "CREDENTIAL"
    CONSENT = "CONSENT"
    INVOICE = "INVOICE"
    VOUCHER = "VOUCHER"
    RELATION = "RELATION"
    PROSPECT = "PROSPECT"
    TRACE = "TRACE"
    CONNECTION = "CONNECTION"
    MESSAGE = "MESSAGE"
    LINK = "LINK"
    ATTEMPT = "ATTEMPT"
    REPLAY = "REPLAY"
    ANSWER = "ANSWER"
    PROVIDER_EVENT = "PROVIDER_EVENT"


class Reason(StrEnum):
    """Why a record stays, or why it goes."""

    SUBSCRIPTION_RUNS = "SUBSCRIPTION_RUNS"
    GRACE = "GRACE"
    VAT_DOCUMENTS = "VAT_DOCUMENTS"
    ACCOUNTING = "ACCOUNTING"
    RELATION_TERM = "RELATION_TERM"
    PROSPECT_TERM = "PROSPECT_TERM"
    ORGANISATION_TERM = "ORGANISATION_TERM"
    KEPT_AFTER_REVIEW = "KEPT_AFTER_REVIEW"
    OPEN_BALANCE = "OPEN_BALANCE"
    OPEN_DISPUTE = "OPEN_DISPUTE"
    LEGAL_HOLD = "LEGAL_HOLD"
    DRAFT_UNDER_WAY = "DRAFT_UNDER_WAY"
    DELIVERY_UNDER_WAY = "DELIVERY_UNDER_WAY"
    REQUEST_OPEN = "REQUEST_OPEN"
    DOCUMENTS_STAY = "DOCUMENTS_STAY"
    OBJECTION = "OBJECTION"
    RESTRICTION = "RESTRICTION"
    PROOF_OF_CONSENT = "PROOF_OF_CONSENT"
    PROOF_OF_ANSWER = "PROOF_OF_ANSWER"
    TRACEABILITY = "TRACEABILITY"
    SECURITY = "SECURITY"
    CUSTOMER_RECORD = "CUSTOMER_RECORD"
    TERM_IS_OVER = "TERM_IS_OVER"


_CLAIMS = "GDPR art. 17(3)(e)"
BOUND_BY = {
    Reason.OPEN_BALANCE: _CLAIMS,
    Reason.OPEN_DISPUTE: _CLAIMS,
    Reason.LEGAL_HOLD: _CLAIMS,
    Reason.SUBSCRIPTION_RUNS: "GDPR art. 6(1)(b)",
    Reason.DRAFT_UNDER_WAY: "GDPR art. 6(1)(b)",
    Reason.DELIVERY_UNDER_WAY: "GDPR art. 6(1)(b)",
    Reason.REQUEST_OPEN: "GDPR art. 12(3)",
    Reason.DOCUMENTS_STAY: "GDPR art. 17(3)(b)",
    Reason.OBJECTION: "GDPR art. 21(3)",
    Reason.RESTRICTION: "GDPR art. 18(2)",
}
"""What keeps a record for as long as it lasts, whatever its term, and the article that says so."""


class Disposal(StrEnum):
    """What is to be done with a record."""

    KEEP = "KEEP"
    ANONYMISE = "ANONYMISE"
    DELETE = "DELETE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A floor or a term: ``years`` counts calendar years from 1 January after the record's day, ``months`` and ``days``
    from the day itself, ``unlimited`` has no end. ``from_closing`` counts from the end of the fiscal year instead;
    ``of`` and ``before`` bound the days it applies to.
    """

    holding: Holding
    reason: Reason
    citation: str
    years: int = 0
    months: int = 0
    days: int = 0
    unlimited: bool = False
    from_closing: bool = False
    of: date = date.min
    before: date = date.max

    def __post_init__(self) -> None:
        counted = (self.years, self.months, self.days)
        if sum(map(bool, (*counted, self.unlimited))) != 1 or min(counted) < 0:
            raise ValueError("a rule counts either years, months or days, or has no end")

    def last_day(self, record: "Record") -> date | None:
        """The last day on which it keeps the record; None when it does not apply."""
        day = record.dated
        if day is None or record.holding is not self.holding or not self.of <= day < self.before:
            return None
        if self.unlimited:
            return FOREVER
        if self.days:
            return _later(day, self.days)
        if self.months:
            return months_later(day, self.months)
        if self.from_closing:
            day = record.fiscal_year_end or date(day.year, 12, 31)
        return date(min(day.year + self.years, date.max.year), 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A version of the rules."""

    version: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The facts of a record that its term depends on.

    ``dated`` is the day it bears: of the document, of the end of the subscription, of the last dealing. None: what it
    is held for goes on. ``bound`` keeps it while that lasts (one of BOUND_BY); ``at_end`` is done once it is over.
    """

    holding: Holding
    dated: date | None
    fiscal_year_end: date | None = None
    balance_open: bool = False
    bound: Reason | None = None
    at_end: Disposal = Disposal.DELETE


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """What somebody said keeps a record: a hold, or a review. ``until``: its last day; None: it has no end."""

    reason: Reason
    citation: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """KEEP through ``until`` (None: no day is known yet) for ``reason``, or what is to be done now."""

    action: Disposal
    reason: Reason
    until: date | None = None
    citation: str | None = None

    @property
    def erase(self) -> bool:
        """Whether it does not stay as it is."""
        return self.action is not Disposal.KEEP


def judge(record: Record, policy: Policy, *, keeps: Sequence[Keep] = (), on: date) -> Verdict:
    """Whether the record stays on the day ``on``, until when, and why: the reason is that of the longest floor.

    A keep without end and an open balance keep for as long as they last; one with an end is one more floor. What no
    rule covers stays: nothing goes by oversight.
    """
    if endless := next((keep for keep in keeps if keep.until is None), None):
        return Verdict(action=Disposal.KEEP, reason=endless.reason, citation=endless.citation)
    if bound := Reason.OPEN_BALANCE if record.balance_open else record.bound:
        return Verdict(action=Disposal.KEEP, reason=bound, citation=BOUND_BY[bound])
    floors: list[tuple[date, Rule | Keep]] = [
        (last, rule) for rule in policy.rules if (last := rule.last_day(record)) is not None
    ]
    if not floors:
        none = Reason.SUBSCRIPTION_RUNS
        return Verdict(action=Disposal.KEEP, reason=none, citation=BOUND_BY[none])
    floors += [(keep.until, keep) for keep in keeps if keep.until is not None]
    until, why = max(floors, key=lambda floor: floor[0])
    if on > until:
        return Verdict(action=record.at_end, reason=Reason.TERM_IS_OVER, until=until, citation=why.citation)
    last = None if isinstance(why, Rule) and why.unlimited else until
    return Verdict(action=Disposal.KEEP, reason=why.reason, until=last, citation=why.citation)


def judge_together(records: Sequence[Record], policy: Policy, *, keeps: Sequence[Keep] = (), on: date) -> Verdict:
    """The verdict on records that stay or go as one, such as an invoice, its credit notes and what paid it: that of
    the one that stays longest."""
    return longest(judge(record, policy, keeps=keeps, on=on) for record in records)


def longest(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that keeps longest: without a known end, then the latest day."""
    return max(verdicts, key=lambda one: (not one.erase, not one.erase and one.until is None, one.until or FOREVER))


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, the last of a shorter one; the end of the calendar at most."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return FOREVER
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days) if (date.max - day).days > days else FOREVER
