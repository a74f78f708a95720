"""What a person writes to make an invoice."""

from datetime import date
from decimal import Decimal

import strawberry

from smoall.domain.invoicing.document import Content, DocumentKind
from smoall.domain.invoicing.document import Discount as DomainDiscount
from smoall.domain.invoicing.line import Line as DomainLine
from smoall.domain.invoicing.vat import Vat as DomainVat
from smoall.domain.invoicing.vat import VatCategory
from smoall.domain.kernel.language import Language
from smoall.schema.building import says
from smoall.schema.kernel import CurrencyCode


@strawberry.input(description="A VAT category with its rate.")
class VatInput:
    """How a line or a discount is taxed."""

    category: VatCategory = says("The category.", default=VatCategory.STANDARD)
    rate: Decimal = says(
        "The rate in percent: 21, 12 or 6 for STANDARD, 0 for every other category.", default=Decimal(0)
    )

    def vat(self) -> DomainVat:
        """The domain's value."""
        return DomainVat(self.category, self.rate)


@strawberry.input(description="One line of an invoice.")
class LineInput:
    """What is sold."""

    description: str = says("What it is, at most 1000 characters.")
    quantity: Decimal = says("How many; negative takes back.")
    unit: str = says("The unit as a UN/ECE Recommendation 20 code: C62 (piece), HUR (hour), DAY…", default="C62")
    unit_price: Decimal = says("The price of one unit, without VAT, in the invoice's currency.")
    discount_percent: Decimal = says("A discount on quantity × unit price, in percent.", default=Decimal(0))
    vat: VatInput = says("How it is taxed.")


@strawberry.input(description="A discount on all lines of one VAT category and rate: give either percent or amount.")
class DiscountInput:
    """A document discount."""

    reason: str = says("Why it is given; printed.")
    percent: Decimal | None = says("In percent of the lines concerned.", default=None)
    amount: Decimal | None = says("As an amount without VAT.", default=None)
    vat: VatInput = says("Which lines it concerns.")


@strawberry.input(description="What an invoice says.")
class InvoiceContentInput:
    """The shared part of drafting and changing."""

    customer: strawberry.ID = says("The company that buys.")
    lines: list[LineInput] = says("Its lines, in order; at most 1000.", default_factory=list)
    discounts: list[DiscountInput] = says("Discounts on the whole document.", default_factory=list)
    currency: CurrencyCode = says("The currency of all amounts.", default=CurrencyCode.EUR)
    language: Language | None = says("The language it is printed in; the customer's if absent.", default=None)
    payment_term_days: int = says("Days from issue to due date: 0 to 365.", default=30)
    buyer_reference: str | None = says("The customer's own reference (BT-10).", default=None)
    note: str | None = says("A free text printed on it.", default=None)
    delivered_on: date | None = says("The day of delivery, where it differs or the law asks for it.", default=None)
    delivery_country: str | None = says("The country of delivery, for intra-Community supplies.", default=None)
    exemption_reason: str | None = says(
        "A VATEX code that says why EXEMPT lines are exempt: VATEX-EU-132-1I.", default=None
    )

    def content(self) -> Content:
        """The content as the domain takes it; nothing is checked yet, and without a language it is the customer's."""
        return Content(
            kind=DocumentKind.INVOICE,
            lines=tuple(
                DomainLine(
                    position=position,
                    description=line.description,
                    quantity=line.quantity,
                    unit=line.unit,
                    unit_price=line.unit_price,
                    vat=line.vat.vat(),
                    discount_percent=line.discount_percent,
                )
                for position, line in enumerate(self.lines, 1)
            ),
            discounts=tuple(
                DomainDiscount(discount.reason, discount.vat.vat(), discount.percent, discount.amount)
                for discount in self.discounts
            ),
            currency=self.currency.value,
            language=self.language or Language.FR,
            payment_term_days=self.payment_term_days,
            buyer_reference=self.buyer_reference,
            note=self.note,
            delivered_on=self.delivered_on,
            delivery_country=self.delivery_country,
            exemption=self.exemption_reason,
        )


@strawberry.input(description="A new draft.")
class DraftInvoiceInput(InvoiceContentInput):
    """What drafting takes."""

    validate_only: bool = says("True: the same findings, nothing written.", default=False)


@strawberry.input(description="Other content for a draft: all of it, not only what changed.")
class UpdateInvoiceInput(InvoiceContentInput):
    """What changing a draft takes."""

    invoice: strawberry.ID = says("The draft.")
    expected_version: int | None = says("The version you know; another one answers STALE.", default=None)
    validate_only: bool = says("True: the same findings, nothing written.", default=False)


@strawberry.input(description="Which draft to throw away.")
class DiscardInvoiceInput:
    """What discarding takes."""

    invoice: strawberry.ID = says("The draft.")
    expected_version: int | None = says("The version you know; another one answers STALE.", default=None)


@strawberry.input(description="Which draft to issue, and on which day.")
class IssueInvoiceInput:
    """What issuing takes."""

    invoice: strawberry.ID = says("The draft.")
    issued_on: date | None = says(
        "The day of issue: today if absent, never in the future, never before the last one numbered.", default=None
    )
    expected_version: int | None = says("The version you know; another one answers STALE.", default=None)
    validate_only: bool = says("True: every finding, or the invoice as it would be; nothing written.", default=False)


@strawberry.input(description="How much of one line to credit.")
class CreditLineInput:
    """A part of a line."""

    position: int = says("The line's position on the invoice, from 1.")
    quantity: Decimal = says("How much of its quantity.")


@strawberry.input(description="What to credit of an invoice.")
class CreditInvoiceInput:
    """What crediting takes."""

    invoice: strawberry.ID = says("The invoice.")
    reason: str = says("Why; printed on the credit note.")
    lines: list[CreditLineInput] | None = says(
        "Which quantities of which lines; null credits all that is left.", default=None
    )
    issued_on: date | None = says("The day of the credit note; today if absent.", default=None)
    legal_duty: str | None = says(
        "Which legal duty, or whose consent, lets a restricted invoice be credited. An objection never stops it.",
        default=None,
    )
    validate_only: bool = says(
        "True: every finding, or the credit note as it would be; nothing written.", default=False
    )
