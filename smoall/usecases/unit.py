"""One transaction: state, trail and jobs commit together, or nothing does."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from smoall.domain.audit import Mark
from smoall.domain.billing.plan import PlanList
from smoall.domain.privacy.certificate import ChainHead, SignedHead
from smoall.usecases.access.account_stores import Accounts, Invitations, Memberships
from smoall.usecases.access.audience_store import AudienceMembers
from smoall.usecases.access.stores import People
from smoall.usecases.actor import Actor
from smoall.usecases.billing.stores import Subscriptions, Takings
from smoall.usecases.credentials.stores import ApiKeys, Credentials
from smoall.usecases.messages import Messages
from smoall.usecases.oauth.stores import OAuth
from smoall.usecases.operations.hints import Inbox
from smoall.usecases.privacy.breaches.stores import Breaches
from smoall.usecases.privacy.endings import Endings
from smoall.usecases.privacy.ledger.stores import Erasures
from smoall.usecases.privacy.objection.stores import Objections
from smoall.usecases.privacy.retention.stores import Retention
from smoall.usecases.privacy.stores import Persons
from smoall.usecases.privacy.sub_processors.stores import SubProcessorChanges
from smoall.usecases.privacy.subjects.stores import SubjectRequests, Subjects
from smoall.usecases.privacy.trail_store import Trail
from smoall.usecases.stores import Companies, Deliveries, Documents, Jobs, Organisations, Payments
from smoall.usecases.suppressions import Suppressions


class KeyReused(Exception):
    """An idempotency key came again with another request."""


class AnswerErased(Exception):
    """An idempotency key came again, and what it was answered with went with somebody's data: it was done, once."""


class Unit(Protocol):
    """One transaction of one actor. Leaving it without commit rolls everything back."""

    @property
    def actor(self) -> Actor:
        """Who acts."""
        ...

    @property
    def now(self) -> datetime:
        """The moment at which the unit began; all it does bears this time."""
        ...

    @property
    def request_id(self) -> str:
        """The request it belongs to."""
        ...

    @property
    def documents(self) -> Documents:
        """Invoices and credit notes."""
        ...

    @property
    def companies(self) -> Companies:
        """Customers."""
        ...

    @property
    def organisations(self) -> Organisations:
        """The organisation and its journals."""
        ...

    @property
    def payments(self) -> Payments:
        """The payment ledger."""
        ...

    @property
    def deliveries(self) -> Deliveries:
        """Sendings."""
        ...

    @property
    def people(self) -> People:
        """Accounts and sessions."""
        ...

    @property
    def accounts(self) -> Accounts:
        """People's own accounts: what they are, what they agreed to, what opens the API for them."""
        ...

    @property
    def memberships(self) -> Memberships:
        """The members of the organisation."""
        ...

    @property
    def invitations(self) -> Invitations:
        """Who was asked in."""
        ...

    @property
    def messages(self) -> Messages:
        """Letters of Smoall itself, and the links in them."""
        ...

    @property
    def oauth(self) -> OAuth:
        """Other people's applications."""
        ...

    @property
    def audience(self) -> AudienceMembers:
        """Who may be in the newsletter's audience at a provider."""
        ...

    @property
    def suppressions(self) -> Suppressions:
        """Mailboxes that are not written to."""
        ...

    @property
    def inbox(self) -> Inbox:
        """What providers hinted at."""
        ...

    @property
    def persons(self) -> Persons:
        """People as the inventory of personal data knows them."""
        ...

    @property
    def credentials(self) -> Credentials:
        """Second factors and passkeys."""
        ...

    @property
    def api_keys(self) -> ApiKeys:
        """The organisation's API keys."""
        ...

    @property
    def endings(self) -> Endings:
        """The end of the organisation."""
        ...

    @property
    def objections(self) -> Objections:
        """Marks of objections and restrictions, and the addresses whose owners objected."""
        ...

    @property
    def subjects(self) -> Subjects:
        """People in the organisation's records."""
        ...

    @property
    def subject_requests(self) -> SubjectRequests:
        """Cases of people who asked about their data."""
        ...

    @property
    def erasures(self) -> Erasures:
        """What was erased, for the ledger that is kept apart."""
        ...

    @property
    def breaches(self) -> Breaches:
        """The register of breaches."""
        ...

    @property
    def sub_processor_changes(self) -> SubProcessorChanges:
        """Changes of sub-processors, and what the organisation objects to."""
        ...

    @property
    def retention(self) -> Retention:
        """How long the organisation keeps its records."""
        ...

    @property
    def jobs(self) -> Jobs:
        """Background jobs."""
        ...

    @property
    def subscriptions(self) -> Subscriptions:
        """The organisation's subscription to Smoall."""
        ...

    @property
    def takings(self) -> Takings:
        """What subscribers were invoiced and paid; in Smoall's own organisation."""
        ...

    @property
    def limits(self) -> PlanList | None:
        """The plans to whose limits organisations are held; None where nobody is."""
        ...

    @property
    def today(self) -> date:
        """The day in the organisation's time zone (Europe/Brussels)."""
        ...

    def new_id(self) -> UUID:
        """A fresh, time-ordered id."""
        ...

    async def act_as(self, actor: Actor) -> None:
        """Speak for this actor from here on: for registering and signing in, where nobody was known before."""
        ...

    async def enqueue(self, job: str, *, run_key: str, **arguments: Any) -> None:
        """A job that starts after the commit, once for all times under its key."""
        ...

    @property
    def trail(self) -> Trail:
        """The organisation's audit trail, as it is stored."""
        ...

    def record(self, action: str, object_id: str, **payload: Any) -> None:
        """An entry of the trail, written at the commit."""
        ...

    async def verify_trail(self, since: Mark | None = None) -> tuple[int, bytes, int | None]:
        """Walk the organisation's chain: how many entries, the hash of the last, and the first that does not fit.

        It must go through every head that was signed, and through ``since``, which somebody kept.
        """
        ...

    async def signed_heads(self, *, limit: int) -> Sequence[SignedHead]:
        """Where the organisation's chain stood, as it was signed; the latest first."""
        ...

    async def keep_head(self, head: ChainHead, signature: bytes) -> bool:
        """Keep a head that is signed now; False when it was before."""
        ...

    def changed(self, invoice_id: UUID) -> None:
        """Tell whoever watches the invoice, at the commit."""
        ...

    async def seal(self) -> None:
        """Write the trail now: what must stand on its head, such as a certificate, comes after."""
        ...

    async def commit(self) -> None:
        """Make everything true at once."""
        ...


class Units(Protocol):
    """Begins units."""

    def begin(self, actor: Actor | None, *, request_id: str) -> AbstractAsyncContextManager[Unit]:
        """A unit of ``actor``; None before anybody is known. Raises Unavailable when the database does not answer."""
        ...
