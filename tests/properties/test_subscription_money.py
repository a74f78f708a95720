"""What is invoiced over any life of a subscription is the price of what was used, and time itself decides nothing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smoall.domain.billing.change import Decision, decide_plan_change, decide_seats, decide_start
from smoall.domain.billing.charge import total
from smoall.domain.billing.cycle import Bill, next_bill, next_turn, turn
from smoall.domain.billing.dunning import RETRY_DAYS, Debt, letter_after, next_retry
from smoall.domain.billing.period import nth_date, nth_period
from smoall.domain.billing.subscription import ALLOWED, TRANSITIONS, Subscription, SubscriptionState, free, trial
from smoall.domain.kernel.errors import DomainError
from tests.strategies_billing import FREE, SOLO, START, TEAM, Act, lived, lives

days = st.dates(date(2024, 1, 1), date(2040, 12, 31))
HALF_CENT = Fraction(1, 200)


@given(days, st.integers(0, 600))
def test_periods_tile_without_gap_or_overlap(anchor: date, n: int) -> None:
    period, following = nth_period(anchor, n), nth_period(anchor, n + 1)
    assert period.end == following.start
    assert 28 <= period.days <= 31


@given(days, st.integers(0, 600))
def test_a_period_starts_on_the_anchor_s_day_or_the_last_of_a_shorter_month(anchor: date, n: int) -> None:
    start = nth_date(anchor, n)
    assert start.day == anchor.day or (start.day < anchor.day and (start + timedelta(days=1)).day == 1)
    assert (start.year * 12 + start.month) - (anchor.year * 12 + anchor.month) == n


def test_a_month_end_comes_back_to_its_own_day() -> None:
    assert [nth_date(date(2026, 1, 31), n) for n in (1, 2, 3)] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]
    assert nth_date(date(2024, 2, 29), 12) == date(2025, 2, 28)


@settings(max_examples=300, deadline=None)
@given(lives)
def test_what_is_invoiced_is_what_was_used(steps: list[tuple[int, Act]]) -> None:
    """Each line is rounded once: over a whole life the sum is off by half a cent a line at most."""
    life = lived(steps)
    invoiced = Fraction(total(life.charges))
    assert abs(invoiced - life.used) <= HALF_CENT * len(life.charges)


@settings(max_examples=200, deadline=None)
@given(lives)
def test_nothing_is_ever_owed_back(steps: list[tuple[int, Act]]) -> None:
    assert all(charge.net > 0 for charge in lived(steps).charges)


@settings(max_examples=200, deadline=None)
@given(lives)
def test_a_state_is_followed_only_by_those_of_the_table(steps: list[tuple[int, Act]]) -> None:
    moves = set(pairwise(lived(steps).states))
    assert {(before, after) for before, after in moves if after not in TRANSITIONS[before]} == set()


@settings(max_examples=200, deadline=None)
@given(lives, st.integers(0, 400))
def test_looking_late_comes_to_the_same_as_looking_daily(steps: list[tuple[int, Act]], later: int) -> None:
    sub = lived(steps[:4]).subscription if len(steps) > 4 else replace(trial(TEAM, START), method_id="pm_1")
    sub = replace(sub, next_plan=SOLO)
    bills: list[Bill] = []
    seen, day = sub, sub.anchor - timedelta(days=1)
    for _ in range(later):
        day += timedelta(days=1)
        turned = turn(seen, free_plan=FREE, today=day)
        seen, bills = turned.subscription, bills + list(turned.bills)
    at_once = turn(sub, free_plan=FREE, today=day)
    assert (at_once.subscription, list(at_once.bills)) == (seen, bills)
    again = turn(at_once.subscription, free_plan=FREE, today=day)
    assert (again.subscription, again.bills) == (at_once.subscription, ())


@settings(max_examples=200, deadline=None)
@given(lives)
def test_the_next_turn_is_never_missed(steps: list[tuple[int, Act]]) -> None:
    """Between today and the day that is named nothing falls due."""
    sub, day = lived(steps[:6]).subscription, START + timedelta(days=200)
    sub = turn(sub, free_plan=FREE, today=day).subscription
    named = next_turn(sub, (), today=day) or day + timedelta(days=500)
    quiet = turn(sub, free_plan=FREE, today=named - timedelta(days=1))
    assert (quiet.subscription, quiet.bills) == (sub, ())


@given(st.lists(st.integers(1, 20), min_size=26, max_size=26))
def test_twenty_six_changes_of_seats_in_seven_weeks_are_two_invoices(wanted: list[int]) -> None:
    sub = decide_start(free(FREE, START), SOLO, seats=1, today=START).subscription
    keys = set()
    for number, seats in enumerate(wanted):
        day = START + timedelta(days=number * 49 // 26)
        turned = turn(sub, free_plan=FREE, today=day)
        keys |= {bill.key for bill in turned.bills}
        sub = turned.subscription
        try:
            decision = decide_seats(sub, seats, today=day)
        except DomainError:
            continue
        assert decision.charges == ()
        sub = decision.subscription
    keys |= {bill.key for bill in turn(sub, free_plan=FREE, today=START + timedelta(days=59)).bills}
    assert keys == {"period:2026-02-28", "period:2026-03-31"}


def test_an_upgrade_costs_the_difference_for_the_days_that_are_left() -> None:
    begun = _solo(date(2026, 4, 1))
    decision = decide_plan_change(begun, TEAM, seats=None, today=date(2026, 4, 16))
    (line,) = decision.charges
    assert (line.days, line.of, line.net) == (15, 30, Decimal("13.50"))  # (39 - 12) × 15 / 30
    assert decision.effective_on == date(2026, 4, 16)


def test_a_downgrade_waits_for_the_end_of_the_period_and_costs_nothing() -> None:
    begun = decide_start(free(FREE, START), TEAM, seats=3, today=date(2026, 4, 1)).subscription
    decision = decide_plan_change(begun, SOLO, seats=1, today=date(2026, 4, 16))
    assert (decision.effective_on, decision.charges) == (date(2026, 5, 1), ())
    (bill,) = turn(decision.subscription, free_plan=FREE, today=date(2026, 5, 1)).bills
    assert total(bill.charges) == Decimal("12.00")


def test_added_seats_are_usable_at_once_and_charged_with_the_next_invoice() -> None:
    decision = decide_seats(_solo(date(2026, 4, 1)), 3, today=date(2026, 4, 16))
    assert decision.subscription.seats == 3
    coming = next_bill(decision.subscription)
    assert coming is not None
    assert [(line.kind, line.net) for line in coming.charges] == [
        ("ADDED_SEATS", Decimal("6.00")),  # 2 × 6.00 × 15 / 30
        ("PLAN", Decimal("12.00")),
        ("SEATS", Decimal("12.00")),
    ]
    (bill,) = turn(decision.subscription, free_plan=FREE, today=date(2026, 5, 1)).bills
    assert bill == coming


def test_a_trial_without_a_way_to_pay_becomes_the_free_plan() -> None:
    turned = turn(trial(TEAM, START), free_plan=FREE, today=START + timedelta(days=30))
    assert (turned.subscription.plan, turned.bills) == (FREE, ())


def test_every_state_says_what_it_allows() -> None:
    assert set(ALLOWED) == set(TRANSITIONS) == set(SubscriptionState)


@pytest.mark.parametrize("attempts", [1, 2, 3, 4])
def test_a_failed_collection_is_tried_again_on_its_days(attempts: int) -> None:
    debt = Debt(date(2026, 4, 1), date(2026, 4, 1), attempts)
    assert next_retry(debt) == date(2026, 4, 1) + timedelta(days=RETRY_DAYS[attempts - 1])


def test_after_the_fourth_retry_only_the_payer_can_try() -> None:
    assert next_retry(Debt(date(2026, 4, 1), date(2026, 4, 22), 5)) is None
    assert [letter_after(attempts) for attempts in (1, 2, 5)] == [
        "PAYMENT_FAILED",
        "PAYMENT_REMINDER",
        "PAYMENT_REMINDER",
    ]


def _solo(on: date) -> Subscription:
    decision: Decision = decide_start(free(FREE, START), SOLO, seats=1, today=on)
    return decision.subscription
