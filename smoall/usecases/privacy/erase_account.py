"""Erase an account that no organisation needs any more, once its grace is over (GDPR art. 5(1)(e))."""

from uuid import UUID

from smoall.usecases.actor import Actor
from smoall.usecases.privacy.delete_my_account import erase_person
from smoall.usecases.unit import Units


async def erase_account(units: Units, actor: Actor, user_id: UUID, *, grace_days: int) -> bool:
    """Erase the person, unless somebody took them into an organisation meanwhile, or they were erased before."""
    async with units.begin(actor, request_id=f"account:{user_id.hex}") as unit:
        person = await unit.persons.get(user_id, lock=True)
        if person is None or await unit.persons.is_needed(user_id, grace_days=grace_days):
            return False
        await erase_person(unit, person, action="eraseAccount", grace_days=grace_days)
        await unit.commit()
    return True
