"""Valid values with defaults, for tests to vary one thing at a time. Every company here is invented."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from smoall.domain.invoicing.document import Content, CreditedInvoice, DocumentKind, IssuedDocument
from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.address import Address
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.party import Party

STANDARD = Vat(VatCategory.STANDARD, Decimal(21))
ISSUED_ON = date(2026, 11, 23)


def enterprise_number(first_eight: int) -> str:
    """A Belgian enterprise number: eight digits and 97 minus them modulo 97."""
    return f"{first_eight:08d}{97 - first_eight % 97:02d}"


def structured_communication(first_ten: int) -> str:
    """Twelve digits: ten and their remainder by 97, 97 for 0."""
    return f"{first_ten:010d}{first_ten % 97 or 97:02d}"


def belgian_iban(first_ten: int) -> str:
    """A Belgian IBAN with both check numbers right: the account's (modulo 97) and the IBAN's (98 minus modulo 97)."""
    account = structured_communication(first_ten)
    return f"BE{98 - int(account + '111400') % 97:02d}{account}"


SELLER_NUMBER = enterprise_number(9990001)
BUYER_NUMBER = enterprise_number(9990002)


def seller(**changes: Any) -> Party:
    """A Brussels company with everything a seller can have."""
    values: dict[str, Any] = {
        "name": "Menuiserie du Canal",
        "address": Address("Quai des Péniches 12", "1000", "Bruxelles"),
        "enterprise_number": SELLER_NUMBER,
        "vat_number": "BE" + SELLER_NUMBER,
        "email": "facturation@menuiserie.example",
        "language": Language.FR,
        "phone": "+32 2 555 01 02",
        "legal_form": "SRL",
        "iban": belgian_iban(5390075470),
        "bic": "TESTBEB1XXX",
        "register": "RPM Bruxelles",
    }
    return Party(**(values | changes))


def buyer(**changes: Any) -> Party:
    """A Ghent company; pass ``enterprise_number=None, vat_number=None`` for a private person."""
    values: dict[str, Any] = {
        "name": "Drukkerij De Gouden Inkt",
        "address": Address("Korenlei 7", "9000", "Gent"),
        "enterprise_number": BUYER_NUMBER,
        "vat_number": "BE" + BUYER_NUMBER,
        "email": "boekhouding@inkt.example",
        "language": Language.NL,
    }
    return Party(**(values | changes))


def foreign_buyer(country: str = "FR", vat_number: str | None = "FR83404833048", **changes: Any) -> Party:
    """A company abroad, without a Belgian enterprise number."""
    abroad = Address("Harbour Street 3", "10115", "Harbourtown", country)
    values = {"name": "Ateliers du Phare", "address": abroad, "enterprise_number": None, "vat_number": vat_number}
    return buyer(**(values | changes))


def line(position: int = 1, **changes: Any) -> Line:
    """Two and a half hours at 85.00, standard VAT of 21 %."""
    values: dict[str, Any] = {
        "position": position,
        "description": "Pose de châssis",
        "quantity": Decimal("2.5"),
        "unit": "HUR",
        "unit_price": Decimal("85.00"),
        "vat": STANDARD,
    }
    return Line(**(values | changes))


def content(*lines: Line, **changes: Any) -> Content:
    """An invoice of one standard line, in French, payable in thirty days."""
    values: dict[str, Any] = {"kind": DocumentKind.INVOICE, "lines": lines or (line(),)}
    return Content(**(values | changes))


def issued_document(what: Content | None = None, **changes: Any) -> IssuedDocument:
    """The content issued on 23 November 2026 as F2026-0001 (a credit note as NC2026-0001), totals computed."""
    what = what or content()
    invoice = what.kind is DocumentKind.INVOICE
    issued_on = changes.get("issued_on", ISSUED_ON)
    values: dict[str, Any] = {
        "content": what,
        "number": "F2026-0001" if invoice else "NC2026-0001",
        "issued_on": issued_on,
        "due_on": issued_on + timedelta(days=what.payment_term_days),
        "seller": seller(),
        "buyer": buyer(),
        "totals": what.totals,
        "mentions": (),
        "structured_communication": structured_communication(2026000001) if invoice else None,
        "credited": None if invoice else CreditedInvoice("F2026-0001", date(2026, 11, 2)),
    }
    return IssuedDocument(**(values | changes))
