"""What a provider says is believed once, in whatever order; what is not ours, or not so, does no harm."""

import hashlib
from dataclasses import replace
from decimal import Decimal
from random import Random
from uuid import UUID

import pytest

from smoall.domain.billing.provider_fact import CollectionFact, CollectionState, PaymentMethod
from smoall.domain.organisations.house import HOUSE
from smoall.infra.postgres.identity import new_id
from smoall.usecases.actor import system
from smoall.usecases.billing.gateway import CheckoutFact, CheckoutState, CustomerFact
from smoall.usecases.billing.take_fact import Believing, take_checkout, take_customer, take_fact
from tests import builders
from tests.harness.api import Api
from tests.harness.billing_acts import leave_trial, subscribe, subscription
from tests.harness.house import RunningHouse

CARD = PaymentMethod("card", "visa", "4242", "2031-12")


async def heard(house: RunningHouse, fact: CollectionFact) -> bool:
    """Believe one fact, as a webhook's job does."""
    async with house.house.services.units.begin(system(HOUSE), request_id="test") as unit:
        changed = await take_fact(unit, fact)
        await unit.commit()
    return changed


async def begun(house: RunningHouse, api: Api) -> CollectionFact:
    """A page is open: its collection as it was written down."""
    await leave_trial(house, api)
    await api.do("startCheckout", {"plan": "SOLO"}, select="url")
    (row,) = await house.truth("SELECT id, amount FROM collection WHERE organisation_id = $1", api.organisation_id)
    return CollectionFact(row["id"], "pi_1", CollectionState.SUCCEEDED, row["amount"], "EUR", method=CARD)


async def test_a_success_begins_the_plan(house: RunningHouse, api: Api) -> None:
    fact = await begun(house, api)
    assert await heard(house, fact)
    await house.queue.drain(api.organisation_id)
    found = await subscription(api)
    assert (found["state"], found["plan"]["code"]) == ("ACTIVE", "SOLO")
    assert [each["state"] for each in found["invoices"]["nodes"]] == ["PAID"]


@pytest.mark.parametrize("seed", range(6))
async def test_facts_in_any_order_leave_one_payment(house: RunningHouse, api: Api, seed: int) -> None:
    fact = await begun(house, api)
    facts = [replace(fact, state=state) for state in CollectionState if state is not CollectionState.CANCELLED]
    facts += [replace(fact, refunded=Decimal("5.00")), replace(fact, disputed=True)]
    chance = Random(seed)
    facts += chance.choices(facts, k=6)
    chance.shuffle(facts)
    for each in facts:
        await heard(house, each)
    await house.queue.drain(api.organisation_id)
    (invoice,) = (await subscription(api))["invoices"]["nodes"]
    assert invoice["state"] == "PAST_DUE"  # disputed: owed again
    charges = await house.truth("SELECT * FROM provider_charge WHERE collection_id = $1", fact.collection_id)
    assert [(str(row["refunded"]), row["disputed"]) for row in charges] == [("5.00", True)]
    paid = await house.truth(
        "SELECT p.amount, p.unallocated, p.returned_on IS NOT NULL AS returned FROM payment p"
        " WHERE organisation_id = $1 AND id = $2",
        HOUSE,
        charges[0]["payment_id"],
    )
    assert [tuple(row) for row in paid] == [(fact.amount, Decimal("0.00"), True)]


async def test_a_fact_about_nothing_of_ours_changes_nothing(house: RunningHouse, api: Api) -> None:
    fact = await begun(house, api)
    before = await house.counts()
    assert not await heard(house, replace(fact, collection_id=new_id()))
    assert await house.counts() == before


@pytest.mark.parametrize("change", [{"amount": Decimal("0.01")}, {"currency": "USD"}])
async def test_a_fact_about_another_amount_is_left_aside(
    house: RunningHouse, api: Api, change: dict[str, object]
) -> None:
    fact = await begun(house, api)
    before = await house.counts()
    assert not await heard(house, replace(fact, **change))  # type: ignore[arg-type]
    assert await house.counts() == before
    assert (await subscription(api))["plan"]["code"] == "FREE"


async def test_a_page_or_a_payer_of_somebody_else_changes_nothing(house: RunningHouse, api: Api) -> None:
    await begun(house, api)
    before = await house.counts()
    async with house.house.services.units.begin(system(HOUSE), request_id="test") as unit:
        page = CheckoutFact("cs_unknown", "cus_unknown", CheckoutState.COMPLETE, None, CARD, "pm_1")
        assert not await take_checkout(unit, page)
        assert not await take_customer(unit, CustomerFact("cus_unknown", CARD, "pm_1"))
        assert not await Believing().customer(unit, CustomerFact("", CARD, "pm_1"))
    assert await house.counts() == before


async def test_a_late_failure_does_not_take_a_success_back(house: RunningHouse, api: Api) -> None:
    fact = await begun(house, api)
    await heard(house, fact)
    assert not await heard(house, replace(fact, state=CollectionState.FAILED, failure="card_declined"))
    assert (await subscription(api))["state"] == "ACTIVE"


async def test_an_enterprise_has_its_trial_once_and_its_number_is_not_kept(house: RunningHouse) -> None:
    number = builders.enterprise_number(9990777)
    first = await Api.registered(house.http, enterpriseNumber=number)
    second = await Api.registered(house.http, enterpriseNumber=number)
    assert (await subscription(first))["state"] == "TRIALING"
    found = await subscription(second)
    assert (found["state"], found["plan"]["code"], found["allowedActions"]) == ("ACTIVE", "FREE", ["START_CHECKOUT"])
    kept = [bytes(row["number_hash"]) for row in await house.truth("SELECT number_hash FROM trial_use")]
    assert hashlib.sha256(number.encode()).digest() not in kept
    assert all(number.encode() not in each for each in kept)


async def test_another_organisation_sees_nothing_of_a_subscription(house: RunningHouse, api: Api, other: Api) -> None:
    await subscribe(house, api)
    await house.queue.drain(api.organisation_id)
    (invoice,) = (await subscription(api))["invoices"]["nodes"]
    query = "query ($id: ID!) { node(id: $id) { id } }"
    assert (await other.ask(query, id=invoice["id"]))["node"] is None
    assert (await other.ask(query, id=f"sub_{UUID(int=api.organisation_id.int).hex}"))["node"] is None
    assert (await subscription(other))["invoices"]["nodes"] == []
