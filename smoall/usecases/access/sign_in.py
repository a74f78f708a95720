"""Sign in: by password and, where one is switched on, a second factor; slowed down per account and per address."""

from dataclasses import dataclass

from smoall.domain.access.session import SignInMethod
from smoall.domain.kernel.errors import Forbidden, Unavailable
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.access.limiting import count_attempt, forgive_attempt, guesses, refuse_waiting
from smoall.usecases.access.session import Device, Opened, open_session
from smoall.usecases.actor import Actor
from smoall.usecases.credentials.ports import Vault
from smoall.usecases.credentials.stores import Owner
from smoall.usecases.credentials.take_code import take_code
from smoall.usecases.ports import Passwords, Tokens
from smoall.usecases.unit import Unit, Units

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Recognised:
    """Somebody whose password was right; ``rehashed`` is its hash at today's costs, when the stored one is outdated."""

    owner: Owner
    rehashed: str | None = None


async def sign_in(
    units: Units,
    *,
    email: str,
    password: str,
    code: str | None,
    remote_address: str | None,
    request_id: str,
    passwords: Passwords,
) -> Recognised:
    """Check the password, and that a code is given where a second factor is on; it is checked with the session's start.

    Whether one is on is told only once the password is right. Raises Forbidden SECOND_FACTOR_REQUIRED and what
    :func:`check_password` raises.
    """
    owner = await check_password(
        units,
        email=email,
        password=password,
        remote_address=remote_address,
        request_id=request_id,
        passwords=passwords,
    )
    if not code:
        async with units.begin(None, request_id=request_id) as unit:
            factor = await unit.credentials.factor(owner.id)
            missing = factor is not None and factor.confirmed_at is not None
            if missing:  # nothing was guessed yet
                await forgive_attempt(unit, *guesses(email=owner.email, remote_address=remote_address))
                await unit.commit()
        if missing:
            raise Forbidden("SECOND_FACTOR_REQUIRED")
    outdated = passwords.needs_rehash(owner.password_hash)
    return Recognised(owner, await passwords.hash(read_password(password)) if outdated else None)


async def check_password(
    units: Units, *, email: str, password: str, remote_address: str | None, request_id: str, passwords: Passwords
) -> Owner:
    """Whose password it is. Each attempt is counted before it is looked at, so that many at once gain nothing.

    An unknown address takes as long and answers as a wrong password does. Raises Forbidden CREDENTIALS_WRONG, Conflict
    TOO_MANY_ATTEMPTS with the moment from which it may be tried again.
    """
    address = email.strip().lower()[:LONGEST]
    async with units.begin(None, request_id=request_id) as unit:
        until = await count_attempt(unit, *guesses(email=address, remote_address=remote_address))
        owner = await unit.credentials.owner_by_email(address)
        await unit.commit()
    refuse_waiting(until)
    right = await passwords.matches(read_password(password), owner.password_hash if owner else None)
    if owner is None or not right:
        raise Forbidden("CREDENTIALS_WRONG")
    return owner


async def open_after_sign_in(
    unit: Unit, recognised: Recognised, *, code: str | None, device: Device, tokens: Tokens, vault: Vault
) -> Opened:
    """The session, once the password was right: in the person's oldest organisation. The attempt no longer counts.

    The code is used up with it, or not at all. Raises Forbidden CODE_WRONG (the attempt counts on), NO_ORGANISATION;
    Unavailable TRY_AGAIN when the password was changed meanwhile.
    """
    owner = await unit.credentials.owner(recognised.owner.id)
    if owner is None or owner.password_hash != recognised.owner.password_hash:
        raise Unavailable("TRY_AGAIN")
    actor = await first_actor(unit, owner)
    method = await _method(unit, owner, code, vault)
    if recognised.rehashed:
        await unit.credentials.rehash(owner, recognised.rehashed)
    await forgive_attempt(unit, *guesses(email=owner.email, remote_address=device.remote_address))
    session = await open_session(unit, actor, tokens, method=method, device=device)
    unit.record("signIn", public_id(Kind.USER, owner.id))
    return session


async def _method(unit: Unit, owner: Owner, code: str | None, vault: Vault) -> SignInMethod:
    """By what the person signs in, the second factor checked where one is switched on."""
    factor = await unit.credentials.factor(owner.id, lock=True)
    if factor is None or factor.confirmed_at is None:
        return SignInMethod.PASSWORD
    if not code:
        raise Forbidden("SECOND_FACTOR_REQUIRED")
    if not await take_code(unit, owner.id, code, vault=vault):
        raise Forbidden("CODE_WRONG")
    return SignInMethod.PASSWORD_AND_CODE


async def first_actor(unit: Unit, owner: Owner) -> Actor:
    """The person in their oldest organisation, for which the unit speaks from here on. Raises Forbidden
    NO_ORGANISATION."""
    memberships = await unit.people.memberships(owner.id)
    if not memberships:
        raise Forbidden("NO_ORGANISATION")
    organisation_id, role = memberships[0]
    actor = Actor(owner.id, organisation_id, role, owner.language)
    await unit.act_as(actor)
    return actor


def read_password(text: str) -> str:
    """A password as it is compared: no longer than is worth hashing."""
    return text[:LONGEST]
