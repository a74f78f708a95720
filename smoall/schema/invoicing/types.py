"""Invoices, credit notes, their lines, totals and deliveries."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import strawberry

from smoall.domain.invoicing.life import Action
from smoall.domain.invoicing.vat import VatCategory
from smoall.domain.kernel.language import Language
from smoall.schema.building import Connection, asks, enum, pages, says
from smoall.schema.crm.types import Company
from smoall.schema.invoicing.filters import (
    Channel,
    CreditNoteOrder,
    CreditNoteWhere,
    DeliveryState,
    DeliveryWhere,
    InvoiceState,
)
from smoall.schema.kernel import Address, CurrencyCode, File, Money, Node
from smoall.schema.privacy.objection.types import ProcessingOpposition, ProcessingRestriction

if TYPE_CHECKING:
    from smoall.schema.payments.types import Allocation

enum(
    "Why VAT is, or is not, charged.",
    STANDARD="VAT is charged at 21, 12 or 6 %.",
    ZERO="Zero rate: newspapers, scrap.",
    EXEMPT="Exempt under article 44 of the VAT Code.",
    SMALL_ENTERPRISE="The seller is under the exemption scheme for small enterprises (art. 56bis).",
    REVERSE_CHARGE="The buyer accounts for VAT: domestic co-contractor (RD 1 art. 20) or EU service (art. 21 § 2).",
    INTRA_COMMUNITY="Exempt intra-Community supply of goods (art. 39bis).",
    EXPORT="Exempt export of goods (art. 39).",
    OUTSIDE_SCOPE="Outside the scope of Belgian VAT.",
)(VatCategory)


@strawberry.type(description="A VAT category with its rate.")
class Vat:
    """How a line or a discount is taxed."""

    category: VatCategory = says("The category.")
    rate: Decimal = says('The rate in percent: "21".')


@strawberry.type(description="One line of a document.")
class Line:
    """What was sold."""

    position: int = says("Its place, from 1.")
    description: str = says("What it is.")
    quantity: Decimal = says("How many.")
    unit: str = says("The unit as a UN/ECE Recommendation 20 code: HUR, C62, DAY.")
    unit_price: Money = says("The price of one unit, without VAT.")
    discount_percent: Decimal = says("The discount on quantity × unit price, in percent.")
    net: Money = says("The line's amount without VAT, after its discount.")
    vat: Vat = says("How it is taxed.")


@strawberry.type(description="A discount on the whole document, for the lines of one VAT category and rate.")
class Discount:
    """A document discount."""

    reason: str = says("Why it is given.")
    percent: Decimal | None = says("In percent of the lines concerned; null when it is an amount.")
    amount: Money = says("The discount as an amount without VAT.")
    vat: Vat = says("Which lines it concerns.")


@strawberry.type(description="Taxable base and VAT of one category and rate.")
class VatBreakdown:
    """One group of the VAT computation."""

    category: VatCategory = says("The category.")
    rate: Decimal = says("The rate in percent.")
    base: Money = says("The taxable base: lines less discounts.")
    vat: Money = says("The VAT on that base, rounded once.")


@strawberry.type(description="The totals of a document (EN 16931 BG-22).")
class Totals:
    """What it comes to."""

    lines: Money = says("Sum of the lines (BT-106).")
    discounts: Money = says("Sum of the document discounts (BT-107).")
    net: Money = says("Total without VAT (BT-109).")
    vat: Money = says("Total VAT (BT-110).")
    gross: Money = says("Total with VAT (BT-112).")
    by_vat: list[VatBreakdown] = says("The VAT computation, one group per category and rate.")


@strawberry.type(description="A seller or buyer as it was when the document was issued; it never changes again.")
class Party:
    """A frozen party."""

    name: str = says("Its name.")
    enterprise_number: str | None = says("Its enterprise number.")
    vat_number: str | None = says("Its VAT number.")
    address: Address = says("Its address.")
    email: str | None = says("Its e-mail address.")
    contact_name: str | None = says("For whose attention.")
    phone: str | None = says("Its telephone number.")
    legal_form: str | None = says("Its legal form.")
    iban: str | None = says("Its account.")
    bic: str | None = says("Its bank's BIC.")


@strawberry.type(description="One sending of a document to one recipient.")
class Delivery(Node):
    """A delivery."""

    id: strawberry.ID = says("Opaque id, `dlv_…`.")
    channel: Channel = says("How it leaves.")
    state: DeliveryState = says("Where it stands.")
    recipient: str = says("To whom.")
    attempts: int = says("How often it was tried.")
    failure: str | None = says("Why it failed, as a stable code.")
    invoice: Annotated["Invoice", strawberry.lazy("smoall.schema.invoicing.types")] | None = says(
        "The invoice that is sent; null when it is a credit note."
    )
    credit_note: Annotated["CreditNote", strawberry.lazy("smoall.schema.invoicing.types")] | None = says(
        "The credit note that is sent; null when it is an invoice."
    )
    created_at: datetime = says("When it was asked for.")
    sent_at: datetime | None = says("When it was handed over.")


enum(
    "What can be done with an invoice in its state.",
    UPDATE="Change it: `updateInvoice`.",
    DISCARD="Throw the draft away: `discardInvoice`.",
    ISSUE="Issue it: `issueInvoice`.",
    SEND="Send it: `sendInvoice`.",
    PAY="Register a payment on it: `registerPayment`.",
    CREDIT="Credit it: `creditInvoice`.",
)(Action)


@strawberry.type(description="A sales invoice. A draft can change; once issued it never does, it is credited.")
class Invoice(Node):
    """An invoice."""

    id: strawberry.ID = says("Opaque id, `inv_…`.")
    state: InvoiceState = says("Where it stands, derived from payments and credits once issued.")
    version: int = says("Counts the changes of the draft; give it as `expectedVersion`.")
    number: str | None = says("Its number, gapless in its journal and fiscal year; null for a draft.")
    structured_communication: str | None = says("What the customer writes on the payment: +++123/4567/89002+++.")
    issued_on: date | None = says("The day it was issued; null for a draft.")
    due_on: date | None = says("The day it is to be paid; null for a draft.")
    payment_term_days: int = says("Days from issue to due date.")
    currency: CurrencyCode = says("The currency of all its amounts.")
    language: Language = says("The language it is printed in.")
    buyer_reference: str | None = says("The customer's own reference (BT-10).")
    note: str | None = says("A free text printed on it.")
    delivered_on: date | None = says("The day of delivery where it differs or the law asks for it.")
    delivery_country: str | None = says("The country of delivery, for intra-Community supplies.")
    exemption_reason: str | None = says("The VATEX code that exempts its EXEMPT lines.")
    customer: Company = says("The customer's record as it is now; `buyer` is as it was at issue.")
    processing_opposition: ProcessingOpposition | None = says(
        "The customer's objection to processing; null when there is none."
    )
    processing_restriction: ProcessingRestriction | None = says(
        "The restriction of the document, or of its customer; null when there is none."
    )
    lines: list[Line] = says("Its lines, in order.")
    discounts: list[Discount] = says("Its document discounts.")
    totals: Totals = says("What it comes to.")
    seller: Party | None = says("Who sold, as frozen at issue; null for a draft.")
    buyer: Party | None = says("Who bought, as frozen at issue; null for a draft.")
    mentions: list[str] = says("The legal mentions printed on it, frozen at issue.")
    paid: Money = says("The sum of the payments allocated to it.")
    credited: Money = says("The sum of its credit notes.")
    balance: Money = says(
        "What is left to pay: gross − paid − credited; 0 for a draft, negative when too much came in."
    )
    is_overdue: bool = asks(
        "Whether something is left to pay after the due date.",
        on=(date | None, "As of which day; today if absent.", strawberry.UNSET),
    )
    pdf: File | None = says("The printed invoice (PDF/A-3 with the UBL inside); null for a draft.")
    ubl: File | None = says("The structured e-invoice (UBL, Peppol BIS Billing 3.0, the PDF inside); null for a draft.")
    allowed_actions: list[Action] = says("What can be done with it in its state.")
    credit_notes: Connection["CreditNote"] = pages(
        "The credit notes that correct it.", where=CreditNoteWhere, order=CreditNoteOrder
    )
    allocations: list[Annotated["Allocation", strawberry.lazy("smoall.schema.payments.types")]] = says(
        "The payments allocated to it."
    )
    deliveries: Connection[Delivery] = pages("Its sendings, the latest first.", where=DeliveryWhere)
    created_at: datetime = says("When the draft was started.")


@strawberry.type(description="A credit note: takes an invoice back, in part or in full.")
class CreditNote(Node):
    """A credit note."""

    id: strawberry.ID = says("Opaque id, `crn_…`.")
    state: InvoiceState = says("ISSUED: a credit note is issued when it is made.")
    version: int = says("Counts the changes.")
    number: str | None = says("Its number, gapless in its own journal and fiscal year.")
    issued_on: date | None = says("The day it was issued.")
    due_on: date | None = says("The day of reference for payment.")
    currency: CurrencyCode = says("The currency of all its amounts.")
    language: Language = says("The language it is printed in.")
    reason: str | None = says("Why the invoice is credited; printed on it.")
    buyer_reference: str | None = says("The customer's own reference.")
    note: str | None = says("A free text printed on it.")
    invoice: Invoice = says("The invoice that it corrects.")
    customer: Company = says("The customer's record as it is now.")
    processing_opposition: ProcessingOpposition | None = says(
        "The customer's objection to processing; null when there is none."
    )
    processing_restriction: ProcessingRestriction | None = says(
        "The restriction of the document, or of its customer; null when there is none."
    )
    lines: list[Line] = says("What is credited, in positive amounts.")
    discounts: list[Discount] = says("The share of the invoice's discounts that is taken back.")
    totals: Totals = says("What it comes to.")
    seller: Party | None = says("Who credits, as frozen at issue.")
    buyer: Party | None = says("Who is credited, as frozen at issue.")
    mentions: list[str] = says("The legal mentions printed on it.")
    pdf: File | None = says("The printed credit note (PDF/A-3 with the UBL inside).")
    ubl: File | None = says("The structured credit note (UBL, Peppol BIS Billing 3.0, the PDF inside).")
    deliveries: Connection[Delivery] = pages("Its sendings, the latest first.", where=DeliveryWhere)
    created_at: datetime = says("When it was made.")
