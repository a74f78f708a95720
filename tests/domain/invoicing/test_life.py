"""The life of an invoice: the state follows from the ledger, and moves only where the table says."""

from decimal import Decimal
from itertools import product

import pytest

from smoall.domain.invoicing.life import ALLOWED, Action, InvoiceState, allowed_actions, state_of

S = InvoiceState
# What a payment or a credit note (there is no way back from either) can make of a state.
MOVES = {
    S.DRAFT: {S.ISSUED, S.PAID},  # a gross of zero has nothing to pay
    S.ISSUED: {S.PARTIALLY_PAID, S.PAID, S.CREDITED},
    S.PARTIALLY_PAID: {S.PAID, S.CREDITED},
    S.PAID: {S.CREDITED},
    S.CREDITED: set(),
}


@pytest.mark.parametrize(
    ("gross", "paid", "credited", "state"),
    [
        ("100", "0", "0", S.ISSUED),
        ("100", "0.01", "0", S.PARTIALLY_PAID),
        ("100", "0", "0.01", S.ISSUED),
        ("100", "100", "0", S.PAID),
        ("100", "60", "40", S.PAID),
        ("100", "0", "100", S.CREDITED),
        ("100", "100", "100", S.CREDITED),
        ("0", "0", "0", S.PAID),
    ],
)
def test_the_state_follows_from_the_ledger(gross: str, paid: str, credited: str, state: InvoiceState) -> None:
    assert state_of(issued=True, gross=Decimal(gross), paid=Decimal(paid), credited=Decimal(credited)) is state


def test_a_draft_is_a_draft_whatever_it_comes_to() -> None:
    assert state_of(issued=False, gross=Decimal(0), paid=Decimal(0), credited=Decimal(0)) is S.DRAFT


def test_payments_and_credits_move_along_the_table_only() -> None:
    figures = [Decimal(figure) for figure in range(4)]
    for gross, paid, credited in product(figures, repeat=3):
        before = state_of(issued=True, gross=gross, paid=paid, credited=credited)
        more = (state_of(issued=True, gross=gross, paid=paid + 1, credited=credited),) if paid < gross else ()
        less = (state_of(issued=True, gross=gross, paid=paid, credited=credited + 1),) if credited < gross else ()
        if paid <= gross and credited <= gross:
            assert {*more, *less} <= MOVES[before] | {before}


def test_every_state_says_what_it_allows() -> None:
    assert set(ALLOWED) == set(InvoiceState)
    assert allowed_actions(S.DRAFT) == (Action.UPDATE, Action.DISCARD, Action.ISSUE)
    assert all(Action.UPDATE not in allowed_actions(state) for state in S if state is not S.DRAFT)
    assert [state for state in S if Action.PAY in allowed_actions(state)] == [S.ISSUED, S.PARTIALLY_PAID]
    assert Action.CREDIT not in allowed_actions(S.CREDITED)
