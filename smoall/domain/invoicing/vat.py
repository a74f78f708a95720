"""The eight VAT situations of a Belgian sales document and what each one demands."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType


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


class SellerNumber(StrEnum):
    """How a seller must be known to use a category (BR-…-02)."""

    VAT = "VAT"  # a VAT number, BT-31
    TAX = "TAX"  # a VAT number, or the enterprise number as tax registration, BT-32
    NONE = "NONE"


class BuyerNumber(StrEnum):
    """How a buyer must be known (BR-AE-02, BR-IC-02)."""

    VAT = "VAT"  # a VAT number, BT-48
    ANY = "ANY"  # a VAT number or a legal registration, BT-47
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class CategoryRule:
    """What one category demands. ``letters`` are those of its official rules: ``BR-S-05``, ``BR-IC-02``."""

    letters: str
    rates: frozenset[Decimal] = frozenset({Decimal(0)})
    vatex: str | None = None
    seller: SellerNumber = SellerNumber.VAT
    buyer: BuyerNumber = BuyerNumber.NONE
    delivery: bool = False
    alone: bool = False

    def rule_id(self, number: int) -> str:
        """The id of one of the category's ten rules: ``BR-AE-05``."""
        return f"BR-{self.letters}-{number:02d}"


BELGIAN_RATES = frozenset({Decimal(21), Decimal(12), Decimal(6)})

RULES: Mapping[VatCategory, CategoryRule] = MappingProxyType(
    {
        VatCategory.STANDARD: CategoryRule("S", rates=BELGIAN_RATES),
        VatCategory.ZERO: CategoryRule("Z"),
        # Article 44 activities need no VAT number; no VATEX code is right for all of them, so a text is the default.
        VatCategory.EXEMPT: CategoryRule("E", seller=SellerNumber.TAX),
        # No EU-wide VATEX code exists for small enterprises; category O would forbid their VAT number (BR-O-02).
        VatCategory.SMALL_ENTERPRISE: CategoryRule("E", seller=SellerNumber.TAX),
        VatCategory.REVERSE_CHARGE: CategoryRule("AE", vatex="VATEX-EU-AE", buyer=BuyerNumber.ANY),
        VatCategory.INTRA_COMMUNITY: CategoryRule("IC", vatex="VATEX-EU-IC", buyer=BuyerNumber.VAT, delivery=True),
        VatCategory.EXPORT: CategoryRule("G", vatex="VATEX-EU-G"),
        VatCategory.OUTSIDE_SCOPE: CategoryRule("O", vatex="VATEX-EU-O", seller=SellerNumber.NONE, alone=True),
    }
)

# VATEX codes that can stand in category E: those of the code list without the ones that belong to AE, K, G and O.
_ARTICLES = """
132 132-1A 132-1B 132-1C 132-1D 132-1E 132-1F 132-1G 132-1H 132-1I 132-1J 132-1K 132-1L 132-1M 132-1N 132-1O 132-1P
132-1Q 135-1 143 143-1A 143-1B 143-1C 143-1D 143-1E 143-1F 143-1FA 143-1G 143-1H 143-1I 143-1J 143-1K 143-1L 144 146-1E
148 148-A 148-B 148-C 148-D 148-E 148-F 148-G 151 151-1A 151-1AA 151-1B 151-1C 151-1D 151-1E 153 159 309 79-C D F I J
"""
EXEMPTIONS = frozenset(f"VATEX-EU-{article}" for article in _ARTICLES.split())
