"""What a database knows of its ledger, read before anything runs on it."""

from collections.abc import Iterator
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import Text

from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.erasures import ErasureKind, Known, LedgerHead
from smoall.infra.postgres.tables import metadata

_KNOWN = "SELECT id, kind, sequence, hash FROM erasure"
_SEE = "SELECT set_config('app.organisation', %s, true)"
_WITHOUT_OWNER = """
SELECT t.id FROM tenant t WHERE t.ended_at IS NULL AND t.id <> %s
AND NOT EXISTS (SELECT FROM membership m WHERE m.organisation_id = t.id AND m.role = 'OWNER') ORDER BY t.id
"""
_LETTERS = "SELECT id FROM delivery WHERE organisation_id = %s"


def known_to(connection: Connection[TupleRow]) -> Known | None:
    """None for a database from before there were ledgers."""
    if connection.execute("SELECT to_regclass('public.erasure')").fetchone() == (None,):
        return None
    rows = connection.execute(_KNOWN).fetchall()
    return Known(
        written={sequence: bytes(digest) for _, _, sequence, digest in rows if sequence},
        waiting=frozenset(identity for identity, _, sequence, _ in rows if not sequence),
        first=next((identity for identity, kind, _, _ in rows if kind == ErasureKind.OPENED), None),
    )


def head_known(known: Known) -> LedgerHead:
    """The last place that it has heard of."""
    last = max(known.written, default=0)
    return LedgerHead(last, known.written[last]) if last else LedgerHead()


def contents_known(connection: Connection[TupleRow]) -> tuple[frozenset[str], frozenset[UUID]]:
    """The hashes of all files, and the ids of all letters, that any row names."""
    files: set[str] = set()
    letters = {row[0] for row in connection.execute("SELECT id FROM message").fetchall()}
    for organisation_id in _organisations(connection):
        connection.execute(_SEE, (str(organisation_id),))
        letters |= {row[0] for row in connection.execute(_LETTERS, (organisation_id,)).fetchall()}
        for sql in naming_files():
            files |= {row[0] for row in connection.execute(sql, (organisation_id,)).fetchall()}
    return frozenset(files), frozenset(letters)


def naming_files() -> list[Composed]:
    """A statement for every column of organisations that names a stored file, as all do whose name ends so."""
    ask = SQL("SELECT {0} FROM {1} WHERE organisation_id = %s AND {0} IS NOT NULL")
    return [
        ask.format(Identifier(column.name), Identifier(table.name))
        for table in metadata.sorted_tables
        for column in table.columns
        if table.info["tenant"] and column.name.endswith("sha256") and isinstance(column.type, Text)
    ]


def without_owner(connection: Connection[TupleRow]) -> list[UUID]:
    """Organisations that live and belong to nobody: their owner of then was erased after handing them over."""
    connection.execute("SELECT set_config('app.keeper', 'on', true)")
    return [row[0] for row in connection.execute(_WITHOUT_OWNER, (HOUSE,)).fetchall()]


def _organisations(connection: Connection[TupleRow]) -> Iterator[UUID]:
    yield HOUSE
    for (organisation_id,) in connection.execute("SELECT id FROM tenant").fetchall():
        yield organisation_id
