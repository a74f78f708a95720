"""What time brings about: periods that begin, trials and subscriptions that end, and what is then invoiced."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from smoall.domain.billing.charge import Charge, accrued_charges, period_charges
from smoall.domain.billing.dunning import Debt, next_retry
from smoall.domain.billing.period import Period, nth_period
from smoall.domain.billing.plan import Plan
from smoall.domain.billing.subscription import GRACE, TRIAL_REMINDER, Subscription, SubscriptionState, free


@dataclass(frozen=True, slots=True)
class Bill:
    """Lines that become one invoice. ``key`` names it for all times: the same key is never invoiced twice."""

    key: str
    on: date
    charges: tuple[Charge, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """The subscription after everything that was due, and the invoices to be made, the oldest first."""

    subscription: Subscription
    bills: tuple[Bill, ...]


def turn(subscription: Subscription, *, free_plan: Plan, today: date) -> Turned:
    """Do all that is due by ``today``, however long nobody looked; to do it twice changes nothing."""
    bills: list[Bill] = []
    while (day := _due(subscription)) and day <= today:
        subscription, charges = _begin(subscription, day, free_plan=free_plan)
        bills += [Bill(f"period:{day.isoformat()}", day, charges)] if charges else []
    if subscription.ends_on and subscription.ends_on <= today and subscription.added:
        day, rest = subscription.ends_on, tuple(_accrued(subscription, subscription.ends_on))
        bills += [Bill(f"end:{day.isoformat()}", day, rest)] if rest else []
        subscription = replace(subscription, added=())
    return Turned(subscription, tuple(bills))


def next_bill(subscription: Subscription) -> Bill | None:
    """What the next monthly invoice holds, as far as it is known now; None when none will come."""
    day = _due(subscription) or (subscription.ends_on if subscription.added else None)
    if day is None:
        return None
    if subscription.trial_ends_on == day and not subscription.continues and not subscription.periods:
        return None
    charges = tuple(_accrued(subscription, day))
    if day == _due(subscription):
        charges = _begin(subscription, day, free_plan=None)[1]
    return Bill(f"period:{day.isoformat()}", day, charges) if charges else None


def next_turn(subscription: Subscription, debts: Sequence[Debt], *, today: date) -> date | None:
    """The next day on which there is something to do: a period, an end, a suspension or another try to collect."""
    days = [_due(subscription), subscription.ends_on, subscription.paused_until, *map(next_retry, debts)]
    if subscription.trial_ends_on:
        days.append(subscription.trial_ends_on - TRIAL_REMINDER)
    if subscription.past_due_since:
        days.append(subscription.past_due_since + GRACE)
    return min((day for day in days if day and day > today), default=None)


def _due(subscription: Subscription) -> date | None:
    """When the next period begins, if one does before the end."""
    boundary, end = subscription.boundary, subscription.ends_on
    return None if boundary is None or (end and end <= boundary) else boundary


def _begin(subscription: Subscription, day: date, *, free_plan: Plan | None) -> tuple[Subscription, tuple[Charge, ...]]:
    """The next period begins: what was added in the last one is charged, and the plan for this one, in advance."""
    accrued = tuple(_accrued(subscription, day))
    plan, seats = subscription.monthly_from_next
    if free_plan and (plan.free or (not subscription.periods and not subscription.continues)):
        kept = free(free_plan, day)
        return _remember(kept, subscription), accrued
    whole = nth_period(subscription.anchor, subscription.periods)
    part = Period(day, min(whole.end, subscription.ends_on or whole.end))
    running = not subscription.paused_on(day) and subscription.state(day) is not SubscriptionState.SUSPENDED
    over = subscription.paused_until and subscription.paused_until <= day
    begun = replace(
        subscription,
        plan=plan,
        seats=seats,
        periods=subscription.periods + 1,
        charged_until=part.end if running else subscription.charged_until,
        next_plan=None,
        next_seats=None,
        added=(),
        paused_from=None if over else subscription.paused_from,
        paused_until=None if over else subscription.paused_until,
    )
    return begun, (*accrued, *(period_charges(plan, seats, part, whole=whole) if running else ()))


def _accrued(subscription: Subscription, until: date) -> Iterator[Charge]:
    whole = subscription.period
    if whole is not None:
        yield from accrued_charges(subscription.added, whole=whole, until=until)


def _remember(kept: Subscription, before: Subscription) -> Subscription:
    """What outlives a plan: how the provider knows the payer, what is still owed, and that there was a trial."""
    return replace(
        kept,
        trial_ends_on=before.trial_ends_on,
        past_due_since=before.past_due_since,
        customer=before.customer,
        method_id=before.method_id,
        method=before.method,
        version=before.version,
    )
