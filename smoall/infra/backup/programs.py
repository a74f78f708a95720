"""Running Postgres's own programs for dumping and restoring; passwords travel in a file, not in arguments."""

import shutil
import subprocess
from pathlib import Path
from tempfile import NamedTemporaryFile

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from smoall.infra.postgres.binaries import EmbeddedPostgresError, find_binaries


class DumpFailed(Exception):
    """A program of Postgres is missing, or ended with an error; the text is what it said."""


def dump(dsn: str, target: Path, *, binaries: Path | None) -> None:
    """The whole database in pg_dump's custom format. Raises DumpFailed."""
    _run(_program("pg_dump", binaries), "--format=custom", f"--file={target}", dsn=dsn)


def restore(dsn: str, source: Path, *, owner: str, binaries: Path | None) -> None:
    """All or nothing, into an empty database, as the role that shall own it. Raises DumpFailed."""
    options = ("--no-owner", f"--role={owner}", "--single-transaction", "--exit-on-error")
    _run(_program("pg_restore", binaries), *options, str(source), dsn=dsn)


def _program(name: str, binaries: Path | None) -> str:
    try:
        folder = binaries or find_binaries().folder
    except EmbeddedPostgresError:
        folder = None
    if folder and (folder / name).is_file():
        return str(folder / name)
    if found := shutil.which(name):
        return found
    raise DumpFailed(f"{name} was not found on this machine")


def _run(program: str, *arguments: str, dsn: str) -> None:
    parts = conninfo_to_dict(dsn)
    password = str(parts.pop("password", None) or "")
    with NamedTemporaryFile("w", encoding="utf-8") as file:  # mode 0600, and gone with the block
        if password:
            file.write("*:*:*:*:" + password.replace("\\", "\\\\").replace(":", "\\:") + "\n")
            file.flush()
            parts["passfile"] = file.name
        target = f"--dbname={make_conninfo('', **parts)}"
        done = subprocess.run([program, target, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise DumpFailed(said[0] if said else f"{program} ended with {done.returncode}")
