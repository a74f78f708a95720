"""Make new recovery codes: it takes a code, not only a password and an open session."""

from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.credentials.confirm_totp import make_recovery_codes
from smoall.usecases.credentials.disable_totp import switched_on
from smoall.usecases.credentials.ports import Entropy
from smoall.usecases.credentials.stores import CredentialChange, Owner
from smoall.usecases.credentials.telling import tell_owner
from smoall.usecases.unit import Unit


async def regenerate_recovery_codes(unit: Unit, owner: Owner, *, entropy: Entropy) -> list[str]:
    """Ten new codes in place of all earlier ones; the person is told by letter. Raises Conflict TOTP_NOT_ENABLED."""
    await switched_on(unit, owner)
    codes = await make_recovery_codes(unit, owner, entropy=entropy)
    await tell_owner(unit, owner, CredentialChange.RECOVERY_CODES_MADE)
    unit.record("regenerateRecoveryCodes", public_id(Kind.USER, owner.id))
    return codes
