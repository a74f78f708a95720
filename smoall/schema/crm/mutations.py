"""Keeping customers."""

import strawberry

from smoall.domain.kernel.ids import Kind, parse_id
from smoall.domain.kernel.language import Language
from smoall.schema.access.mutations import address_details
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.crm.types import Company, Contact
from smoall.schema.kernel import AddressInput, maybe
from smoall.schema.performing import Answer, perform
from smoall.usecases.crm.contacts import ContactChange, add_contact, remove_contact, update_contact
from smoall.usecases.crm.create_company import create_company
from smoall.usecases.crm.details import CompanyDetails, ContactDetails
from smoall.usecases.crm.update_company import CompanyChange, archive_company, update_company

_VERSION = "The version you know; another one answers STALE."


@strawberry.input(description="A natural person at a company.")
class ContactInput:
    """A contact as typed."""

    name: str = says("The person's name.")
    email: str | None = says("Their e-mail address.", default=None)
    phone: str | None = says("Their telephone number.", default=None)
    job_title: str | None = says("What they do there.", default=None)
    language: Language | None = says("Their own language; the company's if absent.", default=None)

    def details(self) -> ContactDetails:
        """The contact as the use cases take it."""
        return ContactDetails(self.name, self.email, self.phone, self.job_title, self.language)


@strawberry.input(description="A new customer.")
class CreateCompanyInput:
    """A company as typed."""

    name: str = says("Its registered name.")
    address: AddressInput = says("Where it is established.")
    language: Language | None = says("The language of its documents; your own if absent.", default=None)
    enterprise_number: str | None = says("Its Belgian enterprise number, dots or not.", default=None)
    vat_number: str | None = says("Its VAT number, with the country's prefix.", default=None)
    email: str | None = says("Its general e-mail address; documents go there unless told otherwise.", default=None)
    phone: str | None = says("Its telephone number.", default=None)
    is_natural_person: bool | None = says(
        "Whether it is a natural person, such as a sole trader; derived if absent, where its name or number tells.",
        default=None,
    )
    contacts: list[ContactInput] = says("The people who work there.", default_factory=list)
    validate_only: bool = says("True: the same findings, nothing written.", default=False)


@strawberry.type(description="The company was created.")
class CreateCompanyPayload:
    """The new company."""

    company: Company = says("The company.")


CreateCompanyResult = result(CreateCompanyPayload, "What came of creating a company.")


async def create_company_(info: Info, input: CreateCompanyInput) -> Answer:
    """Create a customer with its contacts."""
    details = CompanyDetails(
        name=input.name,
        address=address_details(input.address),
        language=input.language,
        enterprise_number=input.enterprise_number,
        vat_number=input.vat_number,
        email=input.email,
        phone=input.phone,
        natural_person=input.is_natural_person,
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"company": await create_company(unit, details, [contact.details() for contact in input.contacts])}

    return await perform(info, act, keep=not input.validate_only)


@strawberry.input(description="What to change of a company: absent fields stay, null empties those that may be empty.")
class UpdateCompanyInput:
    """A change of a company."""

    company: strawberry.ID = says("The company.")
    name: str | None = says("Its registered name.", default=strawberry.UNSET)
    address: AddressInput | None = says("Where it is established.", default=strawberry.UNSET)
    language: Language | None = says("The language of its documents.", default=strawberry.UNSET)
    enterprise_number: str | None = says("Its enterprise number.", default=strawberry.UNSET)
    vat_number: str | None = says("Its VAT number.", default=strawberry.UNSET)
    email: str | None = says("Its general e-mail address.", default=strawberry.UNSET)
    phone: str | None = says("Its telephone number.", default=strawberry.UNSET)
    is_natural_person: bool | None = says("Whether it is a natural person.", default=strawberry.UNSET)
    expected_version: int | None = says(_VERSION, default=None)
    validate_only: bool = says("True: the same findings, nothing written.", default=False)


@strawberry.type(description="The company was changed.")
class UpdateCompanyPayload:
    """The changed company."""

    company: Company = says("The company.")


UpdateCompanyResult = result(UpdateCompanyPayload, "What came of changing a company.")


