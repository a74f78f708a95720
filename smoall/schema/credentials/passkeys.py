"""Passkeys: registering, signing in, removing."""

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import DomainError, Forbidden
from smoall.domain.kernel.ids import Kind, parse_id
from smoall.schema.access.mutations import device_of, signed_in
from smoall.schema.building import result
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.credentials.inputs import (
    FinishPasskeyRegistrationInput,
    FinishPasskeyRegistrationPayload,
    FinishPasskeySignInInput,
    FinishPasskeySignInPayload,
    RemovePasskeyInput,
    RemovePasskeyPayload,
    StartPasskeyRegistrationInput,
    StartPasskeyRegistrationPayload,
    StartPasskeySignInPayload,
)
from smoall.schema.credentials.proving import perform_proved
from smoall.schema.performing import Answer, perform_secret, perform_unknown, refused
from smoall.usecases.credentials.challenges import Answered, use_challenge
from smoall.usecases.credentials.register_passkey import (
    check_registration,
    finish_passkey_registration,
    start_passkey_registration,
)
from smoall.usecases.credentials.remove_passkey import remove_passkey
from smoall.usecases.credentials.sign_in_with_passkey import check_passkey, open_after_passkey, start_passkey_sign_in
from smoall.usecases.credentials.stores import ChallengePurpose, Owner

OWN = Permission.MANAGE_OWN_ACCOUNT

StartPasskeyRegistrationResult = result(StartPasskeyRegistrationPayload, "What came of starting to register a passkey.")
FinishPasskeyRegistrationResult = result(FinishPasskeyRegistrationPayload, "What came of registering a passkey.")
StartPasskeySignInResult = result(StartPasskeySignInPayload, "What came of starting to sign in with a passkey.")
FinishPasskeySignInResult = result(FinishPasskeySignInPayload, "What came of signing in with a passkey.")
RemovePasskeyResult = result(RemovePasskeyPayload, "What came of removing a passkey.")


async def start_passkey_registration_(info: Info, input: StartPasskeyRegistrationInput) -> Answer:
    """Give the browser what it makes a passkey with."""
    services = info.context.services

    async def act(unit: AnsweringUnit, owner: Owner) -> dict[str, object]:
        ceremony = await start_passkey_registration(
            unit, owner, ceremonies=services.ceremonies, entropy=services.entropy
        )
        return {"options": ceremony.options, "expiresAt": ceremony.expires_at}

    return await perform_proved(info, input.proof, act, permission=OWN)


async def finish_passkey_registration_(info: Info, input: FinishPasskeyRegistrationInput) -> Answer:
    """Keep the passkey that a device made."""
    request = info.context
    try:
        answered = await _answered(info, input.credential)
        owner = await _owner(info)
        made, name = check_registration(
            input.credential, input.name, answered, owner=owner, ceremonies=request.services.ceremonies
        )
    except DomainError as error:
        return refused(info, error)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        passkey = await finish_passkey_registration(unit, owner, made, name=name, remote_address=request.remote_address)
        return {"passkey": passkey.id}

    return await perform_secret(info, act)


async def start_passkey_sign_in_(info: Info) -> Answer:
    """Give the browser what it asks its devices with."""
    services = info.context.services

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        ceremony = await start_passkey_sign_in(unit, ceremonies=services.ceremonies, entropy=services.entropy)
        return {"options": ceremony.options, "expiresAt": ceremony.expires_at}

    return await perform_unknown(info, act)


async def finish_passkey_sign_in_(info: Info, input: FinishPasskeySignInInput) -> Answer:
    """Open a session for whom the device verified."""
    request, services = info.context, info.context.services
    try:
        user_id = await check_passkey(
            services.units,
            input.credential,
            ceremonies=services.ceremonies,
            remote_address=request.remote_address,
            request_id=request.request_id,
        )
    except DomainError as error:
        return refused(info, error)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        opened = await open_after_passkey(unit, user_id, device=device_of(info), tokens=services.tokens)
        return signed_in(info, opened, use_cookie=input.use_cookie)

    return await perform_unknown(info, act)


async def remove_passkey_(info: Info, input: RemovePasskeyInput) -> Answer:
    """Let a passkey sign nobody in any more."""

    async def act(unit: AnsweringUnit, owner: Owner) -> dict[str, object]:
        await remove_passkey(unit, owner, parse_id(input.passkey, Kind.PASSKEY))
        return {"removed": True}

    return await perform_proved(info, input.proof, act, permission=OWN)


async def _answered(info: Info, answer: str) -> Answered | None:
    request = info.context
    request.signed_in()
    return await use_challenge(
        request.services.units,
        request.actor,
        answer,
        ChallengePurpose.REGISTER,
        ceremonies=request.services.ceremonies,
        remote_address=request.remote_address,
        request_id=request.request_id,
        permission=OWN,
    )


async def _owner(info: Info) -> Owner:
    request = info.context
    async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
        owner = await unit.credentials.owner(unit.actor.user_id)
    if owner is None:
        raise Forbidden("FORBIDDEN")
    return owner
