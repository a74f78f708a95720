"""What a sales document holds, before and after it is issued."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.totals import Totals, compute_totals
from smoall.domain.invoicing.vat import Vat
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.party import Party


class DocumentKind(StrEnum):
    """An invoice (UNCL 1001 code 380) or a credit note (381), never a negative invoice."""

    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"


@dataclass(frozen=True, slots=True)
class Discount:
    """A document discount (BG-20) on all lines of one VAT category and rate: a percentage of them, or an amount."""

    reason: str
    vat: Vat
    percent: Decimal | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a person writes: the part of a document that a draft holds already.

    ``delivered_on`` and ``delivery_country`` are the actual delivery (BT-72, BT-80), demanded for intra-Community
    supplies. ``exemption`` is a VATEX code that replaces the default reason of EXEMPT lines. ``vat_remainders`` are
    written by ``decide_credit`` alone: cents of VAT that a credit note takes beyond its own product.
    """

    kind: DocumentKind
    lines: tuple[Line, ...]
    discounts: tuple[Discount, ...] = ()
    currency: str = "EUR"
    language: Language = Language.FR
    payment_term_days: int = 30
    buyer_reference: str | None = None
    note: str | None = None
    delivered_on: date | None = None
    delivery_country: str | None = None
    exemption: str | None = None
    vat_remainders: tuple[tuple[Vat, Decimal], ...] = ()

    @property
    def totals(self) -> Totals:
        """The document's totals, as :func:`compute_totals` finds them."""
        return compute_totals(self.lines, self.discounts, remainders=dict(self.vat_remainders))


@dataclass(frozen=True, slots=True)
class CreditedInvoice:
    """The invoice that a credit note corrects (BG-3)."""

    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document as it left: numbered, dated, its parties, texts and totals frozen. Nothing of it ever changes.

    ``mentions`` are the legal texts in the document's language, in the order in which they are printed.
    ``structured_communication`` is twelve digits without decoration; credit notes have none.
    """

    content: Content
    number: str
    issued_on: date
    due_on: date
    seller: Party
    buyer: Party
    totals: Totals
    mentions: tuple[str, ...]
    structured_communication: str | None = None
    credited: CreditedInvoice | None = None
