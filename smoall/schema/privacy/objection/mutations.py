"""Objecting to processing, restricting it, and undoing either."""

from datetime import date

import strawberry

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.bases import LegalBasis, MarketingBasis, MarketingStatement
from smoall.domain.privacy.marks import OpposedBy
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.crm.types import Company, Contact
from smoall.schema.invoicing.types import CreditNote, Invoice
from smoall.schema.performing import Answer, perform
from smoall.schema.privacy.showing import shown_receipt
from smoall.schema.privacy.types import ErasureReceipt
from smoall.usecases.privacy.objection.oppose_processing import (
    Anonymising,
    lift_opposition,
    lift_opposition_of_address,
    oppose_processing,
)
from smoall.usecases.privacy.objection.restrict_processing import lift_restriction, restrict_processing
from smoall.usecases.privacy.objection.set_basis import set_legal_basis, set_marketing_basis
from smoall.usecases.privacy.objection.subjects import Named

_REASON = "Why, in at most 500 characters; the trail keeps it."
_DRY = "True: the same answer, nothing written."


@strawberry.input(description="Who objects: a company with all its contacts, or one contact.")
class OpposeProcessingInput:
    """An objection."""

    company: strawberry.ID | None = says("The company; give it or `contact`.", default=None)
    contact: strawberry.ID | None = says("The contact; give it or `company`.", default=None)
    reason: str = says("Why, in at most 500 characters; shown with the mark.")
    by: OpposedBy = says("Who objected, or how.", default=OpposedBy.PERSON)
    anonymise: bool = says(
        "True: the person also asks to be anonymised; preview it first with `validateOnly`.", default=False
    )
    preview_token: str | None = says(
        "With `anonymise`: the token of a preview of the same, which must still hold.", default=None
    )
    validate_only: bool = says(_DRY, default=False)


@strawberry.type(description="The objection was noted.")
class OpposeProcessingPayload:
    """What is marked."""

    company: Company = says("The company, or the company of the contact.")
    contact: Contact | None = says("The contact who objected; null when the company did.")
    addresses_listed: int = says("How many addresses are on the list of objections for it, as keyed hashes.")
    receipt: ErasureReceipt | None = says("With `anonymise`: what is gone, and what stays until when and why.")
    preview_token: str | None = says("With `anonymise`: stands for what it met; give it to erase just that.")


@strawberry.input(description="Whose objection is lifted.")
class LiftOppositionInput:
    """The end of an objection."""

    company: strawberry.ID | None = says("The company; give one of the three.", default=None)
    contact: strawberry.ID | None = says("The contact; give one of the three.", default=None)
    address: str | None = says("An address that no record bears any more; give one of the three.", default=None)
    reason: str = says(_REASON)
    validate_only: bool = says(_DRY, default=False)


@strawberry.type(description="The objection was lifted.")
class LiftOppositionPayload:
    """What is no longer marked."""

    company: Company | None = says("The company, or the company of the contact; null for an address.")
    contact: Contact | None = says("The contact; null for a company or an address.")


@strawberry.input(description="What is restricted, or no longer: a company, a contact or a document; give one.")
class RestrictProcessingInput:
    """A restriction."""

    company: strawberry.ID | None = says("The company.", default=None)
    contact: strawberry.ID | None = says("The contact.", default=None)
    document: strawberry.ID | None = says("The invoice or credit note.", default=None)
    reason: str = says(_REASON)
    validate_only: bool = says(_DRY, default=False)


@strawberry.input(description="What is no longer restricted: a company, a contact or a document; give one.")
class LiftRestrictionInput(RestrictProcessingInput):
    """The end of a restriction."""


@strawberry.type(description="Processing was restricted.")
class RestrictProcessingPayload:
    """What may only be kept and read."""

    company: Company | None = says("The company, or the company of the contact.")
    contact: Contact | None = says("The contact.")
    invoice: Invoice | None = says("The invoice.")
    credit_note: CreditNote | None = says("The credit note.")


@strawberry.type(description="The restriction was lifted.")
class LiftRestrictionPayload(RestrictProcessingPayload):
    """What may be processed again."""


