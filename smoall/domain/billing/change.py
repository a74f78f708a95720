"""Changing a subscription. A preview is the same function without the save: the lines it shows are the invoice's."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from smoall.domain.billing.charge import Charge, ChargeKind, SeatIncrease, part_charge, period_charges
from smoall.domain.billing.period import Period, nth_date, nth_period
from smoall.domain.billing.plan import Plan
from smoall.domain.billing.subscription import LONGEST_PAUSE, Subscription, SubscriptionAction, SubscriptionState
from smoall.domain.kernel.errors import Conflict, Finding, Invalid
from smoall.domain.kernel.money import ZERO

LATEST_END = timedelta(days=366)
MOST_SEATS = 1000


@dataclass(frozen=True, slots=True)
class Decision:
    """The subscription as it will be, from when, and what is charged for it at once."""

    subscription: Subscription
    effective_on: date
    charges: tuple[Charge, ...] = ()


def ensure_allowed(subscription: Subscription, action: SubscriptionAction, *, today: date) -> None:
    """Raise Conflict SUBSCRIPTION_STATE unless the table allows the act today."""
    if action not in subscription.allowed_actions(today):
        raise Conflict("SUBSCRIPTION_STATE", state=subscription.state(today), action=action)


def decide_plan_change(subscription: Subscription, plan: Plan, *, seats: int | None, today: date) -> Decision:
    """Another plan, or the same with other seats.

    What costs as much or more a month begins at once, and the difference for the rest of the period is charged; what
    costs less begins with the next period, so that nothing is ever owed back. In a trial the choice is noted for its
    end. Staying on the plan keeps the version that was signed, and other seats are those of :func:`decide_seats`.
    Raises Conflict SUBSCRIPTION_STATE or PLAN_UNCHANGED, Invalid SEATS_NOT_OFFERED.
    """
    ensure_allowed(subscription, SubscriptionAction.CHANGE_PLAN, today=today)
    wanted = subscription.plan if plan.code == subscription.plan.code else plan
    if subscription.state(today) is SubscriptionState.TRIALING:
        assert subscription.trial_ends_on is not None
        count = checked_seats(wanted, seats)  # those of the trial were a gift
        chosen = replace(subscription, next_plan=wanted, next_seats=count)
        return Decision(chosen, subscription.trial_ends_on)
    count = _seats(wanted, seats, now=subscription.seats)
    if (wanted, count) == subscription.monthly_from_next:
        raise Conflict("PLAN_UNCHANGED", plan=wanted.code)
    if wanted is subscription.plan and count != subscription.seats:
        return decide_seats(replace(subscription, next_plan=None, next_seats=None), count, today=today)
    boundary = subscription.boundary
    assert boundary is not None
    difference = wanted.monthly(count) - subscription.plan.monthly(subscription.seats)
    if difference < 0 or count < subscription.seats:
        return Decision(replace(subscription, next_plan=wanted, next_seats=count), boundary)
    changed = replace(subscription, plan=wanted, seats=count, next_plan=None, next_seats=None)
    return Decision(changed, today, _upgrade(subscription, changed, today=today))


def decide_seats(subscription: Subscription, seats: int, *, today: date) -> Decision:
    """More seats at once, counted from the day itself and charged with the next monthly invoice; fewer from then on.

    However often seats change, there is one invoice a month. Raises Conflict SUBSCRIPTION_STATE or SEATS_UNCHANGED,
    Invalid SEATS_NOT_OFFERED.
    """
    ensure_allowed(subscription, SubscriptionAction.CHANGE_SEATS, today=today)
    plan, boundary = subscription.plan, subscription.boundary
    _seats(plan, seats, now=subscription.seats)
    assert boundary is not None
    if seats < subscription.seats:
        return Decision(replace(subscription, next_seats=seats), boundary)
    if seats == subscription.seats:
        if subscription.next_seats is None:
            raise Conflict("SEATS_UNCHANGED", seats=str(seats))
        return Decision(replace(subscription, next_seats=None), today)
    more = plan.beyond(seats) - plan.beyond(subscription.seats)
    increase = SeatIncrease(today, more, plan.seat_price or ZERO, plan.code)
    return Decision(replace(subscription, seats=seats, next_seats=None, added=(*subscription.added, increase)), today)


def decide_pause(subscription: Subscription, months: int, *, today: date) -> Decision:
    """No use and no charge for one to three periods, from the next one on. Raises Conflict, Invalid PAUSE_LENGTH."""
    ensure_allowed(subscription, SubscriptionAction.PAUSE, today=today)
    if not 1 <= months <= LONGEST_PAUSE:
        raise Invalid((Finding("PAUSE_LENGTH", "months", values={"most": str(LONGEST_PAUSE)}),))
    start = subscription.boundary
    assert start is not None
    until = nth_date(subscription.anchor, subscription.periods + months)
    return Decision(replace(subscription, paused_from=start, paused_until=until), start)


def decide_cancel(subscription: Subscription, on: date | None, *, today: date) -> Decision:
    """The end, on a day from the end of what is charged already (the default) to a year ahead.

    A last period that is cut short costs its days only. An end that is set can be moved to an earlier day. In a trial
    it means: no plan afterwards but the free one. Raises Conflict SUBSCRIPTION_STATE, Invalid CANCEL_TOO_EARLY or
    CANCEL_TOO_LATE.
    """
    ensure_allowed(subscription, SubscriptionAction.CANCEL, today=today)
    if subscription.state(today) is SubscriptionState.TRIALING:
        assert subscription.trial_ends_on is not None
        return Decision(replace(subscription, next_plan=None, next_seats=None), subscription.trial_ends_on)
    earliest = max(today, subscription.charged_until or today)
    end = on or earliest
    if end < earliest:
        raise Invalid((Finding("CANCEL_TOO_EARLY", "on", values={"earliest": earliest.isoformat()}),))
    latest = subscription.ends_on or today + LATEST_END
    if end > latest:
        raise Invalid((Finding("CANCEL_TOO_LATE", "on", values={"latest": latest.isoformat()}),))
    return Decision(replace(subscription, ends_on=end), end)


def decide_reactivate(subscription: Subscription, *, today: date) -> Decision:
    """Take a pause or an end back while it has not come, or leave a pause early; the rest of the period is charged."""
    ensure_allowed(subscription, SubscriptionAction.REACTIVATE, today=today)
    open_end = replace(subscription, ends_on=None, paused_from=None, paused_until=None)
    return resume(open_end, today=today)


def decide_cure(subscription: Subscription, *, today: date) -> Decision:
    """Everything owed is paid: usable at once; what is left of a period that was suspended is charged."""
    return resume(replace(subscription, past_due_since=None), today=today)


def decide_start(subscription: Subscription, plan: Plan, *, seats: int, today: date) -> Decision:
    """Begin to pay for a plan today: the first day of the first period. From the free plan, or after an end."""
    begun = Subscription(
        plan,
        seats,
        anchor=today,
        periods=1,
        charged_until=nth_date(today, 1),
        customer=subscription.customer,
        method_id=subscription.method_id,
        method=subscription.method,
        version=subscription.version,
    )
    whole = nth_period(today, 0)
    return Decision(begun, today, tuple(period_charges(plan, seats, whole, whole=whole)))


def resume(subscription: Subscription, *, today: date) -> Decision:
    """Charge the days of the running period that are not charged yet, if it is running."""
    whole, running = subscription.period, subscription.state(today).usable
    if whole is None or today not in whole or not running:
        return Decision(subscription, today)
    end = min(whole.end, subscription.ends_on or whole.end)
    part = Period(max(today, subscription.charged_until or today), end)
    if part.days <= 0:
        return Decision(subscription, today)
    plan, seats = subscription.plan, subscription.seats - sum(each.seats for each in subscription.added)
    charges = tuple(period_charges(plan, seats, part, whole=whole))
    return Decision(replace(subscription, charged_until=end), part.start, charges)


def _upgrade(before: Subscription, after: Subscription, *, today: date) -> tuple[Charge, ...]:
    """The difference for the rest of the period. Seats added before go on being charged with the next invoice."""
    whole = before.period
    assert whole is not None
    part = Period(today, min(whole.end, before.charged_until or whole.end))
    difference = after.plan.monthly(after.seats) - before.plan.monthly(before.seats)
    if part.days <= 0 or not difference:
        return ()
    charge = part_charge(ChargeKind.UPGRADE, after.plan.code, difference, part, whole=whole, seats=after.seats)
    return (charge,) if charge.net else ()


def checked_seats(plan: Plan, seats: int | None) -> int:
    """So many seats with a plan, those it includes if none are named. Raises Invalid SEATS_NOT_OFFERED."""
    return _seats(plan, seats, now=plan.seats)


def _seats(plan: Plan, seats: int | None, *, now: int) -> int:
    if seats is None:
        return max(now, plan.seats) if plan.fits(max(now, plan.seats)) else plan.seats
    if not plan.fits(seats) or seats > MOST_SEATS:
        most = MOST_SEATS if plan.seat_price is not None else plan.seats
        values = {"plan": plan.code, "least": str(plan.seats), "most": str(most)}
        raise Invalid((Finding("SEATS_NOT_OFFERED", "seats", values=values),))
    return seats
