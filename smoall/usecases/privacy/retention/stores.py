"""What the use cases of retention may load, judge by and drop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from smoall.domain.privacy.legal_hold import HoldScope, LegalHold
from smoall.domain.privacy.organisation_policy import Choice
from smoall.domain.privacy.retention import Keep, Reason, Record


class PurgeKind(StrEnum):
    """What is purged as one, in the order in which it goes; the value is its table. People go before the documents by
    which their term is judged, and companies when no document is left."""

    CONTACT = "contact"
    DOCUMENT = "document"
    PAYMENT = "payment"
    COMPANY = "company"


class ItemOutcome(StrEnum):
    """What became of an item of a purge."""

    GONE = "GONE"
    KEPT = "KEPT"


class OrderState(StrEnum):
    """Where a purge stands."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceMade:
    """A choice, when it was made and by whom."""

    choice: Choice
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Objects alike in all that their term depends on. An invoice stands for its credit notes, and its records are
    judged together with those of what paid it. ``holds``: what is on them, by id; ``keeps``: the outcome of a review.
    """

    kind: PurgeKind
    records: tuple[Record, ...]
    holds: tuple[UUID, ...] = ()
    keeps: tuple[Keep, ...] = ()
    count: int
    ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeOrder:
    """An order to purge: judged by which policy on which day, how far it is, and what went by table."""

    id: UUID
    reason: str
    policy_version: str
    judged_on: date
    state: OrderState
    total: int
    done: int = 0
    gone: Mapping[str, int] = field(default_factory=dict)
    ordered_at: datetime
    ordered_by: UUID
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An object that an order names."""

    position: int
    kind: PurgeKind
    object_id: UUID


@dataclass(frozen=True, slots=True)
class Gone:
    """What a slice took: which objects, rows by table, contents of files and letters that nothing refers to now."""

    ids: frozenset[UUID]
    counts: Mapping[str, int]
    files: tuple[str, ...] = ()
    letters: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """A company to which nothing was ever issued, or nothing that is still kept."""

    company_id: UUID
    name: str
    contacts: int
    last_dealing_on: date
    kept_until: date | None
    reason: str | None


class Retention(Protocol):
    """How long the unit's organisation keeps its records."""

    async def choices(self) -> Sequence[ChoiceMade]:
        """All it ever chose, the latest first."""
        ...

    async def add_choice(self, identity: UUID, choice: Choice, *, by: UUID) -> None:
        """A new choice; older ones stay for the record."""
        ...

    async def settle_terms(self, *, change: bool) -> None:
        """Nobody purges while holds and choices ``change``, and none of them changes while somebody purges; until the
        unit ends."""
        ...

    async def hold(self, identity: UUID) -> LegalHold | None:
        """One hold, locked."""
        ...

    async def holds(self) -> Sequence[LegalHold]:
        """Those that are not released."""
        ...

    async def same_hold(self, hold: LegalHold) -> UUID | None:
        """A hold that is not released, on the same for the same ground."""
        ...

    async def add_hold(self, hold: LegalHold) -> None:
        """A new hold."""
        ...

    async def replace_hold(self, hold: LegalHold) -> None:
        """The hold as it stands now; its version goes up by one."""
        ...

    async def has_target(self, scope: HoldScope, target_id: UUID) -> bool:
        """Whether the organisation has what a hold is to be on."""
        ...

    async def facts(
        self, kind: PurgeKind, *, only: Sequence[UUID] | None = None, going: Sequence[UUID] = (), on: date
    ) -> Sequence[Facts]:
        """The facts of all objects of a kind, or of those. ``going``: invoices that go first, which then keep no
        payment. Ids of what the law keeps beyond the day ``on`` are left out, their number is not."""
        ...

    async def parts(self, documents: Sequence[UUID]) -> Mapping[str, int]:
        """How many rows of each table hang on these invoices, themselves and their credit notes included."""
        ...

    async def add_order(self, order: PurgeOrder, items: Mapping[PurgeKind, Sequence[UUID]]) -> None:
        """An order, with all that it names in the order in which it goes."""
        ...

    async def order(self, identity: UUID) -> PurgeOrder | None:
        """One order, locked."""
        ...

    async def open_order(self) -> UUID | None:
        """An order that is not done."""
        ...

    async def replace_order(self, order: PurgeOrder) -> None:
        """How far the order is."""
        ...

    async def open_items(self, identity: UUID, *, most: int) -> Sequence[Item]:
        """The next items of one kind that are not settled."""
        ...

    async def settle_items(self, identity: UUID, kept: Mapping[int, Reason], gone: Sequence[int]) -> None:
        """What became of items, by position."""
        ...

    async def lock_objects(self, kind: PurgeKind, ids: Sequence[UUID]) -> None:
        """Nobody changes them, or hangs something on them, until the unit ends."""
        ...

    async def purge(self, kind: PurgeKind, ids: Sequence[UUID]) -> Gone:
        """Drop those of them that the database itself lets go: locked before, and judged."""
        ...

    async def add_review(self, company_id: UUID, identity: UUID, *, until: date | None, reason: str, by: UUID) -> None:
        """A prospect was reviewed, and is kept."""
        ...

    async def prospects(self, ids: Sequence[UUID]) -> Sequence[Prospect]:
        """These companies for a review, those with the oldest dealing first."""
        ...
