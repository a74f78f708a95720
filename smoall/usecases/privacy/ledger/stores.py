"""What the use cases need to keep the ledger of erasures: the database's copy of it, and the ledger itself."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from smoall.domain.privacy.erasures import Entry, Erasure, Known, LedgerHead


class Erasures(Protocol):
    """The database's own copy: whoever erases notes it here, in the same transaction."""

    async def note(self, erasure: Erasure) -> None:
        """It was erased, with the commit; the copy in the ledger follows at once. Safe to note twice."""
        ...

    async def known(self) -> Known:
        """What is known of the ledger."""
        ...

    async def head(self) -> LedgerHead:
        """The last place of the ledger that is known."""
        ...

    async def waiting(self) -> Sequence[Erasure]:
        """What is not known to stand in the ledger, the oldest first."""
        ...

    async def place(self, entries: Sequence[Entry]) -> None:
        """Note that these stand in the ledger; those that are not known yet are from here on."""
        ...

    async def all(self) -> Sequence[Entry]:
        """All that is known to stand in the ledger, in its order."""
        ...

    async def note_replay(self, replayed: int, *, because: str | None) -> None:
        """A ledger was replayed; ``because`` when there was none, or not a whole one."""
        ...


class LedgerUnreadable(Exception):
    """The ledger is not there, or is not whole: a tail is missing, an entry was changed. The text says what."""


class Ledger(Protocol):
    """The ledger, in a place of its own. One holder at a time."""

    def held(self) -> AbstractAsyncContextManager[None]:
        """Nobody else reads or writes it during the block."""
        ...

    async def exists(self) -> bool:
        """Whether there is one at all."""
        ...

    async def end(self) -> LedgerHead:
        """Where it ends, quickly: only that nothing is cut off is checked. Raises LedgerUnreadable."""
        ...

    async def read(self) -> Sequence[Entry]:
        """All of it, every link checked; nothing where there is none. Raises LedgerUnreadable."""
        ...

    async def append(self, entries: Sequence[Entry]) -> None:
        """Write them down, so that a power cut does not take them."""
        ...

    async def renew(self, entries: Sequence[Entry]) -> None:
        """Put these in the place of whatever is there, which is kept aside."""
        ...
