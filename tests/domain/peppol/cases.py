"""The documents of the golden files: one per VAT category, one with everything, a credit note, and one outside Peppol.

``python -m tests.domain.peppol.cases`` writes the files anew; look at the difference before keeping it.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from smoall.domain.invoicing.document import Content, Discount, DocumentKind, IssuedDocument
from smoall.domain.invoicing.mentions import mentions_for
from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.party import Party
from smoall.domain.peppol.bis3 import write_ubl
from tests import builders

GOLDEN = Path(__file__).parent / "golden"
PDF = b"%PDF-1.7 not a real one"
REDUCED = Vat(VatCategory.STANDARD, Decimal(6))


def _issued(content: Content, *, buyer: Party | None = None, seller: Party | None = None) -> IssuedDocument:
    to = buyer or builders.buyer()
    mentions = mentions_for(content, buyer=to)
    return builders.issued_document(content, seller=seller or builders.seller(), buyer=to, mentions=mentions)


def _of(category: VatCategory, **changes: object) -> Content:
    return builders.content(builders.line(vat=Vat(category)), **changes)


def _everything() -> Content:
    lines = (
        builders.line(),
        builders.line(2, description="Quincaillerie <inox> & joints\nréf. 7-B", quantity=Decimal(12), unit="C62"),
        builders.line(3, unit_price=Decimal("0.1234"), quantity=Decimal(1000), discount_percent=Decimal("12.5")),
        builders.line(4, description="Rénovation", vat=REDUCED, unit="LS", quantity=Decimal(1)),
        builders.line(5, description="Acompte déduit", quantity=Decimal(1), unit="C62", unit_price=Decimal(-40)),
    )
    off = (
        Discount("Fidélité", builders.STANDARD, percent=Decimal(5)),
        Discount("Geste commercial", REDUCED, amount=Decimal("3.50")),
    )
    note = "Merci de votre confiance #42# & à bientôt"
    return builders.content(*lines, discounts=off, note=note, buyer_reference="PO-17", language=Language.FR)


def _credit_note() -> Content:
    return builders.content(builders.line(quantity=Decimal(1)), kind=DocumentKind.CREDIT_NOTE, language=Language.DE)


PERSON = builders.buyer(name="An Peeters", enterprise_number=None, vat_number=None, email="an@post.example")
DELIVERED = {"delivered_on": date(2026, 11, 20), "delivery_country": "FR"}
UNREGISTERED = builders.seller(vat_number=None)

CASES = {
    "standard": _issued(_everything()),
    "zero": _issued(_of(VatCategory.ZERO)),
    "exempt": _issued(_of(VatCategory.EXEMPT, exemption="VATEX-EU-132-1I"), seller=UNREGISTERED),
    "small-enterprise": _issued(_of(VatCategory.SMALL_ENTERPRISE, language=Language.NL)),
    "reverse-charge": _issued(_of(VatCategory.REVERSE_CHARGE, language=Language.NL)),
    "intra-community": _issued(_of(VatCategory.INTRA_COMMUNITY, **DELIVERED), buyer=builders.foreign_buyer()),
    "export": _issued(_of(VatCategory.EXPORT), buyer=builders.foreign_buyer("CH", "CHE999990009MWST")),
    "outside-scope": _issued(_of(VatCategory.OUTSIDE_SCOPE, language=Language.EN)),
    "credit-note": _issued(_credit_note()),
    "private-person": _issued(builders.content(), buyer=PERSON),
}


def ubl_of(case: str) -> bytes:
    """What is written for a case; the standard one has a PDF inside."""
    return write_ubl(CASES[case], pdf=PDF if case == "standard" else None)


if __name__ == "__main__":
    for name in CASES:
        (GOLDEN / f"{name}.xml").write_bytes(ubl_of(name))
