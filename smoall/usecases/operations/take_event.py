"""Take an event from a provider's hint to its effect: written down once, followed by a job, noted as followed."""

from collections.abc import Awaitable, Callable, Mapping

from smoall.domain.kernel.errors import NotFound
from smoall.domain.organisations.house import HOUSE
from smoall.usecases.actor import Actor, system
from smoall.usecases.operations.hints import Hint, Reception
from smoall.usecases.unit import Units

Follow = Callable[[Units, Hint], Awaitable[None]]
"""Asks a provider how the subjects of a hint stand, and has that believed. Safe to run again at any point."""


async def receive_hint(units: Units, provider: str, hint: Hint) -> Reception:
    """Write a hint down and ask for the job that follows it, in one transaction. Raises Unavailable."""
    async with units.begin(system(HOUSE), request_id=f"{provider}:{hint.event_id}") as unit:
        if not await unit.inbox.receive(provider, hint):
            return Reception.DUPLICATE
        run_key = f"event:{provider}:{hint.event_id}"
        await unit.enqueue("take_event", run_key=run_key, provider=provider, event_id=hint.event_id)
        await unit.commit()
    return Reception.ACCEPTED


async def take_event(
    units: Units, actor: Actor, provider: str, event_id: str, *, followers: Mapping[str, Follow]
) -> None:
    """Follow a hint, and note that it was followed. Raises Unavailable, NotFound PROVIDER_NOT_SET_UP."""
    request_id = f"{provider}:{event_id}"
    async with units.begin(actor, request_id=request_id) as unit:
        hint = await unit.inbox.get(provider, event_id)
    if hint is None:
        return
    follow = followers.get(provider)
    if follow is None:
        raise NotFound("PROVIDER_NOT_SET_UP")
    await follow(units, hint)
    async with units.begin(actor, request_id=request_id) as unit:
        await unit.inbox.handled(provider, event_id)
        await unit.commit()
