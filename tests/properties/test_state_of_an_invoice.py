"""Law: the state follows from the ledger alone, and says truly whether something is left to pay."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from smoall.domain.invoicing.life import InvoiceState, state_of

CENTS = st.integers(0, 10**6).map(lambda cents: Decimal(cents).scaleb(-2))
S = InvoiceState


@given(CENTS, CENTS, CENTS)
@settings(max_examples=200)
def test_a_state_is_true_to_the_balance(gross: Decimal, paid: Decimal, credited: Decimal) -> None:
    paid, credited = min(paid, gross), min(credited, gross)
    state = state_of(issued=True, gross=gross, paid=paid, credited=credited)
    balance = gross - paid - credited
    assert (state in (S.ISSUED, S.PARTIALLY_PAID)) == (balance > 0)
    assert (state is S.ISSUED) == (balance > 0 == paid)
    assert (state is S.CREDITED) == (credited == gross > 0)


@given(CENTS, st.lists(st.tuples(CENTS, st.booleans()), max_size=6))
@settings(max_examples=200)
def test_paying_and_crediting_never_opens_an_invoice_again(gross: Decimal, moves: list[tuple[Decimal, bool]]) -> None:
    order = [S.ISSUED, S.PARTIALLY_PAID, S.PAID, S.CREDITED]
    paid = credited = Decimal(0)
    before = state_of(issued=True, gross=gross, paid=paid, credited=credited)
    for amount, credits in moves:
        if credits:
            credited = min(credited + amount, gross)
        else:
            paid = min(paid + amount, gross)
        after = state_of(issued=True, gross=gross, paid=paid, credited=credited)
        assert order.index(after) >= order.index(before)
        before = after
