"""Mailboxes that are not written to any more: the list knows them by a keyed hash, never by their address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from smoall.domain.invoicing.delivery import SuppressionReason


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Why a mailbox is on the list, and since when."""

    reason: SuppressionReason
    since: datetime


class Suppressions(Protocol):
    """The list, one for the whole installation: a mailbox that does not exist does so for everybody."""

    async def get(self, fingerprint: bytes) -> Suppressed | None:
        """The mailbox's entry; None when it is not on the list."""
        ...

    async def reason(self, fingerprint: bytes) -> SuppressionReason | None:
        """Why that mailbox is on the list; None when it is not."""
        ...

    async def add(self, fingerprint: bytes, reason: SuppressionReason, *, provider: str) -> None:
        """Put it on the list, from now on; a complaint outweighs a bounce."""
        ...

    async def lift(self, fingerprint: bytes) -> bool:
        """Take it off the list; False when it was not on it."""
        ...
