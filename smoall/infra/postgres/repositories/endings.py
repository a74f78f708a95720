"""The end of one organisation: when, what goes with it, and the proof."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Table

from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.certificate import Certificate, ChainHead
from smoall.domain.privacy.retention import Holding
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import SET_ORGANISATION, Link
from smoall.infra.postgres.ends import EndingTable, ending_tables, exported, is_exported
from smoall.infra.postgres.statements import insert, update
from smoall.usecases.privacy.endings import Export, Member, Purged, PurgeRun
from smoall.usecases.privacy.stores import Ending, Touched

SLICE = 5000
_MEMBERS = """
SELECT u.id, u.email, u.name, u.language FROM membership m JOIN user_account u ON u.id = m.user_id
WHERE m.organisation_id = $1 AND u.erased_at IS NULL ORDER BY m.created_at
"""
_YEARS = """
SELECT make_date(extract(year FROM {0})::int, 12, 31) AS dated, {1} AS open, count(*) AS n FROM {2}
WHERE organisation_id = $1 AND {3} GROUP BY 1, 2
"""
_RUN = "SELECT id, before, certificate, signature FROM purge_run WHERE id = $1"
_SIGNED = """
SELECT certificate, signature FROM purge_run WHERE tenant_id = $1 AND signature IS NOT NULL
ORDER BY finished_at DESC, id DESC LIMIT $2
"""
_EXPORT = """
SELECT id, state, progress, total, size, sha256, created_at, finished_at FROM organisation_export
WHERE organisation_id = $1 AND ($2::uuid IS NULL OR id = $2) ORDER BY created_at DESC, id DESC LIMIT 1
"""
_FILES = "SELECT f.name, f.sha256 FROM document_file f WHERE f.organisation_id = $1 ORDER BY f.name, f.document_id"
_OUTSIDE = """
SELECT sha256 FROM organisation_export WHERE organisation_id = $1 AND sha256 IS NOT NULL
UNION SELECT pdf_sha256 FROM subject_answer WHERE organisation_id = $1
"""
_INVOICED = """
SELECT d.id FROM delivery d JOIN document i ON i.organisation_id = d.organisation_id AND i.id = d.document_id
WHERE d.organisation_id = $1 AND i.company_id = $2
"""
_COUNTED = "WITH gone AS ({0} RETURNING 1) SELECT count(*) FROM gone"
_FORGET_SUBSCRIBER = (
    f"DELETE FROM delivery WHERE organisation_id = $1 AND id IN ({_INVOICED})",
    "DELETE FROM contact WHERE organisation_id = $1 AND company_id = $2",
    "DELETE FROM company c WHERE c.organisation_id = $1 AND c.id = $2 AND NOT EXISTS ("
    "SELECT FROM document d WHERE d.organisation_id = c.organisation_id AND d.company_id = c.id)",
    "UPDATE company SET email = NULL, phone = NULL WHERE organisation_id = $1 AND id = $2",
)
_SUBSCRIBER_HELD = """
SELECT EXISTS (SELECT FROM legal_hold h WHERE h.organisation_id = $1 AND h.released_at IS NULL
    AND (h.until IS NULL OR h.until >= brussels_today()) AND (h.scope = 'COMPANY' AND h.target_id = $2
        OR h.scope = 'CONTACT' AND EXISTS (SELECT FROM contact k
            WHERE k.organisation_id = $1 AND k.company_id = $2 AND k.id = h.target_id)
        OR h.scope = 'PERIOD' AND h.from_day IS NULL AND h.to_day IS NULL
        OR h.id IN (SELECT hold FROM held_documents($1, NULL) JOIN document d ON d.organisation_id = $1 AND d.id = root
            WHERE d.company_id = $2)))
