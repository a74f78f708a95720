"""Whether the VAT of each line may be what it is, and whether the categories may stand side by side."""

from collections.abc import Iterator
from decimal import Decimal

from smoall.domain.invoicing.document import Content
from smoall.domain.invoicing.vat import BELGIAN_RATES, RULES, BuyerNumber, SellerNumber, Vat, VatCategory
from smoall.domain.kernel.countries import EU_COUNTRIES
from smoall.domain.kernel.errors import Finding, Severity
from smoall.domain.kernel.party import Party

_RATES = ", ".join(str(rate) for rate in sorted(BELGIAN_RATES, reverse=True))


def check_rates(content: Content) -> Iterator[Finding]:
    """STANDARD bears a Belgian rate, every other category none (BR-…-05 on lines, BR-…-06 on discounts)."""
    for at, line in enumerate(content.lines):
        yield from _rate(line.vat, path=f"lines[{at}].vat.rate", rule=5)
    for at, discount in enumerate(content.discounts):
        yield from _rate(discount.vat, path=f"discounts[{at}].vat.rate", rule=6)


def check_mix(content: Content) -> Iterator[Finding]:
    """OUTSIDE_SCOPE stands alone (BR-O-11, BR-O-12); a document has one exemption ground (BR-E-01: one E breakdown)."""
    categories = {line.vat.category for line in content.lines}
    for at, line in enumerate(content.lines):
        path = f"lines[{at}].vat.category"
        if line.vat.category is VatCategory.OUTSIDE_SCOPE and len(categories) > 1:
            yield Finding("OUTSIDE_SCOPE_NOT_ALONE", path, "BR-O-12")
        if line.vat.category is VatCategory.SMALL_ENTERPRISE and VatCategory.EXEMPT in categories:
            yield Finding("EXEMPTIONS_MIXED", path, "BR-E-01")
    if content.exemption and VatCategory.EXEMPT not in categories:
        yield Finding("EXEMPTION_WITHOUT_LINES", "exemptionReason", severity=Severity.WARNING)


def check_seller_numbers(content: Content, *, seller: Party) -> Iterator[Finding]:
    """The seller is known for VAT as each category asks (BR-S-02, BR-Z-02, BR-E-02, BR-AE-02, BR-IC-02, BR-G-02)."""
    for vat, path in _first_uses(content):
        rule = RULES[vat.category]
        needs = rule.seller
        missing = needs is SellerNumber.VAT and not seller.vat_number
        untaxed = needs is SellerNumber.TAX and not (seller.vat_number or seller.enterprise_number)
        if missing or untaxed:
            yield Finding("SELLER_VAT_NUMBER_MISSING", path, rule.rule_id(2), values={"category": vat.category.value})


def check_buyer_numbers(content: Content, *, buyer: Party) -> Iterator[Finding]:
    """Reverse charge asks for a known buyer (BR-AE-02), an intra-Community supply for its VAT number (BR-IC-02)."""
    for vat, path in _first_uses(content):
        rule = RULES[vat.category]
        if rule.buyer is BuyerNumber.VAT and not buyer.vat_number:
            yield Finding("BUYER_VAT_NUMBER_MISSING", path, rule.rule_id(2), values={"category": vat.category.value})
        elif rule.buyer is BuyerNumber.ANY and not buyer.vat_number:
            # Its enterprise number satisfies the standard; the VAT number is what the tax office will look for.
            severity = Severity.WARNING if buyer.enterprise_number else Severity.FATAL
            values = {"category": vat.category.value}
            yield Finding("BUYER_VAT_NUMBER_MISSING", path, rule.rule_id(2), severity, values)
        elif vat.category is VatCategory.INTRA_COMMUNITY and not _foreign_european(buyer.vat_number or ""):
            yield Finding("BUYER_VAT_NUMBER_NOT_FOREIGN", path)


def check_delivery(content: Content, *, buyer: Party) -> Iterator[Finding]:
    """An intra-Community supply says when (BR-IC-11) and into which other member state (BR-IC-12) it was delivered."""
    categories = {line.vat.category for line in content.lines}
    country = content.delivery_country
    if any(RULES[category].delivery for category in categories):
        if content.delivered_on is None:
            yield Finding("DELIVERY_DATE_MISSING", "deliveredOn", "BR-IC-11")
        if country is None:
            yield Finding("DELIVERY_COUNTRY_MISSING", "deliveryCountry", "BR-IC-12")
        # Goods for Northern Ireland (VAT numbers in XI) count as intra-Community; their country is GB.
        elif country not in EU_COUNTRIES - {"BE"} and not (country == "GB" and (buyer.vat_number or "")[:2] == "XI"):
            yield Finding("DELIVERY_COUNTRY_NOT_EU", "deliveryCountry", values={"country": country})
    if VatCategory.EXPORT in categories and (country or buyer.address.country) in EU_COUNTRIES:
        path = "deliveryCountry" if country else "customer"
        values = {"country": country or buyer.address.country}
        yield Finding("EXPORT_INSIDE_EU", path, severity=Severity.WARNING, values=values)


def check_regime(content: Content, *, small_enterprise: bool | None) -> Iterator[Finding]:
    """A small enterprise charges no VAT (VAT Code art. 56bis), and only it uses SMALL_ENTERPRISE. None: not known."""
    for vat, path in _first_uses(content):
        if small_enterprise and vat.category is VatCategory.STANDARD:
            yield Finding("SMALL_ENTERPRISE_CHARGES_VAT", path)
        if small_enterprise is False and vat.category is VatCategory.SMALL_ENTERPRISE:
            yield Finding("NOT_SMALL_ENTERPRISE", path)


def _rate(vat: Vat, *, path: str, rule: int) -> Iterator[Finding]:
    allowed = RULES[vat.category].rates
    if vat.rate.is_finite() and vat.rate in allowed:
        return
    rule_id = RULES[vat.category].rule_id(rule)
    if vat.category is VatCategory.STANDARD:
        # The official rule asks for a rate above zero; that it is a Belgian one is our own.
        official = rule_id if not vat.rate.is_finite() or vat.rate <= Decimal(0) else None
        yield Finding("VAT_RATE_NOT_BELGIAN", path, official, values={"rates": _RATES})
    else:
        yield Finding("VAT_RATE_NOT_ZERO", path, rule_id, values={"category": vat.category.value})


def _first_uses(content: Content) -> Iterator[tuple[Vat, str]]:
    """Each category once, with the path of the first line that bears it."""
    seen: set[VatCategory] = set()
    for at, line in enumerate(content.lines):
        if line.vat.category not in seen:
            seen.add(line.vat.category)
            yield line.vat, f"lines[{at}].vat"


def _foreign_european(number: str) -> bool:
    return number[:2] in EU_COUNTRIES - {"BE"} | {"EL", "XI"}
