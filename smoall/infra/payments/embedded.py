"""A payment provider inside the house, as a :class:`~smoall.usecases.billing.gateway.PaymentGateway`; no money moves.

Its pages are served under ``/pay/``. Collections from a saved method behave as the method does: a card succeeds at
once or is declined, a SEPA debit succeeds three days later by the clock it is given.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from smoall.domain.billing.provider_fact import CollectionFact, CollectionState, PaymentMethod
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.money import ZERO
from smoall.infra.payments.books import Books, Row
from smoall.infra.payments.methods import LEAVES, PAYS_WITH, SAVED, Choice
from smoall.usecases.billing.gateway import (
    Checkout,
    CheckoutFact,
    CheckoutRequest,
    CheckoutState,
    CustomerFact,
    Declined,
    Forgetting,
    Forgotten,
    Payer,
)

OPEN_FOR = timedelta(hours=24)
CUSTOMER, PAGE, COLLECTION = "customer", "checkout", "collection"
_SPACE = UUID("5b1f2c0e-7a55-5d0c-9c7e-6a0f0f6b1d11")


class EmbeddedGateway:
    """The provider. ``base_url`` is where its pages are served."""

    name = "embedded"

    def __init__(self, books: Books, *, base_url: str) -> None:
        self._books = books
        self._base_url = base_url

    async def open_customer(self, payer: Payer, *, key: str) -> str:
        """Make the payer known, without anything that names it: the id is all that is kept."""
        del payer
        customer = f"cus_{uuid5(_SPACE, key).hex}"
        await self._books.add(customer, CUSTOMER, {"method": None}, customer=customer)
        return customer

    async def change_customer(self, customer: str, payer: Payer, *, key: str) -> None:
        """Nothing of a payer is kept, so nothing of it changes."""

    async def open_checkout(self, request: CheckoutRequest, *, key: str) -> Checkout:
        """Open a page; the same key opens the same one."""
        page = uuid5(_SPACE, key).hex
        expires_at = self._books.clock() + OPEN_FOR
        body = {
            "state": CheckoutState.OPEN.value,
            "amount": str(request.amount) if request.amount is not None else None,
            "currency": request.currency,
            "description": request.description,
            "language": request.language.value,
            "success_url": request.success_url,
            "cancel_url": request.cancel_url,
            "expires_at": expires_at.isoformat(),
            "challenged": False,
            "method": None,
        }
        await self._books.add(page, PAGE, body, customer=request.customer, collection_id=request.collection_id)
        return Checkout(page, f"{self._base_url}/pay/{page}", expires_at)

    async def page(self, checkout: str) -> Row | None:
        """A page as it is shown."""
        return await self._books.get(checkout, PAGE)

    async def choose(self, checkout: str, choice: Choice) -> None:
        """What the payer does on the page. A page that is over, or a choice it does not offer, changes nothing."""
        page = await self._books.get(checkout, PAGE)
        if page is None or _state_of(page, self._books.clock()) is not CheckoutState.OPEN:
            return
        challenged = choice is Choice.CHALLENGE
        if choice in (Choice.CHALLENGE, Choice.REFUSE):
            await self._books.change(checkout, PAGE, lambda body: {**body, "challenged": challenged})
        if choice not in LEAVES or (choice is Choice.AUTHORISE and not page["body"]["challenged"]):
            return
        await self._pay(page, choice)

    async def _pay(self, page: Row, choice: Choice) -> None:
        """The collection first, then the page: a page that is complete has its payment."""
        left, body = LEAVES[choice], page["body"]
        if page["collection_id"] and body["amount"]:
            takes = SAVED[left].takes if choice is Choice.SEPA_DEBIT else timedelta(0)
            paid_by = PAYS_WITH.get(choice, SAVED[left].method)
            made = _collection(body["amount"], body["currency"], paid_by, due=self._books.clock() + takes)
            await self._keep(page["collection_id"], made, customer=page["customer"])
        done = {"state": CheckoutState.COMPLETE.value, "method": left, "challenged": False}
        await self._books.change(page["id"], PAGE, lambda before: {**before, **done})
        await self._books.change(page["customer"], CUSTOMER, lambda _: {"method": left})

    async def expire_checkout(self, checkout: str) -> None:
        """Close a page; one that is over stays as it is."""
        now, is_open = self._books.clock().isoformat(), CheckoutState.OPEN.value
        await self._books.change(
            checkout, PAGE, lambda body: {**body, "expires_at": now} if body["state"] == is_open else body
        )

    async def read_checkout(self, checkout: str) -> CheckoutFact | None:
        """What became of a page."""
        page = await self._books.get(checkout, PAGE)
        if page is None:
            return None
        left = page["body"]["method"]
        found = await self.find_collection(page["collection_id"]) if page["collection_id"] else None
        return CheckoutFact(
            checkout=checkout,
            customer=page["customer"],
            state=_state_of(page, self._books.clock()),
            collection=found,
            method=SAVED[left].method if left else None,
            method_id=left,
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
        """Take an amount from a saved method, as that method behaves. Raises Declined."""
        del description, key
        behaviour = SAVED[method]
        due = self._books.clock() + behaviour.takes
        made = _collection(str(amount), currency, behaviour.method, due=due, failure=behaviour.failure)
        await self._keep(collection_id, made, customer=customer)
        found = await self.find_collection(collection_id)
        assert found is not None
        if found.failure:
            raise Declined(found.failure)
        return found

    async def _keep(self, collection_id: UUID, body: dict[str, Any], *, customer: str) -> None:
        identity = f"pay_{collection_id.hex}"
        await self._books.add(identity, COLLECTION, body, customer=customer, collection_id=collection_id)

    async def read_collection(self, provider_id: str) -> CollectionFact | None:
        """A collection by this provider's id."""
        row = await self._books.get(provider_id, COLLECTION)
        return _fact(row, self._books.clock()) if row else None

    async def find_collection(self, collection_id: UUID) -> CollectionFact | None:
        """A collection by our own id."""
        row = await self._books.find(collection_id, COLLECTION)
        return _fact(row, self._books.clock()) if row else None

    async def refund(self, provider_id: str, *, amount: Decimal, reason: str, key: str) -> CollectionFact:
        """Give money back; more than was taken never is, and the same key gives back once."""
        del reason

        def give_back(body: dict[str, Any]) -> dict[str, Any]:
            refunds = {**body["refunds"], key: str(amount)}
            total = min(sum(map(Decimal, refunds.values()), ZERO), Decimal(body["amount"]))
            return {**body, "refunds": refunds, "refunded": str(total)}

        await self._books.change(provider_id, COLLECTION, give_back)
        found = await self.read_collection(provider_id)
        if found is None:
            raise Declined("unknown_payment")
        return found

    async def collections_since(self, moment: datetime) -> Sequence[CollectionFact]:
        """Every collection made since."""
        return [_fact(row, self._books.clock()) for row in await self._books.since(COLLECTION, moment)]

    async def open_portal(self, customer: str, *, return_url: str, language: Language) -> str:
        """A page that leaves another method: all that there is to manage here."""
        request = CheckoutRequest(None, customer, None, "EUR", "Smoall", language, return_url, return_url)
        moment = self._books.clock().isoformat()
        return (await self.open_checkout(request, key=f"portal:{customer}:{moment}")).url

    async def read_customer(self, customer: str) -> CustomerFact | None:
        """A customer with the method left last."""
        row = await self._books.get(customer, CUSTOMER)
        if row is None:
            return None
        left = row["body"]["method"]
        return CustomerFact(customer, SAVED[left].method if left else None, left)

    async def forget(self, customer: str, *, key: str) -> Forgotten:
        """Drop everything about a customer."""
        del key
        await self._books.drop(customer)
        return Forgotten(Forgetting.DONE)


