"""Seller and buyer in UBL (BG-4 to BG-9)."""

from smoall.domain.kernel.address import Address
from smoall.domain.kernel.party import Party
from smoall.domain.peppol.participant import Endpoint, is_belgian
from smoall.domain.peppol.xml import attribute, group, leaf

VAT_SCHEME = group("TaxScheme", leaf("ID", "VAT"))
_TAX_SCHEME = group("TaxScheme", leaf("ID", "TAX"))


def write_seller(party: Party, *, endpoint: Endpoint | None, vat_ids: bool) -> str:
    """BG-4, with the legal form and the register of legal persons in BT-33 (Belgian Companies Code art. 2:20)."""
    legal = ", ".join(part for part in (party.legal_form, party.register) if part)
    tax = _vat_number(party) or _tax_registration(party) if vat_ids else ""
    return group("AccountingSupplierParty", _party(party, endpoint=endpoint, tax=tax, legal=legal))


def write_buyer(party: Party, *, endpoint: Endpoint | None, vat_ids: bool) -> str:
    """BG-7; the standard has no place for a buyer's legal form (UBL-CR-245)."""
    tax = _vat_number(party) if vat_ids else ""
    return group("AccountingCustomerParty", _party(party, endpoint=endpoint, tax=tax, legal=""))


def _vat_number(party: Party) -> str:
    return group("PartyTaxScheme", leaf("CompanyID", party.vat_number), VAT_SCHEME) if party.vat_number else ""


def _tax_registration(party: Party) -> str:
    """BT-32: what a seller without VAT number is known by, for its exempt work (BR-E-02)."""
    number = party.enterprise_number
    return group("PartyTaxScheme", leaf("CompanyID", number), _TAX_SCHEME) if number else ""


def _party(party: Party, *, endpoint: Endpoint | None, tax: str, legal: str) -> str:
    return group(
        "Party",
        leaf("EndpointID", endpoint.value, attribute("schemeID", endpoint.scheme)) if endpoint else "",
        _address(party.address),
        tax,
        group(
            "PartyLegalEntity",
            leaf("RegistrationName", party.name),
            _registration(party.enterprise_number),
            leaf("CompanyLegalForm", legal),
        ),
        group(
            "Contact",
            leaf("Name", party.contact_name),
            leaf("Telephone", party.phone),
            leaf("ElectronicMail", party.email),
        ),
    )


def _registration(number: str | None) -> str:
    if not number:
        return ""
    return leaf("CompanyID", number, attribute("schemeID", "0208") if is_belgian(number) else "")


def _address(address: Address) -> str:
    return group(
        "PostalAddress",
        leaf("StreetName", address.street),
        leaf("CityName", address.city),
        leaf("PostalZone", address.postal_code),
        group("Country", leaf("IdentificationCode", address.country)),
    )
