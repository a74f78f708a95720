"""What the use cases of breaches may look for and keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from smoall.domain.kernel.ids import Kind
from smoall.domain.privacy.breach import Breach, BreachAct, BreachParty, Share


@dataclass(frozen=True, slots=True)
class Lies:
    """An object, and an organisation in which it lies."""

    organisation_id: UUID
    kind: Kind
    id: UUID


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose a credential is, and for which organisation."""

    user_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Between two moments, both included; by one person or anybody, in one organisation or all."""

    since: datetime
    until: datetime
    user_id: UUID | None = None
    organisation_id: UUID | None = None


@dataclass(slots=True, kw_only=True)
class Reached:
    """What a breach reached in one organisation: what was ``named``, what its trail says was ``acted`` on.

    ``everything_until``: all that was there at that moment.
    """

    named: dict[Kind, set[UUID]] = field(default_factory=dict)
    acted: dict[Kind, set[UUID]] = field(default_factory=dict)
    entries: int = 0
    everything_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachEntry:
    """A step in the history of a breach. The register notes in the actor's own organisation who took it (``by``)."""

    act: BreachAct
    by: UUID | None = None
    party: BreachParty | None = None
    notify: bool | None = None
    told_at: datetime | None = None
    facts: str | None = None
    effects: str | None = None
    remedy: str | None = None
    reason: str | None = None
    reference: str | None = None


class Breaches(Protocol):
    """The register, and what it is filled from. It looks into organisations one by one, as each would itself."""

    async def lying(self, named: Mapping[Kind, Sequence[UUID]]) -> Sequence[Lies]:
        """Where these objects lie; what lies nowhere is left out. A person without a membership lies with Smoall."""
        ...

    async def bearer(self, kind: Kind, identity: UUID) -> Bearer | None:
        """Whose an API key, or a session, is."""
        ...

    async def memberships(self, user_id: UUID) -> Sequence[UUID]:
        """The organisations to which a person belongs."""
        ...

    async def organisations(self) -> Sequence[UUID]:
        """All that have not been erased."""
        ...

    async def acted_on(self, span: Span) -> Mapping[UUID, Mapping[str, int]]:
        """By organisation, the public ids that its trail tells of in the span, and how often."""
        ...

    async def share(self, organisation_id: UUID, reached: Reached) -> Share:
        """What it comes to in one organisation."""
        ...

    async def get(self, identity: UUID, *, lock: bool = False) -> Breach | None:
        """A breach as the unit's organisation keeps it."""
        ...

    async def stored_share(self, identity: UUID) -> Share | None:
        """What it affects in the unit's organisation; in Smoall's own, in all."""
        ...

    async def affected(self, identity: UUID) -> Sequence[UUID]:
        """In Smoall's own organisation: the others that it affects."""
        ...

    async def replace(self, breach: Breach, *entries: BreachEntry) -> None:
        """The breach as it stands in the unit's organisation now, and what was done; its version goes up by one."""
        ...

    async def spread(self, identity: UUID, entry: BreachEntry, *, aware_at: datetime | None = None) -> None:
        """Tell the registers of all other organisations that it affects: the step, and the texts that it changes.

        ``aware_at`` begins their clocks, unless they run.
        """
        ...

    async def letters_owed(self, identity: UUID) -> bool:
        """Whether the unit's organisation was told, and its owners have not been written to since."""
        ...

    async def add(self, breach: Breach, *, total: Share, shares: Sequence[Share], entry: BreachEntry) -> None:
        """A new breach: the whole with Smoall, its share with each organisation."""
        ...
