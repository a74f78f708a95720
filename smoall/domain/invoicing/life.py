"""The life of an invoice: one table of states and what each allows."""

from decimal import Decimal
from enum import StrEnum


class InvoiceState(StrEnum):
    """Where an invoice stands. Only DRAFT → ISSUED is an act; the rest follows from the ledger."""

    DRAFT = "DRAFT"
    ISSUED = "ISSUED"
    PARTIALLY_PAID = "PARTIALLY_PAID"
    PAID = "PAID"
    CREDITED = "CREDITED"


class Action(StrEnum):
    """What a person can do with an invoice."""

    UPDATE = "UPDATE"
    DISCARD = "DISCARD"
    ISSUE = "ISSUE"
    SEND = "SEND"
    PAY = "PAY"
    CREDIT = "CREDIT"


ALLOWED: dict[InvoiceState, tuple[Action, ...]] = {
    InvoiceState.DRAFT: (Action.UPDATE, Action.DISCARD, Action.ISSUE),
    InvoiceState.ISSUED: (Action.SEND, Action.PAY, Action.CREDIT),
    InvoiceState.PARTIALLY_PAID: (Action.SEND, Action.PAY, Action.CREDIT),
    InvoiceState.PAID: (Action.SEND, Action.CREDIT),
    InvoiceState.CREDITED: (Action.SEND,),
}


def allowed_actions(state: InvoiceState) -> tuple[Action, ...]:
    """What can be done with an invoice in ``state``."""
    return ALLOWED[state]


def state_of(*, issued: bool, gross: Decimal, paid: Decimal, credited: Decimal) -> InvoiceState:
    """The state that follows from the ledger; the database computes the same in ``document.state``.

    DRAFT until issued; CREDITED when the credit notes take all of a gross above zero back; PAID when paid + credited
    ≥ gross; PARTIALLY_PAID when something was paid; else ISSUED. Amounts are in the invoice's currency.
    """
    if not issued:
        return InvoiceState.DRAFT
    if gross > 0 and credited == gross:
        return InvoiceState.CREDITED
    if paid + credited >= gross:
        return InvoiceState.PAID
    return InvoiceState.PARTIALLY_PAID if paid > 0 else InvoiceState.ISSUED
