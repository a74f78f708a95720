"""Facts of a payment provider, believed as billing believes them, in memory: joined, with one line per charge."""

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from smoall.domain.billing.provider_fact import CollectionFact, join
from smoall.usecases.billing.gateway import CheckoutFact, CustomerFact
from smoall.usecases.unit import Unit


@dataclass(slots=True)
class Recorder:
    """A :class:`~smoall.usecases.billing.hear_provider.Facts`."""

    known: dict[UUID, CollectionFact] = field(default_factory=dict)
    ledger: list[tuple[UUID, Decimal]] = field(default_factory=list)
    methods: dict[str, str | None] = field(default_factory=dict)

    async def collection(self, unit: Unit, fact: CollectionFact) -> bool:
        before = self.known.get(fact.collection_id)
        after = join(before, fact) if before else fact
        self.known[fact.collection_id] = after
        if after.succeeded and not (before and before.succeeded):
            self.ledger.append((fact.collection_id, fact.amount))
        return after != before

    async def checkout(self, unit: Unit, fact: CheckoutFact) -> bool:
        changed = await self.collection(unit, fact.collection) if fact.collection else False
        if fact.method_id is None or fact.customer in self.methods:
            return changed
        self.methods[fact.customer] = fact.method_id
        return True

    async def customer(self, unit: Unit, fact: CustomerFact) -> bool:
        changed = self.methods.get(fact.customer) != fact.method_id
        self.methods[fact.customer] = fact.method_id
        return changed
