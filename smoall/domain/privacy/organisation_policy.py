"""The terms of what an organisation keeps as a controller (register sheets B1 and B2): floors, and its own choices.

Invoices and what paid them are kept as the law asks. Records of customers are kept five calendar years after the last
dealing (Smoall's register of 2018, "minimum five years"); of prospects nothing asks for any term, so that they are
reviewed three years after the last contact (GDPR art. 5(1)(e)) and kept longer only for a reason in writing. A choice
can lengthen what a floor says and never undercut it, for it is one more rule beside it; that of prospects replaces the
term they have otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from smoall.domain.kernel.errors import Finding
from smoall.domain.privacy.account_policy import legal_floors
from smoall.domain.privacy.retention import Disposal, Holding, Policy, Reason, Record, Rule

VERSION = "B/2026-11"
RELATION_YEARS = 5
PROSPECT_MONTHS = 36
LONGEST_YEARS = 50
LONGEST_MONTHS = 120

_CHOICE = "GDPR art. 5(1)(e) and 28(3)(a): the controller's own term"


class RetentionCategory(StrEnum):
    """What an organisation may choose a term for; each is the Holding of the same name."""

    INVOICE = "INVOICE"
    VOUCHER = "VOUCHER"
    RELATION = "RELATION"
    PROSPECT = "PROSPECT"

    @property
    def holding(self) -> Holding:
        """The kind of record."""
        return Holding(self.value)

    @property
    def at_end(self) -> Disposal:
        """What is done with it once its term is over: of relations and prospects it is the people who go first."""
        return Disposal.DELETE if self in (RetentionCategory.INVOICE, RetentionCategory.VOUCHER) else Disposal.ANONYMISE


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What an organisation chose: ``years`` (calendar years), ``months`` from the day itself, or no end, for which
    ``reason`` must say why; none of them: the floor, or the term that prospects have otherwise. ``automatic``: what is
    over is purged by itself, which is the controller's standing order (GDPR art. 28(3)(a))."""

    category: RetentionCategory
    years: int | None = None
    months: int | None = None
    unlimited: bool = False
    automatic: bool = False
    reason: str | None = None

    @property
    def rule(self) -> Rule | None:
        """The choice as a rule; None where it leaves the term as it is."""
        if not (self.years or self.months or self.unlimited):
            return None
        return Rule(
            holding=self.category.holding,
            reason=Reason.ORGANISATION_TERM,
            citation=_CHOICE,
            years=self.years or 0,
            months=self.months or 0,
            unlimited=self.unlimited,
        )


FLOORS: tuple[Rule, ...] = (
    *legal_floors(),
    Rule(
        holding=Holding.RELATION,
        reason=Reason.RELATION_TERM,
        citation="Processing register, sheet B1 (2018): five years",
        years=RELATION_YEARS,
    ),
)
"""What no choice undercuts."""

_PROSPECTS = Rule(
    holding=Holding.PROSPECT,
    reason=Reason.PROSPECT_TERM,
    citation="GDPR art. 5(1)(e): reviewed after the last contact",
    months=PROSPECT_MONTHS,
)


def organisation_policy(chosen: Sequence[Choice] = (), *, revision: int = 0) -> Policy:
    """The policy with an organisation's choices, at most one a category; ``revision`` counts the choices it ever made
    and is part of the version."""
    own = tuple(rule for choice in chosen if (rule := choice.rule))
    default = () if any(rule.holding is Holding.PROSPECT for rule in own) else (_PROSPECTS,)
    return Policy(version=f"{VERSION}.{revision}", rules=(*FLOORS, *default, *own))


def whole_policy(smoall: Policy, organisation: Policy) -> Policy:
    """What Smoall keeps as a controller and, beside it, what an organisation does: the rules of its whole register."""
    added = tuple(rule for rule in organisation.rules if rule not in smoall.rules)
    return Policy(version=f"{smoall.version}, {organisation.version}", rules=(*smoall.rules, *added))


def floor_of(category: RetentionCategory, *, on: date) -> Rule | None:
    """The longest floor of what is dated on that day; None where nothing asks for any."""
    record = Record(holding=category.holding, dated=on)
    found = [(last, rule) for rule in FLOORS if (last := rule.last_day(record)) is not None]
    return max(found, key=lambda floor: floor[0])[1] if found else None


def flaws_of(choice: Choice, *, on: date) -> list[Finding]:
    """What makes a choice none: two terms, one beyond measure or under a floor, none to end and no reason for it."""
    given = [name for name in ("years", "months") if getattr(choice, name) is not None]
    if len(given) + choice.unlimited > 1:
        return [Finding("RETENTION_TERM_AMBIGUOUS", given[0])]
    if choice.unlimited:
        return [] if choice.reason else [Finding("RETENTION_REASON_MISSING", "reason")]
    for name in given:
        if not 1 <= getattr(choice, name) <= _MOST[name]:
            return [Finding("RETENTION_TERM_RANGE", name, values={"most": str(_MOST[name])})]
    rule, floor = choice.rule, floor_of(choice.category, on=on)
    if rule and floor and _undercuts(rule, floor, on.year):
        told = {"years": str(floor.years), "citation": floor.citation}
        return [Finding("RETENTION_UNDER_FLOOR", given[0], values=told)]
    return []


def _undercuts(rule: Rule, floor: Rule, year: int) -> bool:
    """Whether there is a day of the year of which the rule keeps records shorter; the first says it of all."""
    record = Record(holding=rule.holding, dated=date(year, 1, 1), fiscal_year_end=date(year + 1, 12, 31))
    last, least = rule.last_day(record), floor.last_day(record)
    return last is not None and least is not None and last < least


_MOST: Mapping[str, int] = MappingProxyType({"years": LONGEST_YEARS, "months": LONGEST_MONTHS})
