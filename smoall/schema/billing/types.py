"""Plans, the subscription, its invoices and how they were collected."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import strawberry

from smoall.domain.billing.plan import Entitlement
from smoall.domain.billing.provider_fact import CollectionState
from smoall.domain.billing.subscription import SubscriptionAction, SubscriptionState
from smoall.schema.building import Connection, enum, pages, says
from smoall.schema.kernel import File, Money, Node

enum(
    "What a plan can limit.",
    INVOICES_PER_MONTH="Invoices issued in a calendar month, by their date.",
    SEATS="Members who take a seat: owners, administrators and members; accountants and readers take none.",
    CONNECTIONS="Connections to banks, accountants and payroll offices.",
)(Entitlement)
enum(
    "Where a subscription stands.",
    TRIALING="In its trial: everything of the plan, nothing to pay.",
    ACTIVE="In use.",
    PAST_DUE="In use, though a collection failed; suspended thirty days after the first failure.",
    PAUSED="Paused: everything can be read and exported, nothing new be issued, nothing is charged.",
    SUSPENDED="Suspended for want of payment: as in a pause, until what is owed is paid.",
    CANCELLED="In use until its end, which can be taken back.",
    ENDED="Over: everything can be read and exported.",
)(SubscriptionState)
enum(
    "What can be done with a subscription.",
    START_CHECKOUT="Open a payment page: to begin, to pay what is owed, to leave another way to pay.",
    CHANGE_PLAN="Change the plan.",
    CHANGE_SEATS="Change how many seats there are.",
    PAUSE="Pause from the next period on.",
    CANCEL="End it on a day.",
    REACTIVATE="Take an end or a pause back.",
    OPEN_BILLING_PORTAL="Open the payment provider's own pages.",
)(SubscriptionAction)
enum(
    "How far an attempt to collect an amount has come.",
    CREATED="Written down; nothing is known of it yet.",
    ACTION_REQUIRED="The payer has to confirm it.",
    PROCESSING="Under way; a direct debit takes days.",
    FAILED="The payer's bank refused.",
    CANCELLED="It was given up.",
    SUCCEEDED="The money came.",
)(CollectionState)


@enum(
    "Where an invoice of Smoall stands.",
    OPEN="Being made, or being collected.",
    PAST_DUE="A collection failed; it is tried again.",
    PAID="Paid.",
)
class SubscriptionInvoiceState(StrEnum):
    """States of an invoice to a subscriber."""

    OPEN = "OPEN"
    PAST_DUE = "PAST_DUE"
    PAID = "PAID"


@strawberry.type(description="What a plan allows of something.")
class PlanEntitlement:
    """An entitlement of a plan."""

    name: Entitlement = says("Of what.")
    limit: int | None = says("How much; null: as much as you like.")


@strawberry.type(description="A version of a plan. Prices are a month's, without VAT.")
class Plan:
    """A plan."""

    code: str = says("Its code, by which it is chosen: `TEAM`.")
    version: int = says("Its version: a subscription keeps the one that was signed.")
    name: str = says("Its name.")
    price: Money = says("What it costs a month, without VAT.")
    seats: int = says("How many seats are included.")
    seat_price: Money | None = says("What each further seat costs a month; null when there are no further ones.")
    entitlements: list[PlanEntitlement] = says("What it allows.")


@strawberry.type(description="What the subscription allows of something, and how much of it is used.")
class SubscriptionEntitlement:
    """An entitlement in use."""

    name: Entitlement = says("Of what.")
    limit: int | None = says("How much; null: as much as you like.")
    used: int = says("How much of it is used; invoices count in the month that runs.")


@strawberry.type(description="A way to pay, as far as anybody may see it.")
class PaymentMethod:
    """A saved method."""

    kind: str = says("`card`, `bancontact` or `sepa_debit`.")
    brand: str | None = says("The card's brand.")
    last4: str | None = says("The last four digits. No more of a number is ever known here.")
    expires: str | None = says("Until when a card is good: `2029-04`.")


@strawberry.type(description="From its first day to the day before its end.")
class BillingPeriod:
    """A period of the subscription."""

    start: date = says("The first day.")
    end: date = says("The day on which the next one begins.")


@strawberry.type(description="A line of an invoice to come.")
class InvoicePreviewLine:
    """A line."""

    description: str = says("What it is for, in the organisation's language.")
    quantity: int = says("How many.")
    unit_price: Money = says("The price of one, without VAT.")
    net: Money = says("Quantity × price, without VAT.")


@strawberry.type(description="An invoice to come: the lines and totals that it will bear, to the cent.")
class InvoicePreview:
    """An invoice before it is made."""

    lines: list[InvoicePreviewLine] = says("Its lines.")
    net: Money = says("Without VAT.")
    vat: Money = says("The VAT.")
    gross: Money = says("VAT included: what will be collected.")


@strawberry.type(description="The next monthly invoice, as far as it is known now.")
class NextInvoice:
    """The next invoice."""

    on: date = says("The day on which it is made.")
    lines: list[InvoicePreviewLine] = says("Its lines.")
    net: Money = says("Without VAT.")
    vat: Money = says("The VAT.")
    gross: Money = says("VAT included.")


@strawberry.type(description="An attempt to collect an invoice.")
class Collection:
    """A collection."""

    state: CollectionState = says("How far it has come.")
    amount: Money = says("How much.")
    refunded: Money = says("How much of it was given back.")
    disputed: bool = says("Whether the payer ever disputed it at their bank.")
    failure: str | None = says("Why it failed, as a code: `card_declined`.")
    method: PaymentMethod | None = says("From where.")
    created_at: datetime = says("When it was begun.")


@strawberry.type(description="An invoice of Smoall to your organisation.")
class SubscriptionInvoice(Node):
    """An invoice to a subscriber."""

    id: strawberry.ID = says("Opaque id, `sbi_…`.")
    number: str | None = says("Its number; null while it is being made.")
    state: SubscriptionInvoiceState = says("Where it stands.")
    issued_on: date | None = says("Its date.")
    due_on: date | None = says("Until when it is to be paid.")
    paid_on: date | None = says("When it was paid.")
    net: Money = says("Without VAT.")
    vat: Money | None = says("The VAT; null while it is being made.")
    gross: Money | None = says("VAT included; null while it is being made.")
    collections: list[Collection] = says("The attempts to collect it, the first one first.")
    pdf: File | None = says("The printed invoice; null while it is being made.")
    ubl: File | None = says("The structured invoice (UBL, Peppol BIS 3); null while it is being made.")
    created_at: datetime = says("When it was decided.")


@strawberry.type(description="Your organisation's subscription to Smoall.")
class OrganisationSubscription(Node):
    """The subscription."""

    id: strawberry.ID = says("Opaque id, `sub_…`.")
    plan: Plan = says("The plan, in the version that was signed.")
    state: SubscriptionState = says("Where it stands.")
    seats: int = says("How many seats there are.")
    entitlements: list[SubscriptionEntitlement] = says("What it allows, and what of it is used.")
    period: BillingPeriod | None = says("The period that runs; null on the free plan and in a trial.")
    trial_ends_on: date | None = says("The day on which the trial ends, or ended.")
    next_plan: Plan | None = says("The plan that begins with the next period; null when it stays.")
    next_seats: int | None = says("How many seats there will be with the next period; null when they stay.")
    paused_from: date | None = says("The day on which a pause begins.")
    paused_until: date | None = says("The day on which it is over.")
    ends_on: date | None = says("The day on which the subscription is over; null while no end is set.")
    past_due_since: date | None = says("Since when something is owed.")
    payment_method: PaymentMethod | None = says("The way to pay that was left at the payment provider.")
    allowed_actions: list[SubscriptionAction] = says("What can be done with it now.")
    next_invoice: NextInvoice | None = says("The next monthly invoice; null when none will come.")
    invoices: Connection[SubscriptionInvoice] = pages("Smoall's invoices to you, the latest first.")
    version: int = says("Goes up by one at each change.")


AMOUNT_FIELDS = ("net", "vat", "gross")


def money(amount: Decimal, currency: str = "EUR") -> dict[str, object]:
    """An amount by field name."""
    return {"amount": amount, "currency": currency}
