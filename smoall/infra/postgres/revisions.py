"""Which schema a database has and which one the code wants, read without Alembic, which takes longer to load."""

import re
from functools import cache
from pathlib import Path

from psycopg import Connection
from psycopg.rows import TupleRow

FOLDER = Path(__file__).parents[3] / "migrations" / "versions"
_NAMED = re.compile(r"^(revision|down_revision)\b[^=]*= *[\"']([^\"']+)[\"']", re.MULTILINE)


@cache
def head_revision(folder: Path = FOLDER) -> str:
    """The one revision that no other follows. Raises ValueError when there are several, or none."""
    found = [named for path in folder.glob("*.py") for named in _NAMED.findall(path.read_text("utf-8"))]
    heads = {name for kind, name in found if kind == "revision"} - {name for kind, name in found if kind != "revision"}
    (head,) = heads
    return str(head)


def current_revision(connection: Connection[TupleRow]) -> str | None:
    """The revision of the database, None before the first migration."""
    if connection.execute("SELECT to_regclass('public.alembic_version')").fetchone() == (None,):
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


@cache
def known_revisions(folder: Path = FOLDER) -> frozenset[str]:
    """Every revision that this code knows."""
    found = [named for path in folder.glob("*.py") for named in _NAMED.findall(path.read_text("utf-8"))]
    return frozenset(name for kind, name in found if kind == "revision")
