"""The embedded provider keeps the port's promises: once per key, looked up by our id, a SEPA debit takes its days."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
import pytest_asyncio

from smoall.domain.billing.provider_fact import CollectionState
from smoall.domain.kernel.address import Address
from smoall.domain.kernel.language import Language
from smoall.infra.clock import Clock
from smoall.infra.payments.books import Books
from smoall.infra.payments.embedded import EmbeddedGateway
from smoall.infra.payments.methods import Choice
from smoall.infra.postgres.identity import new_id
from smoall.usecases.billing.gateway import (
    CheckoutRequest,
    CheckoutState,
    CustomerFact,
    Declined,
    Forgetting,
    Payer,
    PaymentGateway,
)
from tests.harness.house import RunningHouse

PAYER = Payer(UUID(int=7), "Menuiserie", "a@b.example", Language.NL, Address("Rue 1", "1000", "Bruxelles"), None)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def gateway(house: RunningHouse, clock: Clock) -> AsyncIterator[EmbeddedGateway]:
    yield EmbeddedGateway(Books(house.house.database, clock), base_url="http://127.0.0.1")


async def customer_of(gateway: PaymentGateway) -> str:
    return await gateway.open_customer(PAYER, key=f"customer:{new_id().hex}")


def request(customer: str, collection_id: UUID | None = None, amount: str | None = None) -> CheckoutRequest:
    money = Decimal(amount) if amount else None
    return CheckoutRequest(collection_id, customer, money, "EUR", "Smoall", Language.NL, "https://f/ok", "https://f/no")


async def collect(gateway: PaymentGateway, customer: str, method: str, collection_id: UUID) -> object:
    return await gateway.collect(
        collection_id=collection_id,
        customer=customer,
        method=method,
        amount=Decimal("14.52"),
        currency="EUR",
        description="Smoall",
        key=f"collect:{collection_id.hex}",
    )


async def test_the_same_key_is_the_same_customer_and_the_same_page(gateway: EmbeddedGateway) -> None:
    key = f"customer:{new_id().hex}"
    assert await gateway.open_customer(PAYER, key=key) == await gateway.open_customer(PAYER, key=key)
    customer, key = await customer_of(gateway), f"checkout:{new_id().hex}"
    first, second = [await gateway.open_checkout(request(customer), key=key) for _ in range(2)]
    assert first.id == second.id


async def test_nothing_that_names_the_payer_is_kept(house: RunningHouse, gateway: EmbeddedGateway) -> None:
    await customer_of(gateway)
    kept = "".join(str(dict(row)) for row in await house.truth("SELECT * FROM embedded_payment"))
    assert PAYER.name not in kept
    assert PAYER.email not in kept


async def test_a_card_succeeds_at_once_and_only_once(gateway: EmbeddedGateway) -> None:
    customer, identity = await customer_of(gateway), new_id()
    first = await collect(gateway, customer, "pm_card", identity)
    assert await collect(gateway, customer, "pm_card", identity) == first
    found = await gateway.find_collection(identity)
    assert found == first
    assert found is not None
    assert (found.state, await gateway.read_collection(found.provider_id)) == (CollectionState.SUCCEEDED, found)


async def test_a_refused_card_is_declined_and_stays_so(gateway: EmbeddedGateway) -> None:
    customer, identity = await customer_of(gateway), new_id()
    with pytest.raises(Declined) as refusal:
        await collect(gateway, customer, "pm_card_declined", identity)
    assert refusal.value.reason == "card_declined"
    found = await gateway.find_collection(identity)
    assert found is not None
    assert (found.state, found.failure) == (CollectionState.FAILED, "card_declined")


async def test_a_sepa_debit_succeeds_after_three_days_of_the_clock(gateway: EmbeddedGateway, clock: Clock) -> None:
    customer, identity = await customer_of(gateway), new_id()
    await collect(gateway, customer, "pm_sepa", identity)
    states = []
    for _ in range(2):
        found = await gateway.find_collection(identity)
        assert found is not None
        states.append(found.state)
        clock.move(timedelta(days=3))
    assert states == [CollectionState.PROCESSING, CollectionState.SUCCEEDED]


@pytest.mark.parametrize(
    ("choices", "state", "left"),
    [
        ([Choice.CARD], CheckoutState.COMPLETE, "pm_card"),
        ([Choice.BANCONTACT], CheckoutState.COMPLETE, "pm_sepa"),
        ([Choice.CHALLENGE, Choice.AUTHORISE], CheckoutState.COMPLETE, "pm_card"),
        ([Choice.CHALLENGE, Choice.REFUSE], CheckoutState.OPEN, None),
        ([Choice.AUTHORISE], CheckoutState.OPEN, None),  # nobody asked for it
        ([Choice.DECLINE], CheckoutState.OPEN, None),
        ([Choice.CARD, Choice.SEPA_DEBIT], CheckoutState.COMPLETE, "pm_card"),  # the page was used
    ],
)
async def test_a_page_ends_as_the_payer_chose(
    gateway: EmbeddedGateway, choices: list[Choice], state: CheckoutState, left: str | None
) -> None:
    customer, identity = await customer_of(gateway), new_id()
    page = await gateway.open_checkout(request(customer, identity, "14.52"), key=f"checkout:{identity.hex}")
    for choice in choices:
        await gateway.choose(page.id, choice)
    fact = await gateway.read_checkout(page.id)
    assert fact is not None
    assert (fact.state, fact.method_id) == (state, left)
    assert (fact.collection is not None) == (state is CheckoutState.COMPLETE)
    saved = await gateway.read_customer(customer)
    assert saved == CustomerFact(customer, fact.method, left)


async def test_a_page_lapses_after_a_day(gateway: EmbeddedGateway, clock: Clock) -> None:
    page = await gateway.open_checkout(request(await customer_of(gateway)), key=f"checkout:{new_id().hex}")
    clock.move(timedelta(days=1))
    await gateway.choose(page.id, Choice.CARD)
    fact = await gateway.read_checkout(page.id)
    assert fact is not None
    assert (fact.state, fact.method_id) == (CheckoutState.EXPIRED, None)


async def test_a_refund_is_given_once_per_key_and_never_above_what_was_taken(gateway: EmbeddedGateway) -> None:
    customer, identity = await customer_of(gateway), new_id()
    await collect(gateway, customer, "pm_card", identity)
    provider_id = f"pay_{identity.hex}"
    for key, total in (("a", "10.00"), ("a", "10.00"), ("b", "14.52")):
        found = await gateway.refund(provider_id, amount=Decimal("10.00"), reason="requested", key=key)
        assert str(found.refunded) == total


async def test_what_was_collected_since_can_be_listed_and_a_payer_forgotten(gateway: EmbeddedGateway) -> None:
    customer, identity = await customer_of(gateway), new_id()
    began = gateway._books.clock()
    await collect(gateway, customer, "pm_card", identity)
    assert identity in [fact.collection_id for fact in await gateway.collections_since(began)]
    assert (await gateway.forget(customer, key="f")).state is Forgetting.DONE
    assert await gateway.read_customer(customer) is None
    assert await gateway.find_collection(identity) is None


async def test_what_nobody_knows_is_answered_with_nothing(gateway: EmbeddedGateway) -> None:
    assert await gateway.read_checkout("nothing") is None
    assert await gateway.read_collection("pay_0") is None
    assert await gateway.find_collection(new_id()) is None
    with pytest.raises(Declined):
        await gateway.refund("pay_0", amount=Decimal("1.00"), reason="requested", key="k")
