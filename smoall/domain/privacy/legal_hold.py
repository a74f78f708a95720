"""Legal holds: records stay, whatever their term, for a dispute or an inspection (GDPR art. 17(3)(e))."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from smoall.domain.kernel.errors import Conflict, Finding
from smoall.domain.privacy.retention import BOUND_BY, Keep, Reason


class HoldGround(StrEnum):
    """Why records are held."""

    DISPUTE = "DISPUTE"
    LITIGATION = "LITIGATION"
    TAX_INSPECTION = "TAX_INSPECTION"
    SUBJECT_CLAIM = "SUBJECT_CLAIM"
    OTHER = "OTHER"


class HoldScope(StrEnum):
    """What a hold is on: one object with what hangs on it, or all that is dated within a period."""

    COMPANY = "COMPANY"
    CONTACT = "CONTACT"
    DOCUMENT = "DOCUMENT"
    PAYMENT = "PAYMENT"
    PERIOD = "PERIOD"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    """A hold. ``target_id`` names the object; of a PERIOD ``from_day`` and ``to_day`` bound the days of documents and
    payments, and without both it is on everything. ``until``: its last day; None: until it is released."""

    id: UUID
    scope: HoldScope
    ground: HoldGround
    reason: str
    placed_at: datetime
    placed_by: UUID
    target_id: UUID | None = None
    from_day: date | None = None
    to_day: date | None = None
    until: date | None = None
    released_at: datetime | None = None
    released_by: UUID | None = None
    release_reason: str | None = None
    version: int = 1

    @property
    def keep(self) -> Keep:
        """What it says to whoever judges: a dispute is named as such."""
        why = Reason.OPEN_DISPUTE if self.ground is HoldGround.DISPUTE else Reason.LEGAL_HOLD
        return Keep(reason=why, citation=BOUND_BY[why], until=self.until)

    def release(self, reason: str, *, by: UUID, now: datetime) -> "LegalHold":
        """It ends now. Raises Conflict HOLD_RELEASED when it did before."""
        if self.released_at is not None:
            raise Conflict("HOLD_RELEASED")
        return replace(self, released_at=now, released_by=by, release_reason=reason)


def flaws_of_period(from_day: date | None, to_day: date | None, until: date | None, *, today: date) -> list[Finding]:
    """What makes a period or an end none: reversed, or over before it began."""
    findings = []
    if from_day and to_day and to_day < from_day:
        findings.append(Finding("HOLD_PERIOD_REVERSED", "to"))
    if until and until < today:
        findings.append(Finding("HOLD_ENDS_IN_THE_PAST", "until"))
    return findings
