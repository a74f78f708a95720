"""The seal of the ledger of erasures: how far it goes, in entries and in bytes, keyed with the master key."""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from smoall.domain.privacy.erasures import LedgerHead
from smoall.infra.files.atomic import sync_folder, write_synced
from smoall.usecases.privacy.ledger.stores import LedgerUnreadable

_PURPOSE = b"smoall ledger of erasures"


@dataclass(frozen=True, slots=True)
class Sealed:
    """Where a ledger ends: its last entry, and its size in bytes."""

    head: LedgerHead
    size: int

    def mac(self, key: bytes) -> bytes:
        """What only a holder of the key can write."""
        place = self.head.sequence.to_bytes(8, "big") + self.size.to_bytes(8, "big")
        return hmac.digest(key, _PURPOSE + place + self.head.hash, "sha256")


class SealFile:
    """Beside the ledger. Written with the first of the keys, read with any."""

    def __init__(self, path: Path, *, keys: Sequence[bytes]) -> None:
        self.path = path
        self._keys = keys

    def read(self) -> Sealed:
        """What it says. Raises LedgerUnreadable, OSError."""
        try:
            sealed, mac = self._told()
        except FileNotFoundError:
            raise LedgerUnreadable(f"{self.path} is missing, which tells where the ledger ends") from None
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            raise LedgerUnreadable(f"{self.path} cannot be read") from error
        if not any(hmac.compare_digest(sealed.mac(key), mac) for key in self._keys):
            raise LedgerUnreadable(f"{self.path} was not written with this master key, nor with a former one")
        return sealed

    def is_former(self) -> bool:
        """Whether a former key wrote it."""
        sealed, mac = self._told()
        return not hmac.compare_digest(sealed.mac(self._keys[0]), mac)

    def write(self, sealed: Sealed) -> None:
        """Put it in place of the one that is there, whole or not at all."""
        head = sealed.head
        told = {"sequence": head.sequence, "hash": head.hash.hex(), "size": sealed.size}
        fresh = self.path.with_name(f"{self.path.name}.new")
        fresh.unlink(missing_ok=True)
        write_synced(fresh, json.dumps({**told, "mac": sealed.mac(self._keys[0]).hex()}).encode())
        fresh.replace(self.path)
        sync_folder(self.path.parent)

    def _told(self) -> tuple[Sealed, bytes]:
        told = json.loads(self.path.read_bytes())
        head = LedgerHead(int(told["sequence"]), bytes.fromhex(told["hash"]))
        if min(head.sequence, int(told["size"])) < 0:
            raise ValueError("before the beginning")
        return Sealed(head, int(told["size"])), bytes.fromhex(told["mac"])
