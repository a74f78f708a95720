"""What the use cases of billing may load and save."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from smoall.domain.billing.charge import Charge
from smoall.domain.billing.dunning import Debt
from smoall.domain.billing.plan import Plan
from smoall.domain.billing.provider_fact import CollectionFact
from smoall.domain.billing.subscription import Subscription
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.money import ZERO
from smoall.usecases.billing.amounts import Upcoming


@dataclass(frozen=True, slots=True)
class SubscriptionInvoice:
    """An invoice of Smoall to the unit's organisation, decided with its lines before it has a number.

    ``key`` names it for all times; ``document_id`` is the document in Smoall's own organisation.
    """

    id: UUID
    key: str
    charges: tuple[Charge, ...]
    net: Decimal
    vat: Decimal | None = None
    gross: Decimal | None = None
    number: str | None = None
    issued_on: date | None = None
    due_on: date | None = None
    document_id: UUID | None = None
    attempts: int = 0
    failed_on: date | None = None
    last_on: date | None = None
    paid_on: date | None = None

    @property
    def debt(self) -> Debt | None:
        """What dunning goes by: set once a collection has failed, until it is paid."""
        if self.failed_on is None or self.last_on is None or self.paid_on:
            return None
        return Debt(self.failed_on, self.last_on, self.attempts)


@dataclass(frozen=True, slots=True)
class Collection:
    """One attempt to collect one amount, with all that is known of it; ``attempt`` counts those of the invoice.

    ``given_back`` is how much of it we ourselves decided to refund, whether the provider did so already or not.
    """

    fact: CollectionFact
    provider: str
    invoice_id: UUID | None
    attempt: int
    given_back: Decimal = ZERO

    @property
    def id(self) -> UUID:
        """Its id, which travels to the provider."""
        return self.fact.collection_id


@dataclass(frozen=True, slots=True)
class OpenedCheckout:
    """A payment page that was opened, and what it is for: a plan to begin with, or only a way to pay to save."""

    id: UUID
    provider_id: str | None
    plan: Plan | None = None
    seats: int | None = None
    collection_id: UUID | None = None
    used: bool = False


@dataclass(frozen=True, slots=True)
class Addressee:
    """An owner of the organisation, to whom letters about the subscription go."""

    user_id: UUID
    email: str
    name: str
    language: Language


class Subscriptions(Protocol):
    """The subscription of the unit's organisation, its invoices and how they were collected."""

    async def get(self, *, lock: bool = False) -> Subscription | None:
        """The subscription; None for an organisation that needs none, such as Smoall's own."""
        ...

    async def add(self, subscription: Subscription, *, today: date, next_turn_on: date | None) -> None:
        """The organisation's first subscription."""
        ...

    async def replace(
        self, subscription: Subscription, *, today: date, next_turn_on: date | None, upcoming: Upcoming | None
    ) -> None:
        """The subscription as it is now, with the state it is in today and the next invoice; one version on."""
        ...

    async def note_suspension(self, today: date) -> bool:
        """Remember that its owners were told of a suspension; False when they were since it was last paid."""
        ...

    async def note_trial_ending(self, today: date) -> bool:
        """Remember that its owners were told that the trial ends; False when they were."""
        ...

    async def invoice(self, identity: UUID, *, lock: bool = False) -> SubscriptionInvoice | None:
        """One invoice."""
        ...

    async def add_invoice(self, invoice: SubscriptionInvoice) -> bool:
        """A new invoice; False when there is one under its key."""
        ...

    async def replace_invoice(self, invoice: SubscriptionInvoice) -> None:
        """The invoice with what has become of it."""
        ...

    async def unpaid(self) -> Sequence[SubscriptionInvoice]:
        """The invoices of which a collection failed and that are not paid since, the oldest first."""
        ...

    async def unfinished(self) -> Sequence[SubscriptionInvoice]:
        """The invoices that are neither paid nor refused yet, the oldest first."""
        ...

    async def collection(self, identity: UUID, *, lock: bool = False) -> Collection | None:
        """One collection."""
        ...

    async def last_collection(self, invoice_id: UUID) -> Collection | None:
        """The latest attempt to collect an invoice."""
        ...

    async def collections_of(self, invoice_id: UUID) -> Sequence[Collection]:
        """Every attempt to collect an invoice, the first one first."""
        ...

    async def open_collections(self) -> Sequence[Collection]:
        """The collections of which neither success nor failure is known, the oldest first."""
        ...

    async def add_collection(self, collection: Collection) -> None:
        """A new attempt, written down before the provider is called."""
        ...

    async def replace_collection(self, collection: Collection) -> None:
        """The attempt with what is known of it now."""
        ...

    async def add_checkout(self, checkout: OpenedCheckout) -> None:
        """A payment page, written down before the provider opens it."""
        ...

    async def replace_checkout(self, checkout: OpenedCheckout) -> None:
        """The page as it is now."""
        ...

    async def checkout_of(self, collection_id: UUID) -> OpenedCheckout | None:
        """The page on which a collection is made."""
        ...

    async def open_checkouts(self) -> Sequence[OpenedCheckout]:
        """The latest pages on which something could still be paid."""
        ...

    async def checkout(self, provider_id: str) -> OpenedCheckout | None:
        """A page by the provider's id."""
        ...

    async def organisation_of_collection(self, identity: UUID) -> UUID | None:
        """In which organisation a collection lies, whichever the unit's is."""
        ...

    async def organisation_of_checkout(self, provider_id: str) -> UUID | None:
        """In which organisation a payment page lies, whichever the unit's is."""
        ...

    async def organisation_of_customer(self, customer: str) -> UUID | None:
        """Which organisation the provider knows under that id, whichever the unit's is."""
        ...

    async def owners(self) -> Sequence[Addressee]:
        """Who is told about the subscription."""
        ...

    async def use_trial(self, number_hash: bytes) -> bool:
        """Use the one trial of an enterprise up; False when it was used before."""
        ...

    async def issued_invoices(self, month: date, *, most: int) -> int:
        """How many invoices were issued in the month of that day; counted to ``most`` at most."""
        ...

    async def seats_taken(self) -> int:
        """How many members take a seat, those who are invited among them."""
        ...


