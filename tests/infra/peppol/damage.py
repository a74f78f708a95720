"""Ways to spoil an issued document that its writer cannot see, each breaking a published rule in documents it fits."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from smoall.domain.invoicing.document import IssuedDocument
from smoall.domain.invoicing.totals import VatBreakdown
from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.address import Address

Damage = Callable[[IssuedDocument], IssuedDocument]
OFF = Decimal("2.00")


def _content(**changes: Any) -> Damage:
    return lambda document: replace(document, content=replace(document.content, **changes))


def _line(**changes: Any) -> Damage:
    def spoil(document: IssuedDocument) -> IssuedDocument:
        first, *others = document.content.lines
        return _content(lines=(replace(first, **changes), *others))(document)

    return spoil


def _party(side: str, **changes: Any) -> Damage:
    return lambda document: replace(document, **{side: replace(getattr(document, side), **changes)})


def _total(name: str) -> Damage:
    def spoil(document: IssuedDocument) -> IssuedDocument:
        return replace(document, totals=replace(document.totals, **{name: getattr(document.totals, name) + OFF}))

    return spoil


def _breakdown(**off: Decimal) -> Damage:
    def spoil(document: IssuedDocument) -> IssuedDocument:
        first, *others = document.totals.by_vat
        spoiled = VatBreakdown(first.vat, first.base + off.get("base", 0), first.amount + off.get("amount", 0))
        return replace(document, totals=replace(document.totals, by_vat=(spoiled, *others)))

    return spoil


def _mixed_with(category: VatCategory, rate: str = "0") -> Damage:
    """A further line of another category, properly summed."""

    def spoil(document: IssuedDocument) -> IssuedDocument:
        lines = document.content.lines
        other = replace(lines[-1], position=len(lines) + 1, vat=Vat(category, Decimal(rate)))
        content = replace(document.content, lines=(*lines, other))
        return replace(document, content=content, totals=content.totals)

    return spoil


def _off_discounts(document: IssuedDocument) -> IssuedDocument:
    amounts = tuple(amount + OFF for amount in document.totals.discount_amounts)
    return replace(document, totals=replace(document.totals, discount_amounts=amounts))


def _without_breakdown(document: IssuedDocument) -> IssuedDocument:
    return replace(document, totals=replace(document.totals, by_vat=()))


NOWHERE = Address("", "", "", "")

DAMAGES: dict[str, Damage] = {
    "no number": lambda document: replace(document, number=" "),
    "no currency": _content(currency=""),
    "unknown currency": _content(currency="ABC"),
    "former currency": _content(currency="STD"),
    "no lines": _content(lines=()),
    "no description": _line(description=" \n\x00"),
    "unknown unit": _line(unit="PIECES"),
    "no unit": _line(unit=""),
    "standard at nought": _line(vat=Vat(VatCategory.STANDARD)),
    "reverse charge at 21": _line(vat=Vat(VatCategory.REVERSE_CHARGE, Decimal(21))),
    "line in an unsummed category": _line(vat=Vat(VatCategory.EXPORT)),
    "line outside scope": _line(vat=Vat(VatCategory.OUTSIDE_SCOPE)),
    "unnoticed quantity": _line(quantity=Decimal("7777.77"), unit_price=Decimal(3)),
    "seller without name": _party("seller", name=""),
    "seller nowhere": _party("seller", address=NOWHERE),
    "seller in no country": _party("seller", address=Address("Rue Haute 1", "1000", "Bruxelles", "ZZ")),
    "seller without country": _party("seller", address=Address("Rue Haute 1", "1000", "Bruxelles", "")),
    "seller without any number": _party("seller", enterprise_number=None, vat_number=None),
    "seller without VAT number": _party("seller", vat_number=None),
    "seller's VAT number without country": _party("seller", vat_number="0999000129"),
    "seller abroad": _party("seller", address=Address("Storgatan 1", "11122", "Stockholm", "SE")),
    "blank account": _party("seller", iban=" "),
    "buyer without name": _party("buyer", name="\x01"),
    "buyer nowhere": _party("buyer", address=NOWHERE),
    "buyer in no country": _party("buyer", address=Address("Rue Haute 1", "1000", "Bruxelles", "ZZ")),
    "buyer without any number": _party("buyer", enterprise_number=None, vat_number=None),
    "buyer without VAT number": _party("buyer", vat_number=None),
    "buyer with an impossible Dutch number": _party("buyer", enterprise_number=None, vat_number="NL12"),
    "buyer with an impossible Swedish number": _party("buyer", enterprise_number=None, vat_number="SE123456789001"),
    "buyer with an impossible Danish number": _party("buyer", enterprise_number=None, vat_number="DK1"),
    "buyer with an impossible Italian number": _party("buyer", enterprise_number=None, vat_number="IT12345678901"),
    "buyer's VAT number without country": _party("buyer", vat_number="0999000129"),
    "lines off": _total("lines"),
    "discounts off": _total("discounts"),
    "net off": _total("net"),
    "VAT off": _total("vat"),
    "gross off": _total("gross"),
    "no breakdown": _without_breakdown,
    "base off": _breakdown(base=OFF),
    "breakdown's VAT off": _breakdown(amount=OFF),
    "discount amounts off": _off_discounts,
    "mixed with outside scope": _mixed_with(VatCategory.OUTSIDE_SCOPE),
    "mixed with exempt": _mixed_with(VatCategory.EXEMPT),
    "mixed with small enterprise": _mixed_with(VatCategory.SMALL_ENTERPRISE),
    "mixed with intra-Community": _mixed_with(VatCategory.INTRA_COMMUNITY),
    "mixed with reverse charge": _mixed_with(VatCategory.REVERSE_CHARGE),
    "mixed with export": _mixed_with(VatCategory.EXPORT),
    "mixed with standard": _mixed_with(VatCategory.STANDARD, "21"),
    "not delivered": _content(delivered_on=None),
    "delivered to nowhere": _content(delivery_country=None),
    "delivered to no country": _content(delivery_country="ZZ"),
    "unknown exemption": _content(exemption="VATEX-EU-NONE"),
    "exemption of another category": _content(exemption="VATEX-EU-AE"),
}
