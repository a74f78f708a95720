"""What the use cases about sub-processors may load and keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from smoall.domain.privacy.sub_processor_change import SubProcessorChange


class Notice(StrEnum):
    """What owners are told of a change."""

    ANNOUNCED = "ANNOUNCED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """An organisation's objection to a change; ``withdrawn_at`` when it took it back."""

    change_id: UUID
    organisation_name: str
    reason: str
    objected_at: datetime
    withdrawn_at: datetime | None = None


class SubProcessorChanges(Protocol):
    """Announcements, which all organisations share, and what the unit's organisation was told of them and objected."""

    async def alone(self) -> None:
        """Wait until nobody else announces, corrects or withdraws; nobody does until the unit ends."""
        ...

    async def all(self) -> Sequence[SubProcessorChange]:
        """Every announcement, the first one first."""
        ...

    async def get(self, identity: UUID) -> SubProcessorChange | None:
        """One announcement."""
        ...

    async def add(self, change: SubProcessorChange) -> None:
        """A new announcement."""
        ...

    async def withdraw(self, identity: UUID, *, reason: str) -> None:
        """It will not take effect."""
        ...

    async def note_told(self, identity: UUID, notice: Notice) -> bool:
        """Remember that the organisation's owners are told now; False when they were before."""
        ...

    async def objection(self, change_id: UUID) -> Objection | None:
        """What the organisation objected, locked."""
        ...

    async def keep_objection(self, objection: Objection) -> None:
        """The organisation's objection as it stands now."""
        ...
