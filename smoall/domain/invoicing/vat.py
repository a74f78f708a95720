"""The eight VAT situations of a Belgian sales document and what each one demands."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class VatCategory(StrEnum):
    """Why VAT is, or is not, charged; ``code`` is the EN 16931 (UNCL 5305) letter."""

    STANDARD = "STANDARD"
    ZERO = "ZERO"
    EXEMPT = "EXEMPT"
    SMALL_ENTERPRISE = "SMALL_ENTERPRISE"
    REVERSE_CHARGE = "REVERSE_CHARGE"
    INTRA_COMMUNITY = "INTRA_COMMUNITY"
    EXPORT = "EXPORT"
    OUTSIDE_SCOPE = "OUTSIDE_SCOPE"

    @property
    def code(self) -> str:
        """The letter written in UBL (BT-151, BT-118)."""
        return _CODES[self]


_CODES = {
    VatCategory.STANDARD: "S",
    VatCategory.ZERO: "Z",
    VatCategory.EXEMPT: "E",
    VatCategory.SMALL_ENTERPRISE: "E",
    VatCategory.REVERSE_CHARGE: "AE",
    VatCategory.INTRA_COMMUNITY: "K",
    VatCategory.EXPORT: "G",
    VatCategory.OUTSIDE_SCOPE: "O",
}


@dataclass(frozen=True, slots=True, order=True)
class Vat:
    """A VAT category with its rate in percent (21, 12, 6; 0 for every category but STANDARD)."""

    category: VatCategory
    rate: Decimal = Decimal(0)
