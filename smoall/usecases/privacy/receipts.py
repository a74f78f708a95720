"""Receipts from what an erasure met: each kept row judged by the policy in force."""

from collections.abc import Iterable
from uuid import UUID

from smoall.domain.privacy.account_policy import account_policy
from smoall.domain.privacy.receipt import Receipt, ReceiptLine, condensed, erased, settled
from smoall.domain.privacy.retention import Policy, Record, judge
from smoall.usecases.privacy.stores import Touched
from smoall.usecases.unit import Unit


def receipt_of(
    unit: Unit, subject: str, touched: Iterable[Touched], *, grace_days: int, identity: UUID | None = None
) -> Receipt:
    """The receipt of what was just done to ``subject``."""
    policy = account_policy(grace_days=grace_days)
    lines = condensed(line_of(unit, one, policy) for one in touched)
    identity = identity or unit.new_id()
    return Receipt(id=identity, subject=subject, at=unit.now, policy_version=policy.version, lines=lines)


def line_of(unit: Unit, touched: Touched, policy: Policy) -> ReceiptLine:
    """One line: gone, or kept with the verdict of the policy."""
    if touched.holding is None:
        return erased(touched.category, touched.table, touched.count)
    record = Record(holding=touched.holding, dated=touched.dated or unit.today, balance_open=touched.balance_open)
    return settled(touched.category, touched.table, touched.count, judge(record, policy, on=unit.today))
