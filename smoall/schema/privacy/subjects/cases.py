"""Acts on cases."""

from datetime import date

import strawberry

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.refusals import refusal_text
from smoall.domain.privacy.subject_request import IdentityMethod, RefusalGround, RequestChannel, RequestKind
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.performing import Answer, perform
from smoall.schema.privacy.showing import shown_receipt
from smoall.schema.privacy.subjects.types import SubjectRequest
from smoall.schema.privacy.types import ErasureReceipt
from smoall.usecases.privacy.subjects import cases
from smoall.usecases.privacy.subjects.complete import Completing, complete_subject_request

_DRY = "True: the same answer, nothing written."
_VERSION = "Refuse if the case has another version by now."
_CASE = "The case, as it is now."


@strawberry.input(description="A person's request about their data.")
class OpenSubjectRequestInput:
    """What opening a case takes."""

    kind: RequestKind = says("What is asked.")
    contact: strawberry.ID | None = says("The contact who asks, where they are one.", default=None)
    name: str | None = says("Who asks; needed where it is no contact. At most 100 characters.", default=None)
    email: str | None = says("Their address.", default=None)
    phone: str | None = says("Their telephone number, at most 50 characters.", default=None)
    language: Language = says("The language in which they are answered.", default=Language.FR)
    channel: RequestChannel = says("How it came.", default=RequestChannel.EMAIL)
    received_on: date = says("The day it came in, not later than today.")
    validate_only: bool = says(_DRY, default=False)


@strawberry.input(description="A person has shown who they are.")
class VerifySubjectIdentityInput:
    """What verifying takes."""

    request: strawberry.ID = says("The case.")
    method: IdentityMethod = says("How they did.")
    expected_version: int | None = says(_VERSION, default=None)


@strawberry.input(description="A case takes two months more (GDPR art. 12(3)).")
class ExtendSubjectRequestInput:
    """What extending takes."""

    request: strawberry.ID = says("The case.")
    reason: str = says("Why, in at most 500 characters; the person is told.")
    expected_version: int | None = says(_VERSION, default=None)


@strawberry.input(description="A request is refused.")
class RefuseSubjectRequestInput:
    """What refusing takes."""

    request: strawberry.ID = says("The case.")
    ground: RefusalGround = says("Why.")
    language: Language | None = says("The language of the letter; that of the case if absent.", default=None)
    expected_version: int | None = says(_VERSION, default=None)
    validate_only: bool = says(_DRY, default=False)


@strawberry.input(description="A request is done.")
class CompleteSubjectRequestInput:
    """What completing takes."""

    request: strawberry.ID = says("The case.")
    contacts: list[strawberry.ID] | None = says("For an erasure: contacts who are this person too.", default=None)
    preview_token: str | None = says("For an erasure: the token of a preview, which must still hold.", default=None)
    expected_version: int | None = says(_VERSION, default=None)
    validate_only: bool = says("True: the preview of an erasure, with its token; nothing is written.", default=False)


@strawberry.type(description="The case is open.")
class OpenSubjectRequestPayload:
    """What opening answers."""

    request: SubjectRequest = says(_CASE)


@strawberry.type(description="The identity is verified.")
class VerifySubjectIdentityPayload:
    """What verifying answers."""

    request: SubjectRequest = says(_CASE)


@strawberry.type(description="The case is extended.")
class ExtendSubjectRequestPayload:
    """What extending answers."""

    request: SubjectRequest = says(_CASE)


@strawberry.type(description="The request is refused.")
class RefuseSubjectRequestPayload:
    """What refusing answers."""

    request: SubjectRequest = says(_CASE)
    letter: str = says("The refusal in writing, ready to be sent, with where to complain.")


@strawberry.type(description="The request is done.")
class CompleteSubjectRequestPayload:
    """What completing answers."""

    request: SubjectRequest = says(_CASE)
    letter: str = says("What the person is told, in the language of the case, ready to be sent; it names nobody.")
    receipt: ErasureReceipt | None = says("The receipt of an erasure; null for other kinds.")
    preview_token: str | None = says("Stands for what the erasure met; null for other kinds.")


OpenSubjectRequestResult = result(OpenSubjectRequestPayload, "What came of opening a case.")
VerifySubjectIdentityResult = result(VerifySubjectIdentityPayload, "What came of verifying an identity.")
ExtendSubjectRequestResult = result(ExtendSubjectRequestPayload, "What came of extending a case.")
RefuseSubjectRequestResult = result(RefuseSubjectRequestPayload, "What came of refusing a request.")
CompleteSubjectRequestResult = result(CompleteSubjectRequestPayload, "What came of completing a case.")


async def open_subject_request_(info: Info, input: OpenSubjectRequestInput) -> Answer:
    """Open a case."""
    asked = cases.Asked(
        kind=input.kind,
        contact=input.contact,
        name=input.name,
        email=input.email,
        phone=input.phone,
        language=input.language,
        channel=input.channel,
        received_on=input.received_on,
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"request": (await cases.open_subject_request(unit, asked)).id}

    return await perform(info, act, keep=not input.validate_only)


async def verify_subject_identity_(info: Info, input: VerifySubjectIdentityInput) -> Answer:
    """Verify an identity."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        version = input.expected_version
        return {"request": await cases.verify_subject_identity(unit, input.request, input.method, version)}

    return await perform(info, act)


async def extend_subject_request_(info: Info, input: ExtendSubjectRequestInput) -> Answer:
    """Extend a case."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        version = input.expected_version
        return {"request": await cases.extend_subject_request(unit, input.request, input.reason, version)}

    return await perform(info, act)


async def refuse_subject_request_(info: Info, input: RefuseSubjectRequestInput) -> Answer:
    """Refuse a request."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        refused = await cases.refuse_subject_request(unit, input.request, input.ground, input.expected_version)
        return {
            "request": refused.id,
            "letter": refusal_text(refused, input.ground, input.language or refused.language),
        }

    return await perform(info, act, keep=not input.validate_only)


async def complete_subject_request_(info: Info, input: CompleteSubjectRequestInput) -> Answer:
    """Complete a case."""
    given = Completing(
        request=input.request,
        contacts=input.contacts,
        token=input.preview_token,
        dry=input.validate_only,
        version=input.expected_version,
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        done = await complete_subject_request(unit, given)
        erased = done.erased
        return {
            "request": done.id,
            "letter": done.letter,
            "receipt": shown_receipt(erased.receipt, downstream=erased.downstream) if erased else None,
            "previewToken": erased.token if erased else None,
        }

    return await perform(info, act, keep=not input.validate_only)
