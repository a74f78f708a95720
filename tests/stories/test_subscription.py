"""The life of a subscription, lived through the API and the payment page over real sockets, month after month.

Trial → page → active → upgrade → seats → failed payment → letters → suspended → cure → downgrade → pause → end.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import httpx
import pytest_asyncio

from smoall.domain.organisations.house import HOUSE
from smoall.infra.clock import Clock
from smoall.infra.postgres.unit import BRUSSELS
from smoall.usecases.actor import system
from smoall.usecases.billing.take_fact import take_fact
from tests import oracle
from tests.harness.api import PASSWORD, Api, Json
from tests.harness.billing_acts import choose, subscription
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.harness.invariants import violations

CHANGED = (
    "effectiveOn now { net { amount } gross { amount } lines { description } } nextInvoice { on gross { amount } }"
)
NOW = {"validateOnly": False}


@dataclass(slots=True)
class Tale:
    """A subscriber, their house, and the clock of both."""

    house: RunningHouse
    api: Api
    clock: Clock

    @property
    def today(self) -> date:
        return self.clock().astimezone(BRUSSELS).date()

    async def wait(self, days: int) -> None:
        """Let days go by; on each the timetable wakes what is due, and the jobs run."""
        for _ in range(days):
            self.clock.move(timedelta(days=1))
            await self.work()

    async def wait_until(self, day: date) -> None:
        await self.wait((day - self.today).days)

    async def work(self) -> None:
        await self.house.house.due.wake()
        await self.house.queue.drain()

    async def now(self) -> Json:
        return await subscription(self.api)

    async def invoices(self) -> list[Json]:
        """The oldest first."""
        found: list[Json] = (await self.now())["invoices"]["nodes"]
        return found[::-1]

    async def pay(self, choice: str, **given: object) -> httpx.Response:
        """Open a payment page and press a button."""
        page = await self.api.do("startCheckout", {"validateOnly": False, **given}, select="url")
        answer = await choose(self.house, page["url"], choice)
        await self.work()
        return answer

    async def letters(self) -> list[str]:
        """What was written to the owner, the oldest first."""
        told = "SELECT kind FROM message WHERE recipient = $1 AND kind <> 'VERIFY_EMAIL' ORDER BY created_at, id"
        return [row["kind"] for row in await self.house.truth(told, self.api.email)]


@pytest_asyncio.fixture
async def tale(databases: Databases) -> AsyncIterator[Tale]:
    clock = Clock()
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where), clock=clock, limits=True) as house:
            yield Tale(house, await Api.registered(house.http), clock)


async def test_a_subscription_lives_its_whole_life(tale: Tale) -> None:
    await trial_and_way_to_pay(tale)
    await first_month(tale)
    await upgrade_and_seats(tale)
    await failed_payments_and_letters(tale)
    await suspended_then_cured(tale)
    await downgrade_pause_and_end(tale)
    await smoall_s_books_are_in_order(tale)


async def trial_and_way_to_pay(tale: Tale) -> None:
    """Thirty days of everything; a way to pay is left without paying."""
    found = await tale.now()
    assert (found["state"], found["plan"]["code"]) == ("TRIALING", "TEAM")
    assert date.fromisoformat(found["trialEndsOn"]) == tale.today + timedelta(days=30)
    assert [each["limit"] for each in found["entitlements"]] == [None, 3, None]

    gone = await tale.pay("card", plan="SOLO", successUrl="https://front.example/thanks")
    assert (gone.status_code, gone.headers["location"]) == (303, "https://front.example/thanks")
    found = await tale.now()
    assert (found["state"], found["nextPlan"]["code"], found["paymentMethod"]["last4"]) == ("TRIALING", "SOLO", "4242")
    assert await tale.invoices() == []


async def first_month(tale: Tale) -> None:
    """The trial goes over into the plan: its first invoice is made, sent and collected by itself."""
    await tale.wait_until(date.fromisoformat((await tale.now())["trialEndsOn"]))
    found = await tale.now()
    assert (found["state"], found["plan"]["code"], found["period"]["start"]) == ("ACTIVE", "SOLO", str(tale.today))
    (invoice,) = await tale.invoices()
    assert (invoice["state"], invoice["net"]["amount"], invoice["gross"]["amount"]) == ("PAID", "12.00", "14.52")
    assert invoice["number"] == f"{tale.today.year}-000001"
    assert await tale.letters() == ["TRIAL_ENDING"]
    assert await downloads(tale, invoice["id"])


async def upgrade_and_seats(tale: Tale) -> None:
    """The preview of an upgrade is its invoice, to the cent; seats wait for the next one."""
    await tale.wait(10)
    preview = await tale.api.do("previewPlanChange", {"plan": "TEAM"}, select=CHANGED)
    changed = await tale.api.do("changePlan", {"plan": "TEAM"}, select=CHANGED)
    assert {**changed, "__typename": ""} == {**preview, "__typename": ""}
    await tale.work()
    upgrade = (await tale.invoices())[-1]
    assert upgrade["state"] == "PAID"
    for name in ("net", "gross"):
        assert upgrade[name] == changed["now"][name]

    before = len(await tale.invoices())
    for seats in (4, 6, 5, 6, 7):
        await tale.api.act("changeSeats", {"seats": seats})
    await tale.work()
    found = await tale.now()
    assert (found["seats"], len(await tale.invoices())) == (7, before)
    assert len(found["nextInvoice"]["lines"]) == 5  # three additions of seats, the plan, four seats


async def failed_payments_and_letters(tale: Tale) -> None:
    """A card that is declined later: one invoice for the month, tried on its days, a letter each time."""
    coming = (await tale.now())["nextInvoice"]
    portal = (await tale.api.do("openBillingPortal"))["url"]
    await choose(tale.house, portal, "card-fails-later")
    await tale.wait_until(date.fromisoformat(coming["on"]))
    failed = await tale.now()
    owed = (await tale.invoices())[-1]
    assert (failed["state"], failed["pastDueSince"]) == ("PAST_DUE", str(tale.today))
    assert (owed["state"], owed["gross"], owed["collections"][0]["failure"]) == (
        "PAST_DUE",
        coming["gross"],
        "card_declined",
    )
    first = tale.today
    await tale.wait(22)
    attempts = (await tale.invoices())[-1]["collections"]
    assert [each["state"] for each in attempts] == ["FAILED"] * 5
    days = await tale.house.truth("SELECT created_at FROM collection WHERE state = 'FAILED' ORDER BY created_at")
    found = [(row["created_at"].astimezone(BRUSSELS).date() - first).days for row in days]
    assert found == [0, 2, 7, 14, 21]
    assert (await tale.letters())[-5:] == ["PAYMENT_FAILED", *["PAYMENT_REMINDER"] * 4]


async def suspended_then_cured(tale: Tale) -> None:
    """After thirty days nothing new can be issued, everything can be read; paying cures at once."""
    since = date.fromisoformat((await tale.now())["pastDueSince"])
    draft = await tale.api.draft(await tale.api.company())
    await tale.wait_until(since + timedelta(days=30))
    assert ((await tale.now())["state"], (await tale.letters())[-1]) == ("SUSPENDED", "SUBSCRIPTION_SUSPENDED")
    refused = await tale.api.act("issueInvoice", {"invoice": draft})
    assert (refused["__typename"], refused["code"]) == ("ForbiddenProblem", "SUBSCRIPTION_NOT_USABLE")
    assert (await tale.api.ask("{ invoices { totalCount } }"))["invoices"]["totalCount"] == 1

    declined = await tale.pay("decline")
    assert (declined.status_code, (await tale.now())["state"]) == (402, "SUSPENDED")
    await tale.pay("bancontact")
    cured = await tale.now()
    assert (cured["state"], cured["pastDueSince"], cured["paymentMethod"]["kind"]) == ("ACTIVE", None, "sepa_debit")
    assert {each["state"] for each in await tale.invoices()} == {"PAID"}
    assert (await tale.api.issue(draft))["state"] == "ISSUED"


async def downgrade_pause_and_end(tale: Tale) -> None:
    """Less begins with the next period; a SEPA debit takes three days; a pause costs nothing; the end keeps reading."""
    period = (await tale.now())["period"]
    changed = await tale.api.do("changePlan", {"plan": "SOLO", "seats": 1}, select=CHANGED)
    assert (changed["effectiveOn"], changed["now"]["lines"]) == (period["end"], [])
    await tale.wait_until(date.fromisoformat(period["end"]))
    found = await tale.now()
    debit = (await tale.invoices())[-1]
    assert (found["plan"]["code"], found["seats"]) == ("SOLO", 1)
    assert (debit["state"], debit["net"]["amount"], debit["collections"][0]["state"]) == ("OPEN", "12.00", "PROCESSING")
    await tale.wait(4)
    assert (await tale.invoices())[-1]["state"] == "PAID"

    await tale.api.do("pauseSubscription", {"months": 1})
    invoiced = len(await tale.invoices())
    await tale.wait_until(date.fromisoformat((await tale.now())["pausedFrom"]))
    assert ((await tale.now())["state"], len(await tale.invoices())) == ("PAUSED", invoiced)
    await tale.api.do("reactivateSubscription", NOW)
    await tale.work()
    assert ((await tale.now())["state"], len(await tale.invoices())) == ("ACTIVE", invoiced + 1)

    await tale.api.do("cancelSubscription", NOW)
    ends = date.fromisoformat((await tale.now())["endsOn"])
    assert (await tale.now())["state"] == "CANCELLED"
    await tale.wait_until(ends)
    ended = await tale.now()
    assert (ended["state"], ended["allowedActions"], ended["nextInvoice"]) == (
        "ENDED",
        ["START_CHECKOUT", "OPEN_BILLING_PORTAL"],
        None,
    )
    assert (await tale.letters())[-1] == "SUBSCRIPTION_CANCELLED"


async def smoall_s_books_are_in_order(tale: Tale) -> None:
    """In Smoall's own organisation: gapless numbers, every invoice paid and valid by the official rules."""
    documents = await tale.house.truth(
        "SELECT id, number, fiscal_year, sequence_number, balance, paid, gross FROM document"
        " WHERE organisation_id = $1 AND kind = 'INVOICE' ORDER BY fiscal_year, sequence_number",
        HOUSE,
    )
    mine = await tale.invoices()
    assert [row["number"] for row in documents] == [each["number"] for each in mine]
    assert [str(row["gross"]) for row in documents] == [each["gross"]["amount"] for each in mine]
    for year in {row["fiscal_year"] for row in documents}:
        numbers = [row["sequence_number"] for row in documents if row["fiscal_year"] == year]
        assert numbers == list(range(1, len(numbers) + 1))
    assert await tale.house.truth("SELECT run_key, failure FROM job_run WHERE state <> 'DONE'") == []
    assert {row["balance"] for row in documents} == {Decimal(0)}
    charges = await tale.house.truth("SELECT count(*) AS n, count(DISTINCT payment_id) AS p FROM provider_charge")
    assert (charges[0]["n"], charges[0]["p"]) == (len(documents), len(documents))
    for row in documents:
        (file,) = await tale.house.truth(
            "SELECT sha256 FROM document_file WHERE document_id = $1 AND kind = 'ubl'", row["id"]
        )
        ubl = await tale.house.house.services.files.get(file["sha256"])
        assert (oracle.schema_errors(ubl), oracle.official_failures(ubl)) == ([], [])


