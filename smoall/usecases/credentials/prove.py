"""Prove again who one is: asked before what an open session alone should not be able to do."""

from dataclasses import dataclass

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Forbidden
from smoall.usecases.access.limiting import count_attempt, forgive_attempt, guesses, refuse_waiting
from smoall.usecases.access.sign_in import read_password
from smoall.usecases.actor import Actor
from smoall.usecases.credentials.ports import Vault
from smoall.usecases.credentials.stores import Owner
from smoall.usecases.credentials.take_code import take_code
from smoall.usecases.gate import require
from smoall.usecases.ports import Passwords
from smoall.usecases.unit import Units


@dataclass(frozen=True, slots=True)
class Proof:
    """What a signed-in person gives once more; all that is given must be right."""

    password: str | None = None
    code: str | None = None


async def prove_again(
    units: Units,
    actor: Actor,
    proof: Proof,
    *,
    permission: Permission,
    remote_address: str | None,
    request_id: str,
    passwords: Passwords,
    vault: Vault,
    needs_code: bool = False,
) -> Owner:
    """The person, proved by their password or a code; with ``needs_code`` by a code in any case.

    Whoever lacks the permission is refused before anything is checked. Attempts count as those of signing in do.
    Raises Forbidden FORBIDDEN, SCOPE_MISSING, PROOF_REQUIRED, PROOF_WRONG or SECOND_FACTOR_REQUIRED,
    Conflict TOO_MANY_ATTEMPTS.
    """
    async with units.begin(actor, request_id=request_id) as unit:
        require(unit, permission)
        if needs_code and not proof.code:
            raise Forbidden("SECOND_FACTOR_REQUIRED")
        if not (proof.password or proof.code):
            raise Forbidden("PROOF_REQUIRED")
        owner = await unit.credentials.owner(actor.user_id)
        if owner is None:
            raise Forbidden("PROOF_WRONG")
        until = await count_attempt(unit, *guesses(email=owner.email, remote_address=remote_address))
        await unit.commit()
    refuse_waiting(until)
    if proof.password and not await passwords.matches(read_password(proof.password), owner.password_hash):
        raise Forbidden("PROOF_WRONG")
    async with units.begin(actor, request_id=request_id) as unit:
        if proof.code and not await take_code(unit, actor.user_id, proof.code, vault=vault):
            raise Forbidden("PROOF_WRONG")
        await forgive_attempt(unit, *guesses(email=owner.email, remote_address=remote_address))
        await unit.commit()
    return owner
