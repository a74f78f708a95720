"""What lies in a backup: one manifest with the checksum of every part, written last and checked first."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FORMAT = 2
READABLE = (1, FORMAT)
MANIFEST = "manifest.json"
DATABASE = "database.dump"
FILES = "files"
LETTERS = "mailbox"
CHUNK = 1 << 20


class BackupDamaged(Exception):
    """The folder is no backup, not whole, of a newer version, or was changed since; the text says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """``files``: SHA-256 by path below the backup. ``key``: tells the master key apart without telling it.

    ``ledger``: where the ledger of erasures stood when the copy began, ``[sequence, hash]``; none in format 1.
    """

    format: int
    version: str
    revision: str
    made_at: str
    key: str
    files: Mapping[str, str]
    ledger: tuple[int, str] | None = None

    def write(self, folder: Path) -> None:
        """Into the folder."""
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=1, sort_keys=True), "utf-8")


def sha256_of(path: Path) -> str:
    """The checksum of a file, read piece by piece. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def is_content(path: Path, *, root: Path) -> bool:
    """Whether a stored file, ``ab/cdef…``, holds what its name says."""
    return sha256_of(path) == "".join(path.relative_to(root).parts)


def checked(folder: Path) -> Manifest:
    """The manifest of a backup of which every part is there and as it was written. Raises BackupDamaged, OSError."""
    manifest = _read(folder)
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {MANIFEST}
    if missing := sorted(manifest.files.keys() - found):
        raise BackupDamaged(f"{missing[0]} is missing from the backup")
    if foreign := sorted(found - manifest.files.keys()):
        raise BackupDamaged(f"{foreign[0]} does not belong to the backup")
    for name, sha256 in sorted(manifest.files.items()):
        if sha256_of(folder / name) != sha256:
            raise BackupDamaged(f"{name} is damaged: its checksum is not that of the manifest")
    return manifest


def _read(folder: Path) -> Manifest:
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
        if told["format"] not in READABLE:
            raise BackupDamaged(f"the backup is of format {told['format']}, and this Smoall reads format {FORMAT}")
        manifest = Manifest(**{**told, "ledger": _place(told.get("ledger"))})
        if DATABASE not in manifest.files:
            raise BackupDamaged(f"{DATABASE} is missing from the manifest")
    except FileNotFoundError:
        raise BackupDamaged(f"there is no {MANIFEST} in {folder}: it is no backup, or one that never ended") from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupDamaged(f"{MANIFEST} cannot be read") from error
    return manifest


def _place(told: Any) -> tuple[int, str] | None:
    if told is None:
        return None
    sequence, digest = told
    return int(sequence), str(bytes.fromhex(digest).hex())
