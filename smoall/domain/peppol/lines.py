"""Lines, discounts, VAT breakdown and totals in UBL (BG-20, BG-22, BG-23, BG-25)."""

from decimal import Decimal

from smoall.domain.invoicing.document import Content, Discount, DocumentKind, IssuedDocument
from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.mentions import exemption_reason
from smoall.domain.invoicing.totals import VatBreakdown
from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.money import ZERO
from smoall.domain.peppol.parties import VAT_SCHEME
from smoall.domain.peppol.xml import amount, attribute, group, leaf, legal, plain

_DISCOUNT_CODE = leaf("AllowanceChargeReasonCode", "95")
_DISCOUNT = {Language.FR: "Remise", Language.NL: "Korting", Language.DE: "Rabatt", Language.EN: "Discount"}


def write_line(line: Line, *, content: Content) -> str:
    """BG-25. A negative unit price changes sign together with the quantity, for a price may not be negative (BR-27)."""
    invoice = content.kind is DocumentKind.INVOICE
    sign = -1 if line.unit_price < 0 else 1
    quantity = leaf(
        "InvoicedQuantity" if invoice else "CreditedQuantity",
        plain(line.quantity * sign),
        attribute("unitCode", line.unit),
    )
    return group(
        "InvoiceLine" if invoice else "CreditNoteLine",
        leaf("ID", str(line.position)),
        quantity,
        amount("LineExtensionAmount", line.net, content.currency),
        _line_discount(line, content=content),
        _item(line),
        group("Price", leaf("PriceAmount", plain(abs(line.unit_price)), attribute("currencyID", content.currency))),
    )


def _item(line: Line) -> str:
    """The first line of the text is the name (BT-153), what follows the description (BT-154)."""
    name, _, more = legal(line.description).partition("\n")
    return group("Item", leaf("Description", more), leaf("Name", name), _category("ClassifiedTaxCategory", line.vat))


def _line_discount(line: Line, *, content: Content) -> str:
    if not line.discount_percent:
        return ""
    return group(
        "AllowanceCharge",
        leaf("ChargeIndicator", "false"),
        _DISCOUNT_CODE,
        leaf("AllowanceChargeReason", _DISCOUNT[content.language]),
        leaf("MultiplierFactorNumeric", plain(line.discount_percent)),
        amount("Amount", line.discount, content.currency),
        amount("BaseAmount", line.full, content.currency),
    )


def write_discounts(document: IssuedDocument) -> str:
    """BG-20, one per document discount; percentage and base go together or not at all (PEPPOL-EN16931-R041, R042)."""
    pairs = zip(document.content.discounts, document.totals.discount_amounts, strict=True)
    return "".join(_discount(discount, off=off, content=document.content) for discount, off in pairs)


def _discount(discount: Discount, *, off: Decimal, content: Content) -> str:
    percent = discount.percent if discount.amount is None else None
    base = sum((line.net for line in content.lines if line.vat == discount.vat), ZERO)
    return group(
        "AllowanceCharge",
        leaf("ChargeIndicator", "false"),
        _DISCOUNT_CODE,
        leaf("AllowanceChargeReason", discount.reason),
        leaf("MultiplierFactorNumeric", plain(percent)) if percent is not None else "",
        amount("Amount", off, content.currency),
        amount("BaseAmount", base, content.currency) if percent is not None else "",
        _category("TaxCategory", discount.vat),
    )


def write_vat(document: IssuedDocument) -> str:
    """BG-23: the one VAT total and its breakdowns; VAT is what the domain computed, never computed again here."""
    content = document.content
    return group(
        "TaxTotal",
        amount("TaxAmount", document.totals.vat, content.currency),
        *(_subtotal(breakdown, content=content) for breakdown in document.totals.by_vat),
    )


def _subtotal(breakdown: VatBreakdown, *, content: Content) -> str:
    code, text = exemption_reason(breakdown.vat, content)
    reason = leaf("TaxExemptionReasonCode", code) + leaf("TaxExemptionReason", text)
    return group(
        "TaxSubtotal",
        amount("TaxableAmount", breakdown.base, content.currency),
        amount("TaxAmount", breakdown.amount, content.currency),
        _category("TaxCategory", breakdown.vat, reason=reason),
    )


def _category(name: str, vat: Vat, *, reason: str = "") -> str:
    rate = "" if vat.category is VatCategory.OUTSIDE_SCOPE else leaf("Percent", plain(vat.rate))
    return group(name, leaf("ID", vat.category.code), rate, reason, VAT_SCHEME)


def write_totals(document: IssuedDocument) -> str:
    """BG-22; the sum of discounts is there if and only if a discount is (BR-CO-11)."""
    totals, currency = document.totals, document.content.currency
    return group(
        "LegalMonetaryTotal",
        amount("LineExtensionAmount", totals.lines, currency),
        amount("TaxExclusiveAmount", totals.net, currency),
        amount("TaxInclusiveAmount", totals.gross, currency),
        amount("AllowanceTotalAmount", totals.discounts, currency) if document.content.discounts else "",
        amount("PayableAmount", totals.gross, currency),
    )
