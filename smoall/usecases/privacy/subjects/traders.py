"""Companies that are natural persons: with whom they are erased."""

from collections.abc import Sequence

from smoall.domain.crm.company import Company, Contact
from smoall.domain.crm.natural_person import is_same_person
from smoall.domain.privacy.subject_request import SubjectRequest
from smoall.usecases.privacy.objection.addresses import spellings
from smoall.usecases.unit import Unit


def may_be_erased(company: Company) -> bool:
    """Whether the company is a person, and was not erased before."""
    return company.natural_person is True and company.erased_at is None


async def traders_among(unit: Unit, contacts: Sequence[Contact]) -> Sequence[Company]:
    """The companies, locked, that are one of these contacts by name: who erases the one erases the other."""
    found = []
    for company_id in dict.fromkeys(one.company_id for one in contacts):
        company = await unit.companies.get(company_id, lock=True)
        names = [one.name for one in contacts if one.company_id == company_id]
        if company and may_be_erased(company) and any(is_same_person(company.name, name) for name in names):
            found.append(company)
    return found


async def traders_of_case(unit: Unit, request: SubjectRequest, contacts: Sequence[Contact]) -> Sequence[Company]:
    """The companies, locked, that are the person of a case: under the name of one of their contacts, or bearing both
    the name and the address that the case tells. One of the two alone does not tell."""
    found = {one.id: one for one in await traders_among(unit, contacts)}
    emails = spellings(request.person_email) if request.person_email else []
    for company_id in await unit.subjects.persons_known_as(emails):
        company = await unit.companies.get(company_id, lock=True)
        if company and may_be_erased(company) and is_same_person(company.name, request.person_name):
            found.setdefault(company.id, company)
    return list(found.values())
