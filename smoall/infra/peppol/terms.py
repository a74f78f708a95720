"""Reading our own UBL into mock-einvoice's model: its business terms, by the places where the writer puts them.

The library's own reader asks of every element what it might be in any UBL document; this one knows what we write and
takes a quarter of the time. A test holds both to the same result on every generated document.
"""

from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from mockeinvoice.model import Document, Group, Value
from mockeinvoice.ubl import CAC_NS, CBC_NS, Node, split_note

_CAC, _CBC = f"{{{CAC_NS}}}", f"{{{CBC_NS}}}"


class _Repeated(NamedTuple):
    """An element that is one of a group's instances: a line is a BG-25."""

    group: str
    table: "_Table"


class _Table(dict[str, "str | _Table | _Repeated"]):
    """What each child element of an element is: a term, a mere wrapper, or an instance of a group."""


def _table(leaves: Mapping[str, str] = {}, /, **wrapped: "_Table | _Repeated") -> _Table:
    table = _Table({_CBC + name: term for name, term in leaves.items()})
    table.update({_CAC + name: inner for name, inner in wrapped.items()})
    return table


def _address(line: str, city: str, code: str, country: str) -> _Table:
    leaves = {"StreetName": line, "CityName": city, "PostalZone": code}
    return _table(leaves, Country=_table({"IdentificationCode": country}))


def _allowance(group: str, code: str, reason: str, percent: str, amount: str, base: str, **more: _Table) -> _Repeated:
    leaves = {
        "AllowanceChargeReasonCode": code,
        "AllowanceChargeReason": reason,
        "MultiplierFactorNumeric": percent,
        "Amount": amount,
        "BaseAmount": base,
    }
    return _Repeated(group, _table(leaves, **more))


_SELLER = _table(
    {"EndpointID": "BT-34"},
    PostalAddress=_address("BT-35", "BT-37", "BT-38", "BT-40"),
    PartyLegalEntity=_table({"RegistrationName": "BT-27", "CompanyID": "BT-30", "CompanyLegalForm": "BT-33"}),
    Contact=_table({"Name": "BT-41", "Telephone": "BT-42", "ElectronicMail": "BT-43"}),
)
_BUYER = _table(
    {"EndpointID": "BT-49"},
    PostalAddress=_address("BT-50", "BT-52", "BT-53", "BT-55"),
    PartyLegalEntity=_table({"RegistrationName": "BT-44", "CompanyID": "BT-47"}),
    Contact=_table({"Name": "BT-56", "Telephone": "BT-57", "ElectronicMail": "BT-58"}),
)
_ACCOUNT = _table(
    {"ID": "BT-84", "Name": "BT-85"},
    FinancialInstitutionBranch=_table({"ID": "BT-86"}),
)
_SUBTOTAL = _table(
    {"TaxableAmount": "BT-116", "TaxAmount": "BT-117"},
    TaxCategory=_table(
        {"ID": "BT-118", "Percent": "BT-119", "TaxExemptionReasonCode": "BT-121", "TaxExemptionReason": "BT-120"}
    ),
)
_LINE = _Repeated(
    "BG-25",
    _table(
        {"ID": "BT-126", "InvoicedQuantity": "BT-129", "CreditedQuantity": "BT-129", "LineExtensionAmount": "BT-131"},
        AllowanceCharge=_allowance("BG-27", "BT-140", "BT-139", "BT-138", "BT-136", "BT-137"),
        Item=_table(
            {"Description": "BT-154", "Name": "BT-153"},
            ClassifiedTaxCategory=_table({"ID": "BT-151", "Percent": "BT-152"}),
        ),
        Price=_table({"PriceAmount": "BT-146"}),
    ),
)
_ROOT = _table(
    {
        "CustomizationID": "BT-24",
        "ProfileID": "BT-23",
        "ID": "BT-1",
        "IssueDate": "BT-2",
        "DueDate": "BT-9",
        "InvoiceTypeCode": "BT-3",
        "CreditNoteTypeCode": "BT-3",
        "DocumentCurrencyCode": "BT-5",
        "BuyerReference": "BT-10",
    },
    BillingReference=_Repeated("BG-3", _table(InvoiceDocumentReference=_table({"ID": "BT-25", "IssueDate": "BT-26"}))),
    AdditionalDocumentReference=_Repeated(
        "BG-24", _table({"ID": "BT-122"}, Attachment=_table({"EmbeddedDocumentBinaryObject": "BT-125"}))
    ),
    AccountingSupplierParty=_table(Party=_SELLER),
    AccountingCustomerParty=_table(Party=_BUYER),
    Delivery=_table(
        {"ActualDeliveryDate": "BT-72"},
        DeliveryLocation=_table(Address=_address("BT-75", "BT-77", "BT-78", "BT-80")),
    ),
    PaymentMeans=_Repeated(
        "BG-16", _table({"PaymentMeansCode": "BT-81", "PaymentID": "BT-83"}, PayeeFinancialAccount=_ACCOUNT)
    ),
    AllowanceCharge=_allowance(
        "BG-20", "BT-98", "BT-97", "BT-94", "BT-92", "BT-93", TaxCategory=_table({"ID": "BT-95", "Percent": "BT-96"})
    ),
    TaxTotal=_table({"TaxAmount": "BT-110"}, TaxSubtotal=_Repeated("BG-23", _SUBTOTAL)),
    LegalMonetaryTotal=_table(
        {
            "LineExtensionAmount": "BT-106",
            "TaxExclusiveAmount": "BT-109",
            "TaxInclusiveAmount": "BT-112",
            "AllowanceTotalAmount": "BT-107",
            "PayableAmount": "BT-115",
        }
    ),
    InvoiceLine=_LINE,
    CreditNoteLine=_LINE,
)
_LINES = (f"{_CAC}InvoiceLine", f"{_CAC}CreditNoteLine")
_PARTIES = (("AccountingSupplierParty", "BT-31", "BT-32"), ("AccountingCustomerParty", "BT-48", "BT-48"))


