"""Law: nothing goes before the highest floor that applies, time only ever moves a record from kept to erased."""

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from smoall.domain.privacy.account_policy import account_policy
from smoall.domain.privacy.retention import Holding, Policy, Record, judge

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
BILLING = st.sampled_from([Holding.INVOICE, Holding.VOUCHER])
RECORDS = st.builds(
    lambda holding, dated, more, open_, held: Record(
        holding=holding,
        dated=dated,
        fiscal_year_end=dated + timedelta(days=more) if dated else None,
        balance_open=open_,
        held=held,
    ),
    st.sampled_from(Holding),
    st.one_of(st.none(), DAYS),
    st.integers(0, 540),
    st.booleans(),
    st.booleans(),
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


@given(RECORDS, DAYS)
@settings(max_examples=300)
def test_a_hold_and_an_open_balance_always_keep(record: Record, day: date) -> None:
    assume(record.held or record.balance_open)
    assert not judge(record, POLICY, on=day).erase
