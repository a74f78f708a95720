"""How long a record is kept: legal floors by the day it bears, and what keeps it longer."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from smoall.domain.privacy.account_policy import account_policy
from smoall.domain.privacy.organisation_policy import organisation_policy
from smoall.domain.privacy.retention import (
    FOREVER,
    Disposal,
    Holding,
    Keep,
    Policy,
    Reason,
    Record,
    Rule,
    judge,
    judge_together,
    months_later,
)

POLICY = account_policy(grace_days=90)


def until(holding: Holding, dated: date | None, **facts: object) -> date | None:
    return judge(Record(holding=holding, dated=dated, **facts), POLICY, on=date.min).until  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dated", "last"),
    [
        (date(2026, 1, 1), date(2036, 12, 31)),
        (date(2026, 12, 31), date(2036, 12, 31)),
        (date(2028, 2, 29), date(2038, 12, 31)),
        (date(2023, 1, 1), date(2033, 12, 31)),
        (date(2022, 12, 31), date(2029, 12, 31)),  # before the change of the law: seven years
    ],
)
def test_an_invoice_is_kept_ten_calendar_years_after_its_own(dated: date, last: date) -> None:
    assert until(Holding.INVOICE, dated) == last


def test_the_books_floor_counts_from_the_closing_and_the_longest_floor_wins() -> None:
    assert until(Holding.INVOICE, date(2022, 11, 30), fiscal_year_end=date(2023, 6, 30)) == date(2030, 12, 31)
    verdict = judge(Record(holding=Holding.INVOICE, dated=date(2026, 5, 1)), POLICY, on=date(2030, 1, 1))
    assert (verdict.erase, verdict.reason) == (False, Reason.VAT_DOCUMENTS)
    assert "art. 60" in str(verdict.citation)


def test_it_goes_on_the_day_after_the_last() -> None:
    invoice = Record(holding=Holding.INVOICE, dated=date(2026, 11, 25))
    assert not judge(invoice, POLICY, on=date(2036, 12, 31)).erase
    assert judge(invoice, POLICY, on=date(2037, 1, 1)).erase


def test_a_customer_stays_while_the_subscription_runs_and_ninety_days_longer() -> None:
    runs = judge(Record(holding=Holding.CUSTOMER, dated=None), POLICY, on=date(2099, 1, 1))
    assert (runs.erase, runs.reason, runs.until) == (False, Reason.SUBSCRIPTION_RUNS, None)
    assert until(Holding.CUSTOMER, date(2026, 11, 25)) == date(2027, 2, 23)
    assert judge(Record(holding=Holding.CUSTOMER, dated=date(2026, 11, 25)), POLICY, on=date(2027, 2, 24)).erase


HOLD = Keep(reason=Reason.LEGAL_HOLD, citation="GDPR art. 17(3)(e)")


@pytest.mark.parametrize(
    ("open_", "keeps", "reason"), [(True, (), Reason.OPEN_BALANCE), (False, (HOLD,), Reason.LEGAL_HOLD)]
)
def test_an_open_balance_and_a_hold_keep_without_end(open_: bool, keeps: tuple[Keep, ...], reason: Reason) -> None:
    old = Record(holding=Holding.INVOICE, dated=date(1990, 1, 1), balance_open=open_)
    verdict = judge(old, POLICY, keeps=keeps, on=date(2099, 1, 1))
    assert (verdict.erase, verdict.reason, verdict.until) == (False, reason, None)


def test_a_hold_with_an_end_is_one_more_floor() -> None:
    old = Record(holding=Holding.INVOICE, dated=date(1990, 1, 1))
    hold = replace(HOLD, until=date(2027, 6, 30))
    kept = judge(old, POLICY, keeps=[hold], on=date(2027, 6, 30))
    assert (kept.erase, kept.reason, kept.until) == (False, Reason.LEGAL_HOLD, date(2027, 6, 30))
    assert judge(old, POLICY, keeps=[hold], on=date(2027, 7, 1)).erase
    young = Record(holding=Holding.INVOICE, dated=date(2026, 1, 1))
    assert judge(young, POLICY, keeps=[hold], on=date(2027, 1, 1)).until == date(2036, 12, 31)


def test_what_stays_or_goes_as_one_stays_as_long_as_the_longest() -> None:
    invoice = Record(holding=Holding.INVOICE, dated=date(2024, 5, 1))
    voucher = Record(holding=Holding.VOUCHER, dated=date(2026, 5, 1))
    assert judge_together([invoice, voucher], POLICY, on=date(2035, 1, 1)).until == date(2036, 12, 31)
    assert judge_together([invoice, voucher], POLICY, on=date(2037, 1, 1)).action is Disposal.DELETE
    owed = replace(voucher, balance_open=True)
    assert judge_together([invoice, owed], POLICY, on=date(2099, 1, 1)).reason is Reason.OPEN_BALANCE


def test_a_record_says_what_is_done_at_its_end() -> None:
    person = Record(holding=Holding.CUSTOMER, dated=date(2020, 1, 1), at_end=Disposal.ANONYMISE)
    assert judge(person, POLICY, on=date(2026, 1, 1)).action is Disposal.ANONYMISE


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 12, 31), 36, date(2026, 12, 31)),
        (date(9998, 1, 1), 36, FOREVER),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, last: date) -> None:
    assert months_later(day, months) == last


def test_what_no_rule_covers_stays() -> None:
    empty = Policy(version="none", rules=())
    assert not judge(Record(holding=Holding.INVOICE, dated=date(1900, 1, 1)), empty, on=date.max).erase


def test_every_holding_has_a_rule_with_a_citation() -> None:
    rules = (*POLICY.rules, *organisation_policy().rules)
    assert {rule.holding for rule in rules} == set(Holding)
    assert all(rule.citation for rule in rules)


@pytest.mark.parametrize(
    "wrong", [{}, {"years": 1, "days": 1}, {"days": -1}, {"years": -7, "days": 3}, {"months": 1, "unlimited": True}]
)
def test_a_rule_that_says_nothing_is_no_rule(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="years, months or days"):
        Rule(holding=Holding.INVOICE, reason=Reason.ACCOUNTING, citation="x", **wrong)


def test_the_end_of_the_calendar_is_no_error() -> None:
    assert until(Holding.INVOICE, date(9995, 3, 1)) == FOREVER
    assert until(Holding.CUSTOMER, date(9999, 12, 1)) == FOREVER
