"""The master key: given by the operator, or made once on this machine and kept beside the rest."""

import os
import secrets
from pathlib import Path

KEY_BYTES = 32


class MasterKeyError(Exception):
    """The key file cannot be used; the text says why and what to do."""


def master_key(home: Path, *, given: bytes | None = None) -> bytes:
    """The 32 bytes: ``given``, else those of ``home/secret.key``, which is made (mode 0600) at the first use.

    Without it stored credentials stay closed, so it is never replaced: a damaged file raises MasterKeyError. Two
    processes that start together get the same key.
    """
    if given is not None:
        return given
    file = home / "secret.key"
    if not file.exists():
        _make(file)
    try:
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise MasterKeyError(
            f"{file} does not hold {2 * KEY_BYTES} hexadecimal digits. Put it back from a copy, or set "
            "SMOALL_SECRET_KEY; with another key, stored credentials cannot be read any more."
        )
    return key


def _make(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as out:
        out.write(secrets.token_hex(KEY_BYTES) + "\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)  # unlike a rename, it never replaces a key that another process has just made
    except FileExistsError:
        return
    finally:
        draft.unlink()
