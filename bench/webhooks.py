"""W1: Stripe tells of payments; how soon each event is answered, and how soon its job has had its effect.

`smoall serve` beside `smoall worker`, and a stand-in Stripe in a process of its own that the jobs read from. Events
come at a steady rate, whether or not the ones before are answered, and once all at the same time. Each payment is told
of five times, as Stripe does: the first registers it, the others find nothing new.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import httpx
import psycopg
from stripe import WebhookSignature

from bench.ground import KEPT, Ground
from bench.questions import ORGANISATIONS, made
from bench.servers.started import ROOT, ServerFailed, free_port, started
from bench.servers.worker import worker
from smoall.domain.organisations.house import HOUSE
from smoall.infra.stripe.facts import DIRECT, MARK, WAY, mark_of
from smoall.sandbox.stripe.app import StripeStandIn

PAYMENTS, TOLD = 60, 5
PER_SECOND = 20
BURST = 16
WAIT_SECONDS = 60
AUTHORIZATION = {"authorization": f"Bearer {StripeStandIn.key}"}
_DONE = """
SELECT extract(epoch FROM handled_at - received_at) * 1000 FROM inbox WHERE organisation_id = %s AND event_id LIKE %s
"""


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Milliseconds from an event's sending to its answer, and from there to the end of its job."""

    sent: int
    answered_p50: float
    answered_p99: float
    done_p50: float
    done_p99: float
    burst_answered_p99: float
    burst_done_p99: float
    one_line_per_charge: bool


def measure_webhooks(ground: Ground) -> Webhooks:
    """Send every payment's events at a steady rate, then a burst."""
    stripe_port = free_port()
    settings = {
        "SMOALL_HOME": str(KEPT / "webhooks"),
        "SMOALL_PORT": "{port}",
        "SMOALL_STRIPE_KEY": StripeStandIn.key,
        "SMOALL_STRIPE_WEBHOOK_SECRET": StripeStandIn.secret,
        "SMOALL_STRIPE_URL": f"http://127.0.0.1:{stripe_port}",
        "SMOALL_DEMO": "0",
    }
    with _stand_in(stripe_port) as stripe:
        payments = _pay(ground, stripe)
        command = [sys.executable, "-m", "smoall", "serve"]
        with started("webhooks", command, ground=ground, more=settings) as server, worker(ground, settings):
            before = _lines(ground)
            url = f"http://127.0.0.1:{server.port}/webhooks/stripe"
            steady = asyncio.run(
                _send(url, [pi for pi in payments for _ in range(TOLD)], "steady", per_second=PER_SECOND)
            )
            done = _done(ground, "steady", len(steady))
            burst = asyncio.run(_send(url, payments, "burst", per_second=None))
            burst_done = _done(ground, "burst", len(burst))
            lines = _lines(ground) - before
    return Webhooks(
        sent=len(steady) + len(burst),
        answered_p50=statistics.median(steady),
        answered_p99=_p99(steady),
        done_p50=statistics.median(done),
        done_p99=_p99(done),
        burst_answered_p99=_p99(burst),
        burst_done_p99=_p99(burst_done),
        one_line_per_charge=lines == PAYMENTS,
    )


async def _send(url: str, intents: list[str], name: str, *, per_second: int | None) -> list[float]:
    """Send an event for each payment, at a rate of its own or as fast as sixteen connections allow."""
    limits = httpx.Limits(max_connections=BURST)
    async with httpx.AsyncClient(limits=limits, timeout=30) as client:
        await asyncio.gather(*(client.get(url) for _ in range(BURST)))  # connections, made before they count

        async def one(number: int, intent: str) -> float:
            if per_second:
                await asyncio.sleep(number / per_second)
            body, headers = _event(f"evt_{name}{number:05}", intent)
            began = time.perf_counter()
            answer = await client.post(url, content=body, headers=headers)
            assert answer.status_code == 200, answer.status_code
            return (time.perf_counter() - began) * 1000

        return list(await asyncio.gather(*(one(number, intent) for number, intent in enumerate(intents))))


def _event(identity: str, intent: str) -> tuple[bytes, dict[str, str]]:
    thing = {"id": intent, "object": "payment_intent", "padding": "x" * 2_000}  # events are about this long
    event = {"id": identity, "object": "event", "type": "payment_intent.succeeded", "livemode": False}
    body = json.dumps({**event, "data": {"object": thing}})
    return body.encode(), {"stripe-signature": WebhookSignature.generate_signature_header(body, StripeStandIn.secret)}


