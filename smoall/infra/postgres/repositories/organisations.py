"""The organisation and its journals."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.organisation import Journal, Organisation
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.repositories.rows import address_columns, address_of
from smoall.infra.postgres.statements import fetch, insert, insert_all, update


class PostgresOrganisations:
    """The store of one organisation."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def get(self, *, lock: bool = False) -> Organisation:
        """The organisation."""
        row = await fetch(self._link, tables.organisation, lock=lock, organisation_id=self._organisation_id)
        names = (name for name in Organisation.__slots__ if name not in ("id", "address", "language"))
        plain = {name: row[name] for name in names}
        return Organisation(
            id=row["organisation_id"], address=address_of(row), language=Language(row["language"]), **plain
        )

    async def found(self, organisation: Organisation, journals: Sequence[Journal]) -> None:
        """A new organisation with its journals."""
        await insert(self._link, tables.tenant, id=organisation.id, created_at=self._now)
        await insert(self._link, tables.organisation, created_at=self._now, **_columns(organisation))
        await insert_all(
            self._link,
            tables.journal,
            [{"organisation_id": organisation.id, **asdict(journal)} for journal in journals],
        )
        await self._link.row(_BEGIN_TRAIL, organisation.id, bytes(32))

    async def replace(self, organisation: Organisation) -> None:
        """The organisation with other data; its version goes up by one."""
        values = {**_columns(organisation), "version": organisation.version + 1}
        await update(self._link, tables.organisation, values, organisation_id=organisation.id)

    async def journal(self, kind: DocumentKind) -> Journal:
        """The journal in which documents of ``kind`` are numbered."""
        row = await fetch(self._link, tables.journal, lock=False, organisation_id=self._organisation_id, kind=kind)
        return _journal(row)

    async def journals(self) -> Sequence[Journal]:
        """All journals."""
        rows = await self._link.rows(
            "SELECT * FROM journal WHERE organisation_id = $1 ORDER BY ordinal", self._organisation_id
        )
        return [_journal(row) for row in rows]

    async def journal_by_id(self, identity: UUID, *, lock: bool = False) -> Journal | None:
        """One journal."""
        row = await fetch(self._link, tables.journal, lock=lock, organisation_id=self._organisation_id, id=identity)
        return _journal(row) if row else None

    async def replace_journal(self, journal: Journal) -> None:
        """The journal with another pattern; its version goes up by one."""
        values = {**asdict(journal), "version": journal.version + 1}
        await update(self._link, tables.journal, values, organisation_id=self._organisation_id, id=journal.id)


_BEGIN_TRAIL = """
INSERT INTO audit_head (organisation_id, sequence, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING
"""


def _journal(row: Mapping[str, Any]) -> Journal:
    return Journal(
        row["id"], row["code"], DocumentKind(row["kind"]), row["ordinal"], row["pattern"], version=row["version"]
    )


def _columns(organisation: Organisation) -> dict[str, Any]:
    values = asdict(organisation)
    del values["address"]
    values["organisation_id"] = values.pop("id")
    return {**values, **address_columns(organisation.address)}
