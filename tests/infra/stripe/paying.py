"""What the tests of the Stripe adapter share: a gateway on the stand-in, payers and pages."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from smoall.domain.billing.provider_fact import CollectionFact
from smoall.domain.kernel.address import Address
from smoall.domain.kernel.language import Language
from smoall.infra.postgres.identity import new_id
from smoall.infra.stripe.calls import StripeCalls
from smoall.infra.stripe.config import StripeConfig
from smoall.infra.stripe.gateway import StripeGateway
from smoall.usecases.billing.gateway import CheckoutRequest, Payer
from tests.standins.stripe import StripeStandIn

PRICE = Decimal("30.25")
VAT = "BE0844044609"


class Waits(list[float]):
    """Notes how long the adapter would have waited, and does not."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


def gateway_on(stripe: StripeStandIn, waits: Waits | None = None, **changes: Any) -> StripeGateway:
    values: dict[str, Any] = {"key": stripe.key, "secrets": (stripe.secret,), "url": stripe.url, "try_seconds": 2}
    config = StripeConfig(**values | changes)
    return StripeGateway(config, StripeCalls(config, sleep=Waits() if waits is None else waits))


def payer(**changes: Any) -> Payer:
    values: dict[str, Any] = {
        "organisation_id": new_id(),
        "name": "Bakkerij Ödön & Zn",
        "email": "kas@bakkerij.example",
        "language": Language.NL,
        "address": Address("Grote Markt 1", "2000", "Antwerpen"),
        "vat_number": VAT,
    }
    return Payer(**values | changes)


def page_for(customer: str, collection: UUID | None, **changes: Any) -> CheckoutRequest:
    values: dict[str, Any] = {
        "collection_id": collection,
        "customer": customer,
        "amount": PRICE if collection else None,
        "currency": "EUR",
        "description": "Smoall TEAM",
        "language": Language.NL,
        "success_url": "http://127.0.0.1:8000/paid?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:8000/plans",
    }
    return CheckoutRequest(**values | changes)


async def collect(
    gateway: StripeGateway, customer: str, method: str, *, collection: UUID | None = None, **changes: Any
) -> CollectionFact:
    collection = collection or new_id()
    values: dict[str, Any] = {
        "collection_id": collection,
        "customer": customer,
        "method": method,
        "amount": PRICE,
        "currency": "EUR",
        "description": "Smoall TEAM",
        "key": f"collect:{collection.hex}",
    }
    return await gateway.collect(**values | changes)