async def downloads(tale: Tale, invoice: str) -> bool:
    """The subscriber opens Smoall's invoice, PDF and UBL, by signed address."""
    query = "query ($id: ID!) { node(id: $id) { ... on SubscriptionInvoice { pdf { url } ubl { url } } } }"
    found = (await tale.api.ask(query, id=invoice))["node"]
    answers = [await tale.house.http.get(found[kind]["url"]) for kind in ("pdf", "ubl")]
    return [answer.content[:5] for answer in answers] == [b"%PDF-", b"<?xml"]


async def test_who_never_looks_is_told_before_the_trial_ends(tale: Tale) -> None:
    await tale.wait(26)
    assert await tale.letters() == []
    tale.clock.move(timedelta(days=2))  # nothing ran on the day itself
    await tale.work()
    await tale.work()
    assert await tale.letters() == ["TRIAL_ENDING"]
    await tale.wait(3)
    found = await tale.now()
    assert (found["state"], found["plan"]["code"]) == ("ACTIVE", "FREE")
    assert await tale.letters() == ["TRIAL_ENDING"]


async def test_who_closes_pays_nothing_more_whatever_day_was_chosen_before(tale: Tale) -> None:
    await tale.pay("card", plan="SOLO")
    await tale.wait_until(date.fromisoformat((await tale.now())["trialEndsOn"]))
    far = tale.today + timedelta(days=300)
    await tale.api.do("cancelSubscription", {"on": str(far)})
    found = await tale.now()
    assert (found["state"], found["endsOn"], found["allowedActions"][0]) == ("CANCELLED", str(far), "CANCEL")
    await tale.api.do("closeOrganisation", {"proof": {"password": PASSWORD}, "name": "Menuiserie du Canal"})
    await tale.work()
    found = await tale.now()
    assert found["endsOn"] == found["period"]["end"]
    await tale.wait(70)
    assert len(await tale.invoices()) == 1


