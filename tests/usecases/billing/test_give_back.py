"""What was paid twice is given back, once; and a payment page closes the one before it."""

from smoall.domain.organisations.house import HOUSE
from smoall.usecases.actor import system
from smoall.usecases.billing.refund_collection import Refund, refund_collection
from smoall.usecases.invoicing.credit_invoice import credit_invoice
from tests.harness.api import Api, Json
from tests.harness.billing_acts import choose, leave_trial, subscribe, subscription
from tests.harness.house import RunningHouse

GIVEN = """
SELECT k.refunded, k.given_back, p.unallocated, p.returned_on IS NOT NULL AS returned
FROM collection k JOIN provider_charge c ON c.collection_id = k.id JOIN payment p ON p.id = c.payment_id
WHERE k.organisation_id = $1 AND k.state = 'SUCCEEDED' ORDER BY k.refunded, k.created_at
"""


async def open_pages(house: RunningHouse, api: Api, **asked: object) -> list[str]:
    """Two pages for one thing, as if the provider could not close the older one in time."""
    urls = []
    for _ in range(2):
        urls.append((await api.do("startCheckout", {"validateOnly": False, **asked}, select="url"))["url"])
        still = '{"expires_at": "2999-01-01T00:00:00+00:00"}'
        await house.truth("UPDATE embedded_payment SET body = body || $1::jsonb WHERE kind = 'checkout'", still)
    return urls


async def seen(house: RunningHouse, api: Api) -> Json:
    """The subscription once every job is done."""
    await house.queue.drain(api.organisation_id)
    return await subscription(api)


async def given(house: RunningHouse, api: Api) -> list[tuple[str, str, str, bool]]:
    """Of each collection: what was refunded and was to be, what the ledger has left of it and whether it returned."""
    rows = await house.truth(GIVEN, api.organisation_id)
    return [(str(row["refunded"]), str(row["given_back"]), str(row["unallocated"]), row["returned"]) for row in rows]


async def test_two_pages_paid_for_one_plan_begin_it_once(house: RunningHouse, api: Api) -> None:
    await leave_trial(house, api)
    for url in await open_pages(house, api, plan="SOLO"):
        await choose(house, url, "card")
    found = await seen(house, api)
    assert (found["state"], [each["state"] for each in found["invoices"]["nodes"]]) == ("ACTIVE", ["PAID"])
    assert await given(house, api) == [("0.00", "0.00", "0.00", False), ("14.52", "14.52", "0.00", True)]


async def test_an_invoice_paid_on_two_pages_is_paid_once(house: RunningHouse, api: Api) -> None:
    await subscribe(house, api, choice="card-fails-later")
    await house.queue.drain(api.organisation_id)
    await api.do("changePlan", {"plan": "TEAM"})
    assert (await seen(house, api))["state"] == "PAST_DUE"
    for url in await open_pages(house, api):
        await choose(house, url, "card")
    found = await seen(house, api)
    assert (found["state"], {each["state"] for each in found["invoices"]["nodes"]}) == ("ACTIVE", {"PAID"})
    assert [(row[0] == row[1], row[2], row[3]) for row in await given(house, api)] == [
        (True, "0.00", False),
        (True, "0.00", False),
        (True, "0.00", True),
    ]


async def test_a_page_closes_the_one_before(house: RunningHouse, api: Api) -> None:
    await leave_trial(house, api)
    first = await api.do("startCheckout", {"plan": "SOLO"}, select="url")
    second = await api.do("startCheckout", {"plan": "SOLO"}, select="url")
    await choose(house, first["url"], "card")
    assert (await seen(house, api))["plan"]["code"] == "FREE"
    await choose(house, second["url"], "card")
    assert (await seen(house, api))["plan"]["code"] == "SOLO"


async def test_a_credited_invoice_is_given_back_once_and_not_owed_again(house: RunningHouse, api: Api) -> None:
    await subscribe(house, api)
    (invoice,) = (await seen(house, api))["invoices"]["nodes"]
    units, services = house.house.services.units, house.house.services
    assert await refund_collection(units, "2020-000000") is Refund.UNKNOWN
    before = await house.counts()
    assert await refund_collection(units, invoice["number"]) is Refund.NOT_CREDITED
    assert await house.counts() == before
    (row,) = await house.truth(
        "SELECT id FROM document WHERE organisation_id = $1 AND number = $2 AND kind = 'INVOICE'",
        HOUSE,
        invoice["number"],
    )
    async with units.begin(system(HOUSE), request_id="test") as unit:
        await credit_invoice(unit, row["id"], reason="Goodwill", lines=None, issued_on=None, rules=services.till.rules)
        await unit.commit()
    assert await refund_collection(units, invoice["number"]) is Refund.DONE
    assert await refund_collection(units, invoice["number"]) is Refund.ALREADY
    assert (await seen(house, api))["state"] == "ACTIVE"
    assert await given(house, api) == [("14.52", "14.52", "0.00", True)]
    (book,) = await house.truth("SELECT paid, balance FROM document WHERE id = $1", row["id"])
    assert (str(book["paid"]), str(book["balance"])) == ("0.00", "0.00")
