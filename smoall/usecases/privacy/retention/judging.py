"""Which records are over, and why the rest stays: the one judgement that a preview shows and a purge carries out."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from uuid import UUID

from smoall.domain.privacy.organisation_policy import RetentionCategory
from smoall.domain.privacy.receipt import ReceiptLine, condensed, settled
from smoall.domain.privacy.retention import Keep, Policy, Verdict, judge_together
from smoall.usecases.privacy.retention.stores import Facts, PurgeKind
from smoall.usecases.privacy.retention.terms import terms_of
from smoall.usecases.unit import Unit

CATEGORIES: Mapping[PurgeKind, str] = MappingProxyType(
    {
        PurgeKind.DOCUMENT: "billing",
        PurgeKind.PAYMENT: "billing",
        PurgeKind.CONTACT: "contact",
        PurgeKind.COMPANY: "identity",
    }
)
"""The category of a kind's records, as the inventory of personal data names it."""
ALL = frozenset(RetentionCategory)


@dataclass(frozen=True, slots=True)
class Judged:
    """What goes on a day, by kind, in the order of its ids; a line for each reason why something stays; and the token
    that stands for the former."""

    on: date
    policy: Policy
    going: Mapping[PurgeKind, tuple[UUID, ...]]
    kept: tuple[ReceiptLine, ...]
    token: str

    @property
    def total(self) -> int:
        """How many objects go."""
        return sum(map(len, self.going.values()))


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the records of an organisation on a day, by its terms and the holds that stand."""

    policy: Policy
    holds: Mapping[UUID, Keep]
    on: date

    def verdict(self, facts: Facts) -> Verdict:
        """The verdict on objects that are alike."""
        held = [self.holds[one] for one in facts.holds]
        return judge_together(facts.records, self.policy, keeps=[*held, *facts.keeps], on=self.on)

    def term(self, facts: Facts) -> date | None:
        """The last day of the term of one kind of record, whatever else keeps it; None: without end."""
        free = [replace(record, balance_open=False, bound=None) for record in facts.records]
        return judge_together(free, self.policy, keeps=facts.keeps, on=date.min).until


async def judge_of(unit: Unit, *, on: date) -> Judge:
    """The judge of the unit's organisation."""
    terms = await terms_of(unit)
    holds = {hold.id: hold.keep for hold in await unit.retention.holds()}
    return Judge(terms.policy, holds, on)


async def judge_records(unit: Unit, *, on: date, categories: Collection[RetentionCategory] = ALL) -> Judged:
    """Judge every record of the organisation; of those that are over only the ``categories`` go."""
    judge = await judge_of(unit, on=on)
    wanted = {category.holding for category in categories}
    going: dict[PurgeKind, tuple[UUID, ...]] = {}
    lines: list[ReceiptLine] = []
    for kind in PurgeKind:
        gone: list[UUID] = []
        for facts in await unit.retention.facts(kind, going=going.get(PurgeKind.DOCUMENT, ()), on=on):
            verdict = judge.verdict(facts)
            if not verdict.erase:
                lines.append(settled(CATEGORIES[kind], kind, facts.count, verdict))
            elif facts.records[0].holding in wanted:
                gone += facts.ids
        going[kind] = tuple(sorted(gone))
    return Judged(on, judge.policy, going, condensed(lines), _token(judge.policy, on, going))


def _token(policy: Policy, on: date, going: Mapping[PurgeKind, Sequence[UUID]]) -> str:
    digest = hashlib.sha256(f"{policy.version}:{on}".encode())
    for kind, ids in going.items():
        digest.update(f"\n{kind}".encode())
        for one in ids:
            digest.update(one.bytes)
    return digest.hexdigest()


def reasons_of(judge: Judge, found: Iterable[Facts]) -> dict[UUID, Verdict]:
    """The verdict on each of some objects."""
    return {one: verdict for facts in found for verdict in (judge.verdict(facts),) for one in facts.ids}
