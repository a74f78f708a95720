"""A company's and a contact's details as a person gives them."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from smoall.domain.crm.company import Company, Contact
from smoall.domain.kernel.errors import Finding, collect
from smoall.domain.kernel.identifiers import EnterpriseNumber, VatNumber
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.text import clean_text, email_address, optional_text
from smoall.usecases.organisations.details import AddressDetails, read_address


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """A contact as typed."""

    name: str
    email: str | None = None
    phone: str | None = None
    job_title: str | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class CompanyDetails:
    """A company as typed."""

    name: str
    address: AddressDetails
    language: Language | None
    enterprise_number: str | None = None
    vat_number: str | None = None
    email: str | None = None
    phone: str | None = None
    natural_person: bool | None = None


def read_company(given: CompanyDetails, identity: UUID, findings: list[Finding]) -> Company:
    """The company with its findings noted; a Belgian VAT number must be that of the enterprise number."""
    number = (
        collect(findings, "enterpriseNumber", EnterpriseNumber.parse, given.enterprise_number)
        if given.enterprise_number
        else None
    )
    vat = collect(findings, "vatNumber", VatNumber.parse, given.vat_number) if given.vat_number else None
    if vat and vat.prefix == "BE" and not given.enterprise_number:
        number = EnterpriseNumber.parse(str(vat))
    if number and vat and vat.prefix == "BE" and str(vat) != number.vat_number:
        findings.append(Finding("VAT_NUMBER_OF_ANOTHER", "vatNumber", values={"expected": number.vat_number}))
    return Company(
        id=identity,
        name=collect(findings, "name", partial(clean_text, max_length=200), given.name) or "",
        address=read_address(given.address, findings, path="address."),
        language=given.language or Language.FR,
        enterprise_number=str(number) if number else None,
        vat_number=str(vat) if vat else None,
        email=collect(findings, "email", email_address, given.email) if given.email else None,
        phone=collect(findings, "phone", partial(optional_text, max_length=50), given.phone),
        natural_person=given.natural_person,
    )


def read_contact(
    given: ContactDetails, identity: UUID, company_id: UUID, findings: list[Finding], *, path: str = ""
) -> Contact:
    """The contact with its findings noted."""
    return Contact(
        id=identity,
        company_id=company_id,
        name=collect(findings, f"{path}name", partial(clean_text, max_length=100), given.name) or "",
        email=collect(findings, f"{path}email", email_address, given.email) if given.email else None,
        phone=collect(findings, f"{path}phone", partial(optional_text, max_length=50), given.phone),
        job_title=collect(findings, f"{path}jobTitle", partial(optional_text, max_length=100), given.job_title),
        language=given.language,
    )
