"""Inviting people, and answering an invitation."""

import strawberry

from smoall.domain.access.role import Role
from smoall.domain.kernel.errors import DomainError
from smoall.domain.kernel.ids import Kind, parse_id
from smoall.domain.kernel.language import Language
from smoall.schema.access.member_types import Invitation
from smoall.schema.access.mutations import TermsInput, device_of, signed_in, texts_of
from smoall.schema.access.types import Session, User
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.organisations.types import Organisation
from smoall.schema.performing import Answer, perform, perform_unknown, refused
from smoall.usecases.access.accept_invitation import Newcomer, NewPerson, accept_invitation, prepare_newcomer
from smoall.usecases.access.close_invitation import (
    decline_invitation,
    resend_invitation,
    revoke_invitation,
)
from smoall.usecases.access.invite_user import invite_user, read_invitation


@strawberry.input(description="Whom to invite.")
class InviteUserInput:
    """A person and a role."""

    email: str = says("The person's address. Your organisation answers for giving it (source EMPLOYER).")
    role: Role = says("The role they get; only an owner can invite an owner.")
    language: Language | None = says("The language of the letter; absent: yours.", default=None)
    message: str | None = says("A word to the person, at most 500 characters.", default=None)
    validate_only: bool = says("True: the same findings, nothing written, nothing sent.", default=False)


@strawberry.type(description="The letter leaves, with the privacy notice in it.")
class InviteUserPayload:
    """The invitation."""

    invitation: Invitation = says("The invitation.")


@strawberry.input(description="Which invitation.")
class InvitationInput:
    """An invitation."""

    invitation: strawberry.ID = says("The invitation.")


@strawberry.type(description="The invitation is taken back; its link no longer works.")
class RevokeInvitationPayload:
    """The invitation."""

    invitation: Invitation = says("The invitation.")


@strawberry.type(description="The letter leaves again; only its link works, for another 14 days.")
class ResendInvitationPayload:
    """The invitation."""

    invitation: Invitation = says("The invitation.")


@strawberry.input(
    description="Accepting. Signed in, the token is enough; a new account takes a name, a password and the terms too."
)
class AcceptInvitationInput:
    """A token, and what a new account takes."""

    token: str = says("What the link says as `token`.")
    name: str | None = says("Your name, for a new account.", default=None)
    password: str | None = says("A password, for a new account.", default=None)
    language: Language | None = says("The language you are addressed in; absent: that of the letter.", default=None)
    terms: TermsInput | None = says("Your own acceptance of the terms, for a new account.", default=None)
    privacy_notice_version: str | None = says(
        "The version of the privacy notice that was shown; absent: nothing is recorded of it.", default=None
    )
    marketing_consent: bool = says("Whether news may be sent; off unless given.", default=False)


@strawberry.type(description="You are a member, and signed in.")
class AcceptInvitationPayload:
    """A session in the organisation."""

    user: User = says("You.")
    organisation: Organisation = says("The organisation that you joined.")
    session: Session = says("A session in it.")


@strawberry.input(description="Saying no by the link in the letter.")
class DeclineInvitationInput:
    """The token of a link."""

    token: str = says("What the link says as `token`.")


@strawberry.type(description="The invitation is declined.")
class DeclineInvitationPayload:
    """Nothing is left open."""

    declined: bool = says("True: the link no longer works.")


InviteUserResult = result(InviteUserPayload, "What came of inviting.")
RevokeInvitationResult = result(RevokeInvitationPayload, "What came of taking an invitation back.")
ResendInvitationResult = result(ResendInvitationPayload, "What came of sending an invitation again.")
AcceptInvitationResult = result(AcceptInvitationPayload, "What came of accepting.")
DeclineInvitationResult = result(DeclineInvitationPayload, "What came of declining.")


async def invite_user_(info: Info, input: InviteUserInput) -> Answer:
    """Invite a person."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        language = input.language or info.context.language
        asked = read_invitation(input.email, input.role, language, input.message)
        return {"invitation": await invite_user(unit, asked)}

    return await perform(info, act, keep=not input.validate_only)


async def revoke_invitation_(info: Info, input: InvitationInput) -> Answer:
    """Take an invitation back."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"invitation": await revoke_invitation(unit, parse_id(input.invitation, Kind.INVITATION))}

    return await perform(info, act)


async def resend_invitation_(info: Info, input: InvitationInput) -> Answer:
    """Send an invitation again."""
    identity = parse_id(input.invitation, Kind.INVITATION)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"invitation": await resend_invitation(unit, identity)}

    return await perform(info, act)


async def accept_invitation_(info: Info, input: AcceptInvitationInput) -> Answer:
    """Join the organisation."""
    reader = info.context.reader
    try:
        newcomer = None if reader else await _newcomer(info, input)
    except DomainError as error:
        return refused(info, error)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        opened = await accept_invitation(
            unit,
            input.token,
            newcomer,
            marketing_consent=input.marketing_consent,
            texts=texts_of(info),
            device=device_of(info),
            tokens=info.context.services.tokens,
            signed_in=reader.user_id if reader else None,
        )
        return signed_in(info, opened, use_cookie=info.context.by_cookie)

    return await perform_unknown(info, act)


async def _newcomer(info: Info, input: AcceptInvitationInput) -> Newcomer:
    services = info.context.services
    given = NewPerson(
        name=input.name,
        password=input.password,
        language=input.language,
        terms_version=input.terms.version if input.terms else None,
        terms_accepted=bool(input.terms and input.terms.accepted),
        privacy_version=input.privacy_notice_version,
    )
    return await prepare_newcomer(
        services.units,
        input.token,
        given,
        texts=texts_of(info),
        passwords=services.passwords,
        tokens=services.tokens,
        request_id=info.context.request_id,
    )


async def decline_invitation_(info: Info, input: DeclineInvitationInput) -> Answer:
    """Say no."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        await decline_invitation(unit, input.token, tokens=info.context.services.tokens)
        return {"declined": True}

    return await perform_unknown(info, act)
