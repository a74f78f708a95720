"""What is written where, and that it never changes by accident."""

from base64 import b64decode
from dataclasses import replace
from decimal import Decimal
from xml.etree.ElementTree import Element, fromstring

import pytest

from smoall.domain.invoicing.document import IssuedDocument
from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.peppol.bis3 import BIS, CORE, write_ubl
from smoall.infra.peppol.rules import OfficialRules
from tests import builders, oracle
from tests.domain.peppol.cases import CASES, GOLDEN, PDF, ubl_of

NAMESPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
SELLER = "cac:AccountingSupplierParty/cac:Party"
BUYER = "cac:AccountingCustomerParty/cac:Party"


def written(document: IssuedDocument) -> Element:
    return fromstring(write_ubl(document))


def text(root: Element, path: str) -> str | None:
    return root.findtext(path, namespaces=NAMESPACES)


def texts(root: Element, path: str) -> list[str | None]:
    return [found.text for found in root.iterfind(path, NAMESPACES)]


@pytest.mark.parametrize("case", CASES)
def test_the_golden_files_are_written_byte_for_byte(case: str) -> None:
    assert ubl_of(case) == (GOLDEN / f"{case}.xml").read_bytes()


@pytest.mark.parametrize("case", CASES)
def test_the_golden_files_are_officially_valid(case: str) -> None:
    ubl = (GOLDEN / f"{case}.xml").read_bytes()
    assert oracle.schema_errors(ubl) == []
    assert oracle.official_failures(ubl) == []
    assert OfficialRules().check_all(ubl) == ()


def test_there_is_a_golden_file_for_every_case_and_no_other() -> None:
    assert {file.stem for file in GOLDEN.glob("*.xml")} == set(CASES)


def test_the_pdf_travels_inside() -> None:
    root = fromstring(write_ubl(builders.issued_document(number="2026/7"), pdf=PDF, pdf_name='a "b" & c.pdf'))
    embedded = root.find("cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject", NAMESPACES)
    assert embedded is not None
    assert b64decode(embedded.text or "") == PDF
    assert embedded.attrib == {"mimeCode": "application/pdf", "filename": 'a "b" & c.pdf'}


def test_the_pdf_is_named_after_the_number_without_its_slashes() -> None:
    assert b'filename="2026-7.pdf"' in write_ubl(builders.issued_document(number="2026/7"), pdf=PDF)


