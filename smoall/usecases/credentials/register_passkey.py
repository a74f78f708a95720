"""Register a passkey: a challenge first, then the public key that a device made for it."""

from functools import partial

from smoall.domain.access.passkey import MOST, Passkey, free_name
from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, Finding, Invalid, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.text import clean_text
from smoall.usecases.access.limiting import forgive_attempt, guesses
from smoall.usecases.credentials.challenges import Answered, Ceremony, make_challenge
from smoall.usecases.credentials.ports import Ceremonies, CeremonyFailed, Entropy, NewPasskey
from smoall.usecases.credentials.stores import ChallengePurpose, CredentialChange, Owner
from smoall.usecases.credentials.telling import tell_owner
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit

LONGEST_NAME = 60


async def start_passkey_registration(unit: Unit, owner: Owner, *, ceremonies: Ceremonies, entropy: Entropy) -> Ceremony:
    """What the browser makes a passkey with. Raises Conflict PASSKEYS_ENOUGH at twenty of them."""
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    known = await unit.credentials.passkeys(owner.id)
    if len(known) >= MOST:
        raise Conflict("PASSKEYS_ENOUGH", most=str(MOST))
    challenge, expires_at = await make_challenge(unit, ChallengePurpose.REGISTER, user_id=owner.id, entropy=entropy)
    options = ceremonies.registration_options(
        challenge,
        user_id=owner.id,
        email=owner.email,
        name=owner.name,
        known=[passkey.credential_id for passkey in known],
    )
    unit.record("startPasskeyRegistration", public_id(Kind.USER, owner.id))
    return Ceremony(options, expires_at)


def check_registration(
    answer: str, name: str, answered: Answered | None, *, owner: Owner, ceremonies: Ceremonies
) -> tuple[NewPasskey, str]:
    """The key that was made, and what to call it. Raises Invalid PASSKEY_INVALID and what is wrong with the name."""
    findings: list[Finding] = []
    clean = collect(findings, "name", partial(clean_text, max_length=LONGEST_NAME), name)
    made = None
    try:
        if answered is None or answered.user_id != owner.id:
            raise CeremonyFailed("challenge")
        made = ceremonies.registered(answer, challenge=answered.challenge)
    except CeremonyFailed:
        findings.append(Finding("PASSKEY_INVALID", "credential"))
    refuse_fatal(findings)
    assert made is not None
    assert clean is not None
    return made, clean


async def finish_passkey_registration(
    unit: Unit, owner: Owner, made: NewPasskey, *, name: str, remote_address: str | None
) -> Passkey:
    """Keep the passkey; the person is told by letter.

    Raises Conflict PASSKEYS_ENOUGH, Invalid PASSKEY_KNOWN, Conflict PASSWORD_CHANGED_MEANWHILE for one that a reset
    has overtaken.
    """
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    known = await unit.credentials.passkeys(owner.id)
    current = await unit.credentials.owner(owner.id)
    if current is None or current.password_hash != owner.password_hash:
        raise Conflict("PASSWORD_CHANGED_MEANWHILE")
    if len(known) >= MOST:
        raise Conflict("PASSKEYS_ENOUGH", most=str(MOST))
    passkey = Passkey(
        id=unit.new_id(),
        user_id=owner.id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        name=free_name(name, [one.name for one in known]),
        transports=made.transports,
        backed_up=made.backed_up,
    )
    if not await unit.credentials.add_passkey(passkey):
        raise Invalid((Finding("PASSKEY_KNOWN", "credential"),))
    await forgive_attempt(unit, *guesses(remote_address=remote_address))
    await tell_owner(unit, owner, CredentialChange.PASSKEY_ADDED)
    unit.record("finishPasskeyRegistration", public_id(Kind.PASSKEY, passkey.id))
    return passkey