@strawberry.input(description="On which basis a contact's data is held.")
class SetLegalBasisInput:
    """A basis."""

    contact: strawberry.ID = says("The contact.")
    basis: LegalBasis = says("The basis.")
    assessment: str | None = says(
        "For LEGITIMATE_INTEREST: the interest, why it needs the data, and why the person's rights do not outweigh it.",
        default=None,
    )


@strawberry.type(description="The basis was saved.")
class SetLegalBasisPayload:
    """The contact."""

    contact: Contact = says("The contact.")


@strawberry.input(description="On which basis a contact may be sent advertising.")
class SetMarketingBasisInput:
    """A basis."""

    contact: strawberry.ID = says("The contact.")
    basis: MarketingBasis = says("The basis.")
    proof: str | None = says("For CONSENT: how it can be shown that they agreed.", default=None)
    wording_version: str | None = says("For CONSENT: the version of the words they agreed to.", default=None)
    wording: str | None = says(
        "For CONSENT: these words; needed once, when somebody agrees to a version for the first time.", default=None
    )
    given_on: date | None = says("For CONSENT: when they agreed; today if absent.", default=None)


@strawberry.type(description="The basis was saved.")
class SetMarketingBasisPayload:
    """The contact."""

    contact: Contact = says("The contact.")


SetLegalBasisResult = result(SetLegalBasisPayload, "What came of stating a basis.")
SetMarketingBasisResult = result(SetMarketingBasisPayload, "What came of stating a basis of advertising.")
OpposeProcessingResult = result(OpposeProcessingPayload, "What came of objecting.")
LiftOppositionResult = result(LiftOppositionPayload, "What came of lifting an objection.")
RestrictProcessingResult = result(RestrictProcessingPayload, "What came of restricting.")
LiftRestrictionResult = result(LiftRestrictionPayload, "What came of lifting a restriction.")


async def oppose_processing_(info: Info, input: OpposeProcessingInput) -> Answer:
    """Note an objection."""
    anonymising = Anonymising(input.preview_token, input.validate_only) if input.anonymise else None

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        named = Named(company=input.company, contact=input.contact)
        done = await oppose_processing(unit, named, reason=input.reason, by=input.by, anonymising=anonymising)
        erased = done.erased
        return {
            **done.record.payload,
            "addressesListed": done.listed,
            "receipt": shown_receipt(erased.receipt, downstream=erased.downstream) if erased else None,
            "previewToken": erased.token if erased else None,
        }

    return await perform(info, act, keep=not input.validate_only)


async def lift_opposition_(info: Info, input: LiftOppositionInput) -> Answer:
    """Lift an objection."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        named = Named(company=input.company, contact=input.contact, address=input.address)
        if input.address is None:
            return (await lift_opposition(unit, named, reason=input.reason)).payload
        organisation = public_id(Kind.ORGANISATION, unit.actor.organisation_id)
        await lift_opposition_of_address(unit, input.address, reason=input.reason, organisation=organisation)
        return {"company": None, "contact": None}

    return await perform(info, act, keep=not input.validate_only)


async def restrict_processing_(info: Info, input: RestrictProcessingInput) -> Answer:
    """Restrict processing."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        named = Named(company=input.company, contact=input.contact, document=input.document)
        return await restrict_processing(unit, named, reason=input.reason)

    return await perform(info, act, keep=not input.validate_only)


async def lift_restriction_(info: Info, input: LiftRestrictionInput) -> Answer:
    """Lift a restriction."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        named = Named(company=input.company, contact=input.contact, document=input.document)
        return await lift_restriction(unit, named, reason=input.reason)

    return await perform(info, act, keep=not input.validate_only)


async def set_legal_basis_(info: Info, input: SetLegalBasisInput) -> Answer:
    """State why a contact's data is held."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        contact = await set_legal_basis(unit, input.contact, input.basis, assessment=input.assessment)
        return {"contact": contact}

    return await perform(info, act)


async def set_marketing_basis_(info: Info, input: SetMarketingBasisInput) -> Answer:
    """State why advertising may be sent to a contact."""
    stated = MarketingStatement(
        basis=input.basis,
        proof=input.proof,
        wording=input.wording,
        wording_version=input.wording_version,
        given_on=input.given_on,
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"contact": await set_marketing_basis(unit, input.contact, stated)}

    return await perform(info, act)
