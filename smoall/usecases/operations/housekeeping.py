"""What the platform forgets by itself."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID


class Housekeeping(Protocol):
    """Forgetting what has had its time."""

    async def forget_replays(self) -> int:
        """Answers kept for replay longer than a day; how many."""
        ...

    async def forget_sessions(self) -> int:
        """Sessions over for thirty days, and counts of failed attempts whose window is over; how many."""
        ...

    async def forget_links(self) -> int:
        """Changes of address whose time is over, invitations that nobody answered; how many."""
        ...

    async def forget_events(self) -> int:
        """Providers' events past their term, by when no provider sends one again; how many."""
        ...

    async def wake_lost_jobs(self) -> int:
        """Unfinished jobs that are in no queue any more; how many were put back."""
        ...

    async def forget_expired(self) -> int:
        """What platform tables hold past its term: links, letters, proofs of consent; how many."""
        ...

    async def organisations(self) -> Sequence[UUID]:
        """The ids of all organisations."""
        ...

    async def living(self, after: UUID | None, limit: int) -> Sequence[UUID]:
        """The ids of at most ``limit`` organisations that are open, those after ``after`` in the order of their ids."""
        ...

    async def find_what_is_over(self) -> int:
        """Ask for the erasure of organisations and accounts whose grace is over, and of what is past its legal term.

        Answers how many jobs were asked for.
        """
        ...
