"""Hearing a payment provider: hints are followed by reading, and what was never told is found out."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from smoall.domain.billing.provider_fact import CollectionState
from smoall.domain.kernel.errors import Unavailable
from smoall.domain.organisations.house import HOUSE
from smoall.infra.postgres.identity import new_id
from smoall.infra.stripe.config import StripeConfig
from smoall.infra.stripe.gateway import StripeGateway
from smoall.infra.stripe.listening import follower, stripe_ear
from smoall.infra.stripe.webhooks import StripeWebhooks
from smoall.usecases.actor import system
from smoall.usecases.billing.forget_payer import forget_payer
from smoall.usecases.billing.hear_provider import Ear, Reconciled, reconcile
from smoall.usecases.operations.run_job import Postponed
from tests.harness.api import Api
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.harness.recording import Recorder
from tests.infra.stripe.paying import PRICE, collect, gateway_on, page_for, payer
from tests.standins.kit import Fault, Manner, running
from tests.standins.stripe import StripeStandIn, make_method


@dataclass(slots=True)
class Desk:
    """A house that listens to a stand-in Stripe, and a recorder that believes."""

    house: RunningHouse
    stripe: StripeStandIn
    gateway: StripeGateway
    recorder: Recorder
    ear: Ear
    customer: str = ""

    async def follow(self) -> None:
        await self.house.queue.drain(HOUSE)

    async def reconcile(self) -> Reconciled:
        return await reconcile(self.house.house.services.units, ear=self.ear, now=self.stripe.clock())

    @property
    def states(self) -> list[str]:
        return sorted(fact.state for fact in self.recorder.known.values())


@pytest.fixture(scope="module")
async def listening(databases: Databases) -> AsyncIterator[Desk]:
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
                yield Desk(house, stripe, gateway, recorder, ear)
                await gateway.close()


@pytest.fixture
async def desk(listening: Desk) -> Desk:
    await listening.house.truth("TRUNCATE inbox, job_run, dramatiq.queue")
    stripe, recorder = listening.stripe, listening.recorder
    for shelf in stripe.books.shelves.values():
        shelf.clear()
    assert stripe.sender
    stripe.sender.waiting, stripe.sender.undelivered = [], []
    stripe.clock.back_to_now()
    for memory in (recorder.known, recorder.ledger, recorder.methods):
        memory.clear()
    listening.customer = await listening.gateway.open_customer(payer(), key=new_id().hex)
    return listening


async def paid_page(desk: Desk, choice: str = "card") -> str:
    page = await desk.gateway.open_checkout(page_for(desk.customer, new_id()), key=new_id().hex)
    desk.stripe.pay(page.id, choice)
    return page.id


async def test_a_page_that_was_gone_through_is_heard_of(desk: Desk) -> None:
    await paid_page(desk)
    assert set(await desk.stripe.deliver()) == {200}
    await desk.follow()
    assert (desk.states, desk.recorder.ledger) == (["SUCCEEDED"], [(*desk.recorder.known, PRICE)])
    assert desk.recorder.methods[desk.customer]


async def test_hints_in_any_order_and_number_come_to_the_same(desk: Desk) -> None:
    await paid_page(desk, "sepa")
    await desk.stripe.deliver(Manner(shuffled=True, times=3, seed=4))
    await desk.follow()
    assert desk.states == ["PROCESSING"]
    desk.stripe.settle(after=timedelta(days=4))
    await desk.stripe.deliver(Manner(shuffled=True, times=3, seed=5))
    await desk.follow()
    assert (desk.states, len(desk.recorder.ledger)) == (["SUCCEEDED"], 1)


async def test_what_was_never_told_is_found_out(desk: Desk) -> None:
    await paid_page(desk)
    await desk.stripe.deliver(Manner(lost=100))
    found = await desk.reconcile()
    await desk.follow()
    assert found.corrected == 1
    assert found.taken > 0
    assert (desk.states, len(desk.recorder.ledger)) == (["SUCCEEDED"], 1)
    assert desk.recorder.methods[desk.customer]
    assert await desk.reconcile() == Reconciled(0, 0)


async def test_reconciling_finds_refunds_and_disputes(desk: Desk) -> None:
    method = make_method(desk.stripe.books, "card", desk.customer)["id"]
    refunded, disputed = [await collect(desk.gateway, desk.customer, method) for _ in range(2)]
    await desk.reconcile()
    await desk.gateway.refund(refunded.provider_id, amount=PRICE, reason="closed", key=new_id().hex)
    desk.stripe.dispute(disputed.provider_id)
    assert (await desk.reconcile()).corrected == 2
    assert desk.recorder.known[refunded.collection_id].refunded == PRICE
    assert desk.recorder.known[disputed.collection_id].disputed
    assert len(desk.recorder.ledger) == 2


async def test_an_object_that_is_gone_leaves_no_trace(desk: Desk) -> None:
    await paid_page(desk)
    await desk.stripe.deliver()
    for prefix in ("pi", "cs", "cus"):
        desk.stripe.books.shelves[prefix].clear()
    await desk.follow()
    assert desk.recorder.known == {}
    (left,) = await desk.house.truth("SELECT count(*) AS n FROM inbox WHERE handled_at IS NULL")
    assert left["n"] == 0


async def test_an_outage_of_stripe_delays_and_loses_nothing(desk: Desk) -> None:
    await paid_page(desk)
    await desk.stripe.deliver()
    desk.stripe.faults.plan(Fault.STATUS, "GET", count=3)
    messages = await desk.house.queue.take(HOUSE)
    runs = [await desk.house.queue.run(message) for message in messages]
    assert any(run.later for run in runs)
    for message, run in zip(messages, runs, strict=True):
        if run.later:
            await desk.house.queue.run(message)
    assert desk.states == ["SUCCEEDED"]


@pytest.mark.parametrize(("manner", "status"), [(Manner(forged=True), 400), (Manner(stale=True), 400)])
async def test_forged_and_stale_events_leave_nothing(desk: Desk, manner: Manner, status: int) -> None:
    await paid_page(desk)
    assert set(await desk.stripe.deliver(manner)) == {status}
    assert await desk.house.truth("SELECT * FROM inbox") == []
    assert await desk.house.queue.take(HOUSE) == []


async def test_nothing_personal_lies_in_the_inbox_or_the_queue(desk: Desk) -> None:
    await paid_page(desk)
    await desk.stripe.deliver()
    told = str(await desk.house.truth("SELECT convert_from(body, 'UTF8') FROM inbox"))
    told += str(await desk.house.truth("SELECT message FROM dramatiq.queue"))
    told += str(await desk.house.truth("SELECT arguments FROM job_run"))
    assert "evt_" in told
    assert not [word for word in ("Bakkerij", "kas@", "Antwerpen", "BE0844044609", "4242") if word in told]


async def test_a_payer_is_forgotten_in_steps_and_the_trail_says_so(desk: Desk) -> None:
    units, subscriber = desk.house.house.services.units, (await Api.registered(desk.house.http)).organisation_id
    with pytest.raises(Postponed) as later:
        await forget_payer(units, system(subscriber), desk.customer, gateway=desk.gateway)
    assert later.value.delay < timedelta(hours=1)
    await forget_payer(units, system(subscriber), desk.customer, gateway=desk.gateway)
    entries = await desk.house.truth("SELECT action FROM audit_entry WHERE organisation_id = $1", subscriber)
    assert "forgetPayer" in [entry["action"] for entry in entries]
    assert desk.stripe.books.get("cus", desk.customer)["name"] is None


async def test_the_chores_run_by_themselves(desk: Desk) -> None:
    await paid_page(desk)
    await desk.stripe.deliver(Manner(lost=100))
    for name in ("reconcile_payments", "forget_events"):
        work: Any = desk.house.queue.broker.get_actor(name).fn
        await work.__wrapped__()
    assert desk.states == [CollectionState.SUCCEEDED]


async def test_events_are_forgotten_long_after_they_came(desk: Desk) -> None:
    await paid_page(desk)
    await desk.stripe.deliver()
    await desk.follow()
    (before,) = await desk.house.truth("SELECT count(*) AS n FROM inbox")
    await desk.house.truth(
        "UPDATE inbox SET received_at = now() - interval '91 days' WHERE event_id = (SELECT min(event_id) FROM inbox)"
    )
    assert await desk.house.queue.workshops().housekeeping.forget_events() == 1
    (after,) = await desk.house.truth("SELECT count(*) AS n FROM inbox")
    assert before["n"] - after["n"] == 1


async def test_a_database_that_is_away_makes_stripe_come_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object, **__: object) -> None:
        raise Unavailable("TRY_AGAIN")

    monkeypatch.setattr("smoall.infra.http.webhooks.receive_hint", away)
    await paid_page(desk)
    assert 503 in await desk.stripe.deliver()
    monkeypatch.undo()
    found = await desk.reconcile()
    assert found.taken > 0


async def test_the_stand_in_speaks_to_anybody_who_knows_its_key(desk: Desk) -> None:
    async with httpx.AsyncClient(base_url=desk.stripe.url) as http:
        refused = await http.get("/v1/customers/cus_x", headers={"authorization": "Bearer sk_test_other"})
    assert refused.status_code == 401
