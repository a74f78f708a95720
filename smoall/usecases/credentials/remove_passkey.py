"""Remove a passkey. Even the last one may go: the password stays, and with it the second factor."""

from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import NotFound
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.credentials.stores import CredentialChange, Owner
from smoall.usecases.credentials.telling import tell_owner
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit


async def remove_passkey(unit: Unit, owner: Owner, passkey_id: UUID | None) -> None:
    """The passkey no longer signs in; the person is told by letter. Raises NotFound NO_SUCH_PASSKEY."""
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    if passkey_id is None or not await unit.credentials.remove_passkey(passkey_id, user_id=owner.id):
        raise NotFound("NO_SUCH_PASSKEY")
    await tell_owner(unit, owner, CredentialChange.PASSKEY_REMOVED)
    unit.record("removePasskey", public_id(Kind.PASSKEY, passkey_id))