async def test_money_that_was_taken_back_is_owed_again_until_somebody_pays(tale: Tale) -> None:
    await tale.pay("card", plan="SOLO")
    await tale.wait_until(date.fromisoformat((await tale.now())["trialEndsOn"]))
    (row,) = await tale.house.truth("SELECT id FROM collection WHERE state = 'SUCCEEDED'")
    fact = await tale.house.house.services.till.gateway.find_collection(row["id"])
    assert fact is not None
    for _ in range(2):  # told twice
        async with tale.house.house.services.units.begin(system(HOUSE), request_id="told") as unit:
            await take_fact(unit, replace(fact, disputed=True))
            await unit.commit()
        await tale.work()

    found = await tale.now()
    (invoice,) = found["invoices"]["nodes"]
    assert (found["state"], invoice["state"], invoice["paidOn"]) == ("PAST_DUE", "PAST_DUE", None)
    assert (await tale.letters())[-1] == "PAYMENT_FAILED"
    (booked,) = await tale.house.truth(
        "SELECT p.returned_on, p.unallocated, d.paid, d.state FROM payment p, document d"
        " WHERE p.organisation_id = $1 AND d.organisation_id = $1",
        HOUSE,
    )
    assert (booked["returned_on"], str(booked["unallocated"]), str(booked["paid"])) == (tale.today, "0.00", "0.00")
    assert await violations(tale.house.admin) == []

    await tale.wait(10)
    assert len((await tale.now())["invoices"]["nodes"][0]["collections"]) == 1  # nobody is charged unasked
    await tale.pay("card")
    found = await tale.now()
    assert (found["state"], found["invoices"]["nodes"][-1]["state"]) == ("ACTIVE", "PAID")
    assert await violations(tale.house.admin) == []
