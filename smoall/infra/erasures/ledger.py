"""The ledger of erasures in a file: a line of JSON for each, and a seal beside it that tells where it ends.

Every line holds the hash of all before it, so a line that was changed or taken out is found; the seal (``….seal``,
keyed with the master key) tells that a tail was cut off. A line counts once it is on the disk, then the seal is put in
place anew: whoever dies in between leaves a ledger with one line more than its seal says, which the next writer seals.
A line that was never ended is cut away by the next writer; the database still waits to see it written.
"""

import asyncio
import fcntl
import json
import os
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from smoall.domain.privacy.erasures import Entry, Erasure, LedgerHead, head_of, link_hash
from smoall.infra.erasures.seal import Sealed, SealFile
from smoall.infra.files.atomic import sync_folder
from smoall.usecases.privacy.ledger.stores import LedgerUnreadable


class FileLedger:
    """A :class:`~smoall.usecases.privacy.ledger.stores.Ledger` in one file; disk work runs in threads."""

    def __init__(self, path: Path, *, keys: Sequence[bytes]) -> None:
        self.path = path
        self.seal = path.with_name(f"{path.name}.seal")
        self.keys = keys
        self._seal = SealFile(self.seal, keys=keys)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """A lock on a file beside it, which ends with the process if not before."""
        descriptor = await asyncio.to_thread(self._lock)
        try:
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """The same for whoever only looks at it and at the database together. Raises OSError."""
        descriptor = self._lock()
        try:
            yield
        finally:
            os.close(descriptor)

    async def exists(self) -> bool:
        """Whether there is one at all: the seal alone is a ledger that was lost."""
        return await asyncio.to_thread(self.is_there)

    async def end(self) -> LedgerHead:
        """Where it ends, without reading what is sealed."""
        return await asyncio.to_thread(self._end)

    async def read(self) -> Sequence[Entry]:
        """All of it."""
        return await asyncio.to_thread(self.entries)

    async def append(self, entries: Sequence[Entry]) -> None:
        """Write lines, then the seal."""
        await asyncio.to_thread(self._append, entries)

    async def renew(self, entries: Sequence[Entry]) -> None:
        """What is there is kept under the name of the moment."""
        await asyncio.to_thread(self._renew, entries)

    def reseal(self) -> bool:
        """Seal it with the present key where a former one did, so that that can be put away; whether it did.

        Raises LedgerUnreadable, OSError.
        """
        if not self.is_there():
            return False
        with self.locked():
            sealed = self._seal.read()
            if former := self._seal.is_former():
                self._seal.write(sealed)
        return former

    def is_there(self) -> bool:
        """Whether there is one at all."""
        return self.path.exists() or self.seal.exists()

    def entries(self) -> Sequence[Entry]:
        """All of it, every link checked, and that it goes as far as its seal says. Raises LedgerUnreadable, OSError."""
        if not self.is_there():
            return ()
        found, flaw = self.readable()
        sealed = self._seal.read().head
        if sealed.sequence > len(found) or (sealed.sequence and found[sealed.sequence - 1].hash != sealed.hash):
            flaw = flaw or f"it ends with entry {len(found)}, and entry {sealed.sequence} was written"
            raise LedgerUnreadable(f"{self.path}: {flaw}")
        return found

    def readable(self) -> tuple[Sequence[Entry], str | None]:
        """The entries up to the first that cannot be used, and what is wrong with that one."""
        lines = self._lines()
        found = _following(lines, LedgerHead())
        whole = len(found) == len(lines)
        return found, None if whole else f"entry {len(found) + 1} was changed, or is not whole"

    def _lines(self, *, start: int = 0) -> list[bytes]:
        try:
            with self.path.open("rb") as file:
                file.seek(start)
                return file.read().splitlines(keepends=True)
        except FileNotFoundError:
            return []

    def _end(self) -> LedgerHead:
        sealed = self._sealed()
        beyond = self._beyond(sealed)
        return head_of(beyond) if beyond else sealed.head

    def _sealed(self) -> Sealed:
        """As far as the seal says, and the file must be that long. Raises LedgerUnreadable, OSError."""
        if not self.is_there():
            return Sealed(LedgerHead(), 0)
        sealed = self._seal.read()
        size = self.path.stat().st_size if self.path.exists() else 0
        if size < sealed.size:
            raise LedgerUnreadable(f"{self.path}: it was cut after {size} of {sealed.size} bytes")
        return sealed

    def _beyond(self, sealed: Sealed) -> Sequence[Entry]:
        """Entries that were written by somebody who died before the seal."""
        return _following(self._lines(start=sealed.size), sealed.head)

    def _lock(self) -> int:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self.path.with_name(f"{self.path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return descriptor

    def _append(self, entries: Sequence[Entry]) -> None:
        sealed = self._sealed()
        if not self.seal.exists():
            self._seal.write(sealed)
        whole = sealed.size + sum(len(_line(one)) for one in self._beyond(sealed))
        lines = b"".join(map(_line, entries))
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.truncate(whole)
            file.seek(whole)
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.path.parent)
        self._seal.write(Sealed(head_of(entries), whole + len(lines)))

    def _renew(self, entries: Sequence[Entry]) -> None:
        mark = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
        for path in (self.path, self.seal):
            if path.exists():
                path.rename(path.with_name(f"{path.name}.aside-{mark}"))
        self._append(entries)


def _following(lines: Iterable[bytes], head: LedgerHead) -> Sequence[Entry]:
    """The entries that follow ``head``, up to the first line that does not."""
    found: list[Entry] = []
    for line in lines:
        try:
            one = _entry(line, head)
        except (ValueError, TypeError, KeyError, AttributeError):
            break
        found.append(one)
        head = LedgerHead(one.sequence, one.hash)
    return found


def _line(one: Entry) -> bytes:
    told = {"sequence": one.sequence, **one.erasure.content, "hash": one.hash.hex()}
    return json.dumps(told, ensure_ascii=True).encode() + b"\n"


def _entry(line: bytes, before: LedgerHead) -> Entry:
    """Raises ValueError and its like for a line that does not follow."""
    if not line.endswith(b"\n"):
        raise ValueError("not ended")
    told: dict[str, Any] = json.loads(line)
    erasure = Erasure.parse(told)
    one = Entry(told["sequence"], erasure, bytes.fromhex(told["hash"]))
    if one.sequence != before.sequence + 1 or one.hash != link_hash(erasure, one.sequence, before.hash):
        raise ValueError("not the next")
    return one
