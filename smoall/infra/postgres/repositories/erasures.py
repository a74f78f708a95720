"""The database's own copy of the ledger of erasures."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from smoall.domain.privacy.erasures import Entry, Erasure, ErasureKind, Known, LedgerHead
from smoall.infra.postgres import outbox, tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.identity import new_id
from smoall.infra.postgres.statements import insert

_NOTE = """
INSERT INTO erasure (id, kind, at, tenant_id, subjects, case_id, of_table, sequence, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING RETURNING 1
"""
_KNOWN = "SELECT id, kind, sequence, hash FROM erasure"
_HEAD = "SELECT sequence, hash FROM erasure WHERE sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1"
_WAITING = "SELECT * FROM erasure WHERE sequence IS NULL ORDER BY at, id"
_WRITTEN = "SELECT * FROM erasure WHERE sequence IS NOT NULL ORDER BY sequence"
_PLACE = "UPDATE erasure SET sequence = $2, hash = $3 WHERE id = $1 AND sequence IS NULL"


class PostgresErasures:
    """The store of what was erased; its rows belong to no organisation and name nobody."""

    def __init__(self, link: Link, now: datetime) -> None:
        self._link = link
        self._now = now

    async def note(self, erasure: Erasure) -> None:
        """It was erased; with the commit the chore wakes that copies it into the ledger."""
        if await self._link.value(_NOTE, *_values(erasure), None, None):
            await outbox.wake(self._link, "copy_erasures")

    async def known(self) -> Known:
        """What is known of the ledger."""
        rows = await self._link.rows(_KNOWN)
        return Known(
            written={row["sequence"]: bytes(row["hash"]) for row in rows if row["sequence"]},
            waiting=frozenset(_uuid(row["id"]) for row in rows if not row["sequence"]),
            first=next((_uuid(row["id"]) for row in rows if row["kind"] == ErasureKind.OPENED), None),
        )

    async def head(self) -> LedgerHead:
        """The last place of the ledger that is known."""
        row = await self._link.row(_HEAD)
        return LedgerHead(row["sequence"], bytes(row["hash"])) if row else LedgerHead()

    async def waiting(self) -> Sequence[Erasure]:
        """What is not known to stand in the ledger."""
        return [_erasure(row) for row in await self._link.rows(_WAITING)]

    async def place(self, entries: Sequence[Entry]) -> None:
        """Note that these stand in the ledger."""
        for one in entries:
            await self._link.row(_PLACE, one.erasure.id, one.sequence, one.hash)
            await self._link.row(_NOTE, *_values(one.erasure), one.sequence, one.hash)

    async def all(self) -> Sequence[Entry]:
        """All that is known to stand in the ledger."""
        rows = await self._link.rows(_WRITTEN)
        return [Entry(row["sequence"], _erasure(row), bytes(row["hash"])) for row in rows]

    async def note_replay(self, replayed: int, *, because: str | None) -> None:
        """A ledger was replayed."""
        await insert(self._link, tables.restoration, id=new_id(), at=self._now, replayed=replayed, because=because)


def _values(erasure: Erasure) -> tuple[object, ...]:
    return (
        erasure.id,
        str(erasure.kind),
        erasure.at,
        erasure.organisation_id,
        list(erasure.subjects),
        erasure.case_id,
        erasure.table,
    )


def _erasure(row: Mapping[str, Any]) -> Erasure:
    return Erasure(
        id=_uuid(row["id"]),
        kind=ErasureKind(row["kind"]),
        at=row["at"],
        organisation_id=row["tenant_id"] and _uuid(row["tenant_id"]),
        subjects=tuple(_uuid(one) for one in row["subjects"]),
        case_id=row["case_id"] and _uuid(row["case_id"]),
        table=row["of_table"],
    )


def _uuid(value: UUID) -> UUID:
    """The driver's own type as a plain one."""
    return UUID(int=value.int)