"""
_OPENINGS = (
    "DELETE FROM session s WHERE s.organisation_id = $1 OR s.oauth_grant_id IN (SELECT g.id FROM oauth_grant g"
    " JOIN oauth_app a ON a.id = g.app_id WHERE a.organisation_id = $1)",
    "DELETE FROM oauth_grant g WHERE g.organisation_id = $1"
    " OR g.app_id IN (SELECT a.id FROM oauth_app a WHERE a.organisation_id = $1)",
    "DELETE FROM oauth_app WHERE organisation_id = $1",
)


class PostgresEndings:
    """The store of an organisation's end."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def ending(self, *, lock: bool = False) -> Ending:
        """Whether and when it ended."""
        sql = "SELECT ended_at, erase_after, erased_at FROM tenant WHERE id = $1"
        row = await self._link.row(f"{sql} FOR UPDATE" if lock else sql, self._organisation_id)
        return Ending(**dict(row)) if row else Ending(None, None, None)

    async def end(self, *, erase_after: date) -> None:
        """It ends now."""
        values = {"ended_at": self._now, "erase_after": erase_after}
        await update(self._link, tables.tenant, values, id=self._organisation_id)

    async def reopen(self) -> None:
        """It goes on."""
        values = {"ended_at": None, "erase_after": None, "reopened_at": self._now}
        await update(self._link, tables.tenant, values, id=self._organisation_id)

    async def members(self) -> Sequence[Member]:
        """Who belongs to it."""
        rows = await self._link.rows(_MEMBERS, self._organisation_id)
        return [Member(row["id"], row["email"], row["name"], Language(row["language"])) for row in rows]

    async def survey(self) -> Sequence[Touched]:
        """What erasing it will meet."""
        found: list[Touched] = []
        for one in ending_tables():
            found += await self._surveyed(one)
        return found

    async def add_export(self, identity: UUID) -> None:
        """An export is asked for."""
        await insert(
            self._link,
            tables.organisation_export,
            organisation_id=self._organisation_id,
            id=identity,
            state="QUEUED",
            created_at=self._now,
        )

    async def export(self, identity: UUID | None = None) -> Export | None:
        """That export, or the latest."""
        row = await self._link.row(_EXPORT, self._organisation_id, identity)
        return Export(**dict(row)) if row else None

    async def export_files(self) -> Sequence[str]:
        """The content hashes of all its exports, and of the answers that it gave."""
        return [row["sha256"] for row in await self._link.rows(_OUTSIDE, self._organisation_id)]

    async def note_export(self, export: Export) -> None:
        """The export is that far."""
        values = {name: value for name, value in asdict(export).items() if name not in ("id", "created_at")}
        keys = {"organisation_id": self._organisation_id, "id": export.id}
        await update(self._link, tables.organisation_export, values, **keys)

    def tables(self) -> Sequence[str]:
        """The names of the tables that are exported."""
        return [table.name for table in tables.metadata.sorted_tables if is_exported(table)]

    async def rows(self, table: str) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
        """The rows of an exported table, in slices."""
        found = tables.metadata.tables[table]
        sql, start = _told(found), 0
        while rows := await self._link.rows(sql, self._organisation_id, SLICE, start):
            yield [row["row"] for row in rows]
            start += SLICE

    async def files(self) -> Sequence[tuple[str, str]]:
        """The files made for documents."""
        return [(row["name"], row["sha256"]) for row in await self._link.rows(_FILES, self._organisation_id)]

    async def letters(self) -> Sequence[UUID]:
        """Its letters to customers, and Smoall's to it."""
        mine = await self._link.rows("SELECT id FROM delivery WHERE organisation_id = $1", self._organisation_id)
        await self._link.value(SET_ORGANISATION, str(HOUSE))
        theirs = await self._link.rows(_INVOICED, HOUSE, self._organisation_id)
        await self._link.value(SET_ORGANISATION, str(self._organisation_id))
        return [row["id"] for row in (*mine, *theirs)]

    async def forget_subscriber(self) -> int:
        """Smoall's own record of it as a customer; what was sent to it goes in any case."""
        await self._link.value(SET_ORGANISATION, str(HOUSE))
        gone, held = 0, await self._link.value(_SUBSCRIBER_HELD, HOUSE, self._organisation_id)
        for sql in () if held else _FORGET_SUBSCRIBER:
            gone += await self._link.value(_COUNTED.format(sql), HOUSE, self._organisation_id)
        await self._link.value(SET_ORGANISATION, str(self._organisation_id))
        return gone

    async def start_purge(self, identity: UUID, *, subject: str) -> PurgeRun:
        """The purge of that id, begun now unless it was before."""
        row = await self._link.row(_RUN, identity)
        if row is None:
            before = await self.counts()
            await insert(
                self._link,
                tables.purge_run,
                id=identity,
                subject=subject,
                tenant_id=self._organisation_id,
                run_on=self._now.date(),
                started_at=self._now,
                before=before,
            )
            return PurgeRun(identity, before, None, None)
        return PurgeRun(**dict(row))

    async def has_purge(self) -> bool:
        """Whether a purge of its end has begun."""
        sql = "SELECT EXISTS (SELECT FROM purge_run WHERE tenant_id = $1 AND started_at > $2)"
        ended_at = (await self.ending()).ended_at
        return bool(ended_at and await self._link.value(sql, self._organisation_id, ended_at))

    async def erase_slice(self, *, most: int) -> int:
        """Drop at most so many of the rows that go."""
        for one in ending_tables():
            if one.condition:
                gone: int = await self._link.value(one.erasing, self._organisation_id, most)
                if gone:
                    return gone
        return 0

    async def purge_billing(self, *, most: int) -> Purged:
        """Drop documents and payments past their legal term."""
        row = await self._link.row("SELECT gone, files FROM purge_documents($1)", most)
        payments: int = await self._link.value("SELECT purge_payments($1)", most)
        assert row is not None
        return Purged(row["gone"] + payments, tuple(row["files"] or ()))

    async def blank(self) -> None:
        """Empty what stays; end its sessions, its applications and what it let others do."""
        for one in ending_tables():
            if one.is_blanked:
                await self._link.row(one.blanking, self._organisation_id)
        for sql in _OPENINGS:
            await self._link.row(sql, self._organisation_id)

    async def counts(self) -> Mapping[str, int]:
        """How many rows each table holds of it."""
        each = " UNION ALL ".join(
            f"SELECT '{one.name}' AS name, count(*) AS n FROM {one.name} WHERE organisation_id = $1"
            for one in ending_tables()
        )
        return {row["name"]: row["n"] for row in await self._link.rows(each, self._organisation_id)}

    async def head(self) -> ChainHead:
        """Where its audit chain stands."""
        sql = "SELECT sequence, hash FROM audit_head WHERE organisation_id = $1"
        row = await self._link.row(sql, self._organisation_id)
        sequence, digest = (row["sequence"], row["hash"]) if row else (0, bytes(32))
        return ChainHead(organisation_id=self._organisation_id, sequence=sequence, hash=digest)

    async def certificates(self, *, most: int) -> Sequence[tuple[Mapping[str, Any], bytes]]:
        """What was signed about its purges, the latest first."""
        rows = await self._link.rows(_SIGNED, self._organisation_id, most)
        return [(row["certificate"], row["signature"]) for row in rows]

    async def finish_purge(self, certificate: Certificate, signature: bytes, *, ended: bool) -> None:
        """Keep the certificate."""
        values = {"certificate": dict(certificate.content), "signature": signature, "finished_at": self._now}
        await update(self._link, tables.purge_run, values, id=certificate.id)
        if ended:
            await update(self._link, tables.tenant, {"erased_at": self._now}, id=self._organisation_id)

    async def _surveyed(self, one: EndingTable) -> list[Touched]:
        going = "true" if one.is_blanked else one.condition
        found = []
        if going:
            sql = f"SELECT count(*) FROM {one.name} WHERE organisation_id = $1 AND ({going})"
            count = await self._link.value(sql, self._organisation_id)
            found.append(Touched(one.category, one.name, count, Holding.CUSTOMER))
        if one.holding and one.name in _DATED:
            dated, open_, which = _DATED[one.name]
            rows = await self._link.rows(_YEARS.format(dated, open_, one.name, which), self._organisation_id)
            found += [Touched(one.category, one.name, row["n"], one.holding, row["dated"], row["open"]) for row in rows]
        return found


_DATED = {
    "document": ("issued_on", "balance > 0", "issued_on IS NOT NULL"),
    "payment": ("received_on", "false", "true"),
    "audit_entry": ("at", "false", "true"),
}


def _told(table: Table) -> str:
    parts = ", ".join(
        f"'{column.name}', "
        + (f"encode({column.name}, 'hex')" if isinstance(column.type, LargeBinary) else f"{column.name}")
        for column in exported(table)
    )
    keys = ", ".join(column.name for column in table.primary_key.columns)
    return (
        f"SELECT jsonb_build_object({parts}) AS row FROM {table.name}"
        f" WHERE organisation_id = $1 ORDER BY {keys} LIMIT $2 OFFSET $3"
    )
