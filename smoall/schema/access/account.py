"""One's own account: its address, its password, its name."""

import strawberry

from smoall.domain.access.email_change import EmailChangeState
from smoall.domain.access.message import LinkPurpose
from smoall.domain.kernel.errors import DomainError
from smoall.domain.kernel.language import Language
from smoall.schema.access.types import User
from smoall.schema.building import enum, result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.kernel import maybe
from smoall.schema.performing import Answer, perform, perform_secret, perform_unknown, refused
from smoall.usecases.access.change_email import change_email, confirm_email_change, read_new_email
from smoall.usecases.access.change_password import change_password
from smoall.usecases.access.passwords import hash_new, prove_person
from smoall.usecases.access.request_letter import count_letter, request_letter
from smoall.usecases.access.reset_password import find_link_owner, reset_password
from smoall.usecases.access.update_me import PersonChange, update_me
from smoall.usecases.access.verify_email import verify_email

enum(
    "What a change of address waits for.",
    WAITING_FOR_BOTH="Both mailboxes.",
    WAITING_FOR_OLD="The present address.",
    WAITING_FOR_NEW="The new address.",
    DONE="Nothing: the new address is in force.",
)(EmailChangeState)


@strawberry.input(description="A link in a letter, followed.")
class VerifyEmailInput:
    """The token of a link."""

    token: str = says("What the link says as `token`; it works once, for 24 hours.")


@strawberry.type(description="The address is verified.")
class VerifyEmailPayload:
    """The account of a verified address."""

    verified: bool = says("True: whoever followed the link reads mail there.")


@strawberry.input(description="To which address a letter with a link is asked for.")
class RequestEmailVerificationInput:
    """An address."""

    email: str = says("The address of the account.")


@strawberry.type(description="A letter leaves if there is an account whose address is not verified yet.")
class RequestEmailVerificationPayload:
    """The same answer for every address."""

    requested: bool = says("True, whether or not there is an account: nobody learns who has one.")


@strawberry.input(description="To which address a link to reset the password is asked for.")
class RequestPasswordResetInput:
    """An address."""

    email: str = says("The address of the account.")


@strawberry.type(description="A letter leaves if there is an account.")
class RequestPasswordResetPayload:
    """The same answer for every address."""

    requested: bool = says("True, whether or not there is an account: nobody learns who has one.")


@strawberry.input(description="Another password, by the link in a letter.")
class ResetPasswordInput:
    """A token and a password."""

    token: str = says("What the link says as `token`; it works once, for one hour.")
    password: str = says("The new password: at least 10 characters, none of the common ones.")
    end_keys: bool = says(
        "Also end your API keys and the applications you allowed. Without it they go on: machines depend on them.",
        default=False,
    )


@strawberry.type(description="The password is another one. Sign in with it.")
class ResetPasswordPayload:
    """What resetting ended."""

    ended_sessions: int = says("How many sessions ended: all that were open.")


@strawberry.input(description="Another password, knowing the present one.")
class ChangePasswordInput:
    """Two passwords."""

    current_password: str = says("The present password.")
    password: str = says("The new password: at least 10 characters, none of the common ones.")


@strawberry.type(description="The password is another one.")
class ChangePasswordPayload:
    """What changing it ended."""

    ended_sessions: int = says("How many other sessions ended; the one at hand goes on.")


@strawberry.input(description="Another address to sign in with.")
class ChangeEmailInput:
    """An address and the password."""

    email: str = says("The new address.")
    password: str = says("Your password, asked again.")


@strawberry.type(description="Both addresses got a letter; the present one is in force until both have agreed.")
class ChangeEmailPayload:
    """What is waited for."""

    state: EmailChangeState = says("What it waits for.")


@strawberry.input(description="A link in one of the two letters about a change of address, followed.")
class ConfirmEmailChangeInput:
    """The token of a link."""

    token: str = says("What the link says as `token`; it works once, for 24 hours.")


@strawberry.type(description="One mailbox agreed.")
class ConfirmEmailChangePayload:
    """Where the change stands."""

    state: EmailChangeState = says("What it still waits for; DONE when the new address is in force.")


@strawberry.input(description="What to change of your account; absent fields stay.")
class UpdateMeInput:
    """A change of one's own account."""

    name: str | None = says("Your name.", default=strawberry.UNSET)
    language: Language | None = says("The language you are addressed in.", default=strawberry.UNSET)
    expected_version: int | None = says("The version you know; another one answers STALE.", default=None)
    validate_only: bool = says("True: the same findings, nothing written.", default=False)


