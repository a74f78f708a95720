"""Three hundred events of Stripe in any order, doubled, late, lost, unknown, foreign: the end is that of the calm run.

In the calm run every event is followed at once. In a storm each phase of the same history is told shuffled and twice,
some of it a phase late, some of it never; jobs run in another order than they were asked for, several at once, and some
only after the next phase. What was lost is found by reconciling. One line in the ledger per charge, whatever happens.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

import pytest

from smoall.domain.organisations.house import HOUSE
from smoall.infra.postgres.identity import new_id
from tests.harness.api import Api
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.standins.kit import IN_ORDER, Manner, running
from tests.standins.stripe import StripeStandIn
from tests.storms.stripe_history import CENTS, COLLECTIONS, KINDS, PHASES, History

PAYERS = 14
AT_ONCE = 6
SEEDS = [
    pytest.param(range(2), id="two"),
    *(pytest.param(range(first, first + 25), id=f"{first}..", marks=pytest.mark.storm) for first in range(0, 200, 25)),
]

End = list[tuple[str, str, bool, str | None, int]]
"""Of each collection: state, what was refunded, whether it was disputed, why it failed, its lines in the ledger."""

_COLLECTION = """
INSERT INTO collection (organisation_id, id, attempt, amount, currency, provider, state, created_at, updated_at)
VALUES ($1, $2, 1, $3::numeric / 100, 'EUR', 'stripe', 'CREATED', now(), now())
"""
_END = """
SELECT c.id, c.state, c.refunded, c.disputed, c.failure, p.refunded AS given_back, p.disputed AS contested,
    (SELECT count(*) FROM payment y
        WHERE y.organisation_id = $2 AND y.communication = 'col_' || replace(c.id::text, '-', ''))
FROM collection c LEFT JOIN provider_charge p ON p.organisation_id = $2 AND p.collection_id = c.id WHERE c.id = ANY($1)
"""


@dataclass(slots=True)
class Coast:
    """A house that listens to a stand-in Stripe, where histories unfold one after the other."""

    house: RunningHouse
    stripe: StripeStandIn
    payers: list[UUID]
    collections: list[UUID] = field(default_factory=list)

    async def unfold(self, seed: int | None) -> End:
        """The whole history, in the weather of a seed; None is calm."""
        history = await self._begin()
        dice = Random(seed)
        for phase in range(PHASES):
            history.phase(phase)
            storm = Manner(shuffled=True, times=2, delayed=20, lost=12, at_once=AT_ONCE, seed=dice.randrange(10**6))
            statuses = await self.stripe.deliver(IN_ORDER if seed is None else storm)
            assert set(statuses) == {200}
            if seed is None or dice.random() < 0.7:
                await self._work(None if seed is None else dice)
        await self.stripe.deliver(Manner(shuffled=True, seed=seed or 0))
        await self._work(None if seed is None else dice)
        reconcile: Any = self.house.queue.broker.get_actor("reconcile_payments").fn
        await reconcile.__wrapped__()
        await self._work(None if seed is None else dice)
        return await self._end()

    async def _begin(self) -> History:
        await self.house.truth("TRUNCATE inbox, job_run, dramatiq.queue")
        for shelf in self.stripe.books.shelves.values():
            shelf.clear()
        assert self.stripe.sender
        self.stripe.sender.waiting, self.stripe.sender.undelivered = [], []
        self.stripe.clock.back_to_now()
        customers = [self.stripe.books.make("cus", invoice_settings={})["id"] for _ in self.payers]
        for payer, customer in zip(self.payers, customers, strict=True):
            await self.house.truth("UPDATE subscription SET customer = $2 WHERE organisation_id = $1", payer, customer)
        self.collections = [new_id() for _ in range(COLLECTIONS)]
        for index, collection in enumerate(self.collections):
            await self.house.truth(_COLLECTION, self.payers[index % PAYERS], collection, CENTS)
        return History(self.stripe, customers, self.collections)

    async def _work(self, dice: Random | None) -> None:
        """Let jobs run until none waits: in order and one by one, or as the dice fall and several at once."""
        queue = self.house.queue
        while taken := await queue.take():
            if dice is None:
                for message in taken:
                    await queue.run(message)
                continue
            dice.shuffle(taken)
            for first in range(0, len(taken), AT_ONCE):
                await asyncio.gather(*(queue.run(message) for message in taken[first : first + AT_ONCE]))

    async def _end(self) -> End:
        rows = {row["id"]: row for row in await self.house.truth(_END, self.collections, HOUSE)}
        found = [rows[collection] for collection in self.collections]
        for row in found:  # what the ledger remembers of a charge is what its subscriber's side remembers
            assert not row["count"] or (row["refunded"], row["disputed"]) == (row["given_back"], row["contested"])
        return [(row["state"], str(row["refunded"]), row["disputed"], row["failure"], row["count"]) for row in found]


@pytest.fixture(scope="module")
async def coast(databases: Databases) -> AsyncIterator[Coast]:
    with databases.copy() as where:
        async with running(StripeStandIn()) as stripe:
            keys: dict[str, Any] = {"stripe_key": stripe.key, "stripe_webhook_secrets": (stripe.secret,)}
            async with running_house(where, admin=databases.admin(where), stripe_url=stripe.url, **keys) as house:
                assert stripe.sender
                stripe.sender.url = f"{house.house.settings.base_url}/webhooks/stripe"
                payers = [(await Api.registered(house.http)).organisation_id for _ in range(PAYERS)]
                yield Coast(house, stripe, payers)


@pytest.fixture(scope="module")
async def calm(coast: Coast) -> End:
    return await coast.unfold(None)


async def test_the_history_is_long_and_ends_as_it_should(coast: Coast, calm: End) -> None:
    kinds = [
        ("SUCCEEDED", "0.00", False, None, 1),
        ("SUCCEEDED", "0.00", False, None, 1),
        ("SUCCEEDED", "0.00", False, None, 1),
        ("FAILED", "0.00", False, "card_declined", 0),
        ("SUCCEEDED", "0.00", False, None, 1),
        ("SUCCEEDED", "0.00", False, None, 1),
        ("SUCCEEDED", "30.25", False, None, 1),
        ("FAILED", "0.00", False, "insufficient_funds", 0),
        ("SUCCEEDED", "0.00", True, None, 1),
        ("CANCELLED", "0.00", False, None, 0),
    ]
    assert calm == [kinds[index % len(KINDS)] for index in range(COLLECTIONS)]
    assert len(coast.stripe.books.shelves["evt"]) >= 300


@pytest.mark.parametrize("seeds", SEEDS)
async def test_a_storm_ends_as_the_calm_run(coast: Coast, calm: End, seeds: range) -> None:
    for seed in seeds:
        assert await coast.unfold(seed) == calm, f"seed {seed}"
        (left,) = await coast.house.truth("SELECT count(*) AS n FROM inbox WHERE handled_at IS NULL")
        assert left["n"] == 0
        parked = await coast.house.truth("SELECT run_key, failure FROM job_run WHERE state <> 'DONE'")
        assert [dict(row) for row in parked] == []