async def update_company_(info: Info, input: UpdateCompanyInput) -> Answer:
    """Change a customer; issued documents keep what they froze."""
    change = CompanyChange(
        name=maybe(input.name, required=True),
        enterprise_number=maybe(input.enterprise_number),
        vat_number=maybe(input.vat_number),
        language=maybe(input.language, required=True),
        address=maybe(address_details(input.address) if input.address else strawberry.UNSET, required=True),
        email=maybe(input.email),
        phone=maybe(input.phone),
        natural_person=maybe(input.is_natural_person),
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        identity = parse_id(input.company, Kind.COMPANY)
        return {"company": await update_company(unit, identity, change, expected_version=input.expected_version)}

    return await perform(info, act, keep=not input.validate_only)


@strawberry.input(description="Which company to put out of use, or back into it.")
class ArchiveCompanyInput:
    """Archiving."""

    company: strawberry.ID = says("The company.")
    archived: bool = says("True puts it out of use, false brings it back.", default=True)
    expected_version: int | None = says(_VERSION, default=None)


@strawberry.type(description="The company was archived, or brought back.")
class ArchiveCompanyPayload:
    """The company."""

    company: Company = says("The company.")


ArchiveCompanyResult = result(ArchiveCompanyPayload, "What came of archiving a company.")


async def archive_company_(info: Info, input: ArchiveCompanyInput) -> Answer:
    """Put a customer out of use; its documents stay."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        identity = parse_id(input.company, Kind.COMPANY)
        company = await archive_company(
            unit, identity, archived=input.archived, expected_version=input.expected_version
        )
        return {"company": company}

    return await perform(info, act)


@strawberry.input(description="A new contact of a company.")
class AddContactInput:
    """A contact and where they work."""

    company: strawberry.ID = says("The company.")
    contact: ContactInput = says("The person.")


@strawberry.type(description="The contact was added.")
class AddContactPayload:
    """The new contact."""

    contact: Contact = says("The contact.")


AddContactResult = result(AddContactPayload, "What came of adding a contact.")


async def add_contact_(info: Info, input: AddContactInput) -> Answer:
    """Add a person to a company."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        identity = parse_id(input.company, Kind.COMPANY)
        return {"contact": await add_contact(unit, identity, input.contact.details())}

    return await perform(info, act)


@strawberry.input(description="What to change of a contact: absent fields stay, null empties those that may be empty.")
class UpdateContactInput:
    """A change of a contact."""

    contact: strawberry.ID = says("The contact.")
    name: str | None = says("The person's name.", default=strawberry.UNSET)
    email: str | None = says("Their e-mail address.", default=strawberry.UNSET)
    phone: str | None = says("Their telephone number.", default=strawberry.UNSET)
    job_title: str | None = says("What they do there.", default=strawberry.UNSET)
    language: Language | None = says("Their own language.", default=strawberry.UNSET)
    expected_version: int | None = says(_VERSION, default=None)


@strawberry.type(description="The contact was changed.")
class UpdateContactPayload:
    """The changed contact."""

    contact: Contact = says("The contact.")


UpdateContactResult = result(UpdateContactPayload, "What came of changing a contact.")


async def update_contact_(info: Info, input: UpdateContactInput) -> Answer:
    """Change a contact."""
    change = ContactChange(
        name=maybe(input.name, required=True),
        email=maybe(input.email),
        phone=maybe(input.phone),
        job_title=maybe(input.job_title),
        language=maybe(input.language),
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        identity = parse_id(input.contact, Kind.CONTACT)
        return {"contact": await update_contact(unit, identity, change, expected_version=input.expected_version)}

    return await perform(info, act)


@strawberry.input(description="Which contact to take off the company's record.")
class RemoveContactInput:
    """Removing."""

    contact: strawberry.ID = says("The contact.")
    expected_version: int | None = says(_VERSION, default=None)


@strawberry.type(description="The contact was removed.")
class RemoveContactPayload:
    """The company without them."""

    company: Company = says("The company.")


RemoveContactResult = result(RemoveContactPayload, "What came of removing a contact.")


async def remove_contact_(info: Info, input: RemoveContactInput) -> Answer:
    """Take a person off a company's record; issued documents keep what they froze."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        identity = parse_id(input.contact, Kind.CONTACT)
        return {"company": await remove_contact(unit, identity, expected_version=input.expected_version)}

    return await perform(info, act)
