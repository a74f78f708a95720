"""Invoices and credit notes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from smoall.domain.invoicing.document import CreditedInvoice, DocumentKind, IssuedDocument
from smoall.domain.invoicing.numbering import check_sequence, out_of_order
from smoall.domain.invoicing.sales_document import SalesDocument
from smoall.domain.kernel.errors import Conflict
from smoall.domain.organisations.organisation import Journal
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.repositories import rows
from smoall.infra.postgres.statements import fetch, insert, insert_all, update
from smoall.usecases.stores import Draw, NumberCount, StoredFile

_PARTS = "SELECT * FROM {} WHERE organisation_id = $1 AND document_id = $2 ORDER BY position"


class PostgresDocuments:
    """The store of sales documents of one organisation."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def get(self, identity: UUID, kind: DocumentKind, *, lock: bool = False) -> SalesDocument | None:
        """One document, locked against others when it will be changed."""
        row = await fetch(
            self._link, tables.document, lock=lock, organisation_id=self._organisation_id, id=identity, kind=kind
        )
        return await self._document(row) if row else None

    async def _document(self, row: Mapping[str, Any]) -> SalesDocument:
        lines, discounts, groups = [
            await self._link.rows(_PARTS.format(part), self._organisation_id, row["id"])
            for part in ("document_line", "document_discount", "document_vat")
        ]
        content, totals = rows.content_of(row, lines, discounts), rows.totals_of(row, discounts, groups)
        return SalesDocument(
            id=row["id"],
            customer_id=row["company_id"],
            content=content,
            totals=totals,
            version=row["version"],
            issued=rows.issued_of(row, content, totals, await self._credited(row["credits_id"])),
            credits_id=row["credits_id"],
            paid=row["paid"],
            credited=row["credited"],
        )

    async def _credited(self, identity: UUID | None) -> CreditedInvoice | None:
        if identity is None:
            return None
        row = await fetch(self._link, tables.document, lock=False, organisation_id=self._organisation_id, id=identity)
        return CreditedInvoice(row["number"], row["issued_on"])

    async def add(self, document: SalesDocument, *, reason: str | None = None) -> None:
        """A new draft with its parts."""
        await insert(
            self._link,
            tables.document,
            organisation_id=self._organisation_id,
            id=document.id,
            company_id=document.customer_id,
            credits_id=document.credits_id,
            reason=reason,
            created_at=self._now,
            **rows.document_columns(document.content, document.totals),
        )
        await self._add_parts(document)

    async def _add_parts(self, document: SalesDocument) -> None:
        keys = {"organisation_id": self._organisation_id, "document_id": document.id}
        await insert_all(self._link, tables.document_line, rows.line_rows(document.content, keys))
        await insert_all(
            self._link, tables.document_discount, rows.discount_rows(document.content, document.totals, keys)
        )
        await insert_all(self._link, tables.document_vat, rows.vat_rows(document.totals, keys))

    async def replace(self, document: SalesDocument) -> None:
        """The draft with other content; its version goes up by one."""
        columns = rows.document_columns(document.content, document.totals)
        await update(
            self._link,
            tables.document,
            {**columns, "company_id": document.customer_id, "version": document.version + 1},
            organisation_id=self._organisation_id,
            id=document.id,
        )
        for part in ("document_line", "document_discount", "document_vat"):
            await self._link.row(
                f"DELETE FROM {part} WHERE organisation_id = $1 AND document_id = $2",
                self._organisation_id,
                document.id,
            )
        await self._add_parts(document)

    async def discard(self, identity: UUID) -> None:
        """The draft is gone; it never had a number."""
        await self._link.row(
            "DELETE FROM document WHERE organisation_id = $1 AND id = $2", self._organisation_id, identity
        )

    async def issue(self, document: SalesDocument, *, journal: Journal, draw: Draw) -> None:
        """The draft becomes what ``document.issued`` says, for good."""
        issued = document.issued
        assert issued is not None
        try:
            await self._write_issued(document, issued, journal=journal, draw=draw)
        except asyncpg.UniqueViolationError as taken:
            # Only a pattern that was changed within the year can meet a number again.
            raise Conflict("NUMBER_TAKEN", number=issued.number) from taken

    async def _write_issued(
        self, document: SalesDocument, issued: IssuedDocument, *, journal: Journal, draw: Draw
    ) -> None:
        await update(
            self._link,
            tables.document,
            {
                "journal_id": journal.id,
                "fiscal_year": draw.fiscal_year,
                "sequence_number": draw.number,
                "number": issued.number,
                "structured_communication": issued.structured_communication,
                "buyer_reference": issued.content.buyer_reference,
                "issued_on": issued.issued_on,
                "due_on": issued.due_on,
                "issued_at": self._now,
                "seller": rows.party_json(issued.seller),
                "buyer": rows.party_json(issued.buyer),
                "mentions": list(issued.mentions),
                "version": document.version + 1,
            },
            organisation_id=self._organisation_id,
            id=document.id,
        )

    async def draw(self, journal: Journal, *, fiscal_year: int, issued_on: date) -> Draw:
        """The next number of the journal's fiscal year. Locks the sequence until the end: draw last."""
        row = await self._link.row(_DRAW, self._organisation_id, journal.id, fiscal_year, issued_on)
        assert row is not None
        return Draw(fiscal_year, row["last_number"], row["previous_issued_on"])

    async def peek(self, journal: Journal, *, fiscal_year: int) -> date | None:
        """The day of the last document numbered there, without locking."""
        found: date | None = await self._link.value(
            "SELECT last_issued_on FROM sequence WHERE organisation_id = $1 AND journal_id = $2 AND fiscal_year = $3",
            self._organisation_id,
            journal.id,
            fiscal_year,
        )
        return found

    async def credits_of(self, invoice_id: UUID) -> Sequence[SalesDocument]:
        """The credit notes issued for an invoice, the oldest first."""
        found = await self._link.rows(
            "SELECT * FROM document WHERE organisation_id = $1 AND credits_id = $2 AND issued_on IS NOT NULL"
            " ORDER BY id",
            self._organisation_id,
            invoice_id,
        )
        return [await self._document(row) for row in found]

    async def count_numbers(self, journal_id: UUID, fiscal_year: int) -> NumberCount | None:
        """Count the numbers of a journal's fiscal year; None when there is no such journal."""
        code: str | None = await self._link.value(
            "SELECT code FROM journal WHERE organisation_id = $1 AND id = $2", self._organisation_id, journal_id
        )
        if code is None:
            return None
        found = await self._link.rows(
            "SELECT sequence_number, number, issued_on FROM document"
            " WHERE organisation_id = $1 AND journal_id = $2 AND fiscal_year = $3 ORDER BY sequence_number",
            self._organisation_id,
            journal_id,
            fiscal_year,
        )
        printed = {row["sequence_number"]: row["number"] for row in found}
        late = out_of_order({row["sequence_number"]: row["issued_on"] for row in found})
        return NumberCount(
            journal=code,
            report=check_sequence([row["sequence_number"] for row in found]),
            first=found[0]["number"] if found else None,
            last=found[-1]["number"] if found else None,
            out_of_order=tuple(printed[number] for number in late),
        )

    async def files(self, document_id: UUID) -> Mapping[str, StoredFile]:
        """The files made for a document, by kind."""
        found = await self._link.rows(
            "SELECT kind, name, media_type, size, sha256 FROM document_file"
            " WHERE organisation_id = $1 AND document_id = $2",
            self._organisation_id,
            document_id,
        )
        return {row["kind"]: StoredFile(**dict(row)) for row in found}

    async def keep_file(self, document_id: UUID, file: StoredFile) -> None:
        """Remember a file; the first one of its kind stays."""
        await self._link.row(
            "INSERT INTO document_file (organisation_id, document_id, kind, name, media_type, size, sha256, created_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
            self._organisation_id,
            document_id,
            file.kind,
            file.name,
            file.media_type,
            file.size,
            file.sha256,
            self._now,
        )


_DRAW = """
INSERT INTO sequence AS s (organisation_id, journal_id, fiscal_year, last_number, last_issued_on)
VALUES ($1, $2, $3, 1, $4)
ON CONFLICT (organisation_id, journal_id, fiscal_year) DO UPDATE
    SET last_number = s.last_number + 1, last_issued_on = excluded.last_issued_on, previous_issued_on = s.last_issued_on
RETURNING last_number, previous_issued_on
"""
