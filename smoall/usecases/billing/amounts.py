"""An invoice to come, as it is shown: its lines in the organisation's language, its totals, VAT included."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """One line: ``net`` is ``quantity`` × ``unit_price``, without VAT."""

    description: str
    quantity: int
    unit_price: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class Amounts:
    """Lines and totals."""

    lines: tuple[QuotedLine, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal
    currency: str = CURRENCY


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next monthly invoice as far as it is known, and its day."""

    on: date
    amounts: Amounts
