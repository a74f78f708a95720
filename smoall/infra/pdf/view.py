"""What a page shows: an issued document turned into written words, so that the template only places them."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from smoall.domain.invoicing.document import DocumentKind, IssuedDocument
from smoall.domain.kernel.party import Party
from smoall.domain.kernel.structured_communication import StructuredCommunication
from smoall.domain.kernel.units import unit_name
from smoall.infra.pdf import formats, letterhead, payment_code
from smoall.infra.pdf.figures import GAP, NARROW_GAP, Figure, aligned, width
from smoall.infra.pdf.labels import Labels, labels_of


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value; ``strong`` ones are meant to be found first."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``discount`` is empty when there is none."""

    description: str
    quantity: Figure
    unit: str
    unit_price: Figure
    discount: str
    vat: str
    net: str


@dataclass(frozen=True, slots=True)
class VatRow:
    """One group of the VAT summary: rate, the reason where there is no VAT, base and VAT."""

    rate: str
    name: str
    base: str
    amount: str


@dataclass(frozen=True, slots=True)
class Payment:
    """The payment box; ``qr`` is a ``data:`` URL, empty when the transfer cannot be put into a code."""

    facts: tuple[Fact, ...]
    amount: str
    due_on: str
    qr: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the page, in the document's language and already formatted."""

    labels: Labels
    lang: str
    created: str
    title: str
    number: str
    subtitle: str
    seller: str
    logo: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]
    discounted: bool
    widths: tuple[int, ...]
    totals: tuple[Fact, ...]
    gross: Fact
    vat_rows: tuple[VatRow, ...]
    payment: Payment | None
    note: str
    mentions: tuple[str, ...]
    footer: tuple[tuple[str, ...], ...]


def view_of(document: IssuedDocument) -> View:
    """The view of ``document``; pure, the same document gives the same view."""
    labels, credit = labels_of(document.content.language), _is_credit(document)
    rows, discounted = _rows(document), any(line.discount_percent for line in document.content.lines)
    return View(
        labels=labels,
        lang=document.content.language.value.lower(),
        created=document.issued_on.isoformat(),
        title=labels["credit_note" if credit else "invoice"],
        number=formats.one_line(document.number),
        subtitle=_subtitle(document, labels),
        seller=formats.one_line(document.seller.name),
        logo=letterhead.logo(document.seller),
        sender=letterhead.sender(document.seller),
        addressee=letterhead.addressee(document),
        facts=_facts(document, labels),
        rows=rows,
        discounted=discounted,
        widths=_widths(rows, labels, discounted=discounted),
        totals=_totals(document, labels),
        gross=Fact(labels["credit_total" if credit else "gross_total"], _money(document, document.totals.gross)),
        vat_rows=_vat_rows(document, labels),
        payment=_payment(document, labels),
        note=formats.clean(document.content.note or "").strip(),
        mentions=tuple(formats.clean(mention) for mention in document.mentions),
        footer=letterhead.footer(document.seller, labels),
    )


def _is_credit(document: IssuedDocument) -> bool:
    return document.content.kind is DocumentKind.CREDIT_NOTE


def _money(document: IssuedDocument, amount: Decimal) -> str:
    return formats.money(amount, currency=document.content.currency, language=document.content.language)


def _subtitle(document: IssuedDocument, labels: Labels) -> str:
    if document.credited is None:
        return ""
    on = formats.day(document.credited.issued_on, language=document.content.language)
    return labels["credited"].format(number=formats.one_line(document.credited.number), date=on)


def _facts(document: IssuedDocument, labels: Labels) -> tuple[Fact, ...]:
    content, language = document.content, document.content.language
    facts = [Fact(labels["issued_on"], formats.day(document.issued_on, language=language), strong=True)]
    if not _is_credit(document):
        facts.append(Fact(labels["due_on"], formats.day(document.due_on, language=language), strong=True))
    if content.delivered_on:
        facts.append(Fact(labels["delivered_on"], formats.day(content.delivered_on, language=language)))
    if content.buyer_reference:
        facts.append(Fact(labels["buyer_reference"], formats.one_line(content.buyer_reference)))
    facts.extend(_buyer_identity(document.buyer, labels))
    if document.structured_communication:
        facts.append(_communication(document.structured_communication, labels))
    return tuple(facts)


def _buyer_identity(buyer: Party, labels: Labels) -> tuple[Fact, ...]:
    if buyer.vat_number:
        return (Fact(labels["buyer_vat"], formats.vat_number(buyer.vat_number)),)
    if buyer.enterprise_number:
        return (Fact(labels["buyer_enterprise"], formats.enterprise_number(buyer.enterprise_number)),)
    return ()


