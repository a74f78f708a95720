"""Remove what lies outside the database, once the rows that named it are gone: letters, files."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID


class ErasableMailbox(Protocol):
    """A mailbox from which letters can be taken."""

    async def erase(self, delivery_id: UUID) -> bool:
        """Remove the letter; False when there was none."""
        ...


class ErasableFiles(Protocol):
    """A file store from which contents can be taken."""

    async def erase(self, sha256: str) -> bool:
        """Remove the content; False when there was none."""
        ...


async def erase_letters(mailbox: ErasableMailbox | None, letters: Sequence[UUID]) -> int:
    """Remove each; how many were there. Where letters go to a mail server there is nothing to remove."""
    if mailbox is None:
        return 0
    return sum([await mailbox.erase(letter) for letter in letters])


async def erase_files(files: ErasableFiles, hashes: Sequence[str]) -> int:
    """Remove each; how many were there."""
    return sum([await files.erase(sha256) for sha256 in hashes])
