"""Hear what a payment provider hints at, and ask it; and every night ask it for what it never told."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from smoall.domain.billing.provider_fact import CollectionFact
from smoall.domain.organisations.house import HOUSE
from smoall.usecases.actor import system
from smoall.usecases.billing.gateway import CheckoutFact, CustomerFact, PaymentGateway
from smoall.usecases.operations.hints import Hint, Reception
from smoall.usecases.operations.take_event import receive_hint
from smoall.usecases.unit import Unit, Units

Fact = TypeVar("Fact")

LOOKS_BACK = timedelta(days=30)
"""A SEPA debit is settled, or comes back, within two weeks; the rest is margin for an outage of ours."""


class Subject(StrEnum):
    """What a hint of a payment provider is about: also the key in :attr:`Hint.subjects` that holds its id there."""

    COLLECTION = "collection"
    CHECKOUT = "checkout"
    CUSTOMER = "customer"


class Facts(Protocol):
    """Believes what was read at the provider, in a unit of Smoall itself; False when nothing changes by it."""

    async def collection(self, unit: Unit, fact: CollectionFact) -> bool: ...

    async def checkout(self, unit: Unit, fact: CheckoutFact) -> bool: ...

    async def customer(self, unit: Unit, fact: CustomerFact) -> bool: ...


Missed = Callable[[datetime], AsyncIterator[Hint]]
"""The hints since a moment that the provider has not got rid of."""


@dataclass(frozen=True, slots=True)
class Ear:
    """A provider that is listened to, and who believes it. ``missed`` where it can say what it has not delivered."""

    gateway: PaymentGateway
    facts: Facts
    missed: Missed | None = None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many collections stood otherwise than was known, and how many events were taken that had been missed."""

    corrected: int
    taken: int


async def follow_hint(units: Units, hint: Hint, *, ear: Ear) -> None:
    """Read the object that a hint names, as it is now, and have it believed; one that is gone leaves no trace."""
    for subject, identity in hint.subjects.items():
        match subject:
            case Subject.COLLECTION:
                await _believe(units, hint.event_id, ear.facts.collection, await ear.gateway.read_collection(identity))
            case Subject.CHECKOUT:
                await _believe(units, hint.event_id, ear.facts.checkout, await ear.gateway.read_checkout(identity))
            case Subject.CUSTOMER:
                await _believe(units, hint.event_id, ear.facts.customer, await ear.gateway.read_customer(identity))


async def reconcile(units: Units, *, ear: Ear, now: datetime) -> Reconciled:
    """Ask for every collection of the last thirty days and every event that was not delivered: both are believed again.

    What is known already changes nothing, so that it may run at any time and as often as one likes. Raises Unavailable.
    """
    corrected = taken = 0
    for fact in await ear.gateway.collections_since(now - LOOKS_BACK):
        corrected += await _believe(units, "reconcile", ear.facts.collection, fact)
    if ear.missed:
        async for hint in ear.missed(now - LOOKS_BACK):
            taken += await receive_hint(units, ear.gateway.name, hint) is Reception.ACCEPTED
    return Reconciled(corrected, taken)


async def _believe(
    units: Units, request_id: str, take: Callable[[Unit, Fact], Awaitable[bool]], fact: Fact | None
) -> bool:
    """One fact in one transaction."""
    if fact is None:
        return False
    async with units.begin(system(HOUSE), request_id=request_id) as unit:
        changed = await take(unit, fact)
        if changed:
            await unit.commit()
    return changed
