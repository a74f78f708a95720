"""What the use cases need of a payment provider: it collects, and answers when asked. It computes nothing.

One *collection* is one attempt to collect one amount; its id travels with it as metadata and is part of every
idempotency ``key``: the same key is the same act, however often it is sent. What a provider's own library raises
stays in the adapter; the port raises only

    Unavailable   nobody answered, or it is unknown what was done: ask :meth:`PaymentGateway.find_collection` first
    Declined      the payer's bank refused; nothing was collected, and the same call would be refused again
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from smoall.domain.billing.provider_fact import CollectionFact, PaymentMethod
from smoall.domain.kernel.address import Address
from smoall.domain.kernel.errors import DomainError
from smoall.domain.kernel.language import Language


class Declined(DomainError):
    """The payer's bank refused. ``reason`` is a code of ours: ``card_declined``, ``insufficient_funds`` …"""

    def __init__(self, reason: str) -> None:
        super().__init__("PAYMENT_DECLINED", reason=reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays: the subscriber as the provider is told of it, and nothing more than it needs."""

    organisation_id: UUID
    name: str
    email: str
    language: Language
    address: Address
    vat_number: str | None


@dataclass(frozen=True, slots=True)
class CheckoutRequest:
    """A page on which ``customer`` (the provider's id) pays ``amount`` and leaves a method for later collections.

    Without an amount, and then without a collection, the page only saves the method.
    """

    collection_id: UUID | None
    customer: str
    amount: Decimal | None
    currency: str
    description: str
    language: Language
    success_url: str
    cancel_url: str


@dataclass(frozen=True, slots=True)
class Checkout:
    """A payment page that stands open until ``expires_at``."""

    id: str
    url: str
    expires_at: datetime


class CheckoutState(StrEnum):
    """Whether the page still stands open, was gone through, or has lapsed."""

    OPEN = "OPEN"
    COMPLETE = "COMPLETE"
    EXPIRED = "EXPIRED"


@dataclass(frozen=True, slots=True)
class CheckoutFact:
    """What became of a payment page. ``method_id`` is the provider's name for the saved ``method``."""

    checkout: str
    customer: str
    state: CheckoutState
    collection: CollectionFact | None = None
    method: PaymentMethod | None = None
    method_id: str | None = None


@dataclass(frozen=True, slots=True)
class CustomerFact:
    """A customer at the provider, and the method from which later collections are taken."""

    customer: str
    method: PaymentMethod | None = None
    method_id: str | None = None


class Forgetting(StrEnum):
    """How far a provider has come with forgetting somebody."""

    DONE = "DONE"
    PENDING = "PENDING"
    NOT_SUPPORTED = "NOT_SUPPORTED"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The answer to a wish to be forgotten: ``job`` while it is PENDING, ``reason`` when it is NOT_SUPPORTED."""

    state: Forgetting
    job: str | None = None
    reason: str | None = None


class PaymentGateway(Protocol):
    """A payment provider. Amounts are in ``currency`` with two decimals; ids are the provider's own texts."""

    @property
    def name(self) -> str:
        """``stripe`` or ``embedded``: also the last part of its webhook's address."""
        ...

    async def open_customer(self, payer: Payer, *, key: str) -> str:
        """Make the payer known; the provider's id for it."""
        ...

    async def change_customer(self, customer: str, payer: Payer, *, key: str) -> None:
        """Tell the provider what has changed about the payer."""
        ...

    async def open_checkout(self, request: CheckoutRequest, *, key: str) -> Checkout:
        """Open a payment page."""
        ...

    async def expire_checkout(self, checkout: str) -> None:
        """Close a page on which nobody has paid; one that is over, unknown or just paid stays as it is."""
        ...

    async def read_checkout(self, checkout: str) -> CheckoutFact | None:
        """What became of a payment page; None when the provider knows none of that id."""
        ...

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
        """Take an amount from a saved method, without the payer being there. Raises Declined, Unavailable."""
        ...

    async def read_collection(self, provider_id: str) -> CollectionFact | None:
        """A collection by the provider's id, as it is now."""
        ...

    async def find_collection(self, collection_id: UUID) -> CollectionFact | None:
        """A collection by our id: what an unknown result is looked up by before anything is sent again."""
        ...

    async def refund(self, provider_id: str, *, amount: Decimal, reason: str, key: str) -> CollectionFact:
        """Give back part or all of what was collected; the collection as it is afterwards."""
        ...

    async def collections_since(self, moment: datetime) -> Sequence[CollectionFact]:
        """Every collection that was made since, as each is now: what the nightly reconciliation reads."""
        ...

    async def open_portal(self, customer: str, *, return_url: str, language: Language) -> str:
        """The address of a page on which the payer changes method and sees receipts."""
        ...

    async def read_customer(self, customer: str) -> CustomerFact | None:
        """A customer with its method for later collections; None when unknown or forgotten."""
        ...

    async def forget(self, customer: str, *, key: str) -> Forgotten:
        """Erase the payer at the provider (GDPR art. 17, 19)."""
        ...
