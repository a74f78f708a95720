"""A person proves that it is them, and gives another password; the hashing happens outside any transaction."""

from collections.abc import Sequence

from smoall.domain.access.password import LONGEST, check_password
from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, Finding, Forbidden, Invalid, refuse_fatal
from smoall.usecases.access.account_stores import Person
from smoall.usecases.access.limiting import count_apart, forgive_attempt, guesses
from smoall.usecases.actor import Actor
from smoall.usecases.gate import require
from smoall.usecases.ports import Passwords
from smoall.usecases.unit import Unit, Units


async def prove_person(
    units: Units, actor: Actor | None, password: str, *, passwords: Passwords, request_id: str, path: str = "password"
) -> Person:
    """The signed-in person, who gave their password once more. A guess counts as a guess at signing in does.

    Raises Forbidden without MANAGE_OWN_ACCOUNT, Invalid PASSWORD_WRONG at ``path``, Conflict TOO_MANY_ATTEMPTS.
    """
    assert actor is not None
    person = await _load(units, actor, request_id)
    await count_apart(units, *guesses(email=person.email), request_id=request_id)
    if not await passwords.matches(password[: 2 * LONGEST], person.password_hash):
        raise Invalid((Finding("PASSWORD_WRONG", path),))
    return person


async def forgive_guess(unit: Unit, person: Person) -> None:
    """The password was right: the attempt no longer counts."""
    await forgive_attempt(unit, *guesses(email=person.email))


async def unchanged(unit: Unit, person: Person) -> Person:
    """The person as they are now, locked. Raises Conflict PASSWORD_CHANGED_MEANWHILE when the one that was proved is
    no longer theirs."""
    current = await unit.accounts.get(person.id, lock=True)
    if current is None or current.password_hash != person.password_hash:
        raise Conflict("PASSWORD_CHANGED_MEANWHILE")
    return current


async def hash_new(password: str, *, about: Sequence[str], passwords: Passwords, path: str = "password") -> str:
    """The hash of a new password. Raises Invalid with every reason to refuse it, before it costs any time."""
    refuse_fatal(check_password(password, about=about, path=path))
    return await passwords.hash(password)


async def _load(units: Units, actor: Actor, request_id: str) -> Person:
    async with units.begin(actor, request_id=request_id) as unit:
        require(unit, Permission.MANAGE_OWN_ACCOUNT)
        person = await unit.accounts.get(actor.user_id)
    if person is None:
        raise Forbidden("CREDENTIALS_WRONG")
    return person
