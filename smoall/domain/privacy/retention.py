"""How long Smoall keeps what it holds as a controller (register sheet A1): rules as data, one function that judges.

A record is kept while its reason goes on, while a balance is open or somebody holds it, and until the longest of the
legal floors that apply on the day it bears. Floors are whole calendar years: a document of any day of 2026 under a
floor of ten years is kept through 31 December 2036 (VAT Code art. 60 § 4: ten years from 1 January of the year after).
A change of the law makes a new rule for documents dated from then on; it never rewrites the term of an older one.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FOREVER = date.max


class Holding(StrEnum):
    """What kind of record it is."""

    CUSTOMER = "CUSTOMER"
    ACCOUNT = "ACCOUNT"
    CREDENTIAL = "CREDENTIAL"
    CONSENT = "CONSENT"
    INVOICE = "INVOICE"
    VOUCHER = "VOUCHER"
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
    OPEN_BALANCE = "OPEN_BALANCE"
    LEGAL_HOLD = "LEGAL_HOLD"
    PROOF_OF_CONSENT = "PROOF_OF_CONSENT"
    PROOF_OF_ANSWER = "PROOF_OF_ANSWER"
    TRACEABILITY = "TRACEABILITY"
    SECURITY = "SECURITY"
    CUSTOMER_RECORD = "CUSTOMER_RECORD"
    TERM_IS_OVER = "TERM_IS_OVER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A floor: ``years`` counts calendar years from 1 January after the record's day, ``days`` from the day itself.

    ``closing`` counts from the end of the fiscal year instead; ``of`` and ``before`` bound the days it applies to.
    """

    holding: Holding
    reason: Reason
    citation: str
    years: int = 0
    days: int = 0
    from_closing: bool = False
    of: date = date.min
    before: date = date.max

    def __post_init__(self) -> None:
        if (self.years > 0) == (self.days > 0) or self.years < 0 or self.days < 0:
            raise ValueError("a rule counts either years or days")

    def last_day(self, record: "Record") -> date | None:
        """The last day on which it keeps the record; None when it does not apply."""
        day = record.dated
        if day is None or record.holding is not self.holding or not self.of <= day < self.before:
            return None
        if self.days:
            return _later(day, self.days)
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

    ``dated`` is the day it bears: of the document, of the end of the subscription, of the last use. None: what it is
    held for goes on.
    """

    holding: Holding
    dated: date | None
    fiscal_year_end: date | None = None
    balance_open: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """KEEP through ``until`` (None: no day is known yet) for ``reason``, or erase."""

    erase: bool
    reason: Reason
    until: date | None = None
    citation: str | None = None


def judge(record: Record, policy: Policy, *, on: date) -> Verdict:
    """Whether the record stays on the day ``on``, until when, and why: the reason is that of the longest floor.

    A hold and an open balance keep for as long as they last. What no rule covers stays: nothing goes by oversight.
    """
    if record.held:
        return Verdict(erase=False, reason=Reason.LEGAL_HOLD, citation="GDPR art. 17(3)(e)")
    if record.balance_open:
        return Verdict(erase=False, reason=Reason.OPEN_BALANCE, citation="GDPR art. 17(3)(e)")
    floors = [(last, rule) for rule in policy.rules if (last := rule.last_day(record)) is not None]
    if not floors:
        return Verdict(erase=False, reason=Reason.SUBSCRIPTION_RUNS, citation="GDPR art. 6(1)(b)")
    until, rule = max(floors, key=lambda floor: floor[0])
    if on > until:
        return Verdict(erase=True, reason=Reason.TERM_IS_OVER, until=until, citation=rule.citation)
    return Verdict(erase=False, reason=rule.reason, until=until, citation=rule.citation)


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days) if (date.max - day).days > days else FOREVER
