"""What exporting the trail may load."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from smoall.domain.audit_export import StoredEntry, Stretch


class Trail(Protocol):
    """The stored chain of the unit's organisation."""

    async def stretch(self, since: date | None, until: date | None) -> Stretch:
        """The entries of the Brussels days ``since`` to ``until``, both included, without a gap; all without them."""
        ...

    async def entries(self, first: int, last: int, *, limit: int) -> Sequence[StoredEntry]:
        """At most ``limit`` entries from ``first`` to ``last``, in order."""
        ...
