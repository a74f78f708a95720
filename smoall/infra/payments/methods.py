"""The ways to pay of the embedded provider, each of which behaves in its own way at every later collection."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from smoall.domain.billing.provider_fact import PaymentMethod

SEPA_TAKES = timedelta(days=3)


class Choice(StrEnum):
    """What a payer does on the page; each is a button."""

    CARD = "card"
    CARD_FAILS_LATER = "card-fails-later"
    BANCONTACT = "bancontact"
    SEPA_DEBIT = "sepa-debit"
    CHALLENGE = "challenge"
    AUTHORISE = "authorise"
    REFUSE = "refuse"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A saved method: how it looks, what becomes of a collection from it, and how long that takes."""

    method: PaymentMethod
    failure: str | None = None
    takes: timedelta = timedelta(0)


SAVED: Mapping[str, Behaviour] = {
    "pm_card": Behaviour(PaymentMethod("card", "visa", "4242", "2031-12")),
    "pm_card_declined": Behaviour(PaymentMethod("card", "visa", "0341", "2031-12"), failure="card_declined"),
    "pm_sepa": Behaviour(PaymentMethod("sepa_debit", None, "3201", None), takes=SEPA_TAKES),
}
LEAVES: Mapping[Choice, str] = {
    Choice.CARD: "pm_card",
    Choice.AUTHORISE: "pm_card",
    Choice.CARD_FAILS_LATER: "pm_card_declined",
    Choice.BANCONTACT: "pm_sepa",  # paid at once by Bancontact; what it leaves is a mandate for SEPA debits
    Choice.SEPA_DEBIT: "pm_sepa",
}
"""Which method a choice leaves for later collections."""

PAYS_WITH: Mapping[Choice, PaymentMethod] = {
    Choice.BANCONTACT: PaymentMethod("bancontact", None, "3201", None),
}
