"""How lists of documents are narrowed and ordered."""

from enum import StrEnum

import strawberry

from smoall.schema.building import enum, says
from smoall.schema.kernel import (
    DateComparator,
    DateTimeComparator,
    DecimalComparator,
    Direction,
    IdComparator,
    StringComparator,
)


@enum(
    "Where an invoice stands. Once issued it is derived from payments and credits.",
    DRAFT="Being written; has no number.",
    ISSUED="Issued; nothing was paid yet.",
    PARTIALLY_PAID="Something was paid, and something is left to pay.",
    PAID="Nothing is left to pay.",
    CREDITED="Credited in full.",
)
class InvoiceState(StrEnum):
    """States of an invoice."""

    DRAFT = "DRAFT"
    ISSUED = "ISSUED"
    PARTIALLY_PAID = "PARTIALLY_PAID"
    PAID = "PAID"
    CREDITED = "CREDITED"


@strawberry.input(description="Compares a state.")
class InvoiceStateComparator:
    """Comparators of a state."""

    eq: InvoiceState | None = says("This state.", default=None)
    in_: list[InvoiceState] | None = says("One of these states.", name="in", default=None)


@strawberry.input(description="Which invoices.")
class InvoiceWhere:
    """Filters of invoices."""

    id: IdComparator | None = says("By id.", default=None)
    state: InvoiceStateComparator | None = says("By state.", default=None)
    customer: IdComparator | None = says("By customer.", default=None)
    number: StringComparator | None = says("By number.", default=None)
    structured_communication: StringComparator | None = says(
        "By structured communication, with or without its decoration.", default=None
    )
    issued_on: DateComparator | None = says("By day of issue.", default=None)
    due_on: DateComparator | None = says("By due date.", default=None)
    gross: DecimalComparator | None = says("By total with VAT.", default=None)
    balance: DecimalComparator | None = says("By what is left to pay.", default=None)
    is_overdue: bool | None = says("Whether something is left to pay after the due date, as of today.", default=None)
    is_opposed: bool | None = says("Whether the customer objects to processing.", default=None)
    is_restricted: bool | None = says("Whether it, or its customer, is restricted.", default=None)
    and_: list["InvoiceWhere"] | None = says("All of these.", name="and", default=None)
    or_: list["InvoiceWhere"] | None = says("At least one of these.", name="or", default=None)
    not_: "InvoiceWhere | None" = says("None of this.", name="not", default=None)


@enum(
    "What invoices can be ordered by. Drafts have no date or number: they come as if issued in the far future.",
    ISSUED_ON="Day of issue.",
    DUE_ON="Due date.",
    NUMBER="Number.",
    GROSS="Total with VAT.",
    CREATED_AT="When the draft was started.",
)
class InvoiceOrderField(StrEnum):
    """Orders of invoices."""

    ISSUED_ON = "ISSUED_ON"
    DUE_ON = "DUE_ON"
    NUMBER = "NUMBER"
    GROSS = "GROSS"
    CREATED_AT = "CREATED_AT"


@strawberry.input(description="An order of invoices.")
class InvoiceOrder:
    """One part of an order."""

    field: InvoiceOrderField = says("By what.")
    direction: Direction = says("Which way.", default=Direction.ASC)


@strawberry.input(description="Which credit notes.")
class CreditNoteWhere:
    """Filters of credit notes."""

    id: IdComparator | None = says("By id.", default=None)
    customer: IdComparator | None = says("By customer.", default=None)
    number: StringComparator | None = says("By number.", default=None)
    issued_on: DateComparator | None = says("By day of issue.", default=None)
    gross: DecimalComparator | None = says("By total with VAT.", default=None)
    is_opposed: bool | None = says("Whether the customer objects to processing.", default=None)
    is_restricted: bool | None = says("Whether it, or its customer, is restricted.", default=None)
    and_: list["CreditNoteWhere"] | None = says("All of these.", name="and", default=None)
    or_: list["CreditNoteWhere"] | None = says("At least one of these.", name="or", default=None)
    not_: "CreditNoteWhere | None" = says("None of this.", name="not", default=None)


@enum(
    "What credit notes can be ordered by.",
    ISSUED_ON="Day of issue.",
    NUMBER="Number.",
    GROSS="Total with VAT.",
    CREATED_AT="When it was made.",
)
class CreditNoteOrderField(StrEnum):
    """Orders of credit notes."""

    ISSUED_ON = "ISSUED_ON"
    NUMBER = "NUMBER"
    GROSS = "GROSS"
    CREATED_AT = "CREATED_AT"


@strawberry.input(description="An order of credit notes.")
class CreditNoteOrder:
    """One part of an order."""

    field: CreditNoteOrderField = says("By what.")
    direction: Direction = says("Which way.", default=Direction.ASC)


@enum("How a document leaves.", EMAIL="By e-mail, the PDF and the UBL attached.")
class Channel(StrEnum):
    """Channels of delivery."""

    EMAIL = "EMAIL"


@enum(
    "Where a delivery stands.",
    QUEUED="Waiting for its turn.",
    ATTEMPTING="Being handed over right now.",
    SENT="Handed over.",
    FAILED="Refused for good; `failure` tells why.",
    UNKNOWN="It was being handed over when something died, and nobody can be asked. Not sent again by itself.",
    DELIVERED="In its mailbox, says the provider; with failure `COMPLAINED` its owner asked for no more.",
    BOUNCED="The mailbox does not take it, says the provider; it is not written to again until `liftSuppression`.",
)
class DeliveryState(StrEnum):
    """States of a delivery."""

    QUEUED = "QUEUED"
    ATTEMPTING = "ATTEMPTING"
    SENT = "SENT"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"
    DELIVERED = "DELIVERED"
    BOUNCED = "BOUNCED"


@strawberry.input(description="Compares a delivery's state.")
class DeliveryStateComparator:
    """Comparators of a delivery's state."""

    eq: DeliveryState | None = says("This state.", default=None)
    in_: list[DeliveryState] | None = says("One of these states.", name="in", default=None)


@strawberry.input(description="Which deliveries.")
class DeliveryWhere:
    """Filters of deliveries."""

    id: IdComparator | None = says("By id.", default=None)
    invoice: IdComparator | None = says("By invoice.", default=None)
    state: DeliveryStateComparator | None = says("By state.", default=None)
    recipient: StringComparator | None = says("By recipient.", default=None)
    created_at: DateTimeComparator | None = says("By the moment they were asked for.", default=None)
    and_: list["DeliveryWhere"] | None = says("All of these.", name="and", default=None)
    or_: list["DeliveryWhere"] | None = says("At least one of these.", name="or", default=None)
    not_: "DeliveryWhere | None" = says("None of this.", name="not", default=None)
