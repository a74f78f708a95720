"""What the use cases of privacy may load, erase and keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.personal_data import PersonalData
from smoall.domain.privacy.receipt import Receipt
from smoall.domain.privacy.retention import Holding


@dataclass(frozen=True, slots=True)
class Person:
    """A person with an account; ``password_hash`` is empty where no password opens it."""

    id: UUID
    email: str
    name: str
    language: Language
    password_hash: str


@dataclass(frozen=True, slots=True)
class Touched:
    """Rows of one category that an erasure met in a table: gone, or kept as ``holding``, dated today if not said."""

    category: str
    table: str
    count: int
    holding: Holding | None = None
    dated: date | None = None
    balance_open: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a table holds about a person: the rows, and which columns are named but not told."""

    table: str
    declared: tuple[PersonalData, ...]
    rows: Sequence[Mapping[str, Any]]
    withheld: Sequence[str]


@dataclass(frozen=True, slots=True)
class Ending:
    """When an organisation ended, from which day on it may be erased, and whether it was."""

    ended_at: datetime | None
    erase_after: date | None
    erased_at: datetime | None


class Persons(Protocol):
    """People, wherever the inventory says that something about them is kept."""

    async def get(self, user_id: UUID, *, lock: bool = False) -> Person | None:
        """The person; None when there is none, or they were erased."""
        ...

    async def owned_alone(self, user_id: UUID) -> Sequence[UUID]:
        """The living organisations of which they are the only owner; the owners' seats are locked."""
        ...

    async def told(self, person: Person) -> Sequence[Told]:
        """All that is held about them, in every organisation they acted in."""
        ...

    async def erase(self, person: Person, *, action: str) -> Sequence[Touched]:
        """Erase them everywhere, after an entry ``action`` in the trail of each of their organisations.

        Their account stays as an empty row that trails can refer to.
        """
        ...

    async def is_needed(self, user_id: UUID, *, grace_days: int) -> bool:
        """Whether an organisation still needs the account, or it was used within the grace."""
        ...

    async def letters_of(self, person: Person) -> Sequence[UUID]:
        """The letters to them that may lie in the embedded mailbox."""
        ...

    async def keep_receipt(self, receipt: Receipt) -> None:
        """Remember a receipt; it names nobody."""
        ...
