"""An invoice to a subscriber is made once and collected once, wherever its job is cut off and begun again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest

from smoall.domain.kernel.errors import Unavailable
from smoall.domain.organisations.house import HOUSE
from smoall.usecases.actor import Actor, system
from smoall.usecases.billing.bill import bill_subscription
from smoall.usecases.billing.settle import settle_collection
from smoall.usecases.billing.till import Till
from smoall.usecases.unit import Unit, Units
from tests.harness.api import Api
from tests.harness.billing_acts import choose, subscribe, subscription
from tests.harness.house import RunningHouse

COMMITS = 6  # of a bill and its settling, at most


class Killed(BaseException):
    """The process died."""


@dataclass(slots=True)
class Mortal:
    """Units of a process that dies just before, or just after, one of its commits reaches the database."""

    units: Units
    left: int
    after: bool

    @asynccontextmanager
    async def begin(self, actor: Actor | None, *, request_id: str) -> AsyncIterator[Unit]:
        async with self.units.begin(actor, request_id=request_id) as unit:
            yield unit
            dies = self._dies(unit)
            if dies and not self.after:
                raise Killed
        if dies:
            raise Killed

    def _dies(self, unit: Any) -> bool:
        self.left -= bool(unit.committed)
        return bool(unit.committed) and self.left == 0


@dataclass(slots=True)
class Unheard:
    """A provider that does what it is asked and is not heard, the first time."""

    gateway: Any
    heard: bool = False
    asked: int = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.gateway, name)

    async def collect(self, **given: Any) -> Any:
        self.asked += 1
        done = await self.gateway.collect(**given)
        if not self.heard:
            self.heard = True
            raise Unavailable("PAYMENT_PROVIDER_UNAVAILABLE")
        return done


async def owed(house: RunningHouse, api: Api) -> UUID:
    """An upgrade whose invoice is decided; no job has run for it yet."""
    await subscribe(house, api)
    await house.queue.drain(api.organisation_id)
    await api.do("changePlan", {"plan": "TEAM"})
    await house.queue.take(api.organisation_id)
    (row,) = await house.truth(
        "SELECT id FROM subscription_invoice WHERE organisation_id = $1 AND number IS NULL", api.organisation_id
    )
    found: UUID = row["id"]
    return found


async def work(units: Units, api: Api, invoice: UUID, till: Till, house: RunningHouse) -> None:
    """What the jobs do: bill, then settle each collection that succeeded."""
    actor = system(api.organisation_id)
    await bill_subscription(units, actor, invoice, attempt=0, till=till)
    for row in await house.truth("SELECT id FROM collection WHERE invoice_id = $1 AND state = 'SUCCEEDED'", invoice):
        await settle_collection(units, actor, row["id"], till=till)


async def ensure_once(house: RunningHouse, api: Api, invoice: UUID) -> None:
    """One document, one successful collection, one payment of it all, the invoice paid."""
    (mine,) = await house.truth("SELECT document_id, paid_on FROM subscription_invoice WHERE id = $1", invoice)
    assert mine["paid_on"]
    documents = await house.truth(
        "SELECT d.balance FROM subscription_document s JOIN document d ON d.id = s.document_id"
        " WHERE s.organisation_id = $1 AND s.customer_id = $2 AND d.id = $3",
        HOUSE,
        api.organisation_id,
        mine["document_id"],
    )
    assert [str(row["balance"]) for row in documents] == ["0.00"]
    collections = await house.truth("SELECT id, state FROM collection WHERE invoice_id = $1", invoice)
    assert [row["state"] for row in collections] == ["SUCCEEDED"]
    charges = await house.truth("SELECT 1 FROM provider_charge WHERE collection_id = $1", collections[0]["id"])
    paid = await house.truth("SELECT 1 FROM allocation WHERE document_id = $1", mine["document_id"])
    taken = await house.truth(
        "SELECT 1 FROM embedded_payment WHERE kind = 'collection' AND collection_id = $1", collections[0]["id"]
    )
    drafts = await house.truth(
        "SELECT 1 FROM document WHERE organisation_id = $1 AND company_id = $2 AND issued_on IS NULL",
        HOUSE,
        api.organisation_id,
    )
    assert (len(charges), len(paid), len(taken), len(drafts)) == (1, 1, 1, 0)


@pytest.mark.parametrize("after", [False, True], ids=["before the commit", "after the commit"])
@pytest.mark.parametrize("commit", range(1, COMMITS + 1))
async def test_a_bill_that_is_killed_goes_on_where_it_stood(
    house: RunningHouse, api: Api, commit: int, after: bool
) -> None:
    invoice, services = await owed(house, api), house.house.services
    mortal = Mortal(services.units, commit, after)
    try:
        await work(mortal, api, invoice, services.till, house)
    except Killed:
        assert mortal.left == 0
    await work(services.units, api, invoice, services.till, house)
    await work(services.units, api, invoice, services.till, house)
    await ensure_once(house, api, invoice)


async def test_a_collection_of_unknown_result_is_looked_up_and_not_made_again(house: RunningHouse, api: Api) -> None:
    invoice, services = await owed(house, api), house.house.services
    unheard = Unheard(services.till.gateway)
    till = replace(services.till, gateway=unheard)
    with pytest.raises(Unavailable):
        await work(services.units, api, invoice, till, house)
    await work(services.units, api, invoice, till, house)
    assert unheard.asked == 1
    await ensure_once(house, api, invoice)


async def test_the_jobs_of_a_subscription_run_twice_do_nothing_more(house: RunningHouse, api: Api) -> None:
    await subscribe(house, api)
    messages = []
    while taken := await house.queue.take(api.organisation_id):
        messages += taken
        for message in taken:
            await house.queue.run(message)
    before = await house.counts()
    await house.truth(
        "UPDATE job_run SET state = 'QUEUED', attempts = 0 WHERE organisation_id = $1", api.organisation_id
    )
    for message in messages:
        if message["actor_name"] in ("bill_subscription", "settle_collection"):
            await house.queue.run(message)
    assert await house.counts() == before
    (invoice,) = (await subscription(api))["invoices"]["nodes"]
    assert (invoice["state"], len(invoice["collections"])) == ("PAID", 1)


async def test_a_debit_under_way_on_a_page_is_not_collected_a_second_time(house: RunningHouse, api: Api) -> None:
    """Something is owed; the payer pays it on a page by a SEPA debit, which takes days."""
    await subscribe(house, api, choice="card-fails-later")
    await house.queue.drain(api.organisation_id)
    await api.do("changePlan", {"plan": "TEAM"})
    await house.queue.drain(api.organisation_id)
    assert (await subscription(api))["state"] == "PAST_DUE"

    page = await api.do("startCheckout", {"validateOnly": False}, select="url")
    await choose(house, page["url"], "sepa-debit")
    await house.queue.drain(api.organisation_id)

    owed = (await subscription(api))["invoices"]["nodes"][0]
    assert [each["state"] for each in owed["collections"]] == ["FAILED", "PROCESSING"]


async def test_a_bill_that_was_given_up_is_begun_again(house: RunningHouse, api: Api) -> None:
    invoice = await owed(house, api)
    key = f"bill:{invoice.hex}:0"
    await house.truth("UPDATE job_run SET state = 'PARKED', attempts = 9 WHERE run_key = $1", key)
    await house.truth(
        "UPDATE subscription SET next_turn_on = current_date - 1 WHERE organisation_id = $1", api.organisation_id
    )
    await house.house.due.wake()
    await house.queue.drain(api.organisation_id)
    await ensure_once(house, api, invoice)
