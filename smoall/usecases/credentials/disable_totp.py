"""Switch the second factor off: it takes a code, not only a password and an open session."""

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.credentials.stores import CredentialChange, Owner
from smoall.usecases.credentials.telling import tell_owner
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit


async def disable_totp(unit: Unit, owner: Owner) -> None:
    """No app and no recovery codes any more; the person is told by letter. Raises Conflict TOTP_NOT_ENABLED."""
    await switched_on(unit, owner)
    await unit.credentials.drop_factor(owner.id)
    await tell_owner(unit, owner, CredentialChange.TOTP_DISABLED)
    unit.record("disableTotp", public_id(Kind.USER, owner.id))


async def switched_on(unit: Unit, owner: Owner) -> None:
    """Raise Conflict TOTP_NOT_ENABLED unless the person has a second factor; it is locked until the unit ends."""
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    factor = await unit.credentials.factor(owner.id, lock=True)
    if factor is None or factor.confirmed_at is None:
        raise Conflict("TOTP_NOT_ENABLED")
