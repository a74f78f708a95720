"""Sign in: by password, slowed down per account and per address."""

import hashlib

from smoall.domain.access.throttle import PER_ACCOUNT, PER_ADDRESS, after_failure, wait_until
from smoall.domain.kernel.errors import Conflict, Forbidden
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.usecases.access.session import Opened, open_session
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
    """Check the password; a failure is counted even though the call is refused.

    An unknown address takes as long and answers as a wrong password does. Raises Forbidden CREDENTIALS_WRONG, Conflict
    TOO_MANY_ATTEMPTS with the moment from which it may be tried again.
    """
    address = email.strip().lower()[:LONGEST]
    subjects = [(_subject("account", address), PER_ACCOUNT)]
    if remote_address:
        subjects.append((_subject("address", remote_address), PER_ADDRESS))
    async with units.begin(None, request_id=request_id) as unit:
        for subject, limit in subjects:
            until = wait_until(await unit.people.attempts(subject), limit=limit, now=unit.now)
            if until:
                raise Conflict("TOO_MANY_ATTEMPTS", until=until.isoformat(timespec="minutes"))
        account = await unit.people.by_email(address)
    if account and await passwords.matches(password[:LONGEST], account.password_hash):
        return
    if account is None:
        await passwords.matches(password[:LONGEST], None)
    async with units.begin(None, request_id=request_id) as unit:
        for subject, _ in subjects:
            failed = after_failure(await unit.people.attempts(subject), now=unit.now)
            await unit.people.note_attempts(subject, failed)
        await unit.commit()
    raise Forbidden("CREDENTIALS_WRONG")


async def open_after_sign_in(unit: Unit, *, email: str, tokens: Tokens) -> Opened:
    """The session, once the password was right: in the person's oldest organisation. Forgets the failures."""
    account = await unit.people.by_email(email.strip().lower())
    memberships = await unit.people.memberships(account.id) if account else []
    if account is None or not memberships:
        raise Forbidden("NO_ORGANISATION")
    organisation_id, role = memberships[0]
    actor = Actor(account.id, organisation_id, role, Language(account.language))
    await unit.act_as(actor)
    await unit.people.note_attempts(_subject("account", account.email), None)
    session = await open_session(unit, actor, tokens)
    unit.record("signIn", public_id(Kind.USER, account.id))
    return session


def _subject(kind: str, text: str) -> bytes:
    return hashlib.sha256(f"{kind}\x1f{text}".encode()).digest()
