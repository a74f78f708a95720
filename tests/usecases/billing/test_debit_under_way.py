"""A debit takes days: what one pays on a page is collected by nobody else meanwhile, nor paid on another page."""

from dataclasses import replace
from uuid import UUID

from smoall.domain.billing.provider_fact import CollectionState
from smoall.domain.organisations.house import HOUSE
from smoall.usecases.actor import system
from smoall.usecases.billing.take_fact import take_fact
from tests.harness.api import Api
from tests.harness.billing_acts import choose, leave_trial, subscribe
from tests.harness.house import RunningHouse


async def debited(house: RunningHouse, api: Api) -> UUID:
    """An invoice that could not be collected and was then paid by direct debit on a page; its id."""
    await subscribe(house, api)
    await house.queue.drain(api.organisation_id)
    await choose(house, (await api.do("openBillingPortal"))["url"], "card-fails-later")
    await api.do("changePlan", {"plan": "TEAM"})
    await house.queue.drain(api.organisation_id)
    await pay(house, api)
    (row,) = await house.truth(
        "SELECT id FROM subscription_invoice WHERE organisation_id = $1 AND failed_on IS NOT NULL", api.organisation_id
    )
    found: UUID = row["id"]
    return found


async def pay(house: RunningHouse, api: Api, **given: object) -> None:
    """By direct debit on a page."""
    page = await api.do("startCheckout", {"validateOnly": False, **given}, select="url")
    await choose(house, page["url"], "sepa-debit")
    await house.queue.drain(api.organisation_id)


async def states(house: RunningHouse, invoice: UUID) -> list[str]:
    """The attempts to collect an invoice, the first one first."""
    rows = await house.truth("SELECT state FROM collection WHERE invoice_id = $1 ORDER BY attempt", invoice)
    return [row["state"] for row in rows]


async def test_it_is_not_collected_a_second_time(house: RunningHouse, api: Api) -> None:
    invoice = await debited(house, api)
    assert await states(house, invoice) == ["FAILED", "PROCESSING"]


async def test_it_is_not_paid_on_a_second_page(house: RunningHouse, api: Api) -> None:
    await debited(house, api)
    before = await house.counts()
    assert (await api.refusal("startCheckout", {"validateOnly": False}))["code"] == "PAYMENT_UNDER_WAY"
    assert await house.counts() == before


async def test_nor_is_a_plan_that_begins_with_it(house: RunningHouse, api: Api) -> None:
    await leave_trial(house, api)
    await pay(house, api, plan="SOLO")
    assert (await api.refusal("startCheckout", {"plan": "SOLO"}))["code"] == "PAYMENT_UNDER_WAY"


async def test_one_that_comes_back_is_a_failure_like_any(house: RunningHouse, api: Api) -> None:
    invoice = await debited(house, api)
    (row,) = await house.truth("SELECT id FROM collection WHERE invoice_id = $1 AND state = 'PROCESSING'", invoice)
    async with house.house.services.units.begin(system(api.organisation_id), request_id="test") as unit:
        known = await unit.subscriptions.collection(row["id"])
    assert known is not None
    came_back = replace(known.fact, state=CollectionState.FAILED, failure="insufficient_funds")
    async with house.house.services.units.begin(system(HOUSE), request_id="test") as unit:
        assert await take_fact(unit, came_back)
        await unit.commit()
    (owed,) = await house.truth("SELECT attempts, paid_on FROM subscription_invoice WHERE id = $1", invoice)
    assert (owed["attempts"], owed["paid_on"]) == (2, None)
    told = await house.truth("SELECT 1 FROM message WHERE recipient = $1 AND kind = 'PAYMENT_REMINDER'", api.email)
    assert len(told) == 1