def _done(ground: Ground, name: str, count: int) -> list[float]:
    """How long each event's job took to be done, in milliseconds, once all are."""
    deadline, took = time.monotonic() + WAIT_SECONDS, list[float]()
    with psycopg.connect(ground.admin, autocommit=True) as connection:
        while time.monotonic() < deadline:
            took = [float(row[0]) for row in connection.execute(_DONE, (HOUSE, f"evt_{name}%")) if row[0] is not None]
            if len(took) == count:
                return took
            time.sleep(0.2)
    raise ServerFailed(f"{count - len(took)} of {count} jobs were not done within {WAIT_SECONDS} s")


def _lines(ground: Ground) -> int:
    """How many payments stand in the ledger, once the jobs that register them are done."""
    deadline = time.monotonic() + WAIT_SECONDS
    with psycopg.connect(ground.admin, autocommit=True) as connection:
        while time.monotonic() < deadline:
            open_jobs = connection.execute(
                "SELECT count(*) FROM job_run WHERE state IN ('QUEUED', 'RUNNING')"
            ).fetchone()
            if open_jobs == (0,):
                break
            time.sleep(0.2)
        found = connection.execute("SELECT count(*) FROM payment WHERE organisation_id = %s", (HOUSE,)).fetchone()
    assert found is not None
    return int(found[0])


@contextmanager
def _stand_in(port: int) -> Iterator[httpx.Client]:
    """`smoall sandbox`, and a client of its Stripe that sends no events by itself."""
    environment = {**os.environ, "SMOALL_HOME": str(KEPT / "webhooks")}
    command = [sys.executable, "-m", "smoall", "sandbox", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=AUTHORIZATION, timeout=10) as client:
            deadline = time.monotonic() + WAIT_SECONDS
            while True:
                try:
                    client.post("/__control/webhooks", json={"url": None})
                    break
                except httpx.TransportError:
                    if time.monotonic() > deadline or process.poll() is not None:
                        raise ServerFailed("the sandbox does not answer") from None
                    time.sleep(0.1)
            yield client
    finally:
        process.terminate()
        process.wait(15)


def _pay(ground: Ground, stripe: httpx.Client) -> list[str]:
    """Payments that succeeded at the stand-in, as collections of ours that nobody has heard of yet; their ids there."""
    with psycopg.connect(ground.admin, autocommit=True) as connection:
        connection.execute("TRUNCATE inbox, job_run, dramatiq.queue, collection, provider_charge")
        connection.execute(_SUBSCRIPTIONS)
        return [_payment(connection, stripe, number) for number in range(PAYMENTS)]


def _payment(connection: "psycopg.Connection[tuple[object, ...]]", stripe: httpx.Client, number: int) -> str:
    collection, organisation = uuid4(), made(0, 1 + number % (ORGANISATIONS - 1))
    connection.execute(_COLLECTION, (organisation, collection))
    customer = stripe.post("/v1/customers", data={"name": f"Bench {number}"}).json()["id"]
    session = stripe.post("/v1/checkout/sessions", data=_page(customer, collection)).json()["id"]
    assert stripe.post(f"/pay/{session}", data={"choice": "card"}).status_code == 303
    return str(stripe.get(f"/v1/checkout/sessions/{session}").json()["payment_intent"])


def _page(customer: str, collection: UUID) -> dict[str, str]:
    price, metadata = "line_items[0][price_data]", "payment_intent_data[metadata]"
    return {
        "customer": customer,
        "mode": "payment",
        "success_url": "http://127.0.0.1/",
        "line_items[0][quantity]": "1",
        f"{price}[currency]": "eur",
        f"{price}[unit_amount]": "3025",
        f"{price}[product_data][name]": "Bench",
        f"{metadata}[{MARK}]": mark_of(collection),
        f"{metadata}[{WAY}]": DIRECT,
    }


_COLLECTION = """
INSERT INTO collection (organisation_id, id, attempt, amount, currency, provider, state, created_at, updated_at)
VALUES (%s, %s, 1, 30.25, 'EUR', 'stripe', 'CREATED', now(), now())
"""
_SUBSCRIPTIONS = """
INSERT INTO subscription (organisation_id, plan, seats, anchor, state, allowed_actions, created_at)
SELECT id, '{"code": "FREE", "version": 1, "valid_from": "2025-01-01", "name": "Free", "price": "0.00", "seats": 1,
    "seat_price": null, "limits": {"INVOICES_PER_MONTH": 20, "CONNECTIONS": 0}}', 1, created_at::date, 'ACTIVE',
    '{START_CHECKOUT}', now() FROM tenant ON CONFLICT DO NOTHING
"""


def _p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]
