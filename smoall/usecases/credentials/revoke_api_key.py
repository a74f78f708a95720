"""Revoke an API key: nobody gets in with it any more."""

from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.credentials.rotate_api_key import live_key
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit


async def revoke_api_key(unit: Unit, key_id: UUID | None) -> UUID:
    """The key is dead from the next call on, open WebSockets included.

    Raises NotFound NO_SUCH_API_KEY, Conflict KEY_ENDED.
    """
    require(unit, Permission.MANAGE_API_KEYS)
    key = await live_key(unit, key_id)
    await unit.api_keys.revoke(key.id)
    unit.record("revokeApiKey", public_id(Kind.API_KEY, key.id))
    return key.id
