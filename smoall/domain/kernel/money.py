"""Money is an exact decimal amount in one currency; this file is the only one that names a rounding mode."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

CENT = Decimal("0.01")
ZERO = Decimal("0.00")

# Nine digits and six decimals twice make 30 digits, above the 28 of the default context, which would round unseen.
_EXACT = Context(prec=100, rounding=ROUND_HALF_UP, traps=[InvalidOperation])


def round_cents(amount: Decimal) -> Decimal:
    """Round to two decimals, ties away from zero: 223.125 → 223.13 (EN 16931 §7; the same as Postgres ``round``)."""
    return _EXACT.add(_EXACT.quantize(amount, CENT), ZERO)  # adding zero turns −0.00 into 0.00


def times(quantity: Decimal, price: Decimal) -> Decimal:
    """``quantity`` × ``price``, computed exactly and rounded once to the cent."""
    return round_cents(_EXACT.multiply(quantity, price))


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    """``percent`` % of ``amount``, rounded once to the cent."""
    return round_cents(_EXACT.multiply(amount, percent).scaleb(-2, _EXACT))


def share(amount: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """``amount`` × ``part`` ÷ ``whole``, rounded once to the cent; nothing of nothing is nothing.

    With whole cents below 10^14 no quotient comes nearer than 10^-17 to a tie without being one, so 100 digits decide.
    """
    return round_cents(_EXACT.divide(_EXACT.multiply(amount, part), whole)) if whole else ZERO


def decimals(number: Decimal) -> int:
    """How many decimals a finite number truly has: 1.50 has one, 100 and 1E+2 none."""
    digits = number.as_tuple()
    exponent = digits.exponent
    if not isinstance(exponent, int) or not number:
        return 0
    trailing = len(digits.digits) - len("".join(map(str, digits.digits)).rstrip("0"))
    return max(0, -(exponent + trailing))


def plain(number: Decimal) -> Decimal:
    """The same finite number without exponent or trailing zeros: 1E+2 → 100, 1.500 → 1.5, −0 → 0."""
    wanted = Decimal(1).scaleb(-decimals(number))
    return _EXACT.add(_EXACT.quantize(number, wanted), Decimal(0))


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
