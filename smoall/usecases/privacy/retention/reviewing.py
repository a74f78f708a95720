"""Review prospects: nothing asks that they be kept, so that whoever keeps one longer says why (GDPR art. 5(1)(e))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Finding, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, parse_id, public_id
from smoall.domain.kernel.text import clean_text
from smoall.domain.privacy.retention import Holding
from smoall.usecases.gate import require
from smoall.usecases.privacy.retention.judging import judge_of
from smoall.usecases.privacy.retention.stores import Prospect, PurgeKind
from smoall.usecases.unit import Unit

LONGEST_REASON = 500
MOST = 100


@dataclass(frozen=True, slots=True)
class Due:
    """A prospect to review, with the last day of its term; None when it was chosen to have no end."""

    prospect: Prospect
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Review:
    """Those to review, the longest due first, and how many there are in all."""

    due: tuple[Due, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Prospects to keep, why, and until when; None: without end."""

    companies: Sequence[str]
    until: date | None
    reason: str


async def prospect_review(unit: Unit, *, due_by: date | None, most: int) -> Review:
    """Prospects whose term is over on the day ``due_by``, today if not said. Raises Forbidden."""
    require(unit, Permission.MANAGE_PRIVACY)
    last_days = await _last_days(unit)
    wanted = due_by or unit.today
    due = sorted((last, one) for one, last in last_days.items() if last and last < wanted)
    shown = [one for _, one in due[:most]]
    found = {one.company_id: one for one in await unit.retention.prospects(shown)}
    return Review(tuple(Due(found[one], last_days[one]) for one in shown), len(due))


async def keep_prospects(unit: Unit, keeping: Keeping) -> list[UUID]:
    """Keep prospects longer than their term, for a reason in writing.

    Raises Forbidden; Invalid with REVIEW_ENDS_IN_THE_PAST, TOO_MANY_COMPANIES; NotFound PROSPECT_NOT_FOUND, also for a
    company to which something was issued.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    reason = _checked(unit, keeping)
    wanted = list(dict.fromkeys(parse_id(one, Kind.COMPANY) for one in keeping.companies))
    await unit.retention.settle_terms(change=True)
    ids = [one for one in wanted if one is not None]
    facts = await unit.retention.facts(PurgeKind.COMPANY, only=ids, on=unit.today)
    prospects = {one for found in facts if found.records[0].holding is Holding.PROSPECT for one in found.ids}
    if not prospects.issuperset(ids) or len(ids) < len(wanted):
        raise NotFound("PROSPECT_NOT_FOUND")
    for one in ids:
        await unit.retention.add_review(one, unit.new_id(), until=keeping.until, reason=reason, by=unit.actor.user_id)
        until = keeping.until.isoformat() if keeping.until else None
        unit.record("keepProspects", public_id(Kind.COMPANY, one), until=until)
    return ids


async def _last_days(unit: Unit) -> dict[UUID, date | None]:
    """The last day of every prospect's term, whatever else keeps it."""
    judge = await judge_of(unit, on=date.min)
    found: dict[UUID, date | None] = {}
    for facts in await unit.retention.facts(PurgeKind.COMPANY, on=unit.today):
        if facts.records[0].holding is Holding.PROSPECT:
            found |= dict.fromkeys(facts.ids, judge.term(facts))
    return found


def _checked(unit: Unit, keeping: Keeping) -> str:
    findings: list[Finding] = []
    reason = collect(findings, "reason", clean_text, keeping.reason, max_length=LONGEST_REASON)
    if keeping.until and keeping.until < unit.today:
        findings.append(Finding("REVIEW_ENDS_IN_THE_PAST", "until"))
    if not 1 <= len(keeping.companies) <= MOST:
        findings.append(Finding("TOO_MANY_COMPANIES", "companies", values={"limit": str(MOST)}))
    refuse_fatal(findings)
    assert reason is not None
    return reason
