"""Who may be in the audience at a provider, and the jobs that keep it in line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who asked for news."""

    user_id: UUID
    email: str
    language: str


class AudienceMembers(Protocol):
    """Members by the provider's id of them, never by their address. The jobs are Smoall's own."""

    async def member(self, user_id: UUID) -> str | None:
        """The person's id at the provider; None when they were never told of there."""
        ...

    async def who(self, member_id: str) -> UUID | None:
        """Whose id that is."""
        ...

    async def keep(self, user_id: UUID, member_id: str, *, provider: str) -> None:
        """The person is about to be told of."""
        ...

    async def leaving(self, farewell_id: UUID) -> str | None:
        """The provider's id of somebody who is to be erased there; None once they are."""
        ...

    async def gone(self, farewell_id: UUID) -> None:
        """The provider has erased them."""
        ...

    async def readers(self, *, untold: bool, limit: int) -> Sequence[Reader]:
        """Who consents to news now, at an address they verified; ``untold``: only whom the provider never heard of."""
        ...

    async def ask_sync(self, user_id: UUID) -> None:
        """Bring the person's place in line, in a job; nothing for one who never said yes and was never told of."""
        ...

    async def ask_erasure(self, user_id: UUID) -> UUID | None:
        """Have the person erased at the provider, in a job, whose id it is; nothing for one who was never told of.

        The job finds the provider's id apart from the person, of whom nothing may be left by then.
        """
        ...
