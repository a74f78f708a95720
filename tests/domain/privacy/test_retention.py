"""How long a record is kept: legal floors by the day it bears, and what keeps it longer."""

from datetime import date

import pytest

from smoall.domain.privacy.account_policy import account_policy
from smoall.domain.privacy.retention import FOREVER, Holding, Policy, Reason, Record, Rule, judge

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


@pytest.mark.parametrize(
    ("facts", "reason"), [({"balance_open": True}, Reason.OPEN_BALANCE), ({"held": True}, Reason.LEGAL_HOLD)]
)
def test_an_open_balance_and_a_hold_keep_without_end(facts: dict[str, bool], reason: Reason) -> None:
    verdict = judge(Record(holding=Holding.INVOICE, dated=date(1990, 1, 1), **facts), POLICY, on=date(2099, 1, 1))  # type: ignore[arg-type]
    assert (verdict.erase, verdict.reason, verdict.until) == (False, reason, None)


def test_what_no_rule_covers_stays() -> None:
    empty = Policy(version="none", rules=())
    assert not judge(Record(holding=Holding.INVOICE, dated=date(1900, 1, 1)), empty, on=date.max).erase


def test_every_holding_has_a_rule_with_a_citation() -> None:
    assert {rule.holding for rule in POLICY.rules} == set(Holding)
    assert all(rule.citation for rule in POLICY.rules)


@pytest.mark.parametrize("wrong", [{}, {"years": 1, "days": 1}, {"days": -1}, {"years": -7, "days": 3}])
def test_a_rule_that_says_nothing_is_no_rule(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="years or days"):
        Rule(holding=Holding.INVOICE, reason=Reason.ACCOUNTING, citation="x", **wrong)  # type: ignore[arg-type]


def test_the_end_of_the_calendar_is_no_error() -> None:
    assert until(Holding.INVOICE, date(9995, 3, 1)) == FOREVER
    assert until(Holding.CUSTOMER, date(9999, 12, 1)) == FOREVER
