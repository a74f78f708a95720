"""Smoall announces who will process data for it, and takes an announcement back (GDPR art. 28(2))."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from smoall.domain.kernel.countries import EEA_COUNTRIES, country_code
from smoall.domain.kernel.errors import Finding, Invalid, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, parse_id, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.text import clean_text, optional_text
from smoall.domain.privacy.sub_processor_change import ChangeKind, SubProcessorChange, objections_until, standing
from smoall.domain.privacy.sub_processor_texts import generated_texts
from smoall.domain.privacy.sub_processors import (
    SUB_PROCESSORS,
    Activity,
    Sheet,
    SubProcessor,
    TransferMechanism,
)
from smoall.usecases.privacy.operator import require_operator
from smoall.usecases.unit import Unit

LONGEST_NAME, LONGEST_REASON, LONGEST_TEXT = 100, 500, 2000
FARTHEST = timedelta(days=3 * 366)
MOST_COUNTRIES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A sub-processor as it was described."""

    name: str
    activity: Activity
    sheets: Sequence[Sheet]
    countries: Sequence[str]
    mechanism: TransferMechanism
    valid_from: date | None
    valid_to: date | None
    agreement_signed_on: date | None
    keeps_nothing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcing:
    """What is announced."""

    kind: ChangeKind
    concerns: str | None
    becomes: Described | None
    takes_effect_on: date
    urgency: str | None
    texts: Mapping[Language, str]
    corrects: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sound:
    """What is announced, once nothing stands against it."""

    old: SubProcessor | None
    becomes: SubProcessor | None
    urgency: str | None
    texts: Mapping[Language, str]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The processings that it touches, before or after."""
        touched = {sheet for one in (self.old, self.becomes) if one for sheet in one.sheets}
        return tuple(sheet for sheet in Sheet if sheet in touched)


async def announce_sub_processor(unit: Unit, given: Announcing, *, notice_days: int) -> SubProcessorChange:
    """A change that takes effect on its day; a job tells the owners of every organisation.

    It lies at least ``notice_days`` ahead, unless ``urgency`` says why it cannot wait, and never in the past. Raises
    Forbidden, NotFound SUB_PROCESSOR_CHANGE_NOT_FOUND, Invalid, Conflict SUB_PROCESSOR_CHANGE_STATE.
    """
    require_operator(unit)
    await unit.sub_processor_changes.alone()
    known = await unit.sub_processor_changes.all()
    corrected = _corrected(unit, given.corrects, known)
    there = standing(SUB_PROCESSORS, [one for one in known if one is not corrected], on=given.takes_effect_on)
    sound = _sound(given, there, today=unit.today, notice_days=notice_days)
    change = SubProcessorChange(
        id=unit.new_id(),
        kind=given.kind,
        concerns=sound.old.code if sound.old else None,
        becomes=sound.becomes,
        sheets=sound.sheets,
        announced_at=unit.now,
        announced_on=unit.today,
        takes_effect_on=given.takes_effect_on,
        objections_until=objections_until(unit.today, takes_effect_on=given.takes_effect_on, notice_days=notice_days),
        texts=sound.texts or generated_texts(given.kind, old=sound.old, new=sound.becomes),
        urgency=sound.urgency,
        corrects=corrected.id if corrected else None,
    )
    await unit.sub_processor_changes.add(change)
    await _tell(unit, change)
    unit.record("announceSubProcessor", _public(change), kind=change.kind, takesEffectOn=change.takes_effect_on)
    return change


async def withdraw_announcement(unit: Unit, identity: str, reason: str) -> SubProcessorChange:
    """It will not take effect; whoever was told of it is told so. Raises Forbidden, NotFound, Invalid, Conflict
    SUB_PROCESSOR_CHANGE_STATE once it is in effect, corrected or withdrawn."""
    require_operator(unit)
    await unit.sub_processor_changes.alone()
    change = await load_change(unit, identity)
    findings: list[Finding] = []
    why = collect(findings, "reason", partial(clean_text, max_length=LONGEST_REASON), reason)
    if why is None:
        raise Invalid(tuple(findings))
    change.ensure_open(on=unit.today)
    await unit.sub_processor_changes.withdraw(change.id, reason=why)
    withdrawn = replace(change, withdrawn=True)
    await _tell(unit, withdrawn)
    unit.record("withdrawSubProcessorAnnouncement", _public(change))
    return withdrawn


async def load_change(unit: Unit, identity: str) -> SubProcessorChange:
    """The announcement. Raises NotFound SUB_PROCESSOR_CHANGE_NOT_FOUND."""
    change_id = parse_id(identity, Kind.SUB_PROCESSOR_CHANGE)
    change = await unit.sub_processor_changes.get(change_id) if change_id else None
    if change is None:
        raise NotFound("SUB_PROCESSOR_CHANGE_NOT_FOUND")
    return change


async def _tell(unit: Unit, change: SubProcessorChange) -> None:
    what = "withdrawn" if change.withdrawn else "announced"
    await unit.enqueue(
        "tell_sub_processor_change", run_key=f"sub-processor:{change.id.hex}:{what}", change_id=change.id
    )


def _corrected(unit: Unit, identity: str | None, known: Sequence[SubProcessorChange]) -> SubProcessorChange | None:
    if identity is None:
        return None
    change_id = parse_id(identity, Kind.SUB_PROCESSOR_CHANGE)
    found = next((one for one in known if one.id == change_id), None)
    if found is None:
        raise NotFound("SUB_PROCESSOR_CHANGE_NOT_FOUND")
    found.ensure_open(on=unit.today)
    return found


def _sound(given: Announcing, there: Sequence[SubProcessor], *, today: date, notice_days: int) -> _Sound:
    """All of it, or every finding. Raises Invalid."""
    findings: list[Finding] = []
    urgency = collect(findings, "urgency", partial(optional_text, max_length=LONGEST_REASON), given.urgency)
    _check_day(findings, given.takes_effect_on, today, notice_days=0 if urgency else notice_days)
    becomes = _becomes(findings, given)
    old = _concerned(findings, given, there, becomes)
    read = partial(clean_text, max_length=LONGEST_TEXT)
    texts = {each: collect(findings, f"texts.{each.lower()}", read, text) for each, text in given.texts.items()}
    refuse_fatal(findings)
    return _Sound(old=old, becomes=becomes, urgency=urgency, texts={each: text for each, text in texts.items() if text})


def _check_day(findings: list[Finding], day: date, today: date, *, notice_days: int) -> None:
    path = "takesEffectOn"
    if day < today:
        findings.append(Finding("EFFECT_IN_THE_PAST", path))
    elif day > today + FARTHEST:
        findings.append(Finding("EFFECT_TOO_FAR", path))
    elif day < (earliest := today + timedelta(days=notice_days)):
        values = {"days": str(notice_days), "earliest": earliest.isoformat()}
        findings.append(Finding("NOTICE_TOO_SHORT", path, values=values))


def _becomes(findings: list[Finding], given: Announcing) -> SubProcessor | None:
    """Who does the work afterwards, where somebody does."""
    described = given.becomes
    if given.kind is ChangeKind.ENDED:
        if described:
            findings.append(Finding("SUB_PROCESSOR_UNWANTED", "becomes"))
        return None
    if described is None:
        findings.append(Finding("SUB_PROCESSOR_MISSING", "becomes"))
        return None
    name = collect(findings, "becomes.name", partial(clean_text, max_length=LONGEST_NAME), described.name)
    countries = [
        collect(findings, f"becomes.countries[{index}]", country_code, one)
        for index, one in enumerate(described.countries[: MOST_COUNTRIES + 1])
    ]
    becomes = SubProcessor(
        name=name,
        activity=described.activity,
        sheets=tuple(sheet for sheet in Sheet if sheet in described.sheets),
        mechanism=described.mechanism,
        valid_from=described.valid_from,
        valid_to=described.valid_to,
        agreement_signed_on=described.agreement_signed_on,
        keeps_nothing=described.keeps_nothing,
        countries=tuple(dict.fromkeys(one for one in countries if one)),
    )
    _check_places(findings, described)
    _check_protection(findings, becomes, on=given.takes_effect_on)
    return becomes if name else None


def _check_places(findings: list[Finding], described: Described) -> None:
    if not described.sheets:
        findings.append(Finding("SHEETS_MISSING", "becomes.sheets"))
    if not described.countries:
        findings.append(Finding("COUNTRIES_MISSING", "becomes.countries"))
    if len(described.countries) > MOST_COUNTRIES:
        findings.append(Finding("COUNTRIES_TOO_MANY", "becomes.countries", values={"limit": str(MOST_COUNTRIES)}))


def _check_protection(findings: list[Finding], becomes: SubProcessor, *, on: date) -> None:
    """It holds on the day of effect, and where it says that data stays in the EEA, it does."""
    if becomes.valid_from and becomes.valid_to and becomes.valid_to < becomes.valid_from:
        findings.append(Finding("VALIDITY_REVERSED", "becomes.validTo"))
    elif not becomes.is_confirmed(on=on):
        findings.append(Finding("MECHANISM_MISSING", "becomes.mechanism"))
    outside = ", ".join(one for one in becomes.countries if one not in EEA_COUNTRIES)
    if outside and becomes.mechanism is TransferMechanism.EU_EEA:
        findings.append(Finding("OUTSIDE_THE_EEA", "becomes.mechanism", values={"countries": outside}))


def _concerned(
    findings: list[Finding], given: Announcing, there: Sequence[SubProcessor], becomes: SubProcessor | None
) -> SubProcessor | None:
    """Who is replaced, changed or ended, as it stands when the change takes effect."""
    codes = {one.code: one for one in there}
    old = codes.get(given.concerns or "")
    if given.kind is ChangeKind.ADDED:
        old = None
        if given.concerns:
            findings.append(Finding("SUB_PROCESSOR_UNWANTED", "concerns"))
    elif old is None:
        known = ", ".join(codes)
        findings.append(Finding("SUB_PROCESSOR_UNKNOWN", "concerns", values={"known": known}))
    if becomes and becomes.code in codes and (old is None or becomes.code != old.code):
        findings.append(Finding("SUB_PROCESSOR_KNOWN", "becomes.name", values={"code": becomes.code}))
    return old


def _public(change: SubProcessorChange) -> str:
    return public_id(Kind.SUB_PROCESSOR_CHANGE, change.id)
