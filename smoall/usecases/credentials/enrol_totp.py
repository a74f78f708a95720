"""Enrol an authenticator app: a secret now, which counts once the app has shown a code of it."""

from dataclasses import dataclass

from smoall.domain.access.role import Permission
from smoall.domain.access.totp import SECRET_BYTES, as_base32, otpauth_uri
from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.credentials.ports import Entropy, Vault
from smoall.usecases.credentials.stores import Owner, factor_place
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit

ISSUER = "Smoall"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the app is told, by image or by hand; shown this once."""

    secret: str
    uri: str


async def enrol_totp(unit: Unit, owner: Owner, *, entropy: Entropy, vault: Vault) -> Enrolment:
    """A new secret, sealed at rest. Raises Conflict TOTP_ENABLED: switch the old app off first."""
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    factor = await unit.credentials.factor(owner.id, lock=True)
    if factor and factor.confirmed_at:
        raise Conflict("TOTP_ENABLED")
    secret = entropy(SECRET_BYTES)
    await unit.credentials.enrol(owner.id, vault.seal(secret, factor_place(owner.id)))
    unit.record("enrolTotp", public_id(Kind.USER, owner.id))
    return Enrolment(as_base32(secret), otpauth_uri(secret, account=owner.email, issuer=ISSUER))
