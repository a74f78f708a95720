"""Prove by password again who one is, before what cannot be undone."""

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Forbidden
from smoall.usecases.access.sign_in import check_password
from smoall.usecases.actor import Actor
from smoall.usecases.gate import require
from smoall.usecases.ports import Passwords
from smoall.usecases.unit import Units


async def prove_password(
    units: Units,
    actor: Actor,
    password: str,
    *,
    permission: Permission,
    remote_address: str | None,
    request_id: str,
    passwords: Passwords,
) -> None:
    """Raise Forbidden unless it is the actor's password; guesses count as those of signing in do.

    Whoever lacks the permission is refused before anything is checked. Raises Conflict TOO_MANY_ATTEMPTS.
    """
    async with units.begin(actor, request_id=request_id) as unit:
        require(unit, permission)
        person = await unit.persons.get(actor.user_id)
    if person is None:
        raise Forbidden("CREDENTIALS_WRONG")
    await check_password(
        units,
        email=person.email,
        password=password,
        remote_address=remote_address,
        request_id=request_id,
        passwords=passwords,
    )
