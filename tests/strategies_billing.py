"""Hypothesis strategies for subscriptions: plans, and random lives of acts on random days."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from smoall.domain.billing.change import (
    Decision,
    decide_cancel,
    decide_cure,
    decide_pause,
    decide_plan_change,
    decide_reactivate,
    decide_seats,
    decide_start,
)
from smoall.domain.billing.charge import Charge
from smoall.domain.billing.cycle import turn
from smoall.domain.billing.plan import Entitlement, Plan
from smoall.domain.billing.subscription import GRACE, Subscription, SubscriptionState, trial
from smoall.domain.kernel.errors import DomainError

START = date(2026, 1, 31)
FREE = Plan("FREE", 1, date(2026, 1, 1), "Free", Decimal("0.00"), 1, None, {Entitlement.INVOICES_PER_MONTH: 20})
SOLO = Plan("SOLO", 1, date(2026, 1, 1), "Solo", Decimal("12.00"), 1, Decimal("6.00"), {})
TEAM = Plan("TEAM", 1, date(2026, 1, 1), "Team", Decimal("39.00"), 3, Decimal("7.99"), {})
PLANS = (FREE, SOLO, TEAM)

Act = Callable[[Subscription, date], Decision]

_acts: list[st.SearchStrategy[Act]] = [
    st.tuples(st.sampled_from(PLANS), st.none() | st.integers(1, 12)).map(
        lambda given: lambda sub, day: decide_plan_change(sub, given[0], seats=given[1], today=day)
    ),
    st.integers(1, 12).map(lambda seats: lambda sub, day: decide_seats(sub, seats, today=day)),
    st.integers(1, 3).map(lambda months: lambda sub, day: decide_pause(sub, months, today=day)),
    st.integers(0, 60).map(
        lambda later: lambda sub, day: decide_cancel(sub, day + timedelta(later) if later else None, today=day)
    ),
    st.just(lambda sub, day: decide_reactivate(sub, today=day)),
]
acts: st.SearchStrategy[Act] = st.one_of(_acts)


def fails(sub: Subscription, day: date) -> Decision:
    """A collection fails."""
    owed = not sub.plan.free and sub.periods > 0
    return Decision(replace(sub, past_due_since=sub.past_due_since or day) if owed else sub, day)


def pays(sub: Subscription, day: date) -> Decision:
    """What is owed is paid, or a plan is begun where none is paid for."""
    if sub.past_due_since:
        return decide_cure(sub, today=day)
    if sub.plan.free or sub.state(day) is SubscriptionState.ENDED:
        return decide_start(sub, SOLO, seats=2, today=day)
    return Decision(sub, day)


def chooses(sub: Subscription, day: date) -> Decision:
    """A way to pay is left."""
    return Decision(replace(sub, method_id="pm_1"), day)


outside: st.SearchStrategy[Act] = st.sampled_from([fails, pays, chooses])
lives = st.lists(st.tuples(st.integers(0, 40), acts | outside), max_size=14)


@dataclass(slots=True)
class Life:
    """A subscription lived day by day: what was charged, what was used, and every state it was in."""

    subscription: Subscription = field(default_factory=lambda: replace(trial(TEAM, START), method_id="pm_1"))
    today: date = START
    charges: list[Charge] = field(default_factory=list)
    used: Fraction = Fraction(0)
    states: list[SubscriptionState] = field(default_factory=list)

    def wait(self, days: int) -> None:
        """Let days go by, each with what it brings and what it uses."""
        for _ in range(days):
            self._use()
            self.today += timedelta(days=1)
            self._turn()

    def act(self, act: Act) -> None:
        """One act; a refusal leaves everything as it is."""
        try:
            decision = act(self.subscription, self.today)
        except DomainError:
            return
        self.subscription = decision.subscription
        self.charges += decision.charges
        self._turn()

    def _turn(self) -> None:
        turned = turn(self.subscription, free_plan=FREE, today=self.today)
        self.subscription = turned.subscription
        self.charges += [charge for bill in turned.bills for charge in bill.charges]
        state = self.subscription.state(self.today)
        if not self.states or self.states[-1] is not state:
            self.states.append(state)

    def _use(self) -> None:
        """What this day costs: its share of the month, by plan and seats at its end, where it was charged at all."""
        sub, state = self.subscription, self.subscription.state(self.today)
        whole = sub.period
        charged = whole is not None and self.today in whole and self.today < (sub.charged_until or self.today)
        paid = not sub.plan.free and state is not SubscriptionState.TRIALING
        assert charged == (paid and state.usable) or (charged and state is SubscriptionState.SUSPENDED), self
        if whole is None or not charged:
            return
        self.used += Fraction(sub.plan.monthly(sub.seats)) / whole.days


def lived(steps: list[tuple[int, Act]]) -> Life:
    """A whole life, then its end: cancelled as soon as it may be, and lived until that day."""
    life = Life()
    life._turn()
    for days, act in steps:
        life.wait(days)
        life.act(act)
    life.act(pays) if life.subscription.past_due_since else None
    life.act(lambda sub, day: decide_reactivate(sub, today=day))
    life.act(lambda sub, day: decide_cancel(sub, None, today=day))
    life.wait(40 + GRACE.days)
    return life
