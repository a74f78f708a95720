"""A history at Stripe in four phases: seventy collections of every kind, three hundred events and more."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from smoall.infra.stripe.facts import DIRECT, MARK, PAGE, WAY, mark_of
from tests.standins.stripe import Refusal, StripeStandIn, confirm, make_intent, make_method, open_session, refund_intent

COLLECTIONS, CENTS = 70, 3025
PHASES = 4
Step = Callable[[], object]


class History:
    """What the payers of ``customers`` do with ``collections``, in turn; the same steps whatever is heard of them."""

    def __init__(self, stripe: StripeStandIn, customers: list[str], collections: list[UUID]) -> None:
        self._stripe = stripe
        self._pages: dict[int, str] = {}
        self._intents: dict[int, str] = {}
        self._customers = customers
        self._collections = collections

    def phase(self, number: int) -> None:
        """Let one phase happen; what is told of it waits at the sender."""
        if number:
            self._stripe.settle(after=(timedelta(hours=1), timedelta(days=4), timedelta(hours=1))[number - 1])
        for index in range(len(self._collections)):
            kind = KINDS[index % len(KINDS)]
            if step := kind[number]:
                with suppress(Refusal):  # a declined card is part of it
                    step(self, index)
        self._noise(number)

    def page(self, index: int, choice: str) -> None:
        if index not in self._pages:
            self._pages[index] = self._open(index)
        self._stripe.pay(self._pages[index], choice)

    def direct(self, index: int, behaviour: str) -> None:
        books, customer = self._stripe.books, self._customers[index % len(self._customers)]
        method = make_method(books, "card", customer, behaviour=behaviour)
        intent = make_intent(
            books, amount=CENTS, currency="eur", customer=customer, metadata=self._metadata(index, DIRECT)
        )
        self._intents[index] = intent["id"]
        confirm(books, intent, method, off_session=True)

    def refund(self, index: int, cents: int) -> None:
        intent = self._stripe.books.get("pi", self._intents[index])
        refund_intent(self._stripe.books, intent, amount=cents, reason=None, metadata={})

    def dispute(self, index: int) -> None:
        self._stripe.dispute(self._intents[index])

    def _open(self, index: int) -> str:
        metadata = self._metadata(index, PAGE)
        price = {"currency": "eur", "unit_amount": str(CENTS), "product_data": {"name": "Smoall"}}
        form: dict[str, Any] = {
            "mode": "payment",
            "customer": self._customers[index % len(self._customers)],
            "line_items": [{"quantity": "1", "price_data": price}],
            "metadata": metadata,
            "payment_intent_data": {"setup_future_usage": "off_session", "metadata": metadata},
            "success_url": "http://127.0.0.1/",
        }
        return str(open_session(self._stripe.books, form, self._stripe.url)["id"])

    def _metadata(self, index: int, way: str) -> dict[str, str]:
        return {MARK: mark_of(self._collections[index]), WAY: way}

    def _noise(self, number: int) -> None:
        """What a webhook hears besides: kinds nobody knows, other accounts, objects that are gone."""
        books = self._stripe.books
        books.emit("invoice.paid", {"id": f"in_{number}", "object": "invoice"})
        books.emit("of.a.kind.that.is.new", {"id": f"x_{number}"})
        books.emit("payment_intent.succeeded", {"id": f"pi_gone{number}", "object": "payment_intent"})
        books.emit("checkout.session.completed", {"id": f"cs_gone{number}", "object": "checkout.session"})
        books.emit("payment_intent.succeeded", {"id": f"pi_{number}", "object": "payment_intent"}, account="acct_other")


# What is done with a collection of a kind in each phase: at once, an hour later, four days later, an hour after that.
KINDS: tuple[tuple[Callable[[History, int], object] | None, ...], ...] = (
    (lambda h, i: h.page(i, "card"), None, None, None),
    (lambda h, i: h.page(i, "bancontact"), None, None, None),
    (lambda h, i: h.page(i, "sepa"), None, None, None),
    (lambda h, i: h.page(i, "sepa_fails"), None, None, None),
    (lambda h, i: h.page(i, "declined"), lambda h, i: h.page(i, "card"), None, None),
    (lambda h, i: h.page(i, "three_d_secure"), lambda h, i: h.page(i, "authenticate"), None, None),
    (lambda h, i: h.direct(i, "succeed"), lambda h, i: h.refund(i, 1000), None, lambda h, i: h.refund(i, 2025)),
    (lambda h, i: h.direct(i, "insufficient_funds"), None, None, None),
    (lambda h, i: h.direct(i, "succeed"), None, lambda h, i: h.dispute(i), None),
    (lambda h, i: h.page(i, "declined"), None, None, None),
)
