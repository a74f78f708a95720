"""A person's request about their data, as a case: what was asked, by when it must be answered, and how it ended.

GDPR art. 12(3): an answer within one month of receipt, which can be extended by two months where that is necessary,
if the person is told within the first. Months end on the same date, or on the last day of a shorter month (Reg. (EEC,
Euratom) 1182/71 art. 3(2)(c)); an end on a Saturday, a Sunday or a public holiday moves to the next working day
(art. 3(4)). Holidays are those of Belgium (law of 4 January 1974).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.language import Language

MONTHS, MONTHS_MORE = 1, 2
_FIXED = {(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)}
_AFTER_EASTER = (1, 39, 50)


class RequestKind(StrEnum):
    """What is asked."""

    ACCESS = "ACCESS"
    RECTIFICATION = "RECTIFICATION"
    ERASURE = "ERASURE"
    RESTRICTION = "RESTRICTION"
    PORTABILITY = "PORTABILITY"
    OBJECTION = "OBJECTION"


class RequestState(StrEnum):
    """Where the case stands."""

    RECEIVED = "RECEIVED"
    VERIFIED = "VERIFIED"
    COMPLETED = "COMPLETED"
    REFUSED = "REFUSED"


class RequestAction(StrEnum):
    """What can be done to it."""

    VERIFY = "VERIFY"
    EXTEND = "EXTEND"
    COMPLETE = "COMPLETE"
    REFUSE = "REFUSE"


class RequestChannel(StrEnum):
    """How it came."""

    EMAIL = "EMAIL"
    LETTER = "LETTER"
    TELEPHONE = "TELEPHONE"
    IN_PERSON = "IN_PERSON"
    FORM = "FORM"


class IdentityMethod(StrEnum):
    """How the person showed who they are (GDPR art. 12(6)); no copy of a card is kept."""

    KNOWN_ADDRESS = "KNOWN_ADDRESS"
    CALL_BACK = "CALL_BACK"
    IDENTITY_CARD_SHOWN = "IDENTITY_CARD_SHOWN"
    ELECTRONIC_IDENTITY = "ELECTRONIC_IDENTITY"
    KNOWN_PERSONALLY = "KNOWN_PERSONALLY"


class RefusalGround(StrEnum):
    """Why it is refused."""

    IDENTITY_UNPROVEN = "IDENTITY_UNPROVEN"
    UNFOUNDED_OR_EXCESSIVE = "UNFOUNDED_OR_EXCESSIVE"
    LEGAL_OBLIGATION = "LEGAL_OBLIGATION"
    LEGAL_CLAIMS = "LEGAL_CLAIMS"
    RIGHTS_OF_OTHERS = "RIGHTS_OF_OTHERS"
    NO_DATA = "NO_DATA"


_S, _A = RequestState, RequestAction

TRANSITIONS: Mapping[tuple[RequestState, RequestAction], RequestState] = {
    (_S.RECEIVED, _A.VERIFY): _S.VERIFIED,
    (_S.RECEIVED, _A.EXTEND): _S.RECEIVED,
    (_S.VERIFIED, _A.EXTEND): _S.VERIFIED,
    (_S.VERIFIED, _A.COMPLETE): _S.COMPLETED,
    (_S.RECEIVED, _A.REFUSE): _S.REFUSED,
    (_S.VERIFIED, _A.REFUSE): _S.REFUSED,
}
"""The allowed moves. Nothing is told, changed or erased for somebody whose identity nobody has verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRequest:
    """A case. ``person_…`` are emptied by an erasure; ``contact_id`` where the person is a known contact."""

    id: UUID
    kind: RequestKind
    person_name: str
    person_email: str | None
    person_phone: str | None
    contact_id: UUID | None
    language: Language
    channel: RequestChannel
    received_on: date
    due_on: date
    state: RequestState = RequestState.RECEIVED
    extension_reason: str | None = None
    extended_on: date | None = None
    verified_at: datetime | None = None
    verified_method: IdentityMethod | None = None
    verified_by: UUID | None = None
    refusal_ground: RefusalGround | None = None
    closed_at: datetime | None = None
    receipt_id: UUID | None = None
    version: int = 1

    def after(self, action: RequestAction) -> RequestState:
        """The state that an action leads to. Raises Conflict SUBJECT_REQUEST_STATE."""
        following = TRANSITIONS.get((self.state, action))
        if following is None:
            raise Conflict("SUBJECT_REQUEST_STATE", state=self.state, action=action)
        return following

    def verify(self, method: IdentityMethod, *, by: UUID, now: datetime) -> "SubjectRequest":
        """The person has shown who they are. Raises Conflict SUBJECT_REQUEST_STATE."""
        state = self.after(_A.VERIFY)
        return replace(self, state=state, verified_at=now, verified_method=method, verified_by=by)

    def extend(self, reason: str, *, today: date) -> "SubjectRequest":
        """Two months more. Raises Conflict SUBJECT_REQUEST_STATE, ALREADY_EXTENDED, EXTENSION_TOO_LATE."""
        state = self.after(_A.EXTEND)
        if self.extended_on:
            raise Conflict("ALREADY_EXTENDED", until=self.due_on.isoformat())
        if today > self.due_on:
            raise Conflict("EXTENSION_TOO_LATE", until=self.due_on.isoformat())
        due = due_date(self.received_on, months=MONTHS + MONTHS_MORE)
        return replace(self, state=state, due_on=due, extended_on=today, extension_reason=reason)

    def refuse(self, ground: RefusalGround, *, now: datetime) -> "SubjectRequest":
        """It is refused. Raises Conflict SUBJECT_REQUEST_STATE."""
        return replace(self, state=self.after(_A.REFUSE), refusal_ground=ground, closed_at=now)

    def complete(self, *, now: datetime, receipt_id: UUID | None = None) -> "SubjectRequest":
        """It is done; ``receipt_id`` of an erasure. Raises Conflict SUBJECT_REQUEST_STATE, IDENTITY_UNVERIFIED."""
        if self.state is _S.RECEIVED:
            raise Conflict("IDENTITY_UNVERIFIED")
        return replace(self, state=self.after(_A.COMPLETE), closed_at=now, receipt_id=receipt_id)

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed without an answer."""
        return self.closed_at is None and today > self.due_on


def due_date(received_on: date, *, months: int = MONTHS) -> date:
    """The last day for an answer to what was received on that day."""
    index = received_on.year * 12 + received_on.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return _working_day(first.replace(day=min(received_on.day, last)))


def _working_day(day: date) -> date:
    while day.weekday() >= 5 or _is_holiday(day):
        day += timedelta(days=1)
    return day


def _is_holiday(day: date) -> bool:
    return (day.month, day.day) in _FIXED or (day - _easter(day.year)).days in _AFTER_EASTER


def _easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
