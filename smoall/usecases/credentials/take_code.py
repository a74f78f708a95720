"""Take a code of a person's second factor: from their app, or one of their recovery codes, each good once."""

from uuid import UUID

from smoall.domain.access.recovery_code import code_hash, read_code
from smoall.domain.access.totp import accepted_counter, clean_code, is_totp_code
from smoall.domain.kernel.errors import Unavailable
from smoall.usecases.credentials.ports import SealBroken, Vault
from smoall.usecases.credentials.stores import CredentialChange, Factor
from smoall.usecases.credentials.telling import tell_owner
from smoall.usecases.unit import Unit

LONGEST = 100


async def take_code(unit: Unit, user_id: UUID, code: str, *, vault: Vault) -> bool:
    """Use the code up; False when it is wrong, was used before, or no second factor is switched on.

    The factor stays locked until the unit ends: of two that bring the same code at once, one gets True. The person is
    told by letter that a recovery code was used. Raises Unavailable SECRET_CLOSED when the secret cannot be opened.
    """
    factor = await unit.credentials.factor(user_id, lock=True)
    if factor is None or factor.confirmed_at is None:
        return False
    text = clean_code(code[:LONGEST])
    if is_totp_code(text):
        return await _from_app(unit, factor, text, vault)
    signs = read_code(text)
    if signs is None or not await unit.credentials.use_recovery_code(user_id, code_hash(signs, owner=user_id)):
        return False
    owner = await unit.credentials.owner(user_id)
    assert owner is not None
    await tell_owner(unit, owner, CredentialChange.RECOVERY_CODE_USED)
    return True


def open_secret(factor: Factor, vault: Vault) -> bytes:
    """The app's secret. Raises Unavailable SECRET_CLOSED when the master key that sealed it is gone."""
    try:
        return vault.open(factor.secret_sealed, factor.place)
    except SealBroken as broken:
        raise Unavailable("SECRET_CLOSED") from broken


async def _from_app(unit: Unit, factor: Factor, code: str, vault: Vault) -> bool:
    secret = open_secret(factor, vault)
    counter = accepted_counter(secret, code, now=unit.now, last_used=factor.last_counter)
    if counter is None:
        return False
    sealed = factor.secret_sealed
    if not vault.is_current(sealed):
        sealed = vault.seal(secret, factor.place)
    await unit.credentials.use_counter(factor.user_id, counter=counter, secret_sealed=sealed)
    return True
