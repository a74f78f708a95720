"""The terms that an organisation chose for its records; what the law asks stands beside them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Finding, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.text import optional_text
from smoall.domain.privacy.organisation_policy import Choice, RetentionCategory, flaws_of, organisation_policy
from smoall.domain.privacy.retention import Policy
from smoall.usecases.gate import require
from smoall.usecases.privacy.retention.stores import ChoiceMade
from smoall.usecases.unit import Unit

LONGEST_REASON = 500
BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True, slots=True)
class Terms:
    """The policy in force, what was chosen last of each category, and all choices, the latest first."""

    policy: Policy
    current: dict[RetentionCategory, ChoiceMade]
    history: tuple[ChoiceMade, ...]


async def terms_of(unit: Unit, *, on: date | None = None) -> Terms:
    """The terms of the unit's organisation, as they stand or as they stood on a day."""
    made_until = datetime.combine(on, time.max, BRUSSELS) if on else None
    history = tuple(one for one in await unit.retention.choices() if made_until is None or one.at <= made_until)
    current: dict[RetentionCategory, ChoiceMade] = {}
    for made in history:
        current.setdefault(made.choice.category, made)
    policy = organisation_policy([made.choice for made in current.values()], revision=len(history))
    return Terms(policy, current, history)


async def set_retention_policy(unit: Unit, choice: Choice) -> Terms:
    """Choose a term for a category; older choices stay on record.

    Raises Forbidden, Invalid with RETENTION_UNDER_FLOOR, RETENTION_TERM_RANGE, RETENTION_TERM_AMBIGUOUS,
    RETENTION_REASON_MISSING.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    findings: list[Finding] = []
    reason = collect(findings, "reason", optional_text, choice.reason, max_length=LONGEST_REASON)
    cleaned = replace(choice, reason=reason)
    findings += flaws_of(cleaned, on=unit.today)
    refuse_fatal(findings)
    await unit.retention.settle_terms(change=True)
    identity = unit.new_id()
    await unit.retention.add_choice(identity, cleaned, by=unit.actor.user_id)
    unit.record(
        "setRetentionPolicy",
        public_id(Kind.ORGANISATION, unit.actor.organisation_id),
        category=cleaned.category,
        years=cleaned.years,
        months=cleaned.months,
        unlimited=cleaned.unlimited,
        automatic=cleaned.automatic,
    )
    return await terms_of(unit)
