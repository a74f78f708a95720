"""Change, archive and bring back a customer."""

from dataclasses import dataclass, replace
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.crm.company import Company
from smoall.domain.crm.natural_person import told_by
from smoall.domain.kernel.errors import Finding, NotFound, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.usecases.changes import ABSENT, Absent, Maybe, given
from smoall.usecases.crm.details import CompanyDetails, read_company
from smoall.usecases.gate import require
from smoall.usecases.organisations.details import AddressDetails
from smoall.usecases.privacy.objection.guard import ensure_changeable, ensure_not_again, ensure_way_to_reach
from smoall.usecases.unit import Unit
from smoall.usecases.versions import expect_version


@dataclass(frozen=True, slots=True)
class CompanyChange:
    """What to change; absent fields stay, null ones are emptied."""

    name: Maybe[str] = ABSENT
    enterprise_number: Maybe[str | None] = ABSENT
    vat_number: Maybe[str | None] = ABSENT
    language: Maybe[Language] = ABSENT
    address: Maybe[AddressDetails] = ABSENT
    email: Maybe[str | None] = ABSENT
    phone: Maybe[str | None] = ABSENT
    natural_person: Maybe[bool | None] = ABSENT


async def load_company(unit: Unit, company_id: UUID | None, expected_version: int | None) -> Company:
    """The company, locked, in the version that the caller knows. Raises NotFound, Conflict STALE."""
    company = await unit.companies.get(company_id, lock=True) if company_id else None
    if company is None:
        raise NotFound("COMPANY_NOT_FOUND")
    expect_version(expected_version, company.version)
    return company


async def update_company(
    unit: Unit, company_id: UUID | None, change: CompanyChange, *, expected_version: int | None
) -> UUID:
    """Save the change. What was said or derived of a natural person stays, unless another name or number tells better.

    Raises Forbidden, NotFound, Conflict STALE, PROCESSING_OPPOSED (another address, number or record) or
    PROCESSING_RESTRICTED, Invalid with every finding.
    """
    require(unit, Permission.MANAGE_COMPANIES)
    company = await load_company(unit, company_id, expected_version)
    ensure_changeable(company)
    findings: list[Finding] = []
    details = CompanyDetails(
        name=given(change.name, company.name),
        address=_address(company) if isinstance(change.address, Absent) else change.address,
        language=given(change.language, company.language),
        enterprise_number=given(change.enterprise_number, company.enterprise_number),
        vat_number=given(change.vat_number, company.vat_number),
        email=given(change.email, company.email),
        phone=given(change.phone, company.phone),
        natural_person=given(change.natural_person, company.natural_person),
    )
    updated = read_company(details, company.id, findings)
    refuse_fatal(findings)
    if isinstance(change.natural_person, Absent) and (updated.name, updated.vat_number) != _known_by(company):
        told = told_by(updated.name, updated.vat_number)
        updated = replace(updated, natural_person=company.natural_person if told is None else told)
    await ensure_not_again(unit, updated, before=company)
    await ensure_way_to_reach(unit, company, updated, opposition=company.opposition)
    await unit.companies.replace(replace(updated, version=company.version, archived_at=company.archived_at))
    unit.record("updateCompany", public_id(Kind.COMPANY, company.id))
    return company.id


def _known_by(company: Company) -> tuple[str, str | None]:
    return company.name, company.vat_number


def _address(company: Company) -> AddressDetails:
    address = company.address
    return AddressDetails(address.street, address.postal_code, address.city, address.country)


async def archive_company(unit: Unit, company_id: UUID | None, *, archived: bool, expected_version: int | None) -> UUID:
    """Put the company out of use, or back into it; its documents stay. Raises Forbidden, NotFound, Conflict STALE
    or PROCESSING_RESTRICTED."""
    require(unit, Permission.MANAGE_COMPANIES)
    company = await load_company(unit, company_id, expected_version)
    ensure_changeable(company)
    if archived is not (company.archived_at is not None):
        await unit.companies.replace(replace(company, archived_at=unit.now if archived else None))
        unit.record("archiveCompany" if archived else "restoreCompany", public_id(Kind.COMPANY, company.id))
    return company.id
