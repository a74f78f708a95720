"""The subscription: dated facts from which its state follows, and the table of what each state allows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from smoall.domain.billing.charge import SeatIncrease
from smoall.domain.billing.period import Period, nth_date, nth_period
from smoall.domain.billing.plan import Plan
from smoall.domain.billing.provider_fact import PaymentMethod

GRACE = timedelta(days=30)
"""How long everything stays usable after a collection failed for the first time."""
TRIAL_DAYS = 30
TRIAL_REMINDER = timedelta(days=3)
"""How long before its end the owners are reminded of it."""
LONGEST_PAUSE = 3


class SubscriptionState(StrEnum):
    """Where a subscription stands. None is stored as a decision: each follows from dates and from what was paid."""

    TRIALING = "TRIALING"
    ACTIVE = "ACTIVE"
    PAST_DUE = "PAST_DUE"
    PAUSED = "PAUSED"
    SUSPENDED = "SUSPENDED"
    CANCELLED = "CANCELLED"
    ENDED = "ENDED"

    @property
    def usable(self) -> bool:
        """Whether new things can be made in it. In the others everything made so far can be read and exported."""
        return self not in (_S.PAUSED, _S.SUSPENDED, _S.ENDED)


_S = SubscriptionState

TRANSITIONS: Mapping[SubscriptionState, frozenset[SubscriptionState]] = {
    _S.TRIALING: frozenset({_S.ACTIVE}),
    _S.ACTIVE: frozenset({_S.PAST_DUE, _S.PAUSED, _S.CANCELLED}),
    _S.PAST_DUE: frozenset({_S.ACTIVE, _S.PAUSED, _S.CANCELLED, _S.SUSPENDED, _S.ENDED}),
    _S.PAUSED: frozenset({_S.ACTIVE, _S.PAST_DUE, _S.SUSPENDED, _S.CANCELLED, _S.ENDED}),
    _S.SUSPENDED: frozenset({_S.ACTIVE, _S.PAUSED, _S.CANCELLED, _S.ENDED}),
    _S.CANCELLED: frozenset({_S.ACTIVE, _S.PAST_DUE, _S.PAUSED, _S.ENDED}),
    _S.ENDED: frozenset({_S.ACTIVE}),
}
"""The moves that time, payments and people can bring about; staying is always allowed."""


class SubscriptionAction(StrEnum):
    """What a person can do with a subscription."""

    START_CHECKOUT = "START_CHECKOUT"
    CHANGE_PLAN = "CHANGE_PLAN"
    CHANGE_SEATS = "CHANGE_SEATS"
    PAUSE = "PAUSE"
    CANCEL = "CANCEL"
    REACTIVATE = "REACTIVATE"
    OPEN_BILLING_PORTAL = "OPEN_BILLING_PORTAL"


_A = SubscriptionAction

ALLOWED: Mapping[SubscriptionState, tuple[SubscriptionAction, ...]] = {
    _S.TRIALING: (
        _A.START_CHECKOUT,
        _A.CHANGE_PLAN,
        _A.CANCEL,
        _A.OPEN_BILLING_PORTAL,
    ),
    _S.ACTIVE: (
        _A.START_CHECKOUT,
        _A.CHANGE_PLAN,
        _A.CHANGE_SEATS,
        _A.PAUSE,
        _A.CANCEL,
        _A.REACTIVATE,
        _A.OPEN_BILLING_PORTAL,
    ),
    _S.PAST_DUE: (_A.START_CHECKOUT, _A.CANCEL, _A.OPEN_BILLING_PORTAL),
    _S.PAUSED: (_A.CANCEL, _A.REACTIVATE, _A.OPEN_BILLING_PORTAL),
    _S.SUSPENDED: (
        _A.START_CHECKOUT,
        _A.CANCEL,
        _A.OPEN_BILLING_PORTAL,
    ),
    _S.CANCELLED: (_A.CANCEL, _A.REACTIVATE, _A.OPEN_BILLING_PORTAL),
    _S.ENDED: (_A.START_CHECKOUT, _A.OPEN_BILLING_PORTAL),
}
FREE_ALLOWED: tuple[SubscriptionAction, ...] = (_A.START_CHECKOUT,)
"""What a subscription to the free plan can do: it has nothing to pause, to cancel or to pay."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One organisation's subscription. Dates are days in Brussels; an end is the first day on which it is over.

    ``anchor`` is the first day of the first period and ``periods`` how many have begun: the next one starts on
    ``nth_date(anchor, periods)``. ``charged_until`` is the day up to which the plan has been charged. ``next_plan`` and
    ``next_seats`` begin with the next period. ``added`` are the seats added in this period, not yet charged.
    """

    plan: Plan
    seats: int
    anchor: date
    periods: int = 0
    charged_until: date | None = None
    trial_ends_on: date | None = None
    next_plan: Plan | None = None
    next_seats: int | None = None
    paused_from: date | None = None
    paused_until: date | None = None
    ends_on: date | None = None
    past_due_since: date | None = None
    added: tuple[SeatIncrease, ...] = ()
    customer: str | None = None
    method_id: str | None = None
    method: PaymentMethod | None = None
    version: int = 1

    @property
    def period(self) -> Period | None:
        """The period that has begun last; None on the free plan and in a trial."""
        return None if self.plan.free or not self.periods else nth_period(self.anchor, self.periods - 1)

    @property
    def boundary(self) -> date | None:
        """The day on which the next period begins; None on the free plan."""
        return None if self.plan.free else nth_date(self.anchor, self.periods)

    @property
    def last_day(self) -> date | None:
        """The end of the period at hand, or of the subscription if that comes first."""
        return min((day for day in (self.boundary, self.ends_on) if day), default=None)

    @property
    def continues(self) -> bool:
        """Whether the trial goes over into a paid plan: one was chosen, and there is a way to collect it."""
        return self.next_plan is not None and not self.next_plan.free and self.method_id is not None

    @property
    def monthly_from_next(self) -> tuple[Plan, int]:
        """Plan and seats with which the next period begins."""
        plan = self.next_plan or self.plan
        wanted = self.next_seats if self.next_seats is not None else self.seats
        return plan, wanted if plan.fits(wanted) else plan.seats

    @property
    def seats_to_give(self) -> int:
        """How many people can have one: as many as there are, or as the next period will have where that is fewer."""
        return min(self.seats, self.monthly_from_next[1])

    def state(self, today: date) -> SubscriptionState:
        """Where it stands on that day."""
        if self.ends_on and today >= self.ends_on:
            return _S.ENDED
        if self.trial_ends_on and today < self.trial_ends_on:
            return _S.TRIALING
        if self.past_due_since and today >= self.past_due_since + GRACE:
            return _S.SUSPENDED
        if self.paused_on(today):
            return _S.PAUSED
        if self.past_due_since:
            return _S.PAST_DUE
        return _S.CANCELLED if self.ends_on else _S.ACTIVE

    def begins(self, today: date) -> bool:
        """Whether a plan to pay for would only begin: from the free one, or after an end."""
        state = self.state(today)
        return state is _S.ENDED or (self.plan.free and state is not _S.TRIALING)

    def paused_on(self, day: date) -> bool:
        """Whether a pause covers the day."""
        return bool(self.paused_from and self.paused_until and self.paused_from <= day < self.paused_until)

    def allowed_actions(self, today: date) -> tuple[SubscriptionAction, ...]:
        """What a person can do with it on that day, in the order of the table."""
        state = self.state(today)
        if self.plan.free and state is _S.ACTIVE:
            return FREE_ALLOWED
        allowed = ALLOWED[state]
        without = {SubscriptionAction.REACTIVATE} if state is _S.ACTIVE and not self.paused_from else set()
        return tuple(action for action in allowed if action not in without)


def trial(plan: Plan, today: date) -> Subscription:
    """Thirty days of a plan, without a way to pay; the first period would begin on the day they end."""
    ends = today + timedelta(days=TRIAL_DAYS)
    return Subscription(plan, plan.seats, anchor=ends, trial_ends_on=ends)


def payable(subscription: Subscription) -> Subscription:
    """As it would be with a way to pay, to say what it will cost before one is left."""
    return replace(subscription, method_id=subscription.method_id or "any")


def free(plan: Plan, today: date) -> Subscription:
    """The free plan, from today on and for as long as wanted."""
    return Subscription(plan, plan.seats, anchor=today)