@strawberry.type(description="Your account was changed.")
class UpdateMePayload:
    """The changed account."""

    user: User = says("You.")


VerifyEmailResult = result(VerifyEmailPayload, "What came of following the link.")
RequestEmailVerificationResult = result(RequestEmailVerificationPayload, "What came of asking.")
RequestPasswordResetResult = result(RequestPasswordResetPayload, "What came of asking.")
ResetPasswordResult = result(ResetPasswordPayload, "What came of resetting the password.")
ChangePasswordResult = result(ChangePasswordPayload, "What came of changing the password.")
ChangeEmailResult = result(ChangeEmailPayload, "What came of asking for another address.")
ConfirmEmailChangeResult = result(ConfirmEmailChangePayload, "What came of following the link.")
UpdateMeResult = result(UpdateMePayload, "What came of changing your account.")


async def verify_email_(info: Info, input: VerifyEmailInput) -> Answer:
    """Prove an address."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        await verify_email(unit, input.token, tokens=info.context.services.tokens)
        return {"verified": True}

    return await perform_unknown(info, act)


async def request_email_verification_(info: Info, input: RequestEmailVerificationInput) -> Answer:
    """Ask for the letter once more."""
    return await _request(info, LinkPurpose.VERIFY_EMAIL, input.email)


async def request_password_reset_(info: Info, input: RequestPasswordResetInput) -> Answer:
    """Ask for a link."""
    return await _request(info, LinkPurpose.RESET_PASSWORD, input.email)


async def _request(info: Info, purpose: LinkPurpose, email: str) -> Answer:
    request = info.context
    try:
        address = await count_letter(
            request.services.units,
            purpose,
            email,
            remote_address=request.remote_address,
            request_id=request.request_id,
        )
    except DomainError as error:
        return refused(info, error)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        await request_letter(unit, purpose, email=address, language=request.language)
        return {"requested": True}

    return await perform_unknown(info, act)


async def reset_password_(info: Info, input: ResetPasswordInput) -> Answer:
    """Set another password."""
    request, services = info.context, info.context.services
    try:
        owner = await find_link_owner(
            services.units, input.token, tokens=services.tokens, request_id=request.request_id
        )
        hashed = await hash_new(input.password, about=(owner.email, owner.name), passwords=services.passwords)
    except DomainError as error:
        return refused(info, error)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        ended = await reset_password(
            unit, input.token, password_hash=hashed, tokens=services.tokens, end_keys=input.end_keys
        )
        return {"endedSessions": ended}

    return await perform_unknown(info, act)


async def change_password_(info: Info, input: ChangePasswordInput) -> Answer:
    """Set another password."""
    request, services = info.context, info.context.services
    request.signed_in()
    try:
        proved = await prove_person(
            services.units,
            request.actor,
            input.current_password,
            passwords=services.passwords,
            request_id=request.request_id,
            path="currentPassword",
        )
        hashed = await hash_new(input.password, about=(proved.email, proved.name), passwords=services.passwords)
    except DomainError as error:
        return refused(info, error)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"endedSessions": await change_password(unit, proved, password_hash=hashed)}

    return await perform_secret(info, act)


async def change_email_(info: Info, input: ChangeEmailInput) -> Answer:
    """Ask for another address."""
    request, services = info.context, info.context.services
    request.signed_in()
    try:
        email = read_new_email(input.email)
        proved = await prove_person(
            services.units,
            request.actor,
            input.password,
            passwords=services.passwords,
            request_id=request.request_id,
        )
        await count_letter(
            services.units,
            LinkPurpose.CONFIRM_EMAIL_NEW,
            email,
            remote_address=request.remote_address,
            request_id=request.request_id,
        )
    except DomainError as error:
        return refused(info, error)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"state": (await change_email(unit, proved, email=email)).state}

    return await perform_secret(info, act)


async def confirm_email_change_(info: Info, input: ConfirmEmailChangeInput) -> Answer:
    """Agree from one mailbox."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"state": (await confirm_email_change(unit, input.token, tokens=info.context.services.tokens)).state}

    return await perform_unknown(info, act)


async def update_me_(info: Info, input: UpdateMeInput) -> Answer:
    """Change one's own account."""
    change = PersonChange(name=maybe(input.name, required=True), language=maybe(input.language, required=True))

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"user": await update_me(unit, change, expected_version=input.expected_version)}

    return await perform(info, act, keep=not input.validate_only)
