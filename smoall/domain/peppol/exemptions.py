"""Why a category bears no VAT, as the breakdown says it (BT-121 code, BT-120 text)."""

from smoall.domain.invoicing.document import Content
from smoall.domain.invoicing.vat import Vat, VatCategory

_CODES = {
    VatCategory.EXEMPT: "VATEX-EU-132",
    VatCategory.REVERSE_CHARGE: "VATEX-EU-AE",
    VatCategory.INTRA_COMMUNITY: "VATEX-EU-IC",
    VatCategory.EXPORT: "VATEX-EU-G",
    VatCategory.OUTSIDE_SCOPE: "VATEX-EU-O",
}


def exemption_of(vat: Vat, *, content: Content) -> tuple[str | None, str | None]:
    """The VATEX code and text that BR-E-10, BR-AE-10, BR-IC-10, BR-G-10 and BR-O-10 ask for; neither for S and Z."""
    if vat.category is VatCategory.SMALL_ENTERPRISE:
        return None, "Régime particulier de franchise des petites entreprises"
    if vat.category is VatCategory.EXEMPT and content.exemption:
        return content.exemption, None
    return _CODES.get(vat.category), None