def test_payment_is_by_transfer_with_the_communication_as_twelve_digits() -> None:
    document = builders.issued_document()
    root = written(document)
    assert text(root, "cac:PaymentMeans/cbc:PaymentMeansCode") == "30"
    assert text(root, "cac:PaymentMeans/cbc:PaymentID") == document.structured_communication
    assert text(root, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID") == document.seller.iban
    branch = "cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID"
    assert text(root, branch) == document.seller.bic


def test_without_account_the_means_of_payment_is_not_defined() -> None:
    root = written(builders.issued_document(seller=builders.seller(iban=None, bic=None)))
    assert texts(root, "cac:PaymentMeans/cbc:PaymentMeansCode") == ["1"]
    assert texts(root, "cac:PaymentMeans/cac:PayeeFinancialAccount") == []


def test_an_invoice_has_its_due_date_at_the_root_and_a_credit_note_in_its_means_of_payment() -> None:
    invoice, credit_note = written(CASES["standard"]), written(CASES["credit-note"])
    assert (texts(invoice, "cbc:DueDate"), texts(invoice, "cac:PaymentMeans/cbc:PaymentDueDate")) == (
        ["2026-12-23"],
        [],
    )
    assert texts(credit_note, "cac:PaymentMeans/cbc:PaymentDueDate") == ["2026-12-23"]


def test_a_credit_note_names_the_invoice_it_corrects() -> None:
    reference = "cac:BillingReference/cac:InvoiceDocumentReference"
    root = written(CASES["credit-note"])
    assert text(root, f"{reference}/cbc:ID") == "F2026-0001"
    assert text(root, f"{reference}/cbc:IssueDate") == "2026-11-02"
    assert text(root, "cbc:CreditNoteTypeCode") == "381"


def test_there_is_one_note_with_the_text_and_the_mentions() -> None:
    document = replace(
        builders.issued_document(builders.content(note="Bonjour")), mentions=("Autoliquidation", "Merci")
    )
    assert texts(written(document), "cbc:Note") == ["Bonjour\nAutoliquidation\nMerci"]


@pytest.mark.parametrize(
    ("note", "expected"),
    [("#abc#def", "# abc#def"), ("voir #123", "voir # 123"), ("#ab#", "#ab#"), ("a#12\x003#", "a# 123#")],
)
def test_a_note_is_never_taken_for_a_subject_code(note: str, expected: str) -> None:
    assert texts(written(builders.issued_document(builders.content(note=note))), "cbc:Note") == [expected]


def test_outside_the_scope_no_vat_number_and_no_rate_is_written() -> None:
    ubl = ubl_of("outside-scope")
    assert b"PartyTaxScheme" not in ubl
    assert b"Percent>" not in ubl


def test_a_seller_without_vat_number_is_known_by_its_tax_registration() -> None:
    root = written(CASES["exempt"])
    assert text(root, f"{SELLER}/cac:PartyTaxScheme/cbc:CompanyID") == builders.SELLER_NUMBER
    assert text(root, f"{SELLER}/cac:PartyTaxScheme/cac:TaxScheme/cbc:ID") == "TAX"


def test_legal_form_and_register_stand_together() -> None:
    root = written(builders.issued_document())
    assert text(root, f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyLegalForm") == "SRL, RPM Bruxelles"


def test_a_number_of_another_country_s_register_has_no_scheme() -> None:
    root = written(builders.issued_document(buyer=builders.foreign_buyer(enterprise_number="RCS 999 990 005")))
    found = root.find(f"{BUYER}/cac:PartyLegalEntity/cbc:CompanyID", NAMESPACES)
    assert found is not None
    assert (found.text, found.attrib) == ("RCS 999 990 005", {})


@pytest.mark.parametrize(
    ("reference", "contact", "expected"),
    [("PO-17", "An", "PO-17"), (None, "An Peeters", "An Peeters"), (None, None, "NA"), (" ", None, "NA")],
)
def test_the_buyer_reference_is_never_missing(reference: str | None, contact: str | None, expected: str) -> None:
    content = builders.content(buyer_reference=reference)
    document = builders.issued_document(content, buyer=builders.buyer(contact_name=contact))
    assert text(written(document), "cbc:BuyerReference") == expected


def test_a_negative_price_becomes_a_negative_quantity() -> None:
    root = written(builders.issued_document(builders.content(builders.line(unit_price=Decimal("-85.00")))))
    assert text(root, "cac:InvoiceLine/cbc:InvoicedQuantity") == "-2.5"
    assert text(root, "cac:InvoiceLine/cac:Price/cbc:PriceAmount") == "85"
    assert text(root, "cac:InvoiceLine/cbc:LineExtensionAmount") == "-212.50"


def test_the_first_line_of_a_description_is_the_name() -> None:
    content = builders.content(builders.line(description="\nPorte\nchêne massif\n2 vantaux"))
    root = written(builders.issued_document(content))
    assert text(root, "cac:InvoiceLine/cac:Item/cbc:Name") == "Porte"
    assert text(root, "cac:InvoiceLine/cac:Item/cbc:Description") == "chêne massif\n2 vantaux"


def test_a_document_between_two_addresses_names_bis_and_any_other_the_core() -> None:
    assert text(written(CASES["standard"]), "cbc:CustomizationID") == BIS
    person = written(CASES["private-person"])
    assert (text(person, "cbc:CustomizationID"), texts(person, "cbc:ProfileID")) == (CORE, [])
    assert text(person, f"{BUYER}/cbc:EndpointID") == "an@post.example"


def test_totals_are_those_that_were_issued() -> None:
    document = CASES["standard"]
    root = written(document)
    assert text(root, "cac:LegalMonetaryTotal/cbc:PayableAmount") == str(document.totals.gross)
    assert text(root, "cac:TaxTotal/cbc:TaxAmount") == str(document.totals.vat)
    assert text(root, "cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount") == str(document.totals.discounts)


def test_an_amount_of_discount_has_neither_percentage_nor_base() -> None:
    by_percent, by_amount = written(CASES["standard"]).findall("cac:AllowanceCharge", NAMESPACES)
    assert text(by_percent, "cbc:MultiplierFactorNumeric") == "5"
    assert text(by_percent, "cbc:BaseAmount") is not None
    assert texts(by_amount, "cbc:MultiplierFactorNumeric") + texts(by_amount, "cbc:BaseAmount") == []


def test_the_reason_for_exemption_is_said_in_the_document_s_language() -> None:
    root = written(CASES["small-enterprise"])
    category = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory"
    assert text(root, f"{category}/cbc:TaxExemptionReason") == "Bijzondere vrijstellingsregeling kleine ondernemingen"
    assert texts(root, f"{category}/cbc:TaxExemptionReasonCode") == []
    intra = written(CASES["intra-community"])
    assert text(intra, f"{category}/cbc:TaxExemptionReasonCode") == "VATEX-EU-IC"


def test_delivery_is_written_for_intra_community_supplies() -> None:
    root = written(CASES["intra-community"])
    assert text(root, "cac:Delivery/cbc:ActualDeliveryDate") == "2026-11-20"
    assert text(root, "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode") == "FR"


def test_the_same_document_gives_the_same_bytes() -> None:
    content = builders.content(builders.line(vat=Vat(VatCategory.STANDARD, Decimal(21))))
    assert write_ubl(builders.issued_document(content)) == write_ubl(builders.issued_document(content))
