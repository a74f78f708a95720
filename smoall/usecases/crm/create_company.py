"""Create a customer with its contacts."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.crm.natural_person import told_by
from smoall.domain.kernel.errors import Finding, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.crm.details import CompanyDetails, ContactDetails, read_company, read_contact
from smoall.usecases.gate import require
from smoall.usecases.privacy.objection.guard import ensure_not_again, ensure_reachable
from smoall.usecases.unit import Unit

MOST_CONTACTS = 100


async def create_company(unit: Unit, details: CompanyDetails, contacts: Sequence[ContactDetails]) -> UUID:
    """Save the company and its contacts; whether it is a natural person is derived where it was not said and can be.

    Raises Forbidden, Invalid with every finding, Conflict PROCESSING_OPPOSED when the owner of one of the addresses, or
    a company under the same number, objected.
    """
    require(unit, Permission.MANAGE_COMPANIES)
    findings: list[Finding] = []
    if len(contacts) > MOST_CONTACTS:
        findings.append(Finding("TOO_MANY_CONTACTS", "contacts", values={"limit": str(MOST_CONTACTS)}))
        refuse_fatal(findings)
    if details.language is None:
        details = replace(details, language=(await unit.organisations.get()).language)
    company = read_company(details, unit.new_id(), findings)
    people = [
        read_contact(given, unit.new_id(), company.id, findings, path=f"contacts[{index}].")
        for index, given in enumerate(contacts)
    ]
    refuse_fatal(findings)
    if company.natural_person is None:
        told = told_by(company.name, company.vat_number, contacts=[person.name for person in people])
        company = replace(company, natural_person=told)
    await ensure_not_again(unit, company)
    await ensure_reachable(unit, [company.email, *(person.email for person in people)])
    await unit.companies.add(company)
    for person in people:
        await unit.companies.add_contact(person)
    unit.record("createCompany", public_id(Kind.COMPANY, company.id))
    return company.id
