"""Documents to print: a short one, a long one, a credit note and one that is awkward in every way."""

from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from typing import Any

from smoall.domain.invoicing.document import Discount, DocumentKind, IssuedDocument
from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.address import Address
from smoall.domain.kernel.language import Language
from tests import builders

UBL = b'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice>\xc3\xa9t\xc3\xa9</Invoice>\n'
STANDARD, REDUCED, LOW = (Vat(VatCategory.STANDARD, Decimal(rate)) for rate in (21, 12, 6))
REVERSE = Vat(VatCategory.REVERSE_CHARGE)
LOGO = (
    "data:image/svg+xml;base64,"
    + b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="8 8 138 48">'
        b'<path d="M8 56 32 8l24 48z" fill="#17494d"/><path d="M44 56 68 8l24 48z" fill="#c9963f"/>'
        b'<circle cx="124" cy="34" r="19" fill="none" stroke="#17494d" stroke-width="6"/></svg>'
    ).decode()
)
MENTIONS = (
    "Toute facture impayée à l’échéance porte de plein droit et sans mise en demeure un intérêt au taux légal "
    "(loi du 2 août 2002) et une indemnité forfaitaire de 40 EUR pour frais de recouvrement.",
    "Escompte : néant.",
)
STUDY = ("Étude préliminaire et relevé sur place", "1", "LS", "850")
DESIGN = (
    "Conception graphique de l’identité visuelle, trois pistes dont une développée jusqu’aux fichiers finaux",
    "24.5",
    "HUR",
    "78.5",
)
CARDS = ("Impression de cartes de visite, 350 g/m²", "2000", "H87", "0.0865")


def line(position: int, work: tuple[str, str, str, str], *, vat: Vat = STANDARD, off: str = "0") -> Line:
    """A line from description, quantity, unit and price."""
    description, quantity, unit, price = work
    return Line(position, description, Decimal(quantity), unit, Decimal(price), vat, Decimal(off))


def printed(lines: tuple[Line, ...], language: Language = Language.FR, **changes: Any) -> IssuedDocument:
    """The lines issued in ``language`` by a seller with a logo."""
    what = {"kind": DocumentKind.INVOICE, "buyer_reference": "PO-77/2026", "language": language}
    what |= {key: changes.pop(key) for key in ("kind", "discounts", "note") if key in changes}
    buyer = builders.buyer(contact_name="Mevrouw Lieve Van den Broeck")
    given: dict[str, Any] = {"seller": builders.seller(logo=LOGO), "buyer": buyer, "mentions": MENTIONS}
    return builders.issued_document(builders.content(*lines, **what), **(given | changes))


def short(language: Language = Language.FR) -> IssuedDocument:
    """Three lines."""
    return printed(tuple(line(n, work) for n, work in enumerate((STUDY, DESIGN, CARDS), 1)), language)


def long(language: Language = Language.FR, *, count: int = 60) -> IssuedDocument:
    """Sixty lines, four VAT groups, line and document discounts, a note."""
    rates, offs = (STANDARD, LOW, STANDARD, REDUCED, REVERSE), ("0", "0", "0", "5", "0", "12.5", "0")
    works = [DESIGN if n % 9 == 1 else (STUDY, CARDS)[n % 2] for n in range(count)]
    lines = tuple(line(n + 1, work, vat=rates[n % 5], off=offs[n % 7]) for n, work in enumerate(works))
    discounts = (
        Discount("Remise de fidélité", STANDARD, percent=Decimal(3)),
        Discount("Geste commercial", STANDARD, amount=Decimal(50)),
    )
    return printed(lines, language, discounts=discounts, note="Merci pour votre confiance.")


def credit_note(language: Language = Language.FR) -> IssuedDocument:
    """One line of an invoice taken back."""
    return printed((line(1, STUDY),), language, kind=DocumentKind.CREDIT_NOTE)


def awkward(language: Language = Language.FR) -> IssuedDocument:
    """No logo, no account, long names, twelve-digit amounts, markup, emoji and right-to-left text."""
    seller = replace(
        builders.seller(iban=None, bic=None, email=None, phone=None, register="RPM Hainaut, division Tournai"),
        name="Société coopérative agréée des Ateliers Réunis d’Outre-Meuse & Fils « L’Avenir »",
        address=Address("Chaussée de Notre-Dame-de-Bon-Secours 1234 boîte 56", "7800", "Ath"),
    )
    buyer = builders.foreign_buyer(
        name="<script>alert('x')</script> “Guillemets” & Söhne 🚀 GmbH — Gesellschaft für Überlängenprüfung",
    )
    lines = (
        line(1, ("Très long. " * 60 + "\nSeconde ligne", "1", "C62", "123456789012.34")),
        line(
            2,
            ("שלום עולם — مرحبا بالعالم 😀 \u202egpj.exe\u202c <b>gras</b> {{ 7 * 7 }}", "0.125", "KGM", "999999.9999"),
        ),
        line(3, ("A" * 300, "-1.5", "XYZ", "0.01"), vat=REVERSE),
    )
    return printed(lines, language, seller=seller, buyer=buyer, number="2026/0001")
