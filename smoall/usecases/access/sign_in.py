"""Sign in: by password, slowed down per account and per address."""

import hashlib

from smoall.domain.access.session import SignInMethod
from smoall.domain.access.throttle import PER_ACCOUNT, PER_ADDRESS, WINDOW, wait_until
from smoall.domain.kernel.errors import Conflict, Forbidden
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.usecases.access.session import Device, Opened, open_session
from smoall.usecases.actor import Actor
from smoall.usecases.ports import Passwords, Tokens
from smoall.usecases.unit import Unit, Units

LONGEST = 400


async def sign_in(
    units: Units,
    *,
    email: str,
    password: str,
    remote_address: str | None,
    request_id: str,
    passwords: Passwords,
) -> None:
    """Check the password. Each attempt is counted before it is looked at, so that many at once gain nothing.

    An unknown address takes as long and answers as a wrong password does. Raises Forbidden CREDENTIALS_WRONG, Conflict
    TOO_MANY_ATTEMPTS with the moment from which it may be tried again.
    """
    address = email.strip().lower()[:LONGEST]
    async with units.begin(None, request_id=request_id) as unit:
        waits = [
            wait_until(await unit.people.count_attempt(subject, window=WINDOW), limit=limit)
            for subject, limit in _subjects(address, remote_address)
        ]
        account = await unit.people.by_email(address)
        await unit.commit()
    if until := max((wait for wait in waits if wait), default=None):
        raise Conflict("TOO_MANY_ATTEMPTS", until=until.isoformat(timespec="minutes"))
    if not await passwords.matches(password[:LONGEST], account.password_hash if account else None):
        raise Forbidden("CREDENTIALS_WRONG")


async def open_after_sign_in(unit: Unit, *, email: str, device: Device, tokens: Tokens) -> Opened:
    """The session, once the password was right: in the person's oldest organisation. The attempt no longer counts."""
    account = await unit.people.by_email(email.strip().lower())
    memberships = await unit.people.memberships(account.id) if account else []
    if account is None or not memberships:
        raise Forbidden("NO_ORGANISATION")
    organisation_id, role = memberships[0]
    actor = Actor(account.id, organisation_id, role, Language(account.language))
    await unit.act_as(actor)
    for subject, _ in _subjects(account.email, device.remote_address):
        await unit.people.forgive_attempt(subject)
    session = await open_session(unit, actor, tokens, method=SignInMethod.PASSWORD, device=device)
    unit.record("signIn", public_id(Kind.USER, account.id))
    return session


def _subjects(email: str, remote_address: str | None) -> list[tuple[bytes, int]]:
    """Whose attempts are counted, as hashes, each with its limit."""
    found = [(_subject("account", email), PER_ACCOUNT)]
    return [*found, (_subject("address", remote_address), PER_ADDRESS)] if remote_address else found


def _subject(kind: str, text: str) -> bytes:
    return hashlib.sha256(f"{kind}\x1f{text}".encode()).digest()
