"""The content-addressed file store: ``ab/cdef…`` by SHA-256, below one folder."""

import asyncio
import hashlib
import re
from pathlib import Path

from smoall.domain.kernel.errors import Unavailable
from smoall.infra.files.atomic import remove_abandoned, write_once
from smoall.usecases.files import FileDamaged, FileMissing

_SHA256 = re.compile(r"[0-9a-f]{64}")


class LocalFiles:
    """A :class:`~smoall.usecases.files.FileStore` on the local disk; the disk work runs in threads.

    A stored file is never rewritten: who puts the content of a damaged one learns of the damage instead.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, content: bytes) -> str:
        """See FileStore; raises FileDamaged when other bytes stand under the content's hash."""
        return await asyncio.to_thread(self._put, content)

    async def get(self, sha256: str) -> bytes:
        """See FileStore."""
        return await asyncio.to_thread(self._get, sha256)

    async def erase(self, sha256: str) -> bool:
        """Remove the content, once nothing refers to it any more; False when there was none."""
        return await asyncio.to_thread(self._erase, sha256)

    async def clean(self) -> int:
        """Delete what crashed writers left behind (at start); answer how many files."""
        return await asyncio.to_thread(remove_abandoned, self._folder)

    def _put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            written = write_once(self._path(sha256), content)
        except OSError as error:
            raise Unavailable("FILES_UNAVAILABLE", reason=error.strerror or type(error).__name__) from error
        if not written:
            self._get(sha256)
        return sha256

    def _get(self, sha256: str) -> bytes:
        try:
            content = self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise FileMissing(sha256) from None
        except OSError as error:
            raise Unavailable("FILES_UNAVAILABLE", reason=error.strerror or type(error).__name__) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileDamaged(sha256)
        return content

    def _erase(self, sha256: str) -> bool:
        try:
            self._path(sha256).unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise Unavailable("FILES_UNAVAILABLE", reason=error.strerror or type(error).__name__) from error
        return True

    def _path(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise ValueError("not a SHA-256 in lower-case hexadecimal")
        return self._folder / sha256[:2] / sha256[2:]
