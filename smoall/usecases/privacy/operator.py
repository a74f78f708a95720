"""Smoall's own people: the members of its own organisation, who alone may do what reaches across organisations."""

from enum import StrEnum

from smoall.domain.access.role import Permission, Role
from smoall.domain.kernel.errors import Forbidden
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.organisations.house import HOUSE
from smoall.domain.organisations.organisation import Organisation
from smoall.usecases.actor import system
from smoall.usecases.billing.house import found_house
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit, Units

REQUEST = "operator"


class Outcome(StrEnum):
    """What came of letting somebody in or out."""

    DONE = "DONE"
    NOTHING_TO_DO = "NOTHING_TO_DO"
    UNKNOWN = "UNKNOWN"
    UNPROVED = "UNPROVED"


def require_operator(unit: Unit) -> None:
    """Raise Forbidden OPERATOR_ONLY outside Smoall's own organisation, and whatever MANAGE_PRIVACY is refused with."""
    if unit.actor.organisation_id != HOUSE:
        raise Forbidden("OPERATOR_ONLY")
    require(unit, Permission.MANAGE_PRIVACY)


async def let_in(units: Units, email: str, *, seller: Organisation) -> Outcome:
    """Make the person with that proved address an owner of Smoall's own organisation, founded if it is not yet.

    UNKNOWN without an account, UNPROVED while nobody showed that they read mail there.
    """
    async with units.begin(system(HOUSE), request_id=REQUEST) as unit:
        await found_house(unit, seller)
        person = await unit.accounts.by_email(email.strip().lower())
        if person is None or person.email_verified_at is None:
            return Outcome.UNPROVED if person else Outcome.UNKNOWN
        members = await unit.memberships.lock()
        if members.get(person.id) is Role.OWNER:
            return Outcome.NOTHING_TO_DO
        if person.id in members:
            await unit.memberships.set_role(person.id, Role.OWNER)
        else:
            await unit.people.join(person.id, Role.OWNER)
        unit.record("letOperatorIn", public_id(Kind.USER, person.id))
        await unit.commit()
    return Outcome.DONE


async def let_out(units: Units, email: str) -> Outcome:
    """No operator any more, at once. The last one may go: the command lets another in."""
    async with units.begin(system(HOUSE), request_id=REQUEST) as unit:
        person = await unit.accounts.by_email(email.strip().lower())
        if person is None:
            return Outcome.UNKNOWN
        if person.id not in await unit.memberships.lock():
            return Outcome.NOTHING_TO_DO
        await unit.memberships.end(person.id)
        unit.record("letOperatorOut", public_id(Kind.USER, person.id))
        await unit.commit()
    return Outcome.DONE
