"""Confirm an authenticator app by its first code: from here on signing in asks for one."""

from datetime import timedelta

from smoall.domain.access.recovery_code import CODE_BYTES, HOW_MANY, code_hash, write_code
from smoall.domain.access.role import Permission
from smoall.domain.access.totp import accepted_counter, clean_code
from smoall.domain.kernel.errors import Conflict, Finding, Invalid
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.credentials.ports import Entropy, Vault
from smoall.usecases.credentials.stores import CredentialChange, Factor, Owner
from smoall.usecases.credentials.take_code import LONGEST, open_secret
from smoall.usecases.credentials.telling import tell_owner
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit

WAITS = timedelta(minutes=30)


async def confirm_totp(unit: Unit, code: str, *, entropy: Entropy, vault: Vault) -> list[str]:
    """Switch the app on; the recovery codes, shown this once. The person is told by letter.

    Raises Conflict TOTP_ENABLED or TOTP_NOT_ENROLLED (never, or more than thirty minutes ago), Invalid CODE_WRONG.
    """
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    user_id = unit.actor.user_id
    factor = await unit.credentials.factor(user_id, lock=True)
    if factor and factor.confirmed_at:
        raise Conflict("TOTP_ENABLED")
    if factor is None or unit.now >= factor.created_at + WAITS:
        raise Conflict("TOTP_NOT_ENROLLED")
    await unit.credentials.confirm(user_id, counter=_shown(unit, factor, code, vault))
    owner = await unit.credentials.owner(user_id)
    assert owner is not None
    codes = await make_recovery_codes(unit, owner, entropy=entropy)
    await tell_owner(unit, owner, CredentialChange.TOTP_ENABLED)
    unit.record("confirmTotp", public_id(Kind.USER, user_id))
    return codes


def _shown(unit: Unit, factor: Factor, code: str, vault: Vault) -> int:
    """The step whose code the app has shown. Raises Invalid CODE_WRONG."""
    text = clean_code(code[:LONGEST])
    counter = accepted_counter(open_secret(factor, vault), text, now=unit.now, last_used=None)
    if counter is None:
        raise Invalid((Finding("CODE_WRONG", "code"),))
    return counter


async def make_recovery_codes(unit: Unit, owner: Owner, *, entropy: Entropy) -> list[str]:
    """Ten new codes; earlier ones no longer work. Only their hashes are kept."""
    codes = [write_code(entropy(CODE_BYTES)) for _ in range(HOW_MANY)]
    await unit.credentials.keep_recovery_codes(owner.id, [code_hash(code, owner=owner.id) for code in codes])
    return codes
