"""Money is an exact decimal amount in one currency; this file is the only one that names a rounding mode."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def round_cents(amount: Decimal) -> Decimal:
    """Round to two decimals, ties away from zero: 223.125 → 223.13 (EN 16931 §7; the same as Postgres ``round``)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    """``percent`` % of ``amount``, rounded once to the cent."""
    return round_cents(amount * percent / 100)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its currency (ISO 4217). Adding two currencies is a ValueError, never a guess."""

    amount: Decimal
    currency: str = "EUR"

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added")
