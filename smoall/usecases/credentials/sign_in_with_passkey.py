"""Sign in with a passkey: the device verifies the person, so that it counts as two factors at once."""

from uuid import UUID

from smoall.domain.access.passkey import has_gone_back
from smoall.domain.access.session import SignInMethod
from smoall.domain.kernel.errors import Forbidden
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.access.limiting import forgive_attempt, guesses
from smoall.usecases.access.session import Device, Opened, open_session
from smoall.usecases.access.sign_in import first_actor
from smoall.usecases.credentials.challenges import Ceremony, make_challenge, use_challenge
from smoall.usecases.credentials.ports import Ceremonies, CeremonyFailed, Entropy
from smoall.usecases.credentials.stores import ChallengePurpose, CredentialChange
from smoall.usecases.credentials.telling import tell_owner
from smoall.usecases.ports import Tokens
from smoall.usecases.unit import Unit, Units


async def start_passkey_sign_in(unit: Unit, *, ceremonies: Ceremonies, entropy: Entropy) -> Ceremony:
    """What the browser asks its devices with; it names no account, so that it tells of none."""
    challenge, expires_at = await make_challenge(unit, ChallengePurpose.SIGN_IN, user_id=None, entropy=entropy)
    return Ceremony(ceremonies.sign_in_options(challenge), expires_at)


async def check_passkey(
    units: Units, answer: str, *, ceremonies: Ceremonies, remote_address: str | None, request_id: str
) -> UUID:
    """Whose passkey signed. Raises Forbidden PASSKEY_WRONG, PASSKEY_COPIED; Conflict TOO_MANY_ATTEMPTS.

    A counter that has gone back means that the key exists twice: it is refused, and its owner told by letter.
    """
    answered = await use_challenge(
        units,
        None,
        answer,
        ChallengePurpose.SIGN_IN,
        ceremonies=ceremonies,
        remote_address=remote_address,
        request_id=request_id,
    )
    if answered is None:
        raise Forbidden("PASSKEY_WRONG")
    async with units.begin(None, request_id=request_id) as unit:
        user_id, copied = await _signed(unit, answer, answered.challenge, ceremonies)
        await unit.commit()
    if copied:
        raise Forbidden("PASSKEY_COPIED")
    return user_id


async def _signed(unit: Unit, answer: str, challenge: bytes, ceremonies: Ceremonies) -> tuple[UUID, bool]:
    """Who signed, and whether the key turned out to be a copy. Raises Forbidden PASSKEY_WRONG."""
    try:
        passkey = await unit.credentials.passkey(ceremonies.credential_of(answer))
        if passkey is None:
            raise CeremonyFailed("credential")
        count = ceremonies.signed(answer, challenge=challenge, public_key=passkey.public_key, user_id=passkey.user_id)
    except CeremonyFailed as failed:
        raise Forbidden("PASSKEY_WRONG") from failed
    if not has_gone_back(passkey.sign_count, count):
        await unit.credentials.use_passkey(passkey, sign_count=count)
        return passkey.user_id, False
    owner = await unit.credentials.owner(passkey.user_id)
    assert owner is not None
    await first_actor(unit, owner)
    await tell_owner(unit, owner, CredentialChange.PASSKEY_COPIED)
    unit.record("refusePasskey", public_id(Kind.PASSKEY, passkey.id))
    return passkey.user_id, True


async def open_after_passkey(unit: Unit, user_id: UUID, *, device: Device, tokens: Tokens) -> Opened:
    """The session, once the passkey was right: in the person's oldest organisation.

    Raises Forbidden NO_ORGANISATION.
    """
    owner = await unit.credentials.owner(user_id)
    if owner is None:
        raise Forbidden("PASSKEY_WRONG")
    actor = await first_actor(unit, owner)
    await forgive_attempt(unit, *guesses(remote_address=device.remote_address))
    session = await open_session(unit, actor, tokens, method=SignInMethod.PASSKEY, device=device)
    unit.record("finishPasskeySignIn", public_id(Kind.USER, user_id))
    return session
