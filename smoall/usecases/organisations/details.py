"""An organisation's details as a person gives them."""

from dataclasses import dataclass
from functools import partial
from re import compile as pattern
from uuid import UUID

from smoall.domain.kernel.address import Address
from smoall.domain.kernel.countries import country_code
from smoall.domain.kernel.errors import Finding, collect
from smoall.domain.kernel.identifiers import Bic, EnterpriseNumber, Iban
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.text import clean_text, email_address, optional_text
from smoall.domain.organisations.logo import Logo
from smoall.domain.organisations.organisation import Organisation

BELGIAN_POSTAL_CODE = pattern(r"[1-9][0-9]{3}")


@dataclass(frozen=True, slots=True)
class AddressDetails:
    """An address as typed."""

    street: str
    postal_code: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """An organisation as typed."""

    name: str
    enterprise_number: str
    vat_registered: bool
    address: AddressDetails
    small_enterprise: bool = False
    legal_form: str | None = None
    register: str | None = None
    iban: str | None = None
    bic: str | None = None
    email: str | None = None
    phone: str | None = None
    logo: str | None = None
    fiscal_year_start: int = 1


def read_address(given: AddressDetails, findings: list[Finding], *, path: str) -> Address:
    """The address with its findings noted; a part that cannot be read stays as typed, for nothing will be stored."""
    part = partial(clean_text, max_length=200)
    if given.country.strip().upper() == "BE" and not BELGIAN_POSTAL_CODE.fullmatch(given.postal_code.strip()):
        findings.append(Finding("POSTAL_CODE_INVALID", f"{path}postalCode"))
    return Address(
        street=collect(findings, f"{path}street", part, given.street) or "",
        postal_code=collect(findings, f"{path}postalCode", partial(clean_text, max_length=20), given.postal_code) or "",
        city=collect(findings, f"{path}city", partial(clean_text, max_length=100), given.city) or "",
        country=collect(findings, f"{path}country", country_code, given.country) or "",
    )


def read_organisation(
    given: OrganisationDetails, identity: UUID, language: Language, findings: list[Finding], *, path: str = ""
) -> Organisation | None:
    """The organisation, its VAT number derived from its enterprise number; None when that number is wrong."""
    number = collect(findings, f"{path}enterpriseNumber", EnterpriseNumber.parse, given.enterprise_number)
    name = collect(findings, f"{path}name", partial(clean_text, max_length=200), given.name)
    short = partial(optional_text, max_length=100)
    iban = collect(findings, f"{path}iban", Iban.parse, given.iban) if given.iban else None
    bic = collect(findings, f"{path}bic", Bic.parse, given.bic) if given.bic else None
    logo = collect(findings, f"{path}logo", Logo.parse, given.logo) if given.logo else None
    if not 1 <= given.fiscal_year_start <= 12:
        findings.append(Finding("MONTH_INVALID", f"{path}fiscalYearStart"))
    organisation = Organisation(
        id=identity,
        name=name or "",
        enterprise_number=str(number),
        address=read_address(given.address, findings, path=f"{path}address."),
        language=language,
        vat_number=number.vat_number if number and given.vat_registered else None,
        small_enterprise=given.small_enterprise,
        legal_form=collect(findings, f"{path}legalForm", short, given.legal_form),
        register=collect(findings, f"{path}register", short, given.register),
        iban=str(iban) if iban else None,
        bic=str(bic) if bic else None,
        email=collect(findings, f"{path}email", email_address, given.email) if given.email else None,
        phone=collect(findings, f"{path}phone", short, given.phone),
        logo=str(logo) if logo else None,
        fiscal_year_start=given.fiscal_year_start,
    )
    return organisation if number else None