def _communication(digits: str, labels: Labels) -> Fact:
    return Fact(labels["communication"], StructuredCommunication(digits).formatted)


def _rows(document: IssuedDocument) -> tuple[Row, ...]:
    lines, language = document.content.lines, document.content.language
    quantities = aligned([formats.quantity(line.quantity, language=language) for line in lines], language=language)
    prices = aligned([formats.amount_only(line.unit_price, language=language) for line in lines], language=language)
    return tuple(
        Row(
            description=formats.clean(line.description).strip(),
            quantity=quantity,
            unit=unit_name(line.unit, language),
            unit_price=price,
            discount=formats.percent(line.discount_percent, language=language) if line.discount_percent else "",
            vat=formats.vat_rate(line.vat, language=language),
            net=formats.amount_only(line.net, language=language),
        )
        for line, quantity, price in zip(lines, quantities, prices, strict=True)
    )


def _widths(rows: Sequence[Row], labels: Labels, *, discounted: bool) -> tuple[int, ...]:
    """All columns but the description's, which takes the rest: a fixed layout is twice as fast as an automatic one."""
    columns = [
        (labels["quantity"], [row.quantity.full for row in rows], GAP),
        (labels["unit"], [row.unit for row in rows], NARROW_GAP),
        (labels["unit_price"], [row.unit_price.full for row in rows], GAP),
        (labels["discount"], [row.discount for row in rows], GAP),
        (labels["vat"], [row.vat for row in rows], GAP),
        (labels["line_net"], [row.net for row in rows], GAP),
    ]
    return tuple(gap + width(head, cells) for head, cells, gap in columns if discounted or head != labels["discount"])


def _totals(document: IssuedDocument, labels: Labels) -> tuple[Fact, ...]:
    totals = document.totals
    facts: list[Fact] = []
    if document.content.discounts:
        facts = [Fact(labels["lines_total"], _money(document, totals.lines)), *_discounts(document, labels)]
    facts.append(Fact(labels["net_total"], _money(document, totals.net)))
    return (*facts, Fact(labels["vat"], _money(document, totals.vat)))


def _discounts(document: IssuedDocument, labels: Labels) -> Sequence[Fact]:
    language = document.content.language
    return [
        Fact(
            " ".join(
                filter(
                    None,
                    (
                        formats.one_line(discount.reason) or labels["discount"],
                        formats.percent(discount.percent, language=language) if discount.percent else "",
                        f"({labels['vat']} {formats.vat_rate(discount.vat, language=language)})",
                    ),
                )
            ),
            _money(document, -amount),
        )
        for discount, amount in zip(document.content.discounts, document.totals.discount_amounts, strict=True)
    ]


def _vat_rows(document: IssuedDocument, labels: Labels) -> tuple[VatRow, ...]:
    language = document.content.language
    return tuple(
        VatRow(
            formats.vat_rate(group.vat, language=language),
            labels.vat_name(group.vat),
            formats.amount_only(group.base, language=language),
            formats.amount_only(group.amount, language=language),
        )
        for group in document.totals.by_vat
    )


def _payment(document: IssuedDocument, labels: Labels) -> Payment | None:
    """The box of an invoice with something to pay; a credit note has none (nobody should pay it by mistake)."""
    if _is_credit(document) or document.totals.gross <= 0:
        return None
    seller, due = document.seller, formats.day(document.due_on, language=document.content.language)
    facts = [Fact(labels["beneficiary"], formats.one_line(seller.name))]
    if seller.iban:
        facts.append(Fact(labels["iban"], formats.iban(seller.iban), strong=True))
    if seller.bic:
        facts.append(Fact(labels["bic"], formats.one_line(seller.bic)))
    if document.structured_communication:
        facts.append(replace(_communication(document.structured_communication, labels), strong=True))
    else:
        facts.append(Fact(labels["communication"], formats.one_line(document.number), strong=True))
    return Payment(tuple(facts), _money(document, document.totals.gross), due, _qr(document))


def _qr(document: IssuedDocument) -> str:
    seller = document.seller
    if not seller.iban or document.content.currency != "EUR":
        return ""
    written = payment_code.payload(
        name=seller.name,
        iban=seller.iban,
        amount=document.totals.gross,
        bic=seller.bic,
        reference=document.structured_communication,
        text=document.number,
    )
    return "data:image/svg+xml;base64," + b64encode(payment_code.svg(written)).decode() if written else ""
