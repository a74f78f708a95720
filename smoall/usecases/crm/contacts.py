"""Add, change and remove the contacts of a customer."""

from dataclasses import dataclass, replace
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.crm.company import Company, Contact
from smoall.domain.kernel.errors import Conflict, Finding, NotFound, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.marks import ensure_unopposed
from smoall.usecases.changes import ABSENT, Maybe, given
from smoall.usecases.crm.details import ContactDetails, read_contact
from smoall.usecases.crm.update_company import load_company
from smoall.usecases.gate import require
from smoall.usecases.privacy.objection.guard import ensure_changeable, ensure_reachable, ensure_way_to_reach
from smoall.usecases.unit import Unit
from smoall.usecases.versions import expect_version


@dataclass(frozen=True, slots=True)
class ContactChange:
    """What to change; absent fields stay, null ones are emptied."""

    name: Maybe[str] = ABSENT
    email: Maybe[str | None] = ABSENT
    phone: Maybe[str | None] = ABSENT
    job_title: Maybe[str | None] = ABSENT
    language: Maybe[Language | None] = ABSENT


async def add_contact(unit: Unit, company_id: UUID | None, details: ContactDetails) -> UUID:
    """Save a new contact. Raises Forbidden, NotFound, Invalid with every finding, Conflict PROCESSING_OPPOSED or
    PROCESSING_RESTRICTED."""
    require(unit, Permission.MANAGE_COMPANIES)
    company = await load_company(unit, company_id, None)
    ensure_changeable(company)
    ensure_unopposed(company.opposition)
    findings: list[Finding] = []
    contact = read_contact(details, unit.new_id(), company.id, findings)
    refuse_fatal(findings)
    await ensure_reachable(unit, [contact.email])
    await unit.companies.add_contact(contact)
    unit.record("addContact", public_id(Kind.COMPANY, company.id), contact=public_id(Kind.CONTACT, contact.id))
    return contact.id


async def update_contact(
    unit: Unit, contact_id: UUID | None, change: ContactChange, *, expected_version: int | None
) -> UUID:
    """Save the change. Raises Forbidden, NotFound, Conflict STALE, PROCESSING_OPPOSED (another address or
    number) or PROCESSING_RESTRICTED, Invalid with every finding."""
    require(unit, Permission.MANAGE_COMPANIES)
    contact = await _load(unit, contact_id, expected_version)
    company = await _changeable(unit, contact)
    findings: list[Finding] = []
    details = ContactDetails(
        name=given(change.name, contact.name),
        email=given(change.email, contact.email),
        phone=given(change.phone, contact.phone),
        job_title=given(change.job_title, contact.job_title),
        language=given(change.language, contact.language),
    )
    updated = read_contact(details, contact.id, contact.company_id, findings)
    refuse_fatal(findings)
    await ensure_way_to_reach(unit, contact, updated, opposition=contact.opposition or company.opposition)
    await unit.companies.replace_contact(replace(updated, source=contact.source, version=contact.version))
    unit.record(
        "updateContact", public_id(Kind.COMPANY, contact.company_id), contact=public_id(Kind.CONTACT, contact.id)
    )
    return contact.id


async def remove_contact(unit: Unit, contact_id: UUID | None, *, expected_version: int | None) -> UUID:
    """Take the contact off the company's record; answers the company. Raises Forbidden, NotFound, Conflict STALE
    or PROCESSING_RESTRICTED."""
    require(unit, Permission.MANAGE_COMPANIES)
    contact = await _load(unit, contact_id, expected_version)
    await _changeable(unit, contact)
    await unit.companies.remove_contact(contact.id)
    unit.record(
        "removeContact", public_id(Kind.COMPANY, contact.company_id), contact=public_id(Kind.CONTACT, contact.id)
    )
    return contact.company_id


async def _changeable(unit: Unit, contact: Contact) -> Company:
    company = await load_company(unit, contact.company_id, None)
    ensure_changeable(contact, company)
    return company


async def _load(unit: Unit, contact_id: UUID | None, expected_version: int | None) -> Contact:
    contact = await unit.companies.contact(contact_id, lock=True) if contact_id else None
    if contact is None:
        raise NotFound("CONTACT_NOT_FOUND")
    expect_version(expected_version, contact.version)
    if not contact.name:
        raise Conflict("CONTACT_ANONYMISED")
    return contact
