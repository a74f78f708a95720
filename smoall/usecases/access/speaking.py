"""Acts on an account by somebody who is not signed in: a link in a letter says who they are."""

from uuid import UUID

from smoall.domain.access.role import Role
from smoall.domain.kernel.errors import NotFound
from smoall.domain.organisations.house import HOUSE
from smoall.usecases.access.account_stores import Person
from smoall.usecases.actor import Actor, system
from smoall.usecases.unit import Unit


async def person_of(unit: Unit, user_id: UUID | None) -> Person:
    """The account that a link was made for, locked. Raises NotFound LINK_INVALID when it is gone."""
    person = await unit.accounts.get(user_id, lock=True) if user_id else None
    if person is None:
        raise NotFound("LINK_INVALID")
    return person


async def owned_by(unit: Unit, user_id: UUID) -> list[UUID]:
    """The organisations of which the person is an owner; the unit has to be told anew for whom it speaks."""
    return [identity for identity, role in await unit.people.memberships(user_id) if role is Role.OWNER]


async def speak_for(unit: Unit, person: Person) -> None:
    """From here on the unit acts for the person, in the trail of their oldest organisation; in Smoall's own where they
    have none."""
    memberships = await unit.people.memberships(person.id)
    if memberships:
        organisation_id, role = memberships[0]
        await unit.act_as(Actor(person.id, organisation_id, role, person.language))
    else:
        await unit.act_as(system(HOUSE))
