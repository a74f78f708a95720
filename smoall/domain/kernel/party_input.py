"""A party as a person typed it, made into one that a document can bear: every finding at once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from smoall.domain.kernel.address import Address
from smoall.domain.kernel.countries import country_code
from smoall.domain.kernel.errors import Finding, Unparsable, collect
from smoall.domain.kernel.identifiers import Bic, EnterpriseNumber, Iban, VatNumber
from smoall.domain.kernel.party import Party
from smoall.domain.kernel.text import clean_text, email_address

NAME_LENGTH = 200
STREET_LENGTH = 200
CITY_LENGTH = 100
POSTAL_CODE_LENGTH = 20
SHORT_LENGTH = 100


def clean_party(party: Party, *, path: str = "") -> tuple[Party, tuple[Finding, ...]]:
    """The party with its texts cleaned and its numbers compact, and what is wrong with it.

    Paths are the API's names below ``path``: ``enterpriseNumber``, ``address.postalCode``. A field with a finding keeps
    what was typed. A Belgian VAT number must be the enterprise number's own (ENTERPRISE_VAT_MISMATCH).
    """
    findings: list[Finding] = []
    prefix = f"{path}." if path else ""
    address, broken = clean_address(party.address, path=f"{prefix}address")
    findings.extend(broken)

    def read(name: str, parse: Callable[[str], object], text: str | None) -> str | None:
        if text is None or not text.strip():
            return None
        value = collect(findings, prefix + name, parse, text)
        return text if value is None else str(value)

    short = partial(clean_text, max_length=SHORT_LENGTH)
    cleaned = replace(
        party,
        name=_required(findings, f"{prefix}name", party.name, max_length=NAME_LENGTH),
        address=address,
        enterprise_number=read("enterpriseNumber", EnterpriseNumber.parse, party.enterprise_number),
        vat_number=read("vatNumber", VatNumber.parse, party.vat_number),
        email=read("email", email_address, party.email),
        contact_name=read("contactName", short, party.contact_name),
        phone=read("phone", short, party.phone),
        legal_form=read("legalForm", short, party.legal_form),
        register=read("register", short, party.register),
        iban=read("iban", Iban.parse, party.iban),
        bic=read("bic", Bic.parse, party.bic),
    )
    collect(findings, f"{prefix}vatNumber", _check_same, cleaned)
    return cleaned, tuple(findings)


def clean_address(address: Address, *, path: str = "address") -> tuple[Address, tuple[Finding, ...]]:
    """The address with its texts cleaned, and what is wrong with it; a Belgian postal code has four digits."""
    findings: list[Finding] = []
    country = collect(findings, f"{path}.country", country_code, address.country) or address.country
    cleaned = Address(
        street=_required(findings, f"{path}.street", address.street, max_length=STREET_LENGTH),
        postal_code=_required(findings, f"{path}.postalCode", address.postal_code, max_length=POSTAL_CODE_LENGTH),
        city=_required(findings, f"{path}.city", address.city, max_length=CITY_LENGTH),
        country=country,
    )
    collect(findings, f"{path}.postalCode", _check_postal_code, cleaned)
    return cleaned, tuple(findings)


def _required(findings: list[Finding], path: str, text: str, *, max_length: int) -> str:
    cleaned = collect(findings, path, partial(clean_text, max_length=max_length), text)
    return text if cleaned is None else cleaned


def _check_postal_code(address: Address) -> None:
    code = address.postal_code
    belgian = code.isascii() and code.isdigit() and 1000 <= int(code[:5]) <= 9999
    if address.country == "BE" and code.strip() and not belgian:
        raise Unparsable("POSTAL_CODE_INVALID")


def _check_same(party: Party) -> None:
    number, vat = party.enterprise_number, party.vat_number
    if number and vat and vat.startswith("BE") and len(vat) == 12 and len(number) == 10 and vat != f"BE{number}":
        raise Unparsable("ENTERPRISE_VAT_MISMATCH")
