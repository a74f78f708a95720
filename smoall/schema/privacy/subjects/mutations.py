"""Anonymising contacts."""

import strawberry

from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.crm.types import Company, Contact
from smoall.schema.performing import Answer, perform
from smoall.schema.privacy.showing import shown_receipt
from smoall.schema.privacy.types import ErasureReceipt
from smoall.usecases.privacy.subjects.anonymise_contacts import Anonymising, anonymise_contacts


@strawberry.input(description="Which contacts are anonymised: those named, or all of a company.")
class AnonymiseContactsInput:
    """What anonymising takes."""

    contacts: list[strawberry.ID] | None = says("The contacts, at most 500; give them or `company`.", default=None)
    company: strawberry.ID | None = says("A company: all its contacts; give it or `contacts`.", default=None)
    reason: str = says("Why, in at most 500 characters; kept without what names the person.")
    preview_token: str | None = says("The token of a preview of the same, which must still hold.", default=None)
    validate_only: bool = says("True: the preview, with its token; nothing is written.", default=False)


@strawberry.type(description="The contacts are anonymised.")
class AnonymiseContactsPayload:
    """What anonymising answers."""

    receipt: ErasureReceipt = says("What is gone, what stays until when and why, and to whom the data had gone.")
    preview_token: str = says("Stands for what the erasure met; give it to erase just that.")
    contacts: list[Contact] = says("The contacts, as they are now.")
    company: Company = says("The company, which stays.")


AnonymiseContactsResult = result(AnonymiseContactsPayload, "What came of anonymising contacts.")


async def anonymise_contacts_(info: Info, input: AnonymiseContactsInput) -> Answer:
    """Anonymise contacts."""
    given = Anonymising(
        contacts=input.contacts,
        company=input.company,
        token=input.preview_token,
        reason=input.reason,
        dry=input.validate_only,
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        done = await anonymise_contacts(unit, given)
        return {
            "receipt": shown_receipt(done.erased.receipt, downstream=done.erased.downstream),
            "previewToken": done.erased.token,
            "contacts": list(done.contacts),
            "company": done.company,
        }

    return await perform(info, act, keep=not input.validate_only)