@dataclass(frozen=True, slots=True)
class ProviderCharge:
    """A collection in Smoall's own ledger: registered once, whatever is heard of it later."""

    collection_id: UUID
    payment_id: UUID
    document_id: UUID | None
    refunded: Decimal
    disputed: bool


@dataclass(frozen=True, slots=True)
class Sold:
    """An invoice of Smoall: whose it is, what credit notes took off it, and the collections that count for it."""

    customer_id: UUID
    credited: Decimal
    collections: tuple[UUID, ...]


class Takings(Protocol):
    """In Smoall's own organisation: which documents belong to which subscribers, and what was collected for them."""

    async def lock(self, customer_id: UUID) -> None:
        """Let nobody else write a subscriber's documents until the unit ends."""
        ...

    async def founded(self) -> bool:
        """Whether Smoall's own organisation exists; nobody else can found it until the unit ends."""
        ...

    async def document(self, customer_id: UUID, key: str) -> UUID | None:
        """The document under a key."""
        ...

    async def sold(self, number: str) -> Sold | None:
        """An invoice to a subscriber, by its number."""
        ...

    async def keep_document(self, customer_id: UUID, key: str, document_id: UUID) -> None:
        """A document, under a key that is used once for all times."""
        ...

    async def charge(self, collection_id: UUID) -> ProviderCharge | None:
        """What was registered for a collection."""
        ...

    async def keep_charge(self, charge: ProviderCharge) -> None:
        """A collection that was registered."""
        ...

    async def replace_charge(self, charge: ProviderCharge) -> None:
        """What has been refunded or disputed since."""
        ...
