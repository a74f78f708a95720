"""Changing the organisation and its journals."""

import strawberry

from smoall.domain.kernel.ids import Kind, parse_id
from smoall.domain.kernel.language import Language
from smoall.schema.access.mutations import address_details
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.kernel import AddressInput, maybe
from smoall.schema.organisations.types import Journal, Organisation
from smoall.schema.performing import Answer, perform
from smoall.usecases.organisations.configure_journal import configure_journal
from smoall.usecases.organisations.update_organisation import OrganisationChange, update_organisation


@strawberry.input(
    description="What to change of the organisation: absent fields stay, null empties those that may be empty."
)
class UpdateOrganisationInput:
    """A change of the organisation."""

    name: str | None = says("Its registered name.", default=strawberry.UNSET)
    vat_registered: bool | None = says("Whether it is registered for VAT.", default=strawberry.UNSET)
    small_enterprise: bool | None = says("Whether it is under the small-enterprise scheme.", default=strawberry.UNSET)
    legal_form: str | None = says("Its legal form.", default=strawberry.UNSET)
    register: str | None = says("The court of its register of legal persons.", default=strawberry.UNSET)
    address: AddressInput | None = says("Its registered office.", default=strawberry.UNSET)
    iban: str | None = says("The account on which it is paid.", default=strawberry.UNSET)
    bic: str | None = says("The BIC of that account's bank.", default=strawberry.UNSET)
    email: str | None = says("Its address for customers.", default=strawberry.UNSET)
    phone: str | None = says("Its telephone number.", default=strawberry.UNSET)
    logo: str | None = says("Its logo as a data: URL of a PNG or JPEG.", default=strawberry.UNSET)
    language: Language | None = says("Its own language.", default=strawberry.UNSET)
    expected_version: int | None = says("The version you know; another one answers STALE.", default=None)
    validate_only: bool = says("True: the same findings, nothing written.", default=False)


@strawberry.type(description="The organisation was changed.")
class UpdateOrganisationPayload:
    """The changed organisation."""

    organisation: Organisation = says("The organisation.")


UpdateOrganisationResult = result(UpdateOrganisationPayload, "What came of changing the organisation.")


async def update_organisation_(info: Info, input: UpdateOrganisationInput) -> Answer:
    """Change the organisation."""
    change = OrganisationChange(
        name=maybe(input.name, required=True),
        vat_registered=maybe(input.vat_registered, required=True),
        small_enterprise=maybe(input.small_enterprise, required=True),
        legal_form=maybe(input.legal_form),
        register=maybe(input.register),
        address=maybe(address_details(input.address) if input.address else strawberry.UNSET, required=True),
        iban=maybe(input.iban),
        bic=maybe(input.bic),
        email=maybe(input.email),
        phone=maybe(input.phone),
        logo=maybe(input.logo),
        language=maybe(input.language, required=True),
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        await update_organisation(unit, change, expected_version=input.expected_version)
        return {"organisation": unit.actor.organisation_id}

    return await perform(info, act, keep=not input.validate_only)


@strawberry.input(description="How a journal writes its numbers.")
class ConfigureJournalInput:
    """A journal's pattern."""

    journal: strawberry.ID = says("The journal.")
    pattern: str = says("The pattern: `{year}-{number:4}`; {year} or {yy}, one {number}, {journal} if you like.")
    expected_version: int | None = says("The version you know; another one answers STALE.", default=None)


@strawberry.type(description="The journal was configured.")
class ConfigureJournalPayload:
    """The configured journal."""

    journal: Journal = says("The journal.")


ConfigureJournalResult = result(ConfigureJournalPayload, "What came of configuring a journal.")


async def configure_journal_(info: Info, input: ConfigureJournalInput) -> Answer:
    """Change the pattern of a journal's numbers."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        identity = parse_id(input.journal, Kind.JOURNAL)
        return {
            "journal": await configure_journal(
                unit, identity, pattern=input.pattern, expected_version=input.expected_version
            )
        }

    return await perform(info, act)
