"""Whatever goes wrong between us and Stripe, at whichever call: nothing is collected, made or refunded twice."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from uuid import UUID

import pytest

from smoall.domain.billing.provider_fact import CollectionState
from smoall.domain.kernel.errors import Unavailable
from smoall.domain.kernel.language import Language
from smoall.infra.postgres.identity import new_id
from smoall.infra.stripe.breaker import MOST_OUTAGES, REST_SECONDS, Breaker
from smoall.infra.stripe.calls import LONGEST_WAIT_SECONDS, MOST_TRIES
from smoall.infra.stripe.gateway import StripeGateway
from tests.infra.stripe.paying import PRICE, Waits, collect, gateway_on, page_for, payer
from tests.standins.kit import Fault
from tests.standins.stripe import StripeStandIn, make_method


@dataclass(frozen=True, slots=True)
class Scene:
    """A customer with a card, a payment and a page; the same acts can be done again and again."""

    stripe: StripeStandIn
    gateway: StripeGateway
    customer: str
    method: str
    paid: str
    page: str
    collection: UUID

    def counts(self) -> dict[str, int]:
        shelves = self.stripe.books.shelves
        return {prefix: len(shelves[prefix]) for prefix in ("cus", "txi", "cs", "pi", "ch", "re", "prj")}


@pytest.fixture
async def scene(stripe: StripeStandIn, gateway: StripeGateway, customer: str) -> Scene:
    method = make_method(stripe.books, "card", customer)["id"]
    paid = await collect(gateway, customer, method)
    page = await gateway.open_checkout(page_for(customer, new_id()), key="page")
    stripe.log.clear()
    return Scene(stripe, gateway, customer, method, paid.provider_id, page.id, new_id())


PAYER = payer(vat_number="FR40303265045")
Act = Callable[[Scene], Awaitable[Any]]
READS: dict[str, Act] = {
    "read_checkout": lambda at: at.gateway.read_checkout(at.page),
    "read_collection": lambda at: at.gateway.read_collection(at.paid),
    "find_collection": lambda at: at.gateway.find_collection(at.collection),
    "collections_since": lambda at: at.gateway.collections_since(datetime(2026, 1, 1, tzinfo=UTC)),
    "read_customer": lambda at: at.gateway.read_customer(at.customer),
}
WRITES: dict[str, Act] = {
    "open_customer": lambda at: at.gateway.open_customer(PAYER, key="again"),
    "change_customer": lambda at: at.gateway.change_customer(at.customer, PAYER, key="change"),
    "open_checkout": lambda at: at.gateway.open_checkout(page_for(at.customer, at.collection), key="open"),
    "collect": lambda at: collect(at.gateway, at.customer, at.method, collection=at.collection),
    "refund": lambda at: at.gateway.refund(at.paid, amount=PRICE, reason="closed", key="refund"),
    "open_portal": lambda at: at.gateway.open_portal(at.customer, return_url="http://127.0.0.1/", language=Language.EN),
    "forget": lambda at: at.gateway.forget(at.customer, key="forget"),
}
EVERY = READS | WRITES
FAULTS: dict[str, tuple[Fault, dict[str, Any]]] = {
    "429": (Fault.STATUS, {"status": 429, "retry_after": 2, "body": b'{"error": {"type": "invalid_request_error"}}'}),
    "409": (Fault.STATUS, {"status": 409, "body": b'{"error": {"type": "idempotency_error"}}'}),
    "500": (Fault.STATUS, {"status": 500, "body": b"<html>oops</html>"}),
    "503": (Fault.STATUS, {"status": 503}),
    "drop": (Fault.DROP, {}),
    "bad-json": (Fault.BAD_JSON, {}),
    "commit-then-drop": (Fault.COMMIT_THEN_DROP, {}),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("act", EVERY)
async def test_one_fault_is_got_over_and_done_once(scene: Scene, act: str, fault: str) -> None:
    kind, more = FAULTS[fault]
    scene.stripe.faults.plan(kind, **more)
    await EVERY[act](scene)
    assert scene.stripe.faults.left == 0
    once = scene.counts()
    if act in WRITES:
        await EVERY[act](scene)  # a job that was killed before it could note the answer
    assert scene.counts() == {**once, "txi": scene.counts()["txi"]}
    assert scene.counts()["txi"] <= 2


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("act", EVERY)
async def test_a_lasting_fault_is_an_outage_and_the_next_run_does_it_once(scene: Scene, act: str, fault: str) -> None:
    kind, more = FAULTS[fault]
    before = scene.counts()
    scene.stripe.faults.plan(kind, count=MOST_TRIES, **more)
    with pytest.raises(Unavailable) as outage:
        await EVERY[act](scene)
    assert outage.value.code == "PAYMENT_PROVIDER_UNAVAILABLE"
    assert outage.value.__cause__ is None, "the library's errors quote what was sent"
    await EVERY[act](scene)
    grown = {name: count - before[name] for name, count in scene.counts().items()}
    assert max(grown.values()) <= 1


@pytest.mark.parametrize("fault", [Fault.HANG, Fault.SLOW_BODY])
@pytest.mark.parametrize("act", ["collect", "read_collection", "open_customer"])
async def test_silence_is_left_in_time(scene: Scene, act: str, fault: Fault) -> None:
    impatient = gateway_on(scene.stripe, try_seconds=0.1)
    scene.stripe.faults.plan(fault, count=MOST_TRIES)
    async with asyncio.timeout(10):
        with pytest.raises(Unavailable):
            await EVERY[act](Scene(scene.stripe, impatient, *_rest(scene)))
    await EVERY[act](scene)
    await impatient.close()
    assert len(scene.stripe.books.all("pi", customer=scene.customer)) == (2 if act == "collect" else 1)


def _rest(scene: Scene) -> tuple[Any, ...]:
    return scene.customer, scene.method, scene.paid, scene.page, scene.collection


@pytest.mark.parametrize("fault", [Fault.COMMIT_THEN_DROP, Fault.BAD_JSON, Fault.SLOW_BODY])
async def test_what_was_collected_unheard_is_found_before_anything_is_sent_again(scene: Scene, fault: Fault) -> None:
    impatient = gateway_on(scene.stripe, try_seconds=0.2)
    scene.stripe.faults.plan(fault, "POST", count=MOST_TRIES)
    with pytest.raises(Unavailable):
        await collect(impatient, scene.customer, scene.method, collection=scene.collection)
    await impatient.close()
    found = await scene.gateway.find_collection(scene.collection)
    assert found
    assert (found.state, found.amount) == (CollectionState.SUCCEEDED, PRICE)
    assert (
        len(
            [
                pi
                for pi in scene.stripe.books.all("pi")
                if pi["metadata"]["collection"].endswith(found.collection_id.hex)
            ]
        )
        == 1
    )


async def test_a_decline_that_was_not_heard_is_the_same_decline_again(scene: Scene) -> None:
    poor = make_method(scene.stripe.books, "card", scene.customer, behaviour="insufficient_funds")["id"]
    scene.stripe.faults.plan(Fault.COMMIT_THEN_DROP, "POST")
    with pytest.raises(Exception, match="PAYMENT_DECLINED"):
        await collect(scene.gateway, scene.customer, poor, collection=scene.collection)
    assert len(scene.stripe.books.all("pi", customer=scene.customer)) == 2


async def test_a_stale_read_shows_an_earlier_state_and_never_a_later_one(scene: Scene) -> None:
    await scene.gateway.refund(scene.paid, amount=PRICE, reason="closed", key="r")
    scene.stripe.faults.plan(Fault.STALE_READ, "GET", "/v1/payment_intents/*")
    stale = await scene.gateway.read_collection(scene.paid)
    fresh = await scene.gateway.read_collection(scene.paid)
    assert fresh
    assert fresh.refunded == PRICE
    assert stale is None or stale.refunded <= fresh.refunded


async def test_two_with_one_key_at_once_collect_once(scene: Scene) -> None:
    scene.stripe.gate = asyncio.Event()
    both = [
        asyncio.create_task(collect(scene.gateway, scene.customer, scene.method, collection=scene.collection))
        for _ in range(2)
    ]
    async with asyncio.timeout(10):
        done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        assert [str(task.exception()) for task in done] == ["PAYMENT_PROVIDER_UNAVAILABLE"]  # told 409 three times
        scene.stripe.gate.set()
        answers = await asyncio.gather(*both, return_exceptions=True)
    assert len([answer for answer in answers if not isinstance(answer, BaseException)]) == 1
    assert len(scene.stripe.books.all("pi", customer=scene.customer)) == 2


@pytest.mark.parametrize(
    ("retry_after", "least", "most"),
    [
        ("2", 2, 2),
        ("900", LONGEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS),
        (
            format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True),
            LONGEST_WAIT_SECONDS,
            LONGEST_WAIT_SECONDS,
        ),
        (format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True), 0, 1),
        ("soon", 0, 1),
    ],
    ids=["seconds", "too many seconds", "a date in an hour", "a date that is past", "nonsense"],
)
async def test_retry_after_is_honoured_within_reason(
    scene: Scene, waits: Waits, retry_after: str, least: float, most: float
) -> None:
    waits.clear()
    scene.stripe.faults.plan(Fault.STATUS, status=429, retry_after=retry_after, body=b'{"error": {}}')
    await scene.gateway.read_collection(scene.paid)
    assert len(waits) == 1
    assert least <= waits[0] <= most


async def test_stripe_may_forbid_another_try(scene: Scene) -> None:
    forbidden = {"stripe-should-retry": "false"}
    scene.stripe.faults.plan(Fault.STATUS, status=500, headers=forbidden, body=b'{"error": {}}')
    with pytest.raises(Unavailable):
        await scene.gateway.read_collection(scene.paid)
    assert len(scene.stripe.log) == 1


async def test_a_wrong_key_waits_for_the_operator(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    locked_out = gateway_on(scene.stripe, key="sk_test_wrong")
    with pytest.raises(Unavailable):
        await locked_out.read_collection(scene.paid)
    await locked_out.close()
    assert "SMOALL_STRIPE_KEY" in caplog.text
    assert "sk_test_wrong" not in caplog.text


async def test_after_several_outages_in_a_row_nobody_is_asked(scene: Scene) -> None:
    scene.stripe.faults.plan(Fault.STATUS, count=MOST_TRIES * MOST_OUTAGES)
    for _ in range(MOST_OUTAGES):
        with pytest.raises(Unavailable):
            await scene.gateway.read_collection(scene.paid)
    scene.stripe.log.clear()
    with pytest.raises(Unavailable):
        await scene.gateway.read_collection(scene.paid)
    assert scene.stripe.log == []


def test_a_breaker_rests_then_lets_one_try() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    seen = []
    for _ in range(MOST_OUTAGES):
        seen.append(breaker.open)
        breaker.outage()
    seen.append(breaker.open)
    now[0] = REST_SECONDS
    seen.append(breaker.open)
    breaker.outage()
    assert seen == [*[False] * MOST_OUTAGES, True, False]
    assert breaker.open


def test_an_answer_ends_the_count_of_outages() -> None:
    breaker = Breaker(lambda: 0.0)
    for _ in range(MOST_OUTAGES - 1):
        breaker.outage()
    breaker.well()
    breaker.outage()
    assert not breaker.open


async def test_a_redirect_is_not_followed(scene: Scene) -> None:
    elsewhere = {"location": f"{scene.stripe.url}/v1/payment_intents/{scene.paid}"}
    scene.stripe.faults.plan(Fault.STATUS, status=302, headers=elsewhere, count=MOST_TRIES)
    with pytest.raises(Unavailable):
        await scene.gateway.read_collection("pi_other")
    assert {logged.path for logged in scene.stripe.log} == {"/v1/payment_intents/pi_other"}
