"""A Stripe on loopback and the adapter on it, per test."""

from collections.abc import AsyncIterator

import pytest

from smoall.infra.stripe.gateway import StripeGateway
from tests.infra.stripe.paying import Waits, gateway_on, payer
from tests.standins.kit import running
from tests.standins.stripe import StripeStandIn


@pytest.fixture
async def stripe() -> AsyncIterator[StripeStandIn]:
    async with running(StripeStandIn()) as standin:
        yield standin


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
async def gateway(stripe: StripeStandIn, waits: Waits) -> AsyncIterator[StripeGateway]:
    gateway = gateway_on(stripe, waits)
    yield gateway
    await gateway.close()


@pytest.fixture
async def customer(gateway: StripeGateway) -> str:
    return await gateway.open_customer(payer(), key="customer")
