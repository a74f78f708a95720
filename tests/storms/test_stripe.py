"""Three hundred events of Stripe in any order, doubled, late, lost, unknown, foreign: the end is that of the calm run.

In the calm run every event is followed at once. In a storm each phase of the same history is told shuffled and twice,
some of it a phase late, some of it never; jobs run in another order than they were asked for, several at once, and some
only after the next phase. What was lost is found by reconciling. One line in the ledger per charge, whatever happens.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from uuid import UUID

import pytest

from smoall.infra.postgres.identity import new_id
from smoall.infra.stripe.config import StripeConfig
from smoall.infra.stripe.gateway import StripeGateway
from smoall.infra.stripe.listening import follower, stripe_ear
from smoall.infra.stripe.webhooks import StripeWebhooks
from smoall.usecases.billing.hear_provider import Ear, reconcile
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.harness.recording import Recorder
from tests.infra.stripe.paying import gateway_on
from tests.standins.kit import IN_ORDER, Manner, running
from tests.standins.stripe import StripeStandIn
from tests.storms.stripe_history import COLLECTIONS, KINDS, PHASES, History, tell

PAYERS = 14
AT_ONCE = 6
SEEDS = [
    pytest.param(range(5), id="five"),
    *(pytest.param(range(first, first + 25), id=f"{first}..", marks=pytest.mark.storm) for first in range(0, 200, 25)),
]

End = list[tuple[str, str, bool, str | None]]
"""Of each collection: state, what was refunded, whether it was disputed, why it failed."""


@dataclass(slots=True)
class Coast:
    """A house that listens to a stand-in Stripe, where histories unfold one after the other."""

    house: RunningHouse
    stripe: StripeStandIn
    gateway: StripeGateway
    recorder: Recorder
    ear: Ear
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
        await reconcile(self.house.house.services.units, ear=self.ear, now=self.stripe.clock())
        await self._work(None if seed is None else dice)
        return self._end()

    async def _begin(self) -> History:
        await self.house.truth("TRUNCATE inbox, job_run, dramatiq.queue")
        for shelf in self.stripe.books.shelves.values():
            shelf.clear()
        assert self.stripe.sender
        self.stripe.sender.waiting, self.stripe.sender.undelivered = [], []
        self.stripe.clock.back_to_now()
        self.recorder.known.clear()
        self.recorder.ledger.clear()
        customers = [self.stripe.books.make("cus", invoice_settings={})["id"] for _ in range(PAYERS)]
        self.collections = [new_id() for _ in range(COLLECTIONS)]
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

    def _end(self) -> End:
        found = [self.recorder.known.get(collection) for collection in self.collections]
        return [(f.state, str(f.refunded), f.disputed, f.failure) if f else ("UNHEARD", "", False, None) for f in found]


@pytest.fixture(scope="module")
async def coast(databases: Databases) -> AsyncIterator[Coast]:
    with databases.copy() as where:
        async with running(StripeStandIn()) as stripe:
            keys: dict[str, Any] = {"stripe_key": stripe.key, "stripe_webhook_secrets": (stripe.secret,)}
            async with running_house(where, admin=databases.admin(where), stripe_url=stripe.url, **keys) as house:
                gateway, recorder = gateway_on(stripe), Recorder()
                source = StripeWebhooks(StripeConfig(stripe.key, (stripe.secret,), stripe.url))
                ear = stripe_ear(gateway, source, recorder)
                workshops = house.queue.workshops
                workshops._made = replace(workshops(), followers={"stripe": follower(ear)}, ear=ear)
                assert stripe.sender
                stripe.sender.url = f"{house.house.settings.base_url}/webhooks/stripe"
                yield Coast(house, stripe, gateway, recorder, ear)
                await gateway.close()


@pytest.fixture(scope="module")
async def calm(coast: Coast) -> End:
    return await coast.unfold(None)


async def test_the_history_is_long_and_ends_as_it_should(coast: Coast, calm: End) -> None:
    kinds = [
        ("SUCCEEDED", "0.00", False, None),
        ("SUCCEEDED", "0.00", False, None),
        ("SUCCEEDED", "0.00", False, None),
        ("FAILED", "0.00", False, "card_declined"),
        ("SUCCEEDED", "0.00", False, None),
        ("SUCCEEDED", "0.00", False, None),
        ("SUCCEEDED", "30.25", False, None),
        ("FAILED", "0.00", False, "insufficient_funds"),
        ("SUCCEEDED", "0.00", True, None),
        ("CANCELLED", "0.00", False, None),
    ]
    assert calm == [kinds[index % len(KINDS)] for index in range(COLLECTIONS)]
    assert len(coast.stripe.books.shelves["evt"]) >= 300


@pytest.mark.parametrize("seeds", SEEDS)
async def test_a_storm_ends_as_the_calm_run(coast: Coast, calm: End, seeds: range) -> None:
    for seed in seeds:
        assert await coast.unfold(seed) == calm, f"seed {seed}"
        lines = [collection for collection, _ in coast.recorder.ledger]
        assert len(lines) == len(set(lines)) == len([end for end in calm if end[0] == "SUCCEEDED"])
        assert tell(coast.stripe) == 0
        (left,) = await coast.house.truth("SELECT count(*) AS n FROM inbox WHERE handled_at IS NULL")
        assert left["n"] == 0
        parked = await coast.house.truth("SELECT run_key, failure FROM job_run WHERE state <> 'DONE'")
        assert [dict(row) for row in parked] == []
