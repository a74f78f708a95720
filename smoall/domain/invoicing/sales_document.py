"""A sales document as it is stored: a draft that can change, or an issued document with its ledger."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from smoall.domain.invoicing.document import Content, IssuedDocument
from smoall.domain.invoicing.totals import Totals
from smoall.domain.kernel.money import ZERO


@dataclass(frozen=True, slots=True)
class SalesDocument:
    """An invoice or a credit note with its identity, its customer and what was paid and credited so far."""

    id: UUID
    customer_id: UUID
    content: Content
    totals: Totals
    version: int = 1
    issued: IssuedDocument | None = None
    credits_id: UUID | None = None
    paid: Decimal = ZERO
    credited: Decimal = ZERO

    @property
    def balance(self) -> Decimal:
        """What is left to pay of an invoice: gross − paid − credited."""
        return self.totals.gross - self.paid - self.credited
