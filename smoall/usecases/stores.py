"""The stores of the write side: what a use case may load and save, and the values that only storage knows.

A store works within its unit's transaction and organisation. Methods with ``lock`` hold the row until the unit ends.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from smoall.domain.crm.company import Company, Contact
from smoall.domain.invoicing.delivery import DeliveryState
from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.invoicing.numbering import SequenceReport
from smoall.domain.invoicing.sales_document import SalesDocument
from smoall.domain.organisations.organisation import Journal, Organisation


@dataclass(frozen=True, slots=True)
class Run:
    """A job that was claimed: its arguments, and which attempt this is."""

    arguments: Mapping[str, Any]
    attempt: int


@dataclass(frozen=True, slots=True)
class Draw:
    """A number drawn from a journal: locked until the unit ends, given back when it does not commit."""

    fiscal_year: int
    number: int
    last_issued_on: date | None


@dataclass(frozen=True, slots=True)
class NumberCount:
    """What a count of a journal's numbers in one fiscal year found; numbers as printed."""

    journal: str
    report: SequenceReport
    first: str | None
    last: str | None
    out_of_order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file made for a document, by content hash."""

    kind: str
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One sending of one document to one recipient; ``legal_duty`` says why it leaves in spite of an objection."""

    id: UUID
    document_id: UUID
    channel: str
    recipient: str
    state: DeliveryState = DeliveryState.QUEUED
    attempts: int = 0
    failure: str | None = None
    provider_id: str | None = None
    attempted_at: datetime | None = None
    legal_duty: str | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received, in the ledger's currency, and what of it is not allocated yet."""

    id: UUID
    amount: Decimal
    currency: str
    received_on: date
    payer: str | None = None
    communication: str | None = None
    unallocated: Decimal | None = None


class Documents(Protocol):
    """Invoices and credit notes."""

    async def get(self, identity: UUID, kind: DocumentKind, *, lock: bool = False) -> SalesDocument | None:
        """One document, locked against others when it will be changed."""
        ...

    async def add(self, document: SalesDocument, *, reason: str | None = None) -> None:
        """A new draft with its parts."""
        ...

    async def replace(self, document: SalesDocument) -> None:
        """The draft with other content; its version goes up by one."""
        ...

    async def discard(self, identity: UUID) -> None:
        """The draft is gone; it never had a number."""
        ...

    async def issue(self, document: SalesDocument, *, journal: Journal, draw: Draw) -> None:
        """The draft becomes what ``document.issued`` says, for good."""
        ...

    async def draw(self, journal: Journal, *, fiscal_year: int, issued_on: date) -> Draw:
        """The next number of the journal's fiscal year. Locks the sequence until the end: draw last."""
        ...

    async def peek(self, journal: Journal, *, fiscal_year: int) -> date | None:
        """The day of the last document numbered there, without locking."""
        ...

    async def credits_of(self, invoice_id: UUID) -> Sequence[SalesDocument]:
        """The credit notes issued for an invoice, the oldest first."""
        ...

    async def count_numbers(self, journal_id: UUID, fiscal_year: int) -> NumberCount | None:
        """Count the numbers of a journal's fiscal year; None when there is no such journal."""
        ...

    async def files(self, document_id: UUID) -> Mapping[str, StoredFile]:
        """The files made for a document, by kind."""
        ...

    async def keep_file(self, document_id: UUID, file: StoredFile) -> None:
        """Remember a file; the first one of its kind stays."""
        ...


class Companies(Protocol):
    """Customers."""

    async def get(self, identity: UUID, *, lock: bool = False) -> Company | None:
        """One company."""
        ...

    async def add(self, company: Company) -> None:
        """A new company."""
        ...

    async def replace(self, company: Company) -> None:
        """The company with other data; its version goes up by one."""
        ...

    async def contact(self, identity: UUID, *, lock: bool = False) -> Contact | None:
        """One contact."""
        ...

    async def first_contact_name(self, company_id: UUID) -> str | None:
        """The name of the company's oldest contact who neither objected nor is restricted."""
        ...

    async def add_contact(self, contact: Contact) -> None:
        """A new contact."""
        ...

    async def replace_contact(self, contact: Contact) -> None:
        """The contact with other data; its version goes up by one."""
        ...

    async def remove_contact(self, identity: UUID) -> None:
        """The contact is gone from the company's record."""
        ...


class Organisations(Protocol):
    """The organisation of the unit, and its journals."""

    async def get(self, *, lock: bool = False) -> Organisation:
        """The organisation."""
        ...

    async def found(self, organisation: Organisation, journals: Sequence[Journal]) -> None:
        """A new organisation with its journals; the unit speaks for it from here on."""
        ...

    async def replace(self, organisation: Organisation) -> None:
        """The organisation with other data; its version goes up by one."""
        ...

    async def journal(self, kind: DocumentKind) -> Journal:
        """The journal in which documents of ``kind`` are numbered."""
        ...

    async def journals(self) -> Sequence[Journal]:
        """All journals."""
        ...

    async def journal_by_id(self, identity: UUID, *, lock: bool = False) -> Journal | None:
        """One journal."""
        ...

    async def replace_journal(self, journal: Journal) -> None:
        """The journal with another pattern; its version goes up by one."""
        ...


class Payments(Protocol):
    """The payment ledger."""

    async def get(self, identity: UUID, *, lock: bool = False) -> Payment | None:
        """One payment."""
        ...

    async def add(self, payment: Payment) -> None:
        """A new payment."""
        ...

    async def allocate(self, payment_id: UUID, document_id: UUID, amount: Decimal) -> UUID:
        """One more allocation; what the invoice counts as paid follows by itself."""
        ...

    async def give_back(self, payment_id: UUID, *, on: date) -> bool:
        """The money went back to the payer: it pays nothing any more. False when it had gone back before."""
        ...


class Deliveries(Protocol):
    """Sendings."""

    async def get(self, identity: UUID, *, lock: bool = False) -> Delivery | None:
        """One delivery."""
        ...

    async def sent(self, *, limit: int) -> Sequence[UUID]:
        """The latest deliveries that were handed over."""
        ...

    async def add(self, delivery: Delivery) -> None:
        """A new delivery."""
        ...

    async def replace(self, delivery: Delivery, *, sent_at: datetime | None = None) -> None:
        """The delivery in another state."""
        ...


class Jobs(Protocol):
    """Permanent records of background jobs."""

    async def state(self, run_key: str) -> str | None:
        """Where the job stands, locked; None when there is none of that key."""
        ...

    async def queue_again(self, run_key: str) -> None:
        """Put a parked job back into the queue."""
        ...

    async def claim(self, run_key: str) -> Run | None:
        """Count one more attempt and take the job; None when it is done or parked. Commit before the work starts."""
        ...

    async def finish(self, run_key: str) -> None:
        """The job is done for all times."""
        ...

    async def fail(self, run_key: str, failure: str, *, final: bool) -> None:
        """The attempt failed: the job waits for its next one, or is parked."""
        ...
