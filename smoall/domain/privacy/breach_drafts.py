"""Drafts of the notifications of a breach: to the authority, by the processor to the controller, to the people.

GDPR art. 33(3): nature with categories and approximate numbers of people and records, a contact point, likely
consequences, measures; art. 34(2): the same in plain language. What is not known is left to be completed, not made up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.breach import Breach, Share
from smoall.domain.privacy.breach_words import label, text

SMOALL = "Smoall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifier:
    """Who tells: the name of the controller, how to reach whoever answers, and whether Smoall is their processor."""

    name: str
    contact: str | None
    has_processor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """Three texts in one language."""

    authority: str
    controller: str
    people: str


def draft(
    breach: Breach,
    share: Share,
    *,
    language: Language,
    notifier: Notifier,
    officer: str,
    categories: Sequence[str],
    now: datetime,
) -> Drafts:
    """The drafts of a breach; ``officer`` is Smoall's, ``categories`` of data are in words already."""
    pen = _Pen(breach, share, language, tuple(categories))
    return Drafts(
        authority=pen.to_authority(notifier, now=now),
        controller=pen.to_controller(notifier, officer),
        people=pen.to_people(notifier),
    )


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes about one breach in one language."""

    breach: Breach
    share: Share
    language: Language
    categories: tuple[str, ...]

    def to_authority(self, notifier: Notifier, *, now: datetime) -> str:
        who = [self._line("controller", notifier.name)]
        if notifier.has_processor:
            who.append(self._line("processor", SMOALL))
        late = [self._line("delay", None)] if self.breach.is_overdue(now) else []
        told = [self._line("told", self._people_told())]
        contact = self._line("contact", notifier.contact)
        facts = self._facts(aware=self._aware_of(notifier))
        return self._sheet("authority", [*who, contact, *facts, *told, *late, self._say("phases")])

    def to_controller(self, notifier: Notifier, officer: str) -> str:
        who = [self._line("processor", SMOALL), self._line("controller", notifier.name)]
        clock = self._say("clock").format(hours=self.breach.hours)
        contact = self._line("contact", officer)
        facts = self._facts(aware=self.breach.discovered_at)
        return self._sheet("to_controller", [*who, contact, *facts, clock, self._say("phases")])

    def to_people(self, notifier: Notifier) -> str:
        breach = self.breach
        parts = [("happened", breach.facts), ("data", ", ".join(self.categories))]
        parts += [("fear", breach.effects or ""), ("done", breach.remedy or "")]
        told = [f"{self._say(name)}\n{said or self._say('to_complete')}" for name, said in parts]
        ask = self._say("ask").format(contact=notifier.contact or self._say("to_complete"))
        return "\n\n".join([self._say("to_people").format(who=notifier.name), *told, ask])

    def _aware_of(self, notifier: Notifier) -> datetime | None:
        """Since when the controller knows: since its processor told it, where it has one (art. 33(2))."""
        if not notifier.has_processor:
            return self.breach.discovered_at
        return self.breach.controllers_told.at if self.breach.controllers_told else None

    def _facts(self, *, aware: datetime | None) -> list[str]:
        """What art. 33(3) asks for, and since when the sender knows."""
        breach = self.breach
        people = [f"{self._say(one.subject)}: {one.count}" for one in self.share.people]
        records = sum(one.rows for one in self.share.rows)
        return [
            self._line("aware", _moment(aware) if aware else None),
            self._line("occurred", self._period()),
            self._line("nature", ", ".join(self._say(nature) for nature in breach.natures)),
            self._line("facts", breach.facts),
            self._line("people", ", ".join(people) or "0"),
            self._line("records", f"{', '.join(self.categories)}: {records}" if self.categories else str(records)),
            self._line("effects", breach.effects),
            self._line("remedy", breach.remedy),
        ]

    def _period(self) -> str:
        ends = (self.breach.occurred_from, self.breach.occurred_until)
        return " – ".join(_moment(at) if at else self._say("unknown") for at in ends)

    def _people_told(self) -> str | None:
        if self.breach.people_told:
            return _moment(self.breach.people_told.at)
        decision = self.breach.people_decision
        return f"{self._say('yes' if decision.notify else 'no')}. {decision.reason}" if decision else None

    def _sheet(self, title: str, lines: Sequence[str]) -> str:
        return "\n\n".join([self._say(title), *lines])

    def _line(self, name: str, said: str | None) -> str:
        return f"{label(name, self.language)}\n{said or self._say('to_complete')}"

    def _say(self, name: str) -> str:
        return text(name, self.language)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%d/%m/%Y %H:%M} UTC"