def _collection(
    amount: str, currency: str, method: PaymentMethod, *, due: datetime, failure: str | None = None
) -> dict[str, Any]:
    shown = {"kind": method.kind, "brand": method.brand, "last4": method.last4, "expires": method.expires}
    return {
        "amount": amount,
        "currency": currency,
        "method": shown,
        "due": due.isoformat(),
        "failure": failure,
        "refunded": "0.00",
        "refunds": {},
    }


def _fact(row: Row, now: datetime) -> CollectionFact:
    body = row["body"]
    state = CollectionState.SUCCEEDED if datetime.fromisoformat(body["due"]) <= now else CollectionState.PROCESSING
    return CollectionFact(
        collection_id=row["collection_id"],
        provider_id=row["id"],
        state=CollectionState.FAILED if body["failure"] else state,
        amount=Decimal(body["amount"]),
        currency=body["currency"],
        refunded=Decimal(body["refunded"]),
        failure=body["failure"],
        method=PaymentMethod(**body["method"]),
    )


def _state_of(page: Row, now: datetime) -> CheckoutState:
    state = CheckoutState(page["body"]["state"])
    lapsed = state is CheckoutState.OPEN and datetime.fromisoformat(page["body"]["expires_at"]) <= now
    return CheckoutState.EXPIRED if lapsed else state
