"""Writing a file so that a crash leaves either nothing or all of it under its name."""

import os
import time
from pathlib import Path
from uuid import uuid4

TEMPORARY = ".tmp"
ABANDONED_AFTER_SECONDS = 3600


def write_once(path: Path, content: bytes) -> bool:
    """Write the content under ``path`` unless something is there already; answer whether it was written.

    Temporary file in the same folder, fsync, rename, fsync of the folder: when this returns, the file survives a power
    cut. Raises OSError (disk full, no permission), and then nothing stands under the name.
    """
    if path.exists():
        sync_folder(path.parent)  # its writer may have died between the rename and this
        return False
    _make_folder(path.parent)
    temporary = path.parent / f"{path.name}.{uuid4().hex}{TEMPORARY}"
    try:
        write_synced(temporary, content)
        temporary.rename(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return True


def remove_abandoned(folder: Path) -> int:
    """Delete the temporary files that crashed writers left below ``folder``; answer how many.

    Only those untouched for an hour: another process may be writing a younger one at this moment.
    """
    before = time.time() - ABANDONED_AFTER_SECONDS
    abandoned = [path for path in folder.rglob(f"*{TEMPORARY}") if path.stat().st_mtime < before]
    for path in abandoned:
        path.unlink(missing_ok=True)
    return len(abandoned)


def write_synced(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
