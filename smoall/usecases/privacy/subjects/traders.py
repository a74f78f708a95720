"""Companies that are natural persons: with whom they are erased."""

from collections.abc import Sequence

from smoall.domain.crm.company import Company, Contact
from smoall.domain.crm.natural_person import is_same_person
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
