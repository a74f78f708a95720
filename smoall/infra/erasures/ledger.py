"""The ledger of erasures in a file: a line of JSON for each, and a seal beside it that tells where it ends.

Every line holds the hash of all before it, so a line that was changed or taken out is found; the seal (``….seal``,
keyed with the master key) tells that a tail was cut off. A line counts once it is on the disk, then the seal is put in
place anew: whoever dies in between leaves a ledger with one line more than its seal says, which the next writer seals.
A line that was never ended is cut away by the next writer; the database still waits to see it written.
"""

import asyncio
import fcntl
import hmac
import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from smoall.domain.privacy.erasures import Entry, Erasure, LedgerHead, head_of, link_hash
from smoall.infra.files.atomic import sync_folder, write_synced
from smoall.usecases.privacy.ledger.stores import LedgerUnreadable

_PURPOSE = b"smoall ledger of erasures"


class FileLedger:
    """A :class:`~smoall.usecases.privacy.ledger.stores.Ledger` in one file; disk work runs in threads."""

    def __init__(self, path: Path, *, keys: Sequence[bytes]) -> None:
        self.path = path
        self._keys = keys

    @property
    def seal(self) -> Path:
        """Where it is written down how far the ledger goes."""
        return self.path.with_name(f"{self.path.name}.seal")

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """A lock on a file beside it, which ends with the process if not before."""
        descriptor = await asyncio.to_thread(self._lock)
        try:
            yield
        finally:
            os.close(descriptor)

    async def exists(self) -> bool:
        """Whether there is one at all: the seal alone is a ledger that was lost."""
        return await asyncio.to_thread(self.is_there)

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
        descriptor = self._lock()
        try:
            found = self.entries()
            if self._is_sealed_by(self._keys[0]):
                return False
            self._put_seal(head_of(found))
        finally:
            os.close(descriptor)
        return True

    def is_there(self) -> bool:
        """Whether there is one at all."""
        return self.path.exists() or self.seal.exists()

    def entries(self) -> Sequence[Entry]:
        """All of it, every link checked, and that it goes as far as its seal says. Raises LedgerUnreadable, OSError."""
        if not self.is_there():
            return ()
        found, flaw = self.readable()
        sealed = self._sealed()
        if sealed.sequence > len(found) or (sealed.sequence and found[sealed.sequence - 1].hash != sealed.hash):
            flaw = flaw or f"it ends with entry {len(found)}, and entry {sealed.sequence} was written"
            raise LedgerUnreadable(f"{self.path}: {flaw}")
        return found

    def readable(self) -> tuple[Sequence[Entry], str | None]:
        """The entries up to the first that cannot be used, and what is wrong with that one."""
        found: list[Entry] = []
        for line in self._lines():
            try:
                found.append(_entry(line, head_of(found[-1:])))
            except (ValueError, TypeError, KeyError, AttributeError):
                return found, f"entry {len(found) + 1} was changed, or is not whole"
        return found, None

    def _lines(self) -> list[bytes]:
        try:
            return self.path.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return []

    def _sealed(self) -> LedgerHead:
        try:
            head, _ = self._told()
            known = any(map(self._is_sealed_by, self._keys))
        except FileNotFoundError:
            raise LedgerUnreadable(f"{self.seal} is missing, which tells where the ledger ends") from None
        except (ValueError, TypeError, KeyError) as error:
            raise LedgerUnreadable(f"{self.seal} cannot be read") from error
        if not known:
            raise LedgerUnreadable(f"{self.seal} was not written with this master key, nor with a former one")
        return head

    def _told(self) -> tuple[LedgerHead, bytes]:
        told = json.loads(self.seal.read_bytes())
        return LedgerHead(int(told["sequence"]), bytes.fromhex(told["hash"])), bytes.fromhex(told["mac"])

    def _is_sealed_by(self, key: bytes) -> bool:
        head, mac = self._told()
        return hmac.compare_digest(_mac(key, head), mac)

    def _lock(self) -> int:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self.path.with_name(f"{self.path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return descriptor

    def _append(self, entries: Sequence[Entry]) -> None:
        whole = sum(len(line) for line in self._lines()[: len(self.readable()[0])])
        if not self.seal.exists():
            self._put_seal(LedgerHead())
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.truncate(whole)
            file.seek(whole)
            file.write(b"".join(_line(one) for one in entries))
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.path.parent)
        self._put_seal(head_of(entries))

    def _put_seal(self, head: LedgerHead) -> None:
        told = {"sequence": head.sequence, "hash": head.hash.hex(), "mac": _mac(self._keys[0], head).hex()}
        fresh = self.seal.with_name(f"{self.seal.name}.new")
        fresh.unlink(missing_ok=True)
        write_synced(fresh, json.dumps(told).encode())
        fresh.replace(self.seal)
        sync_folder(self.seal.parent)

    def _renew(self, entries: Sequence[Entry]) -> None:
        mark = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
        for path in (self.path, self.seal):
            if path.exists():
                path.rename(path.with_name(f"{path.name}.aside-{mark}"))
        self._append(entries)


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


def _mac(key: bytes, head: LedgerHead) -> bytes:
    return hmac.digest(key, _PURPOSE + head.sequence.to_bytes(8, "big") + head.hash, "sha256")
