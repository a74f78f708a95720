"""Seller and buyer in UBL (BG-4 to BG-9)."""

from smoall.domain.kernel.address import Address
from smoall.domain.kernel.party import Party
from smoall.domain.peppol.participant import Endpoint, is_belgian
from smoall.domain.peppol.xml import attribute, group, leaf

VAT_SCHEME = group("TaxScheme", leaf("ID", "VAT"))


def write_seller(party: Party, *, endpoint: Endpoint | None, vat_ids: bool) -> str:
    """BG-4, with the legal form and the register of legal persons in BT-33 (Belgian Companies Code art. 2:20)."""
    legal = ", ".join(part for part in (party.legal_form, party.register) if part)
    return group("AccountingSupplierParty", _party(party, endpoint=endpoint, vat_ids=vat_ids, legal=legal))


def write_buyer(party: Party, *, endpoint: Endpoint | None, vat_ids: bool) -> str:
    """BG-7; the standard has no place for a buyer's legal form (UBL-CR-245)."""
    return group("AccountingCustomerParty", _party(party, endpoint=endpoint, vat_ids=vat_ids, legal=""))


def _party(party: Party, *, endpoint: Endpoint | None, vat_ids: bool, legal: str) -> str:
    return group(
        "Party",
        leaf("EndpointID", endpoint.value, attribute("schemeID", endpoint.scheme)) if endpoint else "",
        _address(party.address),
        group("PartyTaxScheme", leaf("CompanyID", party.vat_number), VAT_SCHEME)
        if party.vat_number and vat_ids
        else "",
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
