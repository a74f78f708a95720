"""Law: nothing goes before the highest floor that applies, time only ever moves a record from kept to erased."""

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from smoall.domain.privacy.account_policy import account_policy
from smoall.domain.privacy.organisation_policy import (
    FLOORS,
    Choice,
    RetentionCategory,
    flaws_of,
    floor_of,
    organisation_policy,
)
from smoall.domain.privacy.retention import Holding, Keep, Policy, Reason, Record, judge

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
BILLING = st.sampled_from([Holding.INVOICE, Holding.VOUCHER])
RECORDS = st.builds(
    lambda holding, dated, more, open_: Record(
        holding=holding,
        dated=dated,
        fiscal_year_end=dated + timedelta(days=more) if dated else None,
        balance_open=open_,
    ),
    st.sampled_from(Holding),
    st.one_of(st.none(), DAYS),
    st.integers(0, 540),
    st.booleans(),
)
HOLDS = st.lists(
    st.builds(Keep, reason=st.just(Reason.LEGAL_HOLD), citation=st.just("x"), until=st.one_of(st.none(), DAYS)),
    max_size=3,
)
POLICY = account_policy()


@given(RECORDS, DAYS, st.integers(0, 40_000))
@settings(max_examples=500)
def test_what_is_erased_stays_erased_as_time_goes_on(record: Record, day: date, more: int) -> None:
    now, later = (judge(record, POLICY, on=when).erase for when in (day, day + timedelta(days=more)))
    assert later or not now


@given(BILLING, st.dates(date(2023, 1, 1), date(2100, 12, 31)), DAYS)
@settings(max_examples=500)
def test_no_billing_record_goes_within_ten_years_after_its_own(holding: Holding, dated: date, on: date) -> None:
    erased = judge(Record(holding=holding, dated=dated), POLICY, on=on).erase
    assert erased == (on.year > dated.year + 10)


@given(RECORDS, DAYS)
@settings(max_examples=500)
def test_a_verdict_never_undercuts_any_rule(record: Record, day: date) -> None:
    verdict = judge(record, POLICY, on=day)
    floors = [last for rule in POLICY.rules if (last := rule.last_day(record)) is not None]
    assert not verdict.erase or (floors and all(day > last for last in floors))
    assert verdict.erase or verdict.citation


@given(RECORDS, DAYS, st.integers(1, 4000))
@settings(max_examples=500)
def test_a_longer_grace_never_erases_sooner(record: Record, day: date, grace: int) -> None:
    longer: Policy = account_policy(grace_days=grace + 1)
    assert judge(record, account_policy(grace_days=grace), on=day).erase or not judge(record, longer, on=day).erase


@given(RECORDS, HOLDS, DAYS)
@settings(max_examples=500)
def test_a_hold_that_stands_and_an_open_balance_always_keep(record: Record, holds: list[Keep], day: date) -> None:
    assume(record.balance_open or any(hold.until is None or hold.until >= day for hold in holds))
    assert not judge(record, POLICY, keeps=holds, on=day).erase


@given(RECORDS, HOLDS, DAYS)
@settings(max_examples=500)
def test_a_hold_never_shortens_a_term(record: Record, holds: list[Keep], day: date) -> None:
    assert judge(record, POLICY, on=day).erase or not judge(record, POLICY, keeps=holds, on=day).erase


CHOICES = st.one_of(
    st.builds(Choice, category=st.sampled_from(RetentionCategory), years=st.integers(-2, 60)),
    st.builds(Choice, category=st.sampled_from(RetentionCategory), months=st.integers(-2, 200)),
    st.builds(Choice, category=st.sampled_from(RetentionCategory), unlimited=st.just(True), reason=st.just("why")),
)
OWN_RECORDS = st.builds(
    lambda category, dated, more: Record(
        holding=category.holding, dated=dated, fiscal_year_end=dated + timedelta(days=more)
    ),
    st.sampled_from(RetentionCategory),
    st.dates(date(2000, 1, 1), date(2060, 12, 31)),
    st.integers(0, 364),
)


@given(st.lists(CHOICES, max_size=4, unique_by=lambda choice: choice.category), OWN_RECORDS, DAYS)
@settings(max_examples=1000)
def test_no_choice_undercuts_a_floor(chosen: list[Choice], record: Record, day: date) -> None:
    sound = [choice for choice in chosen if not flaws_of(choice, on=date(2026, 11, 26))]
    floors = [last for rule in FLOORS if (last := rule.last_day(record)) is not None]
    verdict = judge(record, organisation_policy(sound), on=day)
    assert not verdict.erase or all(day > last for last in floors)


@given(CHOICES, st.dates(date(2023, 1, 1), date(2090, 12, 31)))
@settings(max_examples=1000)
def test_what_is_accepted_is_at_least_the_floor_of_every_document_of_the_year(choice: Choice, day: date) -> None:
    floor = floor_of(choice.category, on=day)
    assume(floor is not None and not flaws_of(choice, on=day))
    assume(choice.rule is not None)
    assert choice.rule
    assert floor
    record = Record(holding=choice.category.holding, dated=day)
    mine, least = choice.rule.last_day(record), floor.last_day(record)
    assert mine
    assert least
    assert mine >= least
