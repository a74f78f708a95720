"""A personal data breach in the register of breaches: what happened, whom it affects, who was told and when.

GDPR art. 33(5): every breach is documented with its facts, effects and remedy, told to the authority or not. Art.
33(1): within 72 hours after becoming aware of it; art. 33(2): a processor tells its controllers without undue delay;
art. 33(4): information may come in phases; art. 34: the people, where the risk for them is high.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from smoall.domain.kernel.errors import Conflict
from smoall.domain.privacy.personal_data import Subject

MOST_IDS = 1000
"""How many ids of people an entry lists; it counts all of them."""


class BreachNature(StrEnum):
    """What became of the data (WP 250 rev.01, I.B.2)."""

    CONFIDENTIALITY = "CONFIDENTIALITY"
    INTEGRITY = "INTEGRITY"
    AVAILABILITY = "AVAILABILITY"


class BreachReach(StrEnum):
    """What a window takes in: what the trail says was acted on in it, or all that could be read in it."""

    ACTED = "ACTED"
    EVERYTHING = "EVERYTHING"


class BreachState(StrEnum):
    """Where it stands."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


class BreachParty(StrEnum):
    """Who is told of a breach (art. 33(1), 33(2), 34(1))."""

    AUTHORITY = "AUTHORITY"
    CONTROLLERS = "CONTROLLERS"
    PEOPLE = "PEOPLE"


class BreachAct(StrEnum):
    """What an entry of its history says was done."""

    RECORDED = "RECORDED"
    AMENDED = "AMENDED"
    DECIDED = "DECIDED"
    NOTIFIED = "NOTIFIED"
    WRITTEN = "WRITTEN"
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedRows:
    """How many rows of a table are affected, the categories of data that they hold, and whose data it is."""

    table: str
    categories: tuple[str, ...]
    subjects: tuple[Subject, ...]
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedPeople:
    """How many people of one kind are affected, and the public ids of the first of them; nobody is named."""

    subject: Subject
    count: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a breach affects in one organisation. ``entries`` of its trail lie in the window that was asked about."""

    organisation_id: UUID
    rows: tuple[AffectedRows, ...] = ()
    people: tuple[AffectedPeople, ...] = ()
    objects: tuple[str, ...] = ()
    entries: int = 0

    @property
    def persons(self) -> int:
        """How many people, of all kinds."""
        return sum(one.count for one in self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether somebody is told, and why or why not."""

    notify: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """When somebody was told, and under which reference."""

    at: datetime
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A breach as it stands in one organisation's register.

    ``occurred_…`` are None while unknown. ``hours`` is the clock it was recorded by, ``notify_by`` when that runs out
    for this organisation: None for a controller whom Smoall, their processor, has not told yet (art. 33(2)).
    """

    id: UUID
    natures: tuple[BreachNature, ...]
    facts: str
    effects: str | None
    remedy: str | None
    discovered_at: datetime
    occurred_from: datetime | None
    occurred_until: datetime | None
    recorded_at: datetime
    hours: int
    notify_by: datetime | None = None
    authority_decision: Decision | None = None
    people_decision: Decision | None = None
    authority_told: Told | None = None
    controllers_told: Told | None = None
    people_told: Told | None = None
    closed_at: datetime | None = None
    version: int = 1

    @property
    def state(self) -> BreachState:
        """Where it stands."""
        return BreachState.CLOSED if self.closed_at else BreachState.OPEN

    def is_overdue(self, now: datetime) -> bool:
        """Whether the clock ran out: the authority was not told in time, and nobody decided that it need not be."""
        if self.authority_told or (self.authority_decision and not self.authority_decision.notify):
            return False
        return self.closed_at is None and self.notify_by is not None and now > self.notify_by

    def decided(self, party: BreachParty, decision: Decision) -> "Breach":
        """With what was decided about the authority, or the people."""
        if party is BreachParty.AUTHORITY:
            return replace(self, authority_decision=decision)
        return replace(self, people_decision=decision)

    def notified(self, party: BreachParty, told: Told) -> "Breach":
        """With a party told. The first time is the one that counts; later ones add information (art. 33(4))."""
        if party is BreachParty.AUTHORITY:
            return replace(self, authority_told=self.authority_told or told)
        if party is BreachParty.CONTROLLERS:
            return replace(self, controllers_told=self.controllers_told or told)
        return replace(self, people_told=self.people_told or told)

    def close(self, *, controllers: int, now: datetime) -> "Breach":
        """Closed, once everybody is told or it is decided that they need not be; ``controllers`` are affected.

        Raises Conflict BREACH_CLOSED, BREACH_UNDECIDED.
        """
        self.ensure_open()
        if _is_owed(self.authority_decision, self.authority_told):
            raise Conflict("BREACH_UNDECIDED", party=BreachParty.AUTHORITY)
        if controllers and self.controllers_told is None:
            raise Conflict("BREACH_UNDECIDED", party=BreachParty.CONTROLLERS)
        if _is_owed(self.people_decision, self.people_told):
            raise Conflict("BREACH_UNDECIDED", party=BreachParty.PEOPLE)
        return replace(self, closed_at=now)

    def ensure_open(self) -> None:
        """Raise Conflict BREACH_CLOSED once it is closed."""
        if self.closed_at:
            raise Conflict("BREACH_CLOSED")


def clock_of(aware_at: datetime, *, hours: int) -> datetime:
    """Until when the authority is told by who became aware of a breach then (art. 33(1))."""
    return aware_at + timedelta(hours=hours)


def _is_owed(decision: Decision | None, told: Told | None) -> bool:
    return told is None and (decision is None or decision.notify)


def merged(shares: Sequence[Share], *, organisation_id: UUID) -> Share:
    """All shares as one, which ``organisation_id`` keeps: what Smoall itself sees of a breach."""
    rows: dict[str, AffectedRows] = {}
    people: dict[Subject, AffectedPeople] = {}
    for share in shares:
        for row in share.rows:
            known = rows.get(row.table)
            rows[row.table] = replace(row, rows=row.rows + known.rows) if known else row
        for one in share.people:
            before = people.get(one.subject)
            people[one.subject] = _joined(before, one) if before else one
    return Share(
        organisation_id=organisation_id,
        rows=tuple(rows[name] for name in sorted(rows)),
        people=tuple(people[subject] for subject in sorted(people)),
        objects=_each_once(name for share in shares for name in share.objects),
        entries=sum(share.entries for share in shares),
    )


def _joined(one: AffectedPeople, other: AffectedPeople) -> AffectedPeople:
    ids = _each_once((*one.ids, *other.ids))
    listed = len(one.ids) == one.count and len(other.ids) == other.count  # then whoever is in both is counted once
    count = len(ids) if listed else one.count + other.count
    return AffectedPeople(subject=one.subject, count=count, ids=ids[:MOST_IDS])


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
