"""Mailboxes that are not written to any more: the list knows them by a keyed hash, never by their address."""

from typing import Protocol

from smoall.domain.invoicing.delivery import SuppressionReason


class Suppressions(Protocol):
    """The list, one for the whole installation: a mailbox that does not exist does so for everybody."""

    async def reason(self, fingerprint: bytes) -> SuppressionReason | None:
        """Why that mailbox is on the list; None when it is not."""
        ...

    async def add(self, fingerprint: bytes, reason: SuppressionReason, *, provider: str) -> None:
        """Put it on the list; a complaint outweighs a bounce, and nothing is younger than it was."""
        ...

    async def lift(self, fingerprint: bytes) -> bool:
        """Take it off the list; False when it was not on it."""
        ...
