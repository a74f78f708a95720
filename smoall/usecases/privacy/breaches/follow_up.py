"""What comes after a breach was recorded: more becomes known, it is decided who is told, they are, it is closed.

Smoall keeps the whole; an organisation that is affected keeps its own register of it (GDPR art. 33(5)) and decides for
itself whether its authority and the people in its records are told. Nothing is written over: each step stays.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Finding, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, parse_id, public_id
from smoall.domain.kernel.text import clean_text, optional_text
from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.breach import Breach, BreachAct, BreachParty, Decision, Told
from smoall.usecases.gate import require
from smoall.usecases.privacy.breaches.record_breach import LONGEST_TEXT
from smoall.usecases.privacy.breaches.stores import BreachEntry
from smoall.usecases.privacy.operator import require_operator
from smoall.usecases.unit import Unit
from smoall.usecases.versions import expect_version

LONGEST_REASON = 1000
LONGEST_REFERENCE = 100
JOB = "tell_of_breach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What is known now, or decided; None leaves a text or a decision as it is."""

    breach: str
    facts: str | None = None
    effects: str | None = None
    remedy: str | None = None
    authority: Decision | None = None
    people: Decision | None = None
    version: int | None = None

    @property
    def tells(self) -> bool:
        """Whether it says something about the breach itself."""
        return any(text is not None for text in (self.facts, self.effects, self.remedy))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """Who was told, when, and under which reference."""

    breach: str
    party: BreachParty
    at: datetime
    reference: str | None = None
    version: int | None = None


async def amend_breach(unit: Unit, given: Amendment) -> UUID:
    """More is known, or it is decided who is told. Raises Forbidden, NotFound, Invalid, Conflict STALE, BREACH_CLOSED.

    Only Smoall says what happened (OPERATOR_ONLY); all that it affects read it in their registers at once.
    """
    breach = await load_breach(unit, given.breach, given.version)
    if given.tells:
        require_operator(unit)
    findings: list[Finding] = []
    said, decided = _said(given, findings), _decided(given, findings)
    if not given.tells and not decided:
        findings.append(Finding("BREACH_SAYS_NOTHING", ""))
    refuse_fatal(findings)
    amended = _amended(breach, said, decided)
    await unit.breaches.replace(amended, *([said] if given.tells else []), *decided)
    if given.tells:
        await unit.breaches.spread(breach.id, said)
    unit.record("amendBreach", given.breach, decided={str(one.party): one.notify for one in decided})
    return breach.id


async def notify_breach(unit: Unit, given: Notification) -> UUID:
    """Note that somebody was told. Raises Forbidden, NotFound, Invalid, Conflict STALE, BREACH_CLOSED.

    Telling the controllers is Smoall's (OPERATOR_ONLY): their registers say so, their clocks begin, and a job writes to
    their owners.
    """
    breach = await load_breach(unit, given.breach, given.version)
    if given.party is BreachParty.CONTROLLERS:
        require_operator(unit)
    findings: list[Finding] = []
    reference = collect(findings, "reference", partial(optional_text, max_length=LONGEST_REFERENCE), given.reference)
    if given.at > unit.now:
        findings.append(Finding("MOMENT_IN_THE_FUTURE", "at"))
    if given.at < breach.discovered_at:
        findings.append(Finding("TOLD_TOO_EARLY", "at"))
    refuse_fatal(findings)
    entry = BreachEntry(act=BreachAct.NOTIFIED, party=given.party, told_at=given.at, reference=reference)
    notified = breach.notified(given.party, Told(at=given.at, reference=reference))
    await unit.breaches.replace(notified, entry)
    if given.party is BreachParty.CONTROLLERS:
        await unit.breaches.spread(breach.id, entry, aware_at=given.at)
        await unit.enqueue(JOB, run_key=f"breach:{breach.id.hex}:{breach.version}", breach_id=breach.id)
    unit.record("notifyBreach", given.breach, party=given.party, at=given.at.isoformat())
    return breach.id


async def close_breach(unit: Unit, identity: str, version: int | None) -> UUID:
    """Close it where it stands. Raises Forbidden, NotFound, Conflict STALE, BREACH_CLOSED, BREACH_UNDECIDED."""
    breach = await load_breach(unit, identity, version)
    others = await unit.breaches.affected(breach.id) if unit.actor.organisation_id == HOUSE else ()
    closed = breach.close(controllers=len(others), now=unit.now)
    await unit.breaches.replace(closed, BreachEntry(act=BreachAct.CLOSED))
    unit.record("closeBreach", public_id(Kind.BREACH, breach.id))
    return breach.id


async def load_breach(unit: Unit, identity: str, version: int | None) -> Breach:
    """The breach, locked, for who may work on it. Raises Forbidden, NotFound BREACH_NOT_FOUND, Conflict."""
    require(unit, Permission.MANAGE_PRIVACY)
    breach_id = parse_id(identity, Kind.BREACH)
    breach = await unit.breaches.get(breach_id, lock=True) if breach_id else None
    if breach is None:
        raise NotFound("BREACH_NOT_FOUND")
    expect_version(version, breach.version)
    breach.ensure_open()
    return breach


def _said(given: Amendment, findings: list[Finding]) -> BreachEntry:
    """What has become known."""
    facts, effects, remedy = (_text(findings, name, getattr(given, name)) for name in ("facts", "effects", "remedy"))
    return BreachEntry(act=BreachAct.AMENDED, facts=facts, effects=effects, remedy=remedy)


def _text(findings: list[Finding], path: str, text: str | None) -> str | None:
    if text is None:
        return None
    return collect(findings, path, partial(clean_text, max_length=LONGEST_TEXT, multiline=True), text)


def _decided(given: Amendment, findings: list[Finding]) -> list[BreachEntry]:
    """What was decided, each with its reason."""
    found: list[BreachEntry] = []
    short = partial(clean_text, max_length=LONGEST_REASON, multiline=True)
    wanted = ((BreachParty.AUTHORITY, "authority", given.authority), (BreachParty.PEOPLE, "people", given.people))
    for party, path, decision in wanted:
        if decision:
            reason = collect(findings, f"{path}.reason", short, decision.reason)
            found.append(BreachEntry(act=BreachAct.DECIDED, party=party, notify=decision.notify, reason=reason))
    return found


def _amended(breach: Breach, said: BreachEntry, decided: list[BreachEntry]) -> Breach:
    amended = replace(
        breach,
        facts=said.facts or breach.facts,
        effects=said.effects or breach.effects,
        remedy=said.remedy or breach.remedy,
    )
    for one in decided:
        if one.party:
            amended = amended.decided(one.party, Decision(notify=bool(one.notify), reason=one.reason or ""))
    return amended
