"""Stripe as a :class:`~smoall.usecases.billing.gateway.PaymentGateway`.

Used: customers with tax ids, Checkout (pages that pay or save a method), payment intents, refunds, the billing portal.
Not used: Stripe's subscriptions, prices and invoices. What is owed is computed here and only collected there.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from smoall.domain.billing.provider_fact import CollectionFact
from smoall.domain.kernel.language import Language
from smoall.infra.stripe import payers
from smoall.infra.stripe.calls import Missing, Refused, StripeCalls
from smoall.infra.stripe.config import StripeConfig
from smoall.infra.stripe.facts import (
    CHECKOUT_STATES,
    DIRECT,
    MARK,
    WAY,
    collection_fact,
    is_disputed,
    is_in_doubt,
    mark_of,
    method_of,
    saved_method,
    takes_money,
    to_cents,
)
from smoall.infra.stripe.forgetting import forget
from smoall.infra.stripe.pages import payment_page
from smoall.usecases.billing.gateway import (
    Checkout,
    CheckoutFact,
    CheckoutRequest,
    CheckoutState,
    CustomerFact,
    Forgotten,
    Payer,
)

METHODS = ["card", "bancontact", "sepa_debit"]
MOST_PAGES = 100
SENT_WITHIN = timedelta(days=2)
CLOCKS_DIFFER = timedelta(minutes=10)
CHARGE = "latest_charge"


class StripeGateway:
    """One account. Nothing of the other mode (live or test) is ever believed."""

    name = "stripe"

    def __init__(self, config: StripeConfig, calls: StripeCalls | None = None) -> None:
        self._livemode = config.livemode
        self._calls = calls or StripeCalls(config)
        self._api = self._calls.client.v1

    async def open_customer(self, payer: Payer, *, key: str) -> str:
        """Make the payer known, with VAT number and language; the customer's id."""
        return await payers.open_customer(self._calls, payer, key=key)

    async def change_customer(self, customer: str, payer: Payer, *, key: str) -> None:
        """Tell Stripe what has changed about the payer."""
        await payers.change_customer(self._calls, customer, payer, key=key)

    async def open_checkout(self, request: CheckoutRequest, *, key: str) -> Checkout:
        """Open a page that pays and saves a method, or only saves one."""
        saves_only = {"mode": "setup", "currency": request.currency.lower()}
        values = saves_only if request.amount is None else payment_page(request)
        page: Any = {
            **values,
            "customer": request.customer,
            "payment_method_types": METHODS,
            "locale": request.language.lower(),
            "success_url": request.success_url,
            "cancel_url": request.cancel_url,
        }
        made = await self._calls.ask(lambda: self._api.checkout.sessions.create_async(page, {"idempotency_key": key}))
        return Checkout(made["id"], made["url"], datetime.fromtimestamp(made["expires_at"], UTC))

    async def expire_checkout(self, checkout: str) -> None:
        """Close a page. Stripe refuses for one that is not open: it was paid meanwhile, or is over."""
        with suppress(Missing, Refused):
            await self._calls.ask(lambda: self._api.checkout.sessions.expire_async(checkout))

    async def read_checkout(self, checkout: str) -> CheckoutFact | None:
        """What became of a page: its payment, and the method that it saved."""
        expand = ["payment_intent.latest_charge", "payment_intent.payment_method", "setup_intent.payment_method"]
        expand.append("setup_intent.latest_attempt")
        session = await self._read(lambda: self._api.checkout.sessions.retrieve_async(checkout, {"expand": expand}))
        if session is None or not session.get("customer"):
            return None
        intent, setup = session.get("payment_intent") or {}, session.get("setup_intent") or {}
        details = (intent.get(CHARGE) or setup.get("latest_attempt") or {}).get("payment_method_details")
        state, disputed = CHECKOUT_STATES[session["status"]], await self._disputed(intent)
        saved = None
        if state is CheckoutState.COMPLETE:
            saved = await self._method(saved_method(details, (intent or setup).get("payment_method")))
        return CheckoutFact(
            checkout=session["id"],
            customer=session["customer"],
            state=state,
            collection=collection_fact(intent, page=session["status"], disputed=disputed) if intent else None,
            method=method_of(saved) if saved else None,
            method_id=saved["id"] if saved else None,
        )

    async def collect(
        self,
        *,
        collection_id: UUID,
        customer: str,
        method: str,
        amount: Decimal,
        currency: str,
        description: str,
        key: str,
    ) -> CollectionFact:
        """Take an amount from a saved method. Raises Declined with the bank's reason, Unavailable when in doubt."""
        made = await self._calls.ask(
            lambda: self._api.payment_intents.create_async(
                {
                    "amount": to_cents(amount),
                    "currency": currency.lower(),
                    "customer": customer,
                    "payment_method": method,
                    "off_session": True,
                    "confirm": True,
                    "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
                    "description": description,
                    "metadata": {MARK: mark_of(collection_id), WAY: DIRECT},
                    "expand": [CHARGE],
                },
                {"idempotency_key": key},
            )
        )
        return _certain(collection_fact(made))

    async def read_collection(self, provider_id: str) -> CollectionFact | None:
        """A payment as it is now; None when it is unknown or none of ours."""
        expand = {"expand": [CHARGE]}
        intent = await self._read(lambda: self._api.payment_intents.retrieve_async(provider_id, expand))  # type: ignore[arg-type]
        return await self._fact(intent) if intent else None

    async def find_collection(self, collection_id: UUID) -> CollectionFact | None:
        """A payment by our id.

        Stripe's search may lag a minute behind, its lists never do: so what was sent around the time that the id
        itself carries (UUIDv7) is read through, and the search finds what was sent later.
        """
        mark = mark_of(collection_id)
        query = f"metadata['{MARK}']:'{mark}'"
        found = await self._calls.ask(lambda: self._api.payment_intents.search_async({"query": query}))
        if intents := found["data"]:
            return await self.read_collection(intents[0]["id"])
        born = _born(collection_id)
        window = {"gte": int((born - CLOCKS_DIFFER).timestamp()), "lte": int((born + SENT_WITHIN).timestamp())}
        async for intent in self._walk(self._api.payment_intents.list_async, created=window, expand=[f"data.{CHARGE}"]):
            if (intent.get("metadata") or {}).get(MARK) == mark and self._is_ours(intent):
                return await self._fact(intent)
        return None

    async def refund(self, provider_id: str, *, amount: Decimal, reason: str, key: str) -> CollectionFact:
        """Give back part or all; ``reason`` goes into the refund's metadata. The payment as it is afterwards."""
        await self._calls.ask(
            lambda: self._api.refunds.create_async(
                {
                    "payment_intent": provider_id,
                    "amount": to_cents(amount),
                    "reason": "requested_by_customer",
                    "metadata": {"reason": reason},
                },
                {"idempotency_key": key},
            )
        )
        return _certain(await self.read_collection(provider_id))

    async def collections_since(self, moment: datetime) -> Sequence[CollectionFact]:
        """Every payment made since, and every older one that was refunded or disputed since, as each is now."""
        created = {"gte": int(moment.timestamp())}
        seen: dict[str, CollectionFact | None] = {}
        async for intent in self._walk(
            self._api.payment_intents.list_async, created=created, expand=[f"data.{CHARGE}"]
        ):
            seen[intent["id"]] = await self._fact(intent)
        for ask in (self._api.refunds.list_async, self._api.disputes.list_async):
            async for later in self._walk(ask, created=created):
                provider_id = later.get("payment_intent")
                if provider_id and provider_id not in seen:
                    seen[provider_id] = await self.read_collection(provider_id)
        return [fact for fact in seen.values() if fact]

    async def open_portal(self, customer: str, *, return_url: str, language: Language) -> str:
        """The address of Stripe's page for the customer; it lapses within minutes, so it is made per click."""
        made = await self._calls.ask(
            lambda: self._api.billing_portal.sessions.create_async(
                {"customer": customer, "return_url": return_url, "locale": language.lower()}
            )
        )
        return str(made["url"])

    async def read_customer(self, customer: str) -> CustomerFact | None:
        """The customer with the method for later collections: its default, else the newest that is saved."""
        expand = {"expand": ["invoice_settings.default_payment_method"]}
        found = await self._read(lambda: self._api.customers.retrieve_async(customer, expand))  # type: ignore[arg-type]
        if found is None or found.get("deleted") or found.get("redacted"):
            return None
        method = (found.get("invoice_settings") or {}).get("default_payment_method")
        if method is None:
            saved = await self._calls.ask(
                lambda: self._api.customers.payment_methods.list_async(customer, {"limit": 1})
            )
            method = next(iter(saved["data"]), None)
        return CustomerFact(customer, method_of(method), method["id"]) if method else CustomerFact(customer)

    async def forget(self, customer: str, *, key: str) -> Forgotten:
        """Have Stripe empty the customer; safe to call again with the same key until it is DONE."""
        return await forget(self._calls, customer, key=key)

    async def undelivered_events(self, moment: datetime) -> AsyncIterator[dict[str, Any]]:
        """The events since ``moment`` whose webhook nobody has answered well; Stripe keeps them for thirty days."""
        created = {"gte": int(moment.timestamp())}
        async for event in self._walk(self._api.events.list_async, created=created, delivery_success=False):
            yield event

    async def close(self) -> None:
        """Hang up."""
        await self._calls.close()

    async def _read(self, request: Callable[[], Any]) -> dict[str, Any] | None:
        """An object of this mode; None when there is none."""
        try:
            found = await self._calls.ask(request)
        except Missing:
            return None
        return found if found.get("deleted") or self._is_ours(found) else None

    def _is_ours(self, thing: Mapping[str, Any]) -> bool:
        return bool(thing.get("livemode")) is self._livemode

    async def _fact(self, intent: Mapping[str, Any]) -> CollectionFact | None:
        page = None
        if is_in_doubt(intent):
            found = await self._calls.ask(
                lambda: self._api.checkout.sessions.list_async({"payment_intent": intent["id"], "limit": 1})
            )
            page = next((session["status"] for session in found["data"]), None)
        return (
            collection_fact(intent, page=page, disputed=await self._disputed(intent)) if self._is_ours(intent) else None
        )

    async def _disputed(self, intent: Mapping[str, Any]) -> bool:
        """Whether the payer's bank took the money back, asked for where there is a dispute at all."""
        if not is_disputed(intent):
            return False
        found = await self._calls.ask(lambda: self._api.disputes.list_async({"payment_intent": intent["id"]}))
        return any(map(takes_money, found["data"]))

    async def _method(self, method: Any) -> dict[str, Any] | None:
        """A method, read where only its id is known."""
        if not isinstance(method, str):
            return dict(method) if method else None
        return await self._read(lambda: self._api.payment_methods.retrieve_async(method))

    async def _walk(self, ask: Callable[[Any], Any], **params: Any) -> AsyncIterator[dict[str, Any]]:
        """Every object of a list, page after page."""
        for _ in range(MOST_PAGES):
            page = await self._calls.ask(lambda: ask({**params, "limit": 100}))
            for thing in page["data"]:
                yield thing
            if not page["has_more"] or not page["data"]:
                return
            params["starting_after"] = page["data"][-1]["id"]


def _born(identity: UUID) -> datetime:
    """The time in a UUIDv7; now for any other."""
    milliseconds = identity.int >> 80
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if identity.version == 7 else datetime.now(UTC)


def _certain(fact: CollectionFact | None) -> CollectionFact:
    """A payment that we made ourselves bears our mark."""
    assert fact is not None
    return fact
