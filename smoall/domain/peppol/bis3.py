"""Writing an issued document as UBL 2.1, Peppol BIS Billing 3.0 (release 3.0.21, EN 16931).

The order of the elements is that of the UBL schemas, and only elements of the BIS tree are written, so that the 678
"must not be there" rules (UBL-CR-*) cannot be broken. The same document always gives the same bytes.
"""

from base64 import b64encode
from datetime import date

from smoall.domain.invoicing.document import Content, DocumentKind, IssuedDocument
from smoall.domain.invoicing.mentions import note_text
from smoall.domain.invoicing.vat import VatCategory
from smoall.domain.kernel.party import Party
from smoall.domain.peppol.lines import write_discounts, write_line, write_totals, write_vat
from smoall.domain.peppol.participant import any_endpoint, peppol_endpoint
from smoall.domain.peppol.parties import write_buyer, write_seller
from smoall.domain.peppol.xml import attribute, group, leaf, legal

CORE = "urn:cen.eu:en16931:2017"
BIS = CORE + "#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"

_SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd:"
_CREDIT_TRANSFER, _NOT_DEFINED = "30", "1"


def write_ubl(document: IssuedDocument, *, pdf: bytes | None = None, pdf_name: str | None = None) -> bytes:
    """The document as a UBL Invoice (380) or CreditNote (381), UTF-8, with the PDF inside when one is given.

    It names Peppol BIS Billing 3.0 when both parties have a Peppol address, and plain EN 16931 otherwise, because a
    BIS document without one breaks PEPPOL-EN16931-R010 or R020. Numbers and totals are written as they were issued.
    """
    root = "Invoice" if document.content.kind is DocumentKind.INVOICE else "CreditNote"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SCHEMA}{root}-2"'
        f' xmlns:cac="{_SCHEMA}CommonAggregateComponents-2" xmlns:cbc="{_SCHEMA}CommonBasicComponents-2">'
        f"{_head(document)}{_attachment(document.number, pdf=pdf, name=pdf_name)}{_body(document)}</{root}>\n"
    ).encode()


def _head(document: IssuedDocument) -> str:
    content = document.content
    bis = peppol_endpoint(document.seller) is not None and peppol_endpoint(document.buyer) is not None
    invoice = content.kind is DocumentKind.INVOICE
    return "".join(
        (
            leaf("CustomizationID", BIS if bis else CORE),
            leaf("ProfileID", PROFILE if bis else None),
            leaf("ID", document.number),
            _date("IssueDate", document.issued_on),
            _date("DueDate", document.due_on if invoice else None),
            leaf("InvoiceTypeCode", "380") if invoice else leaf("CreditNoteTypeCode", "381"),
            leaf("Note", _note(document)),
            leaf("DocumentCurrencyCode", content.currency),
            _buyer_reference(document),
            _credited(document),
        )
    )


def _body(document: IssuedDocument) -> str:
    content = document.content
    vat_ids = all(line.vat.category is not VatCategory.OUTSIDE_SCOPE for line in content.lines)  # BR-O-02
    return "".join(
        (
            write_seller(document.seller, endpoint=any_endpoint(document.seller), vat_ids=vat_ids),
            write_buyer(document.buyer, endpoint=any_endpoint(document.buyer), vat_ids=vat_ids),
            _delivery(content),
            _payment(document),
            write_discounts(document),
            write_vat(document),
            write_totals(document),
            *(write_line(line, content=content) for line in content.lines),
        )
    )


def _date(name: str, day: date | None) -> str:
    return leaf(name, day.isoformat() if day else None)


def _note(document: IssuedDocument) -> str:
    """The one note that Peppol allows (R002): what the person wrote, then the legal mentions.

    Three characters between its first two ``#`` would be read as a subject code (BR-CL-08); a space prevents that.
    """
    note = legal(note_text(document.content.note, document.mentions) or "")
    before, mark, after = note.partition("#")
    return f"{before}# {after}" if len(after.partition("#")[0]) == 3 and mark else note


def _buyer_reference(document: IssuedDocument) -> str:
    """BT-10, without which Peppol asks for an order number (R003): the buyer's own, else who is meant, else ``NA``."""
    candidates = (document.content.buyer_reference, document.buyer.contact_name, "NA")
    return next(written for text in candidates if (written := leaf("BuyerReference", text)))


def _credited(document: IssuedDocument) -> str:
    credited = document.credited
    if credited is None:
        return ""
    reference = group("InvoiceDocumentReference", leaf("ID", credited.number), _date("IssueDate", credited.issued_on))
    return group("BillingReference", reference)


def _attachment(number: str, *, pdf: bytes | None, name: str | None) -> str:
    if pdf is None:
        return ""
    file = attribute("mimeCode", "application/pdf") + attribute("filename", name or f"{number.replace('/', '-')}.pdf")
    embedded = f"<cbc:EmbeddedDocumentBinaryObject{file}>{b64encode(pdf).decode()}</cbc:EmbeddedDocumentBinaryObject>"
    return group("AdditionalDocumentReference", leaf("ID", number), group("Attachment", embedded))


def _delivery(content: Content) -> str:
    country = group("Country", leaf("IdentificationCode", content.delivery_country))
    return group(
        "Delivery",
        _date("ActualDeliveryDate", content.delivered_on),
        group("DeliveryLocation", group("Address", country)),
    )


def _payment(document: IssuedDocument) -> str:
    """BG-16. A credit note has its due date here, for its schema has none at the root; without IBAN the code is 1."""
    seller = document.seller
    due = document.due_on if document.content.kind is DocumentKind.CREDIT_NOTE else None
    return group(
        "PaymentMeans",
        leaf("PaymentMeansCode", _CREDIT_TRANSFER if seller.iban else _NOT_DEFINED),
        _date("PaymentDueDate", due),
        leaf("PaymentID", document.structured_communication),
        _account(seller),
    )


def _account(seller: Party) -> str:
    if not seller.iban:
        return ""
    branch = group("FinancialInstitutionBranch", leaf("ID", seller.bic))
    return group("PayeeFinancialAccount", leaf("ID", seller.iban), leaf("Name", seller.name), branch)
