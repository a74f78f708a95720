"""What a payment may pay."""

from decimal import Decimal

import pytest

from smoall.domain.kernel.errors import Finding
from smoall.domain.payments.allocation import Payable, Wanted, check_allocations, check_amount

INVOICE = Payable(Decimal("60.00"), "EUR")


def found(available: str, *wanted: Wanted) -> list[tuple[str, str]]:
    findings = check_allocations(Decimal(available), currency="EUR", wanted=wanted)
    return [(finding.code, finding.path) for finding in findings]


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("0", "AMOUNT_NOT_POSITIVE"),
        ("-1", "AMOUNT_NOT_POSITIVE"),
        ("NaN", "AMOUNT_NOT_POSITIVE"),
        ("sNaN", "AMOUNT_NOT_POSITIVE"),
        ("Infinity", "AMOUNT_NOT_POSITIVE"),
        ("0.001", "AMOUNT_DECIMALS"),
        ("1E+12", "AMOUNT_TOO_HIGH"),
    ],
)
def test_an_amount_that_is_no_money_is_refused(amount: str, code: str) -> None:
    assert [finding.code for finding in check_amount(Decimal(amount), path="amount")] == [code]
    assert found("100.00", Wanted(Decimal(amount), INVOICE)) == [(code, "allocations[0].amount")]


def test_money_may_pay_several_invoices_and_leave_a_rest() -> None:
    assert found("100.00", Wanted(Decimal("60.00"), INVOICE), Wanted(Decimal("40.00"), INVOICE)) == []
    assert found("100.00") == []


def test_an_invoice_takes_no_more_than_is_left_of_it() -> None:
    findings = check_allocations(Decimal(100), currency="EUR", wanted=[Wanted(Decimal("60.01"), INVOICE)])
    assert findings == (Finding("OVER_ALLOCATED", "allocations[0].amount", values={"balance": "60.00"}),)


def test_an_overpaid_invoice_takes_nothing() -> None:
    overpaid = Payable(Decimal("-5.00"), "EUR")
    [finding] = check_allocations(Decimal(100), currency="EUR", wanted=[Wanted(Decimal(1), overpaid)])
    assert (finding.code, finding.values) == ("OVER_ALLOCATED", {"balance": "0.00"})


def test_allocations_together_stay_within_the_payment() -> None:
    assert found("100.00", *[Wanted(Decimal("50.01"), INVOICE)] * 2) == [("ALLOCATED_ABOVE_PAYMENT", "allocations")]


def test_drafts_strangers_and_other_currencies_are_refused_one_by_one() -> None:
    dollars = Payable(Decimal(60), "USD")
    assert found("100.00", Wanted(Decimal(1), None), Wanted(Decimal(1), dollars)) == [
        ("INVOICE_NOT_PAYABLE", "allocations[0].invoice"),
        ("CURRENCY_DIFFERS", "allocations[1].invoice"),
    ]
