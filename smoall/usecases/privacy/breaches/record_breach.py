"""Record a breach: from what is named, whom it affects (GDPR art. 33(5), requirement R51)."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from smoall.domain.kernel.errors import Finding, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.text import clean_text, optional_text
from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.breach import Breach, BreachAct, BreachNature, Share, clock_of, merged
from smoall.usecases.privacy.breaches.naming import Window, named
from smoall.usecases.privacy.breaches.reaching import reach_objects, reach_window
from smoall.usecases.privacy.breaches.stores import BreachEntry, Reached
from smoall.usecases.privacy.operator import require_operator
from smoall.usecases.unit import Unit

LONGEST_TEXT = 4000
MOST_OBJECTS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What Smoall's operator knows of a breach; ``hours`` is the clock of this installation."""

    natures: tuple[BreachNature, ...]
    facts: str
    effects: str | None
    remedy: str | None
    discovered_at: datetime
    occurred_from: datetime | None
    occurred_until: datetime | None
    objects: tuple[str, ...]
    window: Window | None
    hours: int


async def record_breach(unit: Unit, noticed: Noticed) -> UUID:
    """A new breach with what it affects. Raises Forbidden OPERATOR_ONLY, Invalid."""
    require_operator(unit)
    findings: list[Finding] = []
    breach = _breach(unit, noticed, findings)
    _check_moments(unit, noticed, findings)
    if not noticed.objects and noticed.window is None:
        findings.append(Finding("BREACH_NAMES_NOTHING", "objects"))
    if len(noticed.objects) > MOST_OBJECTS:
        findings.append(Finding("TOO_MANY_OBJECTS", "objects", values={"limit": str(MOST_OBJECTS)}))
    refuse_fatal(findings)
    shares = await _shares(unit, noticed, findings)
    total = merged(shares, organisation_id=HOUSE)
    entry = BreachEntry(act=BreachAct.RECORDED, facts=breach.facts, effects=breach.effects, remedy=breach.remedy)
    await unit.breaches.add(breach, total=total, shares=shares, entry=entry)
    unit.record(
        "recordBreach",
        public_id(Kind.BREACH, breach.id),
        organisations=[public_id(Kind.ORGANISATION, share.organisation_id) for share in shares],
        people=total.persons,
    )
    return breach.id


def _breach(unit: Unit, noticed: Noticed, findings: list[Finding]) -> Breach:
    facts = collect(findings, "facts", partial(clean_text, max_length=LONGEST_TEXT, multiline=True), noticed.facts)
    long = partial(optional_text, max_length=LONGEST_TEXT, multiline=True)
    if not noticed.natures:
        findings.append(Finding("BREACH_NATURE_MISSING", "natures"))
    window = noticed.window
    return Breach(
        id=unit.new_id(),
        natures=tuple(dict.fromkeys(noticed.natures)),
        facts=facts or "",
        effects=collect(findings, "effects", long, noticed.effects),
        remedy=collect(findings, "remedy", long, noticed.remedy),
        discovered_at=noticed.discovered_at,
        occurred_from=noticed.occurred_from or (window.since if window else None),
        occurred_until=noticed.occurred_until or (window.until if window else None),
        recorded_at=unit.now,
        hours=noticed.hours,
        notify_by=clock_of(min(noticed.discovered_at, unit.now), hours=noticed.hours),
    )


def _check_moments(unit: Unit, noticed: Noticed, findings: list[Finding]) -> None:
    """Nothing lies in the future, nothing ends before it begins, nothing is discovered before it began."""
    window = noticed.window
    spans = [("occurredFrom", noticed.occurred_from), ("occurredUntil", noticed.occurred_until)]
    if window:
        spans += [("window.from", window.since), ("window.until", window.until)]
    moments = [("discoveredAt", noticed.discovered_at), *spans]
    findings += [Finding("MOMENT_IN_THE_FUTURE", path) for path, at in moments if at and at > unit.now]
    for (_, begins), (path, ends) in zip(spans[::2], spans[1::2], strict=True):
        if begins and ends and ends < begins:
            findings.append(Finding("WINDOW_REVERSED", path))
    began = noticed.occurred_from or (window.since if window else None)
    if began and noticed.discovered_at < began:
        findings.append(Finding("DISCOVERED_TOO_EARLY", "discoveredAt"))


async def _shares(unit: Unit, noticed: Noticed, findings: list[Finding]) -> list[Share]:
    reached: dict[UUID, Reached] = {}
    await reach_objects(unit, named(noticed.objects, findings), reached, findings)
    if noticed.window:
        await reach_window(unit, noticed.window, reached, findings)
    refuse_fatal(findings)
    found = [await unit.breaches.share(organisation, reached[organisation]) for organisation in sorted(reached)]
    return [share for share in found if share.rows or share.people or share.entries or share.objects]
