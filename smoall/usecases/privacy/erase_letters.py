"""Remove a person's letters from the embedded mailbox, once their account is erased."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID


class ErasableMailbox(Protocol):
    """A mailbox from which letters can be taken."""

    async def erase(self, delivery_id: UUID) -> bool:
        """Remove the letter; False when there was none."""
        ...


async def erase_letters(mailbox: ErasableMailbox | None, letters: Sequence[UUID]) -> int:
    """Remove each; how many were there. Where letters go to a mail server there is nothing to remove."""
    if mailbox is None:
        return 0
    return sum([await mailbox.erase(letter) for letter in letters])
