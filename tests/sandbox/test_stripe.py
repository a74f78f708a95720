"""The stand-in Stripe keeps the promises of Stripe's documentation that the adapter relies on."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from stripe import StripeClient, Webhook

from smoall.sandbox.stripe.books import VERSION
from smoall.sandbox.stripe.wire import parse_form
from tests.standins.kit import running
from tests.standins.stripe import StripeStandIn, make_method


@pytest.fixture
async def stripe() -> AsyncIterator[StripeStandIn]:
    async with running(StripeStandIn()) as standin:
        yield standin


@pytest.fixture
async def http(stripe: StripeStandIn) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"authorization": f"Bearer {stripe.key}", "stripe-version": VERSION}
    async with httpx.AsyncClient(base_url=stripe.url, headers=headers, timeout=10) as client:
        yield client


async def post(http: httpx.AsyncClient, path: str, key: str | None = None, **form: str) -> httpx.Response:
    return await http.post(path, data=form, headers={"idempotency-key": key} if key else {})


def page_form(customer: str, **more: str) -> dict[str, str]:
    line = "line_items[0][price_data]"
    return {
        "customer": customer,
        "mode": "payment",
        "line_items[0][quantity]": "1",
        f"{line}[currency]": "eur",
        f"{line}[unit_amount]": "3025",
        f"{line}[product_data][name]": "TEAM",
        "success_url": "http://127.0.0.1/done?s={CHECKOUT_SESSION_ID}",
        "cancel_url": 'http://127.0.0.1/"><script>',
        **more,
    }


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("a=1&b[c]=2&b[d][e]=3", {"a": "1", "b": {"c": "2", "d": {"e": "3"}}}),
        ("a[0][b]=1&a[1][b]=2", {"a": [{"b": "1"}, {"b": "2"}]}),
        ("a[]=1&a[]=2", {"a": ["1", "2"]}),
        ("a%5Bb%5D=%C3%A9&c=", {"a": {"b": "é"}, "c": ""}),
        ("", {}),
    ],
)
def test_forms_have_brackets(text: str, form: dict[str, Any]) -> None:
    assert parse_form(text) == form


async def test_the_same_key_gets_the_same_answer_for_a_day(stripe: StripeStandIn, http: httpx.AsyncClient) -> None:
    first = await post(http, "/v1/customers", "k", name="A")
    again = await post(http, "/v1/customers", "k", name="A")
    assert again.json() == first.json()
    assert ("idempotent-replayed" in first.headers, again.headers["idempotent-replayed"]) == (False, "true")
    stripe.clock.advance(timedelta(hours=25))
    assert (await post(http, "/v1/customers", "k", name="A")).json()["id"] != first.json()["id"]


async def test_a_key_serves_one_request_only(http: httpx.AsyncClient) -> None:
    await post(http, "/v1/customers", "k", name="A")
    refused = await post(http, "/v1/customers", "k", name="B")
    assert (refused.status_code, refused.json()["error"]["type"]) == (400, "idempotency_error")


async def test_a_key_under_way_is_a_conflict(stripe: StripeStandIn, http: httpx.AsyncClient) -> None:
    stripe.gate = asyncio.Event()
    first = asyncio.create_task(post(http, "/v1/customers", "k", name="A"))
    async with asyncio.timeout(10):
        while not stripe.log:  # noqa: ASYNC110  the request is on its way
            await asyncio.sleep(0)
        assert (await post(http, "/v1/customers", "k", name="A")).status_code == 409
        stripe.gate.set()
        assert (await first).status_code == 200


async def test_a_declined_card_is_declined_again_under_its_key(stripe: StripeStandIn, http: httpx.AsyncClient) -> None:
    customer = (await post(http, "/v1/customers")).json()["id"]
    poor = make_method(stripe.books, "card", customer, behaviour="insufficient_funds")["id"]
    form = {"amount": "100", "currency": "eur", "customer": customer, "payment_method": poor, "confirm": "true"}
    answers = [await post(http, "/v1/payment_intents", "k", **form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [402, 402]
    error = answers[1].json()["error"]
    assert (error["type"], error["code"], error["decline_code"]) == (
        "card_error",
        "card_declined",
        "insufficient_funds",
    )
    assert len(stripe.books.all("pi")) == 1


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/customers/cus_none", 404),
        ("GET", "/v1/nothing", 404),
        ("POST", "/v1/refunds", 404),
        ("GET", "/v1/payment_intents?limit=101", 400),
        ("GET", "/v1/payment_intents?starting_after=pi_none", 404),
        ("GET", "/v1/privacy/redaction_jobs/prj_none", 404),
    ],
)
async def test_errors_are_shaped_like_stripes(http: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    form = {"payment_intent": "pi_none"} if method == "POST" else None
    answer = await http.request(method, path, data=form)
    assert answer.status_code == status
    assert {"type", "message"} <= set(answer.json()["error"])


async def test_a_wrong_key_and_another_version_are_refused(stripe: StripeStandIn, http: httpx.AsyncClient) -> None:
    assert (await http.get("/v1/customers/x", headers={"authorization": "Bearer sk_live_x"})).status_code == 401
    assert (await http.get("/v1/customers/x", headers={"stripe-version": "2020-08-27"})).status_code == 400


async def test_lists_have_pages_and_filters(stripe: StripeStandIn, http: httpx.AsyncClient) -> None:
    for amount in range(1, 8):
        await post(http, "/v1/payment_intents", amount=str(amount), currency="eur")
    first = (await http.get("/v1/payment_intents", params={"limit": 3})).json()
    assert ([pi["amount"] for pi in first["data"]], first["has_more"]) == ([7, 6, 5], True)
    last = (
        await http.get("/v1/payment_intents", params={"limit": 5, "starting_after": first["data"][-1]["id"]})
    ).json()
    assert ([pi["amount"] for pi in last["data"]], last["has_more"]) == ([4, 3, 2, 1], False)
    stripe.clock.advance(timedelta(hours=1))
    since = int(stripe.clock().timestamp())
    await post(http, "/v1/payment_intents", amount="9", currency="eur")
    recent = (await http.get("/v1/payment_intents", params={"created[gte]": since})).json()
    assert [pi["amount"] for pi in recent["data"]] == [9]


async def test_ids_are_expanded_when_asked(stripe: StripeStandIn, http: httpx.AsyncClient) -> None:
    customer = (await post(http, "/v1/customers", name="A")).json()["id"]
    page = (await post(http, "/v1/checkout/sessions", **page_form(customer))).json()
    stripe.pay(page["id"], "card")
    expand = {"expand[]": ["payment_intent.latest_charge", "customer"]}
    read = (await http.get(f"/v1/checkout/sessions/{page['id']}", params=expand)).json()
    assert read["customer"]["name"] == "A"
    assert read["payment_intent"]["latest_charge"]["payment_method_details"]["card"]["last4"] == "4242"
    assert not [name for name in read if name.startswith("_")]


async def test_a_person_pays_on_the_page(stripe: StripeStandIn, http: httpx.AsyncClient) -> None:
    customer = (await post(http, "/v1/customers")).json()["id"]
    page = (await post(http, "/v1/checkout/sessions", **page_form(customer))).json()
    shown = await http.get(page["url"])
    assert "3025 cents" in shown.text
    assert "<script>" not in shown.text
    refused = await http.post(page["url"], data={"choice": "declined"})
    assert "Your card was declined." in refused.text
    asked = await http.post(page["url"], data={"choice": "three_d_secure"})
    assert asked.headers["location"] == page["url"]
    assert "Confirm in the bank" in (await http.get(page["url"])).text
    done = await http.post(page["url"], data={"choice": "authenticate"})
    assert (done.status_code, done.headers["location"]) == (303, f"http://127.0.0.1/done?s={page['id']}")
    assert "Your card" not in (await http.get(page["url"])).text


async def test_a_page_may_be_closed(stripe: StripeStandIn, http: httpx.AsyncClient) -> None:
    customer = (await post(http, "/v1/customers")).json()["id"]
    page = (await post(http, "/v1/checkout/sessions", **page_form(customer))).json()
    closed = (await post(http, f"/v1/checkout/sessions/{page['id']}/expire")).json()
    assert (closed["status"], closed["url"]) == ("expired", None)


async def test_events_are_signed_and_can_be_asked_for_until_they_are_delivered(
    stripe: StripeStandIn, http: httpx.AsyncClient
) -> None:
    await post(http, "/v1/customers", name="A")
    assert stripe.sender
    body, headers = stripe._sign(stripe.sender.waiting[0], stripe.clock())
    event = Webhook.construct_event(body, headers["stripe-signature"], stripe.secret, api_key=stripe.key)
    assert event.type == "customer.created"
    missed = (await http.get("/v1/events", params={"delivery_success": "false"})).json()
    assert [each["id"] for each in missed["data"]] == [event.id]
    by_type = (await http.get("/v1/events", params={"types[]": ["customer.updated"]})).json()
    assert by_type["data"] == []


async def test_an_intent_is_confirmed_and_cancelled_step_by_step(
    stripe: StripeStandIn, http: httpx.AsyncClient
) -> None:
    customer = (await post(http, "/v1/customers")).json()["id"]
    method = make_method(stripe.books, "card", None)["id"]
    assert (await post(http, f"/v1/payment_methods/{method}/attach", customer=customer)).json()["customer"] == customer
    intents = [
        (await post(http, "/v1/payment_intents", amount="100", currency="eur", customer=customer)).json()
        for _ in range(2)
    ]
    paid = await post(http, f"/v1/payment_intents/{intents[0]['id']}/confirm", payment_method=method)
    gone = await post(http, f"/v1/payment_intents/{intents[1]['id']}/cancel")
    assert (paid.json()["status"], gone.json()["status"]) == ("succeeded", "canceled")
    twice = await post(http, f"/v1/payment_intents/{intents[0]['id']}/cancel")
    assert twice.json()["error"]["code"] == "payment_intent_unexpected_state"


async def test_stripes_own_library_speaks_to_it(stripe: StripeStandIn) -> None:
    client = StripeClient(stripe.key, base_addresses={"api": stripe.url})
    made = await asyncio.to_thread(client.v1.customers.create, {"name": "A", "preferred_locales": ["nl"]})
    assert made.preferred_locales == ["nl"]


async def test_a_debit_comes_in_when_a_developer_moves_the_clock(
    stripe: StripeStandIn, http: httpx.AsyncClient
) -> None:
    customer = (await post(http, "/v1/customers")).json()["id"]
    page = (await post(http, "/v1/checkout/sessions", **page_form(customer))).json()
    await http.post(page["url"], data={"choice": "sepa"})
    await http.post("/__control/clock", json={"seconds": 4 * 86400})
    assert [intent["status"] for intent in stripe.books.all("pi")] == ["succeeded"]
