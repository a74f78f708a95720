"""Money that came in."""

from datetime import date, datetime
from enum import StrEnum

import strawberry

from smoall.schema.building import enum, says
from smoall.schema.invoicing.types import Invoice
from smoall.schema.kernel import (
    DateComparator,
    DecimalComparator,
    Direction,
    IdComparator,
    Money,
    Node,
    StringComparator,
)


@strawberry.type(description="A part of a payment that pays an invoice.")
class Allocation(Node):
    """A line of the payment ledger: it is only ever added to."""

    id: strawberry.ID = says("Opaque id, `alc_…`.")
    amount: Money = says("How much of the payment goes to the invoice.")
    invoice: Invoice = says("The invoice that is paid.")
    payment: "Payment" = says("The payment that pays.")
    created_at: datetime = says("When it was allocated.")


@strawberry.type(description="Money received from a customer.")
class Payment(Node):
    """A payment."""

    id: strawberry.ID = says("Opaque id, `pay_…`.")
    amount: Money = says("How much came in.")
    allocated: Money = says("How much of it pays invoices.")
    unallocated: Money = says("What is left of it to allocate.")
    received_on: date = says("The day it came in.")
    payer: str | None = says("Who paid.")
    communication: str | None = says("What was written on it.")
    returned_on: date | None = says("The day it went back to the payer, if it did: it pays nothing since.")
    allocations: list[Allocation] = says("What it pays.")
    created_at: datetime = says("When it was registered.")


@strawberry.input(description="Which payments.")
class PaymentWhere:
    """Filters of payments."""

    id: IdComparator | None = says("By id.", default=None)
    received_on: DateComparator | None = says("By day of receipt.", default=None)
    amount: DecimalComparator | None = says("By amount.", default=None)
    returned_on: DateComparator | None = says("By the day it went back.", default=None)
    unallocated: DecimalComparator | None = says("By what is left to allocate.", default=None)
    payer: StringComparator | None = says("By payer.", default=None)
    and_: list["PaymentWhere"] | None = says("All of these.", name="and", default=None)
    or_: list["PaymentWhere"] | None = says("At least one of these.", name="or", default=None)
    not_: "PaymentWhere | None" = says("None of this.", name="not", default=None)


@enum(
    "What payments can be ordered by.",
    RECEIVED_ON="Day of receipt.",
    AMOUNT="Amount.",
    CREATED_AT="When they were registered.",
)
class PaymentOrderField(StrEnum):
    """Orders of payments."""

    RECEIVED_ON = "RECEIVED_ON"
    AMOUNT = "AMOUNT"
    CREATED_AT = "CREATED_AT"


@strawberry.input(description="An order of payments.")
class PaymentOrder:
    """One part of an order."""

    field: PaymentOrderField = says("By what.")
    direction: Direction = says("Which way.", default=Direction.ASC)
