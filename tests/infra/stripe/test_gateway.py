"""The Stripe adapter over a real socket: what is sent, what is believed of the answers."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from smoall.domain.billing.provider_fact import CollectionState, PaymentMethod
from smoall.domain.kernel.language import Language
from smoall.infra.postgres.identity import new_id
from smoall.infra.stripe.calls import Refused
from smoall.infra.stripe.gateway import StripeGateway
from smoall.usecases.billing.gateway import CheckoutState, CustomerFact, Declined, Forgetting, Forgotten, PaymentGateway
from tests.infra.stripe.paying import PRICE, VAT, collect, gateway_on, page_for, payer
from tests.standins.stripe import Refusal, StripeStandIn, make_method

CARD = PaymentMethod("card", "visa", "4242", "2029-04")
SEPA = PaymentMethod("sepa_debit", None, "7034", None)


def card(stripe: StripeStandIn, customer: str, behaviour: str = "succeed", kind: str = "card") -> str:
    return str(make_method(stripe.books, kind, customer, behaviour=behaviour)["id"])


async def test_it_is_a_payment_gateway(gateway: StripeGateway) -> None:
    port: PaymentGateway = gateway
    assert port.name == "stripe"


async def test_a_customer_is_known_by_name_language_address_and_vat_number(
    stripe: StripeStandIn, gateway: StripeGateway
) -> None:
    known = payer()
    customer = stripe.books.get("cus", await gateway.open_customer(known, key="k"))
    assert (customer["name"], customer["email"], customer["preferred_locales"]) == (known.name, known.email, ["nl"])
    assert customer["address"] == {
        "line1": "Grote Markt 1",
        "postal_code": "2000",
        "city": "Antwerpen",
        "country": "BE",
    }
    assert customer["metadata"] == {"organisation": f"org_{known.organisation_id.hex}"}
    assert [(number["type"], number["value"]) for number in stripe.books.all("txi")] == [("eu_vat", VAT)]


async def test_the_same_key_is_the_same_customer(stripe: StripeStandIn, gateway: StripeGateway) -> None:
    known = payer()
    assert await gateway.open_customer(known, key="k") == await gateway.open_customer(known, key="k")
    assert len(stripe.books.all("cus")) == 1


async def test_a_key_that_was_used_for_something_else_is_a_mistake_of_ours(gateway: StripeGateway) -> None:
    await gateway.open_customer(payer(), key="k")
    with pytest.raises(Refused, match="PAYMENT_PROVIDER_REFUSED"):
        await gateway.open_customer(payer(name="Another"), key="k")


@pytest.mark.parametrize(("number", "kept"), [("BE12", []), ("CHE123456789", []), (None, [])])
async def test_a_number_that_stripe_will_not_have_is_left_out(
    stripe: StripeStandIn, gateway: StripeGateway, number: str | None, kept: list[str]
) -> None:
    await gateway.open_customer(payer(vat_number=number), key="k")
    assert [each["value"] for each in stripe.books.all("txi")] == kept
    assert len(stripe.books.all("cus")) == 1


async def test_what_changes_about_a_payer_changes_at_stripe(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    await gateway.change_customer(
        customer, payer(name="Brood", language=Language.FR, vat_number="FR40303265045"), key="c"
    )
    stored = stripe.books.get("cus", customer)
    assert (stored["name"], stored["preferred_locales"]) == ("Brood", ["fr"])
    assert [number["value"] for number in stripe.books.all("txi")] == ["FR40303265045"]


async def test_a_page_pays_and_saves_the_card(stripe: StripeStandIn, gateway: StripeGateway, customer: str) -> None:
    collection = new_id()
    page = await gateway.open_checkout(page_for(customer, collection), key="p")
    assert page.expires_at > stripe.clock()
    before = await gateway.read_checkout(page.id)
    assert before
    assert (before.state, before.collection, before.method_id) == (CheckoutState.OPEN, None, None)
    assert stripe.pay(page.id, "card") == f"http://127.0.0.1:8000/paid?session={page.id}"
    after = await gateway.read_checkout(page.id)
    assert after
    assert (after.state, after.method, after.customer) == (CheckoutState.COMPLETE, CARD, customer)
    assert after.collection
    assert (after.collection.collection_id, after.collection.state) == (collection, CollectionState.SUCCEEDED)
    assert (after.collection.amount, after.collection.currency, after.collection.method) == (PRICE, "EUR", CARD)
    assert after.method_id
    later = await collect(gateway, customer, after.method_id)
    assert later.succeeded


async def test_bancontact_leaves_a_sepa_debit(stripe: StripeStandIn, gateway: StripeGateway, customer: str) -> None:
    page = await gateway.open_checkout(page_for(customer, new_id()), key="p")
    stripe.pay(page.id, "bancontact")
    fact = await gateway.read_checkout(page.id)
    assert fact
    assert fact.collection
    assert fact.collection.method == PaymentMethod("bancontact", "KBC", "7034", None)
    assert fact.method == SEPA
    assert fact.method_id
    assert stripe.books.get("pm", fact.method_id)["type"] == "sepa_debit"


async def test_a_page_without_an_amount_only_saves(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    page = await gateway.open_checkout(page_for(customer, None), key="p")
    stripe.pay(page.id, "bancontact")
    fact = await gateway.read_checkout(page.id)
    assert fact
    assert (fact.state, fact.collection, fact.method) == (CheckoutState.COMPLETE, None, SEPA)
    assert stripe.books.all("pi") == []


async def test_a_card_declined_on_an_open_page_leaves_the_collection_where_it_was(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    collection = new_id()
    page = await gateway.open_checkout(page_for(customer, collection), key="p")
    with pytest.raises(Refusal):
        stripe.pay(page.id, "declined")
    (intent,) = stripe.books.all("pi")
    fact = await gateway.read_collection(intent["id"])
    assert fact
    assert fact.state is CollectionState.CREATED
    stripe.pay(page.id, "card")
    paid = await gateway.read_collection(intent["id"])
    assert paid
    assert paid.succeeded


async def test_a_page_that_lapses_cancels_its_collection(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    page = await gateway.open_checkout(page_for(customer, new_id()), key="p")
    with pytest.raises(Refusal):
        stripe.pay(page.id, "declined")
    stripe.settle(after=timedelta(hours=25))
    fact = await gateway.read_checkout(page.id)
    assert fact
    assert fact.state is CheckoutState.EXPIRED
    assert fact.collection
    assert fact.collection.state is CollectionState.CANCELLED


async def test_a_page_is_closed_unless_it_was_paid(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    pages = [await gateway.open_checkout(page_for(customer, new_id()), key=f"p{n}") for n in range(2)]
    stripe.pay(pages[1].id, "card")
    for page in pages:
        await gateway.expire_checkout(page.id)
        await gateway.expire_checkout(page.id)
    await gateway.expire_checkout("cs_test_nobody")
    facts = [await gateway.read_checkout(page.id) for page in pages]
    assert [fact and fact.state for fact in facts] == [CheckoutState.EXPIRED, CheckoutState.COMPLETE]


async def test_three_d_secure_takes_two_steps(stripe: StripeStandIn, gateway: StripeGateway, customer: str) -> None:
    page = await gateway.open_checkout(page_for(customer, new_id()), key="p")
    assert stripe.pay(page.id, "three_d_secure") == page.url
    waiting = await gateway.read_checkout(page.id)
    assert waiting
    assert waiting.collection
    assert (waiting.state, waiting.collection.state) == (CheckoutState.OPEN, CollectionState.ACTION_REQUIRED)
    stripe.pay(page.id, "authenticate")
    done = await gateway.read_checkout(page.id)
    assert done
    assert done.collection
    assert done.collection.succeeded


@pytest.mark.parametrize(("choice", "end"), [("sepa", "SUCCEEDED"), ("sepa_fails", "FAILED")])
async def test_a_debit_takes_days(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str, choice: str, end: str
) -> None:
    page = await gateway.open_checkout(page_for(customer, new_id()), key="p")
    stripe.pay(page.id, choice)
    states = []
    for days in (0, 4):
        stripe.settle(after=timedelta(days=days))
        fact = await gateway.read_checkout(page.id)
        assert fact
        assert fact.collection
        states.append((fact.state, fact.collection.state))
    assert states == [(CheckoutState.COMPLETE, CollectionState.PROCESSING), (CheckoutState.COMPLETE, end)]
    intent = await gateway.read_collection(stripe.books.all("pi")[0]["id"])
    assert intent
    assert intent.state == end


async def test_a_page_of_nobody_is_nothing(gateway: StripeGateway) -> None:
    assert await gateway.read_checkout("cs_nobody") is None
    assert await gateway.read_collection("pi_nobody") is None
    assert await gateway.read_customer("cus_nobody") is None


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        ("insufficient_funds", "insufficient_funds"),
        ("expired_card", "expired_card"),
        ("authentication_required", "authentication_required"),
        ("issuer_is_on_holiday", "card_declined"),
    ],
)
async def test_a_bank_that_refuses_says_why_in_our_words(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str, behaviour: str, reason: str
) -> None:
    collection = new_id()
    with pytest.raises(Declined) as refusal:
        await collect(gateway, customer, card(stripe, customer, behaviour), collection=collection)
    assert refusal.value.reason == reason
    fact = await gateway.find_collection(collection)
    assert fact
    assert (fact.state, fact.failure) == (CollectionState.FAILED, reason)


async def test_a_debit_from_a_saved_account_waits_too(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    fact = await collect(gateway, customer, card(stripe, customer, "processing", "sepa_debit"))
    assert (fact.state, fact.method) == (CollectionState.PROCESSING, SEPA)


async def test_what_was_collected_is_sent_as_cents_with_our_mark_and_key(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    collection = new_id()
    await collect(gateway, customer, card(stripe, customer), collection=collection)
    sent = stripe.log[-1]
    assert sent.headers["idempotency-key"] == f"collect:{collection.hex}"
    assert (sent.form["amount"], sent.form["currency"], sent.form["off_session"]) == ("3025", "eur", "true")
    assert sent.form["metadata[collection]"] == f"col_{collection.hex}"


async def test_an_amount_with_a_third_decimal_never_leaves(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    with pytest.raises(ValueError, match="cents"):
        await collect(gateway, customer, "pm_x", amount=Decimal("1.005"))
    assert stripe.books.all("pi") == []


@pytest.mark.parametrize("after", [timedelta(0), timedelta(minutes=5)], ids=["search lags", "search finds"])
async def test_a_collection_is_found_by_our_id(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str, after: timedelta
) -> None:
    method, wanted = card(stripe, customer), new_id()
    made = await collect(gateway, customer, method, collection=wanted)
    for _ in range(3):
        await collect(gateway, customer, method)
    stripe.settle(after=after)
    assert await gateway.find_collection(wanted) == made


async def test_a_collection_that_was_never_sent_is_not_found(gateway: StripeGateway, customer: str) -> None:
    assert await gateway.find_collection(new_id()) is None
    assert await gateway.find_collection(uuid4()) is None


async def test_money_goes_back_in_parts(stripe: StripeStandIn, gateway: StripeGateway, customer: str) -> None:
    paid = await collect(gateway, customer, card(stripe, customer))
    once = await gateway.refund(paid.provider_id, amount=Decimal("10.00"), reason="downgrade", key="r1")
    again = await gateway.refund(paid.provider_id, amount=Decimal("10.00"), reason="downgrade", key="r1")
    rest = await gateway.refund(paid.provider_id, amount=Decimal("20.25"), reason="closed", key="r2")
    assert [fact.refunded for fact in (once, again, rest)] == [Decimal("10.00"), Decimal("10.00"), PRICE]
    with pytest.raises(Refused):
        await gateway.refund(paid.provider_id, amount=Decimal("0.01"), reason="more", key="r3")


async def test_a_dispute_is_seen(stripe: StripeStandIn, gateway: StripeGateway, customer: str) -> None:
    paid = await collect(gateway, customer, card(stripe, customer))
    stripe.dispute(paid.provider_id)
    fact = await gateway.read_collection(paid.provider_id)
    assert fact
    assert (fact.disputed, fact.state) == (True, CollectionState.SUCCEEDED)


@pytest.mark.parametrize("status", ["warning_needs_response", "warning_closed", "won"])
async def test_a_dispute_that_took_nothing_is_none(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str, status: str
) -> None:
    made = await collect(gateway, customer, card(stripe, customer))
    dispute = stripe.dispute(made.provider_id)
    stripe.books.change(stripe.books.get("du", dispute["id"]), status=status)
    fact = await gateway.read_collection(made.provider_id)
    assert fact
    assert not fact.disputed


async def test_what_happened_since_is_read_page_after_page(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    method = card(stripe, customer)
    old = await collect(gateway, customer, method)
    disputed = await collect(gateway, customer, method)
    stripe.settle(after=timedelta(days=30))
    since = stripe.clock()
    recent = {(await collect(gateway, customer, method)).collection_id for _ in range(120)}
    await gateway.refund(old.provider_id, amount=PRICE, reason="late", key="r")
    facts = {fact.collection_id: fact for fact in await gateway.collections_since(since)}
    assert set(facts) == recent | {old.collection_id}
    assert facts[old.collection_id].refunded == PRICE
    assert disputed.collection_id not in facts


async def test_the_portal_opens_in_the_payers_language(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    url = await gateway.open_portal(customer, return_url="http://127.0.0.1:8000/", language=Language.DE)
    assert url.startswith(stripe.url)
    assert stripe.log[-1].form == {"customer": customer, "return_url": "http://127.0.0.1:8000/", "locale": "de"}


async def test_a_customer_pays_with_the_default_or_else_the_newest_method(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    assert await gateway.read_customer(customer) == CustomerFact(customer)
    first, newest = card(stripe, customer, kind="sepa_debit"), card(stripe, customer)
    assert await gateway.read_customer(customer) == CustomerFact(customer, CARD, newest)
    stripe.books.get("cus", customer)["invoice_settings"] = {"default_payment_method": first}
    assert await gateway.read_customer(customer) == CustomerFact(customer, SEPA, first)


async def test_what_belongs_to_the_other_mode_is_not_believed(stripe: StripeStandIn, customer: str) -> None:
    stripe.key = "sk_live_standin"
    live = gateway_on(stripe)
    paid = stripe.books.make("pi", status="succeeded", amount=1, currency="eur", metadata={"collection": "col_1"})
    assert await live.read_collection(paid["id"]) is None
    assert await live.read_customer(customer) is None
    await live.close()


async def test_a_payment_without_our_mark_is_none_of_ours(stripe: StripeStandIn, gateway: StripeGateway) -> None:
    for metadata in ({}, {"collection": "inv_1"}, {"collection": "col_zz"}):
        foreign: dict[str, Any] = {"status": "succeeded", "amount": 100, "currency": "eur", "metadata": metadata}
        intent = stripe.books.make("pi", latest_charge=None, last_payment_error=None, **foreign)
        assert await gateway.read_collection(intent["id"]) is None


async def test_forgetting_goes_on_until_it_is_done(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    first = await gateway.forget(customer, key="f")
    assert first.state is Forgetting.PENDING
    assert first.job
    assert await gateway.forget(customer, key="f") == Forgotten(Forgetting.DONE)
    assert await gateway.forget(customer, key="f") == Forgotten(Forgetting.DONE)
    assert len(stripe.books.all("prj")) == 1
    stored = stripe.books.get("cus", customer)
    assert [stored[name] for name in ("name", "email", "address")] == [None, None, None]
    assert "Bakkerij" not in str(stripe.books.all("evt"))
    assert await gateway.read_customer(customer) is None


async def test_recent_payments_keep_forgetting_waiting(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str
) -> None:
    await collect(gateway, customer, card(stripe, customer))
    waiting = await gateway.forget(customer, key="f:day1")
    assert (waiting.state, waiting.reason) == (Forgetting.PENDING, "PAYMENTS_TOO_RECENT")
    stripe.settle(after=timedelta(days=91))
    await gateway.forget(customer, key="f:day91")
    assert await gateway.forget(customer, key="f:day91") == Forgotten(Forgetting.DONE)


async def test_an_account_without_redaction_deletes_the_customer_and_says_what_stays(
    stripe: StripeStandIn, gateway: StripeGateway, customer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smoall.infra.stripe.forgetting.PREVIEW", "2026-10-28.endive")
    answer = await gateway.forget(customer, key="f")
    assert answer == Forgotten(Forgetting.NOT_SUPPORTED, reason="REDACTION_NOT_AVAILABLE")
    assert stripe.books.get("cus", customer)["deleted"] is True
