"""Rows ↔ values, written by hand: parties, addresses, documents."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from smoall.domain.invoicing.document import Content, CreditedInvoice, Discount, DocumentKind, IssuedDocument
from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.totals import Totals, VatBreakdown
from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.address import Address
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.party import Party

Row = Mapping[str, Any]


def address_of(row: Row) -> Address:
    """An address out of its four columns."""
    return Address(row["street"], row["postal_code"], row["city"], row["country"])


def address_columns(address: Address) -> dict[str, str]:
    """An address as its four columns."""
    return asdict(address)


def party_of(stored: Mapping[str, Any]) -> Party:
    """A party out of the JSON frozen at issue."""
    return Party(**{**stored, "address": Address(**stored["address"]), "language": Language(stored["language"])})


def party_json(party: Party) -> dict[str, Any]:
    """A party as the JSON that is frozen at issue."""
    return asdict(party)


def content_of(row: Row, lines: Sequence[Row], discounts: Sequence[Row]) -> Content:
    """What a person wrote, out of a document's rows."""
    return Content(
        kind=DocumentKind(row["kind"]),
        lines=tuple(
            Line(
                position=line["position"],
                description=line["description"],
                quantity=line["quantity"],
                credited_before=line["credited_before"],
                unit=line["unit"],
                unit_price=line["unit_price"],
                vat=_vat(line),
                discount_percent=line["discount_percent"],
            )
            for line in lines
        ),
        discounts=tuple(
            Discount(
                reason=discount["reason"],
                vat=_vat(discount),
                percent=discount["percent"],
                amount=None if discount["percent"] is not None else discount["amount"],
            )
            for discount in discounts
        ),
        currency=row["currency"],
        language=Language(row["language"]),
        payment_term_days=row["payment_term_days"],
        buyer_reference=row["buyer_reference"],
        note=row["note"],
        delivered_on=row["delivered_on"],
        delivery_country=row["delivery_country"],
        exemption=row["exemption"],
    )


def _vat(row: Row) -> Vat:
    return Vat(VatCategory(row["vat_category"]), row["vat_rate"])


def totals_of(row: Row, discounts: Sequence[Row], groups: Sequence[Row]) -> Totals:
    """The stored totals: read, never computed again."""
    return Totals(
        lines=row["lines_total"],
        discounts=row["discounts_total"],
        net=row["net"],
        vat=row["vat"],
        gross=row["gross"],
        by_vat=tuple(VatBreakdown(_vat(group), group["base"], group["amount"]) for group in groups),
        discount_amounts=tuple(discount["amount"] for discount in discounts),
    )


def issued_of(row: Row, content: Content, totals: Totals, credited: CreditedInvoice | None) -> IssuedDocument | None:
    """The document as it was issued, or None for a draft."""
    if row["issued_on"] is None:
        return None
    return IssuedDocument(
        content=content,
        number=row["number"],
        issued_on=row["issued_on"],
        due_on=row["due_on"],
        seller=party_of(row["seller"]),
        buyer=party_of(row["buyer"]),
        totals=totals,
        mentions=tuple(row["mentions"]),
        structured_communication=row["structured_communication"],
        credited=credited,
    )


def document_columns(content: Content, totals: Totals) -> dict[str, Any]:
    """The columns of a document that its content and totals fill."""
    return {
        "kind": content.kind,
        "currency": content.currency,
        "language": content.language,
        "payment_term_days": content.payment_term_days,
        "buyer_reference": content.buyer_reference,
        "note": content.note,
        "delivered_on": content.delivered_on,
        "delivery_country": content.delivery_country,
        "exemption": content.exemption,
        "lines_total": totals.lines,
        "discounts_total": totals.discounts,
        "net": totals.net,
        "vat": totals.vat,
        "gross": totals.gross,
    }


def line_rows(content: Content, keys: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a document's lines."""
    return [
        {
            **keys,
            "position": line.position,
            "description": line.description,
            "quantity": line.quantity,
            "credited_before": line.credited_before,
            "unit": line.unit,
            "unit_price": line.unit_price,
            "discount_percent": line.discount_percent,
            "vat_category": line.vat.category,
            "vat_rate": line.vat.rate,
            "net": line.net,
        }
        for line in content.lines
    ]


def discount_rows(content: Content, totals: Totals, keys: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a document's discounts."""
    pairs = zip(content.discounts, totals.discount_amounts, strict=True)
    return [
        {
            **keys,
            "position": position,
            "reason": discount.reason,
            "percent": discount.percent,
            "amount": amount,
            "vat_category": discount.vat.category,
            "vat_rate": discount.vat.rate,
        }
        for position, (discount, amount) in enumerate(pairs, 1)
    ]


def vat_rows(totals: Totals, keys: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a document's VAT computation."""
    return [
        {
            **keys,
            "position": position,
            "vat_category": group.vat.category,
            "vat_rate": group.vat.rate,
            "base": group.base,
            "amount": group.amount,
        }
        for position, group in enumerate(totals.by_vat, 1)
    ]
