"""Delete one's own account (GDPR art. 17): what says who it was goes at once, what the law keeps is named."""

from dataclasses import dataclass, replace
from uuid import UUID

from smoall.domain.access.message import MessageKind
from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, Finding, NotFound, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.erasures import Erasure, ErasureKind
from smoall.domain.privacy.receipt import Asked, Receipt, Way
from smoall.usecases.access.speaking import owned_by
from smoall.usecases.billing.change_payer import note_owner_of
from smoall.usecases.gate import require
from smoall.usecases.messages import Message
from smoall.usecases.privacy.receipts import receipt_of
from smoall.usecases.privacy.stores import Person
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Deletion:
    """What a person says to delete their account."""

    confirmed: bool
    grace_days: int


async def delete_my_account(unit: Unit, given: Deletion) -> Receipt:
    """Erase the actor everywhere, whose password was proved before, and give them the receipt.

    Sessions, keys, grants, links, second factors and memberships are dead with the commit. Raises Invalid
    CONFIRMATION_MISSING, NotFound ACCOUNT_NOT_FOUND, Conflict LAST_OWNER.
    """
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    if not given.confirmed:
        refuse_fatal([Finding("CONFIRMATION_MISSING", "confirm")])
    person = await unit.persons.get(unit.actor.user_id, lock=True)
    if person is None:
        raise NotFound("ACCOUNT_NOT_FOUND")
    if await unit.persons.owned_alone(person.id):
        raise Conflict("LAST_OWNER")
    return await erase_person(unit, person, action="deleteMyAccount", grace_days=given.grace_days)


async def erase_person(
    unit: Unit, person: Person, *, action: str, grace_days: int, receipt_id: UUID | None = None
) -> Receipt:
    """Erase a person everywhere, tell them at their last address, keep the receipt.

    ``receipt_id``: of the receipt that was lost, when an erasure is done again; they were told the first time.
    """
    letters = await unit.persons.letters_of(person)
    owned = await owned_by(unit, person.id)
    leaving = await unit.audience.ask_erasure(person.id)
    touched = await unit.persons.erase(person, action=action)
    asked = [(Way.NEWSLETTER, leaving.hex)] if leaving else []
    asked += [(Way.PAYMENTS, public_id(Kind.ORGANISATION, payer)) for payer in await note_owner_of(unit, owned)]
    receipt = replace(
        receipt_of(unit, public_id(Kind.USER, person.id), touched, grace_days=grace_days, identity=receipt_id),
        downstream=tuple(Asked(way=way, reference=reference, at=unit.now) for way, reference in asked),
    )
    await unit.persons.keep_receipt(receipt)
    await unit.erasures.note(Erasure(id=receipt.id, kind=ErasureKind.ACCOUNT, at=receipt.at, subjects=(person.id,)))
    if letters:
        await unit.enqueue("erase_letters", run_key=f"letters:{receipt.id.hex}", letters=letters)
    if receipt_id:
        return receipt
    farewell = Message(unit.new_id(), MessageKind.ACCOUNT_ERASED, person.language, person.email, person.name)
    await unit.messages.post(farewell)
    return receipt
