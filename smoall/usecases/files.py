"""What the use cases need of file storage: contents kept under their own SHA-256, written once, checked when read."""

from typing import Protocol


class StoredFileError(Exception):
    """A file that was stored cannot be given back. No DomainError: somebody must be alarmed, and restore a backup."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"{type(self).__name__}: {sha256}")
        self.sha256 = sha256


class FileMissing(StoredFileError):
    """Nothing is stored under this hash."""


class FileDamaged(StoredFileError):
    """What is stored under this hash no longer has it."""


class FileStore(Protocol):
    """Contents by the hex SHA-256 of their bytes."""

    async def put(self, content: bytes) -> str:
        """Keep the content, once however often it comes, and answer its hash. Raises Unavailable (disk full)."""

    async def get(self, sha256: str) -> bytes:
        """The content, its hash checked. Raises FileMissing or FileDamaged; ValueError when it is no hash."""
