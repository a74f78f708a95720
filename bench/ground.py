"""The ground all compared servers stand on: one Postgres of our own with the data in it, made once and kept."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import psycopg

from smoall.infra.postgres.embedded import EmbeddedPostgres
from smoall.infra.postgres.migrate import migrate

HERE = Path(__file__).parent
KEPT = HERE / ".data"
LEDGERS = KEPT / "ledgers"
RESULTS = HERE / "results"
DATASETS = HERE
DATASET = DATASETS / "dataset.sql"
Finish: TypeAlias = Callable[[str], None]


def _state(script: Path) -> str:
    """What the data was made of: when it changes, the database is made anew under another name."""
    made_of = [script, *sorted((HERE.parent / "migrations").rglob("*.sql"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_of)).hexdigest()[:12]


class Ground:
    """The running database and the ways in."""

    def __init__(self, postgres: EmbeddedPostgres, database: str) -> None:
        self.admin = postgres.address.admin_dsn(database)
        self.owner = postgres.owner_dsn(database)
        self.app = postgres.app_dsn(database)
        self.common = {"SMOALL_ERASURE_LEDGER": str(LEDGERS / database / "ledger"), "SMOALL_SECRET_KEY": "be" * 32}
        """what all processes on one database share, whatever their home"""


@contextmanager
def ground(
    script: Path = DATASET, *, name: str = "bench", kept: bool = True, finish: Finish | None = None
) -> Iterator[Ground]:
    """The database, started; its data made when it is missing (a minute or two), or always when it is not ``kept``.

    ``finish`` adds what SQL cannot make, by the address of its superuser. It stops at the end of the block.
    """
    KEPT.mkdir(exist_ok=True)
    postgres = EmbeddedPostgres.start(KEPT / "home")
    try:
        whole = f"{name}_{_state(script)}"
        if not kept or not _made(postgres, whole):
            _make(postgres, script, whole, finish)
        yield Ground(postgres, whole)
    finally:
        postgres.stop()


def _made(postgres: EmbeddedPostgres, name: str) -> bool:
    with psycopg.connect(postgres.address.admin_dsn(), autocommit=True) as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None


def _make(postgres: EmbeddedPostgres, script: Path, name: str, finish: Finish | None) -> None:
    """Into a database under another name first, so that one made half-way is never taken for whole."""
    half, admin = f"{name}_half", postgres.address.admin_dsn()
    with psycopg.connect(admin, autocommit=True) as connection:
        alike = f"{name.partition('_')[0]}\\_%"
        for (old,) in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", (alike,)).fetchall():
            connection.execute(f'DROP DATABASE "{old}"')
            shutil.rmtree(LEDGERS / old, ignore_errors=True)
        connection.execute(f'CREATE DATABASE "{half}" OWNER smoall_owner TEMPLATE template0')
        connection.execute(f'GRANT CONNECT ON DATABASE "{half}" TO smoall_app')
    migrate(postgres.owner_dsn(half))
    with psycopg.connect(postgres.address.admin_dsn(half), autocommit=True) as connection:
        for statement in _statements(script.read_text("utf-8")):
            connection.execute(statement)
    if finish:
        finish(postgres.address.admin_dsn(half))
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')


def _statements(script: str) -> list[str]:
    """The script's statements; each ends with a semicolon at the end of a line."""
    plain = "\n".join(line for line in script.splitlines() if not line.startswith("--"))
    return [part for part in plain.split(";\n") if part.strip()]
