"""One invoice line and its arithmetic (EN 16931 BG-25)."""

from dataclasses import dataclass
from decimal import Decimal

from smoall.domain.invoicing.vat import Vat
from smoall.domain.kernel.money import percent_of, times


@dataclass(frozen=True, slots=True)
class Line:
    """Quantity × unit price, less a discount in percent of that; ``unit`` is a UN/ECE Recommendation 20 code.

    ``credited_before`` is used by credit notes alone: how much of the same invoice line earlier credit notes took. Each
    amount is then the amount up to and including this quantity less the amount before it, so that the parts of a line,
    however it is cut, add up to that line to the cent and none of them strays by more than a cent from its own product.
    """

    position: int
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    vat: Vat
    discount_percent: Decimal = Decimal(0)
    credited_before: Decimal = Decimal(0)

    @property
    def full(self) -> Decimal:
        """Quantity × unit price, rounded to the cent: the base of the line's discount (BT-137)."""
        return self._full_of(self.credited_before + self.quantity) - self._full_of(self.credited_before)

    @property
    def discount(self) -> Decimal:
        """The discount as an amount (BT-136)."""
        return self._discount_of(self.credited_before + self.quantity) - self._discount_of(self.credited_before)

    @property
    def net(self) -> Decimal:
        """The line's amount without VAT (BT-131)."""
        return self.full - self.discount

    def _full_of(self, quantity: Decimal) -> Decimal:
        return times(quantity, self.unit_price)

    def _discount_of(self, quantity: Decimal) -> Decimal:
        return percent_of(self._full_of(quantity), self.discount_percent)
