"""One invoice line and its arithmetic (EN 16931 BG-25)."""

from dataclasses import dataclass
from decimal import Decimal

from smoall.domain.invoicing.vat import Vat
from smoall.domain.kernel.money import percent_of, round_cents


@dataclass(frozen=True, slots=True)
class Line:
    """Quantity × unit price, less a discount in percent of that; ``unit`` is a UN/ECE Recommendation 20 code."""

    position: int
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    vat: Vat
    discount_percent: Decimal = Decimal(0)

    @property
    def full(self) -> Decimal:
        """Quantity × unit price, rounded to the cent: the base of the line's discount (BT-137)."""
        return round_cents(self.quantity * self.unit_price)

    @property
    def discount(self) -> Decimal:
        """The discount as an amount (BT-136)."""
        return percent_of(self.full, self.discount_percent)

    @property
    def net(self) -> Decimal:
        """The line's amount without VAT (BT-131)."""
        return self.full - self.discount
