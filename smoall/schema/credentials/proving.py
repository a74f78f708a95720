"""Asking again who somebody is, before an act that an open session alone should not be able to do."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import DomainError
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.credentials.inputs import ProofInput
from smoall.schema.performing import Answer, perform_secret, refused
from smoall.usecases.credentials.prove import Proof, prove_again
from smoall.usecases.credentials.stores import Owner


async def prove(info: Info, proof: ProofInput, *, permission: Permission, needs_code: bool = False) -> Owner:
    """The person, proved. Raises the DomainErrors of ``prove_again``, UNAUTHENTICATED without a session."""
    request = info.context
    request.signed_in()
    actor = request.actor
    assert actor is not None
    return await prove_again(
        request.services.units,
        actor,
        Proof(proof.password, proof.code),
        permission=permission,
        remote_address=request.remote_address,
        request_id=request.request_id,
        passwords=request.services.passwords,
        vault=request.services.vault,
        needs_code=needs_code,
    )


async def perform_proved(
    info: Info,
    proof: ProofInput,
    act: Callable[[AnsweringUnit, Owner], Awaitable[Mapping[str, Any]]],
    *,
    permission: Permission,
    needs_code: bool = False,
) -> Answer:
    """Run ``act`` once the proof was right. Never replayed: a proof is given for one act."""
    try:
        owner = await prove(info, proof, permission=permission, needs_code=needs_code)
    except DomainError as error:
        return refused(info, error)
    return await perform_secret(info, lambda unit: act(unit, owner))