def read_terms(ubl: bytes) -> tuple[Document, Element]:
    """The business terms of a document of ours, and its elements for the rules that ask those."""
    root = fromstring(ubl)  # noqa: S314 - our own writer's bytes, never a stranger's
    document = Document(kind=root.tag.rpartition("}")[2])
    _fill(document, root, _ROOT)
    for party, vat, other in _PARTIES:
        _read_registration(document, root.find(f"{_CAC}{party}/{_CAC}Party/{_CAC}PartyTaxScheme"), vat=vat, other=other)
    if (note := root.find(f"{_CBC}Note")) is not None:
        _read_note(document, note)
    if (due := root.find(f"{_CAC}PaymentMeans/{_CBC}PaymentDueDate")) is not None:
        document.add("BT-9", _value(due))
    return document, root


def _fill(group: Group, element: Element, table: _Table) -> None:
    for child in element:
        place = table.get(child.tag)
        if type(place) is str:
            group.add(place, _value(child))
        elif type(place) is _Repeated:
            _fill(group.new(place.group), child, place.table)
        elif type(place) is _Table:
            _fill(group, child, place)


def _value(element: Element) -> Value:
    return Value(element.text or "", element.attrib)


def _read_registration(document: Document, registration: Element | None, *, vat: str, other: str) -> None:
    """A party's VAT number, or under another tax scheme the seller's tax registration (BT-32)."""
    if registration is None:
        return
    scheme = registration.findtext(f"{_CAC}TaxScheme/{_CBC}ID", "")
    attributes = {} if scheme == "VAT" else {"TaxScheme/ID": scheme}
    number = registration.findtext(f"{_CBC}CompanyID", "")
    document.add(vat if scheme == "VAT" else other, Value(number, attributes))


def _read_note(document: Document, note: Element) -> None:
    subject, text = split_note(note.text or "")
    made = document.new("BG-1")
    if subject:
        made.add("BT-21", Value(subject))
    made.add("BT-22", Value(text))


def header_nodes(root: Element) -> Node:
    """The elements above the lines, as the library's own nodes."""
    made = Node(root.tag, dict(root.attrib), root.text or "")
    made.children = [header_nodes(child) for child in root if child.tag not in _LINES]
    return made
