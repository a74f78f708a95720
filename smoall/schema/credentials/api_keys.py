"""API keys: making, rotating, revoking."""

from datetime import timedelta

from smoall.domain.access.role import Permission
from smoall.domain.kernel.ids import Kind, parse_id
from smoall.schema.building import result
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.credentials.inputs import (
    CreateApiKeyInput,
    CreateApiKeyPayload,
    RevokeApiKeyInput,
    RevokeApiKeyPayload,
    RotateApiKeyInput,
    RotateApiKeyPayload,
)
from smoall.schema.credentials.proving import perform_proved
from smoall.schema.performing import Answer, perform
from smoall.usecases.credentials.create_api_key import KeyOrder, create_api_key
from smoall.usecases.credentials.revoke_api_key import revoke_api_key
from smoall.usecases.credentials.rotate_api_key import rotate_api_key
from smoall.usecases.credentials.stores import Owner

CreateApiKeyResult = result(CreateApiKeyPayload, "What came of making an API key.")
RotateApiKeyResult = result(RotateApiKeyPayload, "What came of rotating an API key.")
RevokeApiKeyResult = result(RevokeApiKeyPayload, "What came of revoking an API key.")


async def create_api_key_(info: Info, input: CreateApiKeyInput) -> Answer:
    """Make a key for a program."""
    order = KeyOrder(input.name, input.scopes, input.expires_at)

    async def act(unit: AnsweringUnit, owner: Owner) -> dict[str, object]:
        made = await create_api_key(unit, order, owner=owner, entropy=info.context.services.entropy)
        return {"apiKey": made.key.id, "secret": made.text}

    return await perform_proved(info, input.proof, act, permission=Permission.MANAGE_API_KEYS)


async def rotate_api_key_(info: Info, input: RotateApiKeyInput) -> Answer:
    """Make a key in another's place."""
    old = parse_id(input.api_key, Kind.API_KEY)
    overlap = timedelta(hours=max(-1, min(input.overlap_hours, 10_000)))

    async def act(unit: AnsweringUnit, _owner: Owner) -> dict[str, object]:
        entropy = info.context.services.entropy
        made = await rotate_api_key(unit, old, overlap=overlap, expires_at=input.expires_at, entropy=entropy)
        return {"apiKey": made.key.id, "secret": made.text, "replaced": old}

    return await perform_proved(info, input.proof, act, permission=Permission.MANAGE_API_KEYS)


async def revoke_api_key_(info: Info, input: RevokeApiKeyInput) -> Answer:
    """Let a key open nothing any more."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"apiKey": await revoke_api_key(unit, parse_id(input.api_key, Kind.API_KEY))}

    return await perform(info, act)
