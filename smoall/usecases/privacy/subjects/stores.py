"""What the use cases of people in an organisation's records may find, erase and keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from smoall.domain.crm.company import Contact
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.mentions import Words
from smoall.domain.privacy.personal_data import PersonalData
from smoall.domain.privacy.receipt import Receipt
from smoall.domain.privacy.retention import Holding
from smoall.domain.privacy.subject_request import SubjectRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Contacts by their ids, and the words by which they are recognised elsewhere; ``all_of_it``: every word of theirs,
    those too that somebody else bears as well. ``traders``: companies that are the person."""

    ids: tuple[UUID, ...] = ()
    traders: tuple[UUID, ...] = ()
    words: Words
    all_of_it: Words = field(default_factory=Words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A row about somebody. ``version`` changes with the row; ``changed``: something of theirs goes from it; ``final``:
    something is kept, as ``kept_as``, for ``holding`` where it is ``dated``, and as a record otherwise."""

    table: str
    category: str
    key: str
    version: str
    changed: bool
    final: bool
    kept_as: str
    dropped: bool
    copy: bool
    holding: Holding | None
    dated: date | None
    balance_open: bool
    document_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """To whom data of a person went: what kind of way it was, the object that shows it, and when."""

    way: str
    reference: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactErasure:
    """An erasure as it is kept: the receipt, and to whom the data had gone before."""

    receipt: Receipt
    contacts: tuple[UUID, ...]
    reason: str
    downstream: tuple[Handed, ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """What lies outside the rows: letters by delivery, contents of exports and of answers by hash."""

    letters: tuple[UUID, ...]
    files: tuple[str, ...]
    answers: tuple[str, ...] = ()


class Allowed(StrEnum):
    """What may be done with a place where somebody is named."""

    ANONYMISE = "ANONYMISE"
    RETAINED = "RETAINED"
    ACCOUNT = "ACCOUNT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place where somebody is named: the table, the public id of the object where it has one, the columns."""

    table: str
    object: str | None
    columns: tuple[str, ...]
    allowed: Allowed


@dataclass(frozen=True, slots=True)
class Found:
    """Where somebody is named; not ``complete`` when a table held more than is listed."""

    hits: tuple[Hit, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class OwnRows:
    """The rows of a table that are somebody's as such, without secrets, and what their columns are declared to hold;
    not ``complete`` when there are more than are told."""

    table: str
    declared: tuple[PersonalData, ...]
    rows: Sequence[Mapping[str, Any]]
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a case was answered: the report as it was handed out, and its PDF by hash. ``kept_at``: since when that
    file lies in the store."""

    id: UUID
    request_id: UUID
    contact_id: UUID | None
    language: Language
    report: bytes
    report_sha256: str
    pdf_sha256: str
    kept_at: datetime | None = None


class Subjects(Protocol):
    """People in the unit's organisation, wherever the inventory says that something about them is kept."""

    async def alone(self) -> None:
        """Wait until no other unit erases people of the organisation or keeps an answer to one, and be the one.

        Before any lock of a company or a contact: who is :meth:`beside` may need one.
        """
        ...

    async def beside(self) -> None:
        """Wait until nobody in the organisation is being erased; erasures wait for this unit then, and meet what it
        wrote of people: letters, drafts, the name on a document."""
        ...

    async def contacts(self, ids: Sequence[UUID]) -> Sequence[Contact]:
        """These contacts, locked; those that are not there are left out."""
        ...

    async def contacts_known_as(self, names: Sequence[str], emails: Sequence[str]) -> Sequence[Contact]:
        """All contacts with one of these names and one of these addresses (in small letters), locked."""
        ...

    async def contacts_of(self, company_id: UUID) -> Sequence[Contact]:
        """All contacts of a company, locked."""
        ...

    async def alike(self, ids: Sequence[UUID], words: Words) -> Sequence[str]:
        """What other contacts are known by in which one of the words is found: names, addresses, numbers."""
        ...

    async def former_addresses(self, ids: Sequence[UUID]) -> Sequence[str]:
        """Where the letters went that informed them: addresses that they may not have any more."""
        ...

    async def others_in(self, text: str, sought: Sought) -> Words:
        """What other contacts of the organisation are known by, as far as it stands in the text."""
        ...

    async def find(self, words: Words) -> Found:
        """Where any of the words stands: rows, then files and letters of the documents among them."""
        ...

    async def own_rows(self, sought: Sought) -> Sequence[OwnRows]:
        """What is held as theirs, table by table; copies of answers are left out."""
        ...

    async def survey(self, sought: Sought) -> Sequence[Met]:
        """Every row that is about them."""
        ...

    async def under_way(self, sought: Sought) -> bool:
        """Whether a letter to them is being sent."""
        ...

    async def call_back(self, sought: Sought) -> None:
        """Letters to them that wait are not sent; of one that was being sent nobody knows."""
        ...

    async def copies(self, sought: Sought, documents: Sequence[UUID]) -> Copies:
        """Letters to them and about those documents, and exports that hold them."""
        ...

    async def handed_on(self, sought: Sought, documents: Sequence[UUID]) -> Sequence[Handed]:
        """To whom data of theirs may have gone."""
        ...

    async def files_of(self, documents: Sequence[UUID]) -> int:
        """How many files were made of those documents."""
        ...

    async def erase(self, sought: Sought) -> Mapping[str, int]:
        """Empty what is theirs and mark where they were mentioned, in all that may change; how many rows by table."""
        ...

    async def hold_on(self, ids: Sequence[UUID]) -> UUID | None:
        """A legal hold that stands today on one of these contacts or companies, on the company of such a contact, or on
        everything; None when there is none."""
        ...

    async def persons_known_as(self, emails: Sequence[str]) -> Sequence[UUID]:
        """The companies that are natural persons and have one of these addresses, in small letters."""
        ...

    async def note_erased(self, company_id: UUID) -> None:
        """The person that this company is was erased, now."""
        ...

    async def keep_erasure(self, erasure: ContactErasure) -> None:
        """Remember an erasure."""
        ...

    async def erasure(self, identity: UUID) -> Mapping[str, Any] | None:
        """A remembered erasure, as its columns."""
        ...


class SubjectRequests(Protocol):
    """Cases of the unit's organisation."""

    async def get(self, identity: UUID) -> SubjectRequest | None:
        """One case, locked."""
        ...

    async def same(self, request: SubjectRequest) -> UUID | None:
        """An open case of the same kind and person."""
        ...

    async def add(self, request: SubjectRequest) -> None:
        """A new case."""
        ...

    async def answer(self, request_id: UUID) -> Answer | None:
        """What the case was answered."""
        ...

    async def add_answer(self, answer: Answer) -> None:
        """The answer that is given."""
        ...

    async def note_kept(self, answer_id: UUID) -> None:
        """Its PDF lies in the store."""
        ...

    async def replace(self, request: SubjectRequest) -> None:
        """The case as it stands now, who it is about left as it is; its version goes up by one."""
        ...

    async def forget_person(self, identity: UUID) -> None:
        """Empty who it was about."""
        ...
