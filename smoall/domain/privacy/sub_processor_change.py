"""A change of sub-processors: announced beforehand, so that whoever it concerns can object (GDPR art. 28(2)).

An announcement is never rewritten. A correction is another one that names it, a withdrawal stands beside it; both are
possible until it takes effect. From that day on the register names the sub-processors as the change leaves them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.sub_processors import Sheet, SubProcessor


class ChangeKind(StrEnum):
    """What happens to a sub-processor."""

    ADDED = "ADDED"
    REPLACED = "REPLACED"
    CHANGED = "CHANGED"
    ENDED = "ENDED"


class ChangeState(StrEnum):
    """Where an announcement stands."""

    ANNOUNCED = "ANNOUNCED"
    IN_EFFECT = "IN_EFFECT"
    CORRECTED = "CORRECTED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubProcessorChange:
    """An announcement. ``concerns`` is the code of who is replaced, changed or ended, None where one is added;
    ``becomes`` is who does the work afterwards, None where one is ended. ``urgency`` is why the notice is shorter than
    it should be. Days are Brussels days, both ends included.
    """

    id: UUID
    kind: ChangeKind
    concerns: str | None
    becomes: SubProcessor | None
    sheets: tuple[Sheet, ...]
    announced_at: datetime
    announced_on: date
    takes_effect_on: date
    objections_until: date
    texts: Mapping[Language, str]
    urgency: str | None = None
    corrects: UUID | None = None
    corrected: bool = False
    withdrawn: bool = False

    def state(self, *, on: date) -> ChangeState:
        """Where it stands on a day."""
        if self.withdrawn:
            return ChangeState.WITHDRAWN
        if self.corrected:
            return ChangeState.CORRECTED
        return ChangeState.IN_EFFECT if self.takes_effect_on <= on else ChangeState.ANNOUNCED

    @property
    def counts(self) -> bool:
        """Whether it will take effect, or has."""
        return not (self.corrected or self.withdrawn)

    @property
    def objectable(self) -> bool:
        """Whether it touches what Smoall does as its customers' processor; of sheet A1 Smoall is the controller."""
        return any(sheet is not Sheet.A1 for sheet in self.sheets)

    def ensure_open(self, *, on: date) -> None:
        """Raise Conflict SUB_PROCESSOR_CHANGE_STATE unless it can still be corrected or withdrawn."""
        state = self.state(on=on)
        if state is not ChangeState.ANNOUNCED:
            raise Conflict("SUB_PROCESSOR_CHANGE_STATE", state=state)

    def ensure_objectable(self, *, on: date) -> None:
        """Raise Conflict unless a customer may object on that day: OBJECTION_NOT_FOR_THIS_SHEET,
        SUB_PROCESSOR_CHANGE_STATE, OBJECTION_TOO_LATE."""
        if not self.objectable:
            raise Conflict("OBJECTION_NOT_FOR_THIS_SHEET", sheets=", ".join(self.sheets))
        if not self.counts:
            raise Conflict("SUB_PROCESSOR_CHANGE_STATE", state=self.state(on=on))
        if on > self.objections_until:
            raise Conflict("OBJECTION_TOO_LATE", until=self.objections_until.isoformat())


def objections_until(announced_on: date, *, takes_effect_on: date, notice_days: int) -> date:
    """The last day to object: the day before it takes effect. Urgency shortens the way to a change, never the time to
    object to it: that is at least the whole notice."""
    return max(takes_effect_on - timedelta(days=1), announced_on + timedelta(days=notice_days))


def standing(base: Sequence[SubProcessor], changes: Iterable[SubProcessorChange], *, on: date) -> list[SubProcessor]:
    """Who works for Smoall on a day: the register's list, and every change that has taken effect by then, in order.

    Who is replaced or changed keeps the place in the list. A change that finds nobody to replace adds; one that finds
    nobody to end does nothing: what it rested on was withdrawn.
    """
    found = list(base)
    effective = [one for one in changes if one.counts and one.takes_effect_on <= on]
    for change in sorted(effective, key=lambda one: (one.takes_effect_on, one.announced_at, one.id)):
        found = _after(found, change)
    return found


def announced(changes: Iterable[SubProcessorChange], *, on: date) -> list[SubProcessorChange]:
    """What was announced by that day and takes effect later; the next first."""
    coming = [one for one in changes if one.counts and one.announced_on <= on < one.takes_effect_on]
    return sorted(coming, key=lambda one: (one.takes_effect_on, one.announced_at, one.id))


def who_receives(
    named: Iterable[str], base: Sequence[SubProcessor], there: Sequence[SubProcessor], *, sheets: Iterable[Sheet]
) -> list[str]:
    """Who has the work of those recipients now, by name: ``named`` says who had it in the register's list ``base``,
    ``there`` who stands now; of them those count that take part in one of the ``sheets``."""
    names, wanted = set(named), set(sheets)
    activities = {one.activity for one in base if one.name in names}
    others = names - {one.name for one in base}
    now = {one.name for one in there if one.name and one.activity in activities and wanted.intersection(one.sheets)}
    return sorted(now | others)


def _after(found: list[SubProcessor], change: SubProcessorChange) -> list[SubProcessor]:
    becomes = [change.becomes] if change.becomes else []
    codes = [one.code for one in found]
    taken = change.becomes.code if change.becomes else None
    if change.concerns not in codes:
        return [*(one for one in found if one.code != taken), *becomes]
    place = codes.index(change.concerns)
    before, rest = found[:place], found[place + 1 :]
    return [*(one for one in before if one.code != taken), *becomes, *(one for one in rest if one.code != taken)]
