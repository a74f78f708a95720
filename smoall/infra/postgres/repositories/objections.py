"""Marks of objections and restrictions, and the list of addresses whose owners objected."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.bases import LegalBasis
from smoall.domain.privacy.marks import OpposedBy, Opposition, Restriction
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link as Connection
from smoall.infra.postgres.repositories.marketing import PostgresMarketing
from smoall.infra.postgres.statements import insert, insert_all, update
from smoall.usecases.privacy.objection.addresses import plain_address, spellings
from smoall.usecases.privacy.objection.stores import AddressFingerprints, Link, Uninformed

MOST_WATCHED = 1000
_ADDRESSES = """
SELECT email FROM company WHERE organisation_id = $1 AND id = $2 AND email IS NOT NULL
UNION SELECT email FROM contact WHERE organisation_id = $1 AND company_id = $2 AND email IS NOT NULL
"""
_LISTED = """
SELECT since, opposed_by FROM opposed_address WHERE organisation_id = $1 AND address_hmac = any($2)
ORDER BY since LIMIT 1
"""
_RESTRICTED = """
SELECT restricted_since, restriction_reason FROM contact
WHERE organisation_id = $1 AND restricted_since IS NOT NULL AND lower(email) = any($2)
UNION ALL SELECT restricted_since, restriction_reason FROM company
WHERE organisation_id = $1 AND restricted_since IS NOT NULL AND lower(email) = any($2) ORDER BY 1 LIMIT 1
"""
_DELIST = "WITH gone AS (DELETE FROM opposed_address WHERE organisation_id = $1 AND {} RETURNING 1)"
_MAILBOX = "regexp_replace(lower({0}), '(?<=.)[+][^@]*(?=@)', '') = any($2)"
_NAMESAKES = f"""
UPDATE contact SET opposed_since = $4, opposed_by = $5, opposed_reason = $6 WHERE organisation_id = $1
AND {_MAILBOX.format("email")} AND id <> $3 AND company_id <> $3 AND opposed_since IS NULL RETURNING id
"""
_UNMARK = f"""
UPDATE contact SET opposed_since = NULL, opposed_by = NULL, opposed_reason = NULL
WHERE organisation_id = $1 AND {_MAILBOX.format("email")} AND opposed_since = $3
"""
_MAILBOXES = """
SELECT id, email FROM contact WHERE organisation_id = $1 AND email IS NOT NULL ORDER BY created_at, id
"""
_RESTRICT_DOCUMENTS = """
INSERT INTO document_restriction (organisation_id, document_id, since, reason)
SELECT $1, unnest($2::uuid[]), $3, $4 ON CONFLICT DO NOTHING RETURNING document_id
"""
_OPPOSED_AS = """
SELECT opposed_since, opposed_by, opposed_reason FROM company WHERE organisation_id = $1 AND opposed_since IS NOT NULL
AND (enterprise_number = any($2) OR vat_number = any($2)) AND id <> $3 ORDER BY opposed_since LIMIT 1
"""
_MARKED_CONTACT = f"""
SELECT c.id FROM contact c JOIN company k ON k.organisation_id = c.organisation_id AND k.id = c.company_id
WHERE c.organisation_id = $1 AND {_MAILBOX.format("c.email")} AND coalesce(c.opposed_since, k.opposed_since) IS NOT NULL
ORDER BY 1 LIMIT 1
"""
_MARKED_COMPANY = f"""
SELECT id FROM company WHERE organisation_id = $1 AND {_MAILBOX.format("email")} AND opposed_since IS NOT NULL
ORDER BY 1 LIMIT 1
"""
_LIST = """
INSERT INTO opposed_address (organisation_id, address_hmac, record_id, since, opposed_by) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING
"""
_UNINFORMED = """
SELECT id, source, legal_basis AS basis FROM contact
WHERE organisation_id = $1 AND lower(email) = any($2) AND informed_at IS NULL ORDER BY created_at, id LIMIT 1
"""
_INFORM = """
UPDATE contact SET informed_at = $3 WHERE organisation_id = $1 AND informed_at IS NULL
AND id IN (SELECT contact_id FROM objection_link WHERE organisation_id = $1 AND delivery_id = $2) RETURNING id
"""
_ISSUED = (
    "SELECT EXISTS (SELECT FROM document WHERE organisation_id = $1 AND company_id = $2 AND issued_on IS NOT NULL)"
)
_DOCUMENTS = "SELECT id FROM document WHERE organisation_id = $1 AND company_id = $2 ORDER BY listed_on DESC LIMIT $3"


class PostgresObjections(PostgresMarketing):
    """The store of objections and restrictions of one organisation."""

    def __init__(
        self, link: Connection, organisation_id: UUID, now: datetime, *, fingerprints: AddressFingerprints | None
    ) -> None:
        super().__init__(link, organisation_id, now)
        self._fingerprints = fingerprints

    async def mark_company(self, company_id: UUID, mark: Opposition | None) -> None:
        """The company is marked as opposed, or no longer."""
        await self._set(tables.company, company_id, _opposed(mark))

    async def mark_contact(self, contact_id: UUID, mark: Opposition | None) -> None:
        """The contact is marked as opposed, or no longer."""
        await self._set(tables.contact, contact_id, _opposed(mark))

    async def mark_namesakes(self, addresses: Sequence[str], mark: Opposition, *, of: UUID) -> Sequence[UUID]:
        """The contacts with one of these mailboxes are marked too."""
        known = _mailboxes(addresses)
        rows = await self._link.rows(_NAMESAKES, self._organisation_id, known, of, mark.since, mark.by, mark.reason)
        return [row["id"] for row in rows]

    async def unmark_namesakes(self, addresses: Sequence[str], mark: Opposition) -> None:
        """Those who were marked together with one are so no longer."""
        await self._link.row(_UNMARK, self._organisation_id, _mailboxes(addresses), mark.since)

    async def restrict_company(self, company_id: UUID, mark: Restriction | None) -> None:
        """The company is restricted, or no longer."""
        # Who may process it again may be asked to erase it again.
        erased = {} if mark else {"erased_at": None}
        await self._set(tables.company, company_id, {**_restricted(mark), **erased})

    async def restrict_contact(self, contact_id: UUID, mark: Restriction | None) -> None:
        """The contact is restricted, or no longer."""
        await self._set(tables.contact, contact_id, _restricted(mark))

    async def restrict_document(self, document_id: UUID, mark: Restriction | None) -> None:
        """The document is restricted, or no longer."""
        keys = {"organisation_id": self._organisation_id, "document_id": document_id}
        if mark:
            await insert(self._link, tables.document_restriction, **keys, since=mark.since, reason=mark.reason)
        else:
            sql = "DELETE FROM document_restriction WHERE organisation_id = $1 AND document_id = $2"
            await self._link.row(sql, *keys.values())

    async def restrict_documents(self, documents: Sequence[UUID], mark: Restriction) -> Sequence[UUID]:
        """Those of the documents that were not restricted are so."""
        values = (list(documents), mark.since, mark.reason)
        rows = await self._link.rows(_RESTRICT_DOCUMENTS, self._organisation_id, *values)
        return [row["document_id"] for row in rows]

    async def restriction_of(self, document_id: UUID) -> Restriction | None:
        """The document's own restriction."""
        sql = "SELECT since, reason FROM document_restriction WHERE organisation_id = $1 AND document_id = $2"
        row = await self._link.row(sql, self._organisation_id, document_id)
        return Restriction(row["since"], row["reason"]) if row else None

    async def restricted(self, addresses: Sequence[str]) -> Restriction | None:
        """The restriction of a contact or company with one of these addresses."""
        known = [form for one in addresses for form in (*spellings(one), *spellings(plain_address(one)))]
        row = await self._link.row(_RESTRICTED, self._organisation_id, known)
        return Restriction(row["restricted_since"], row["restriction_reason"]) if row else None

    async def addresses_of(self, company_id: UUID) -> Sequence[str]:
        """The company's own address and those of its contacts."""
        return [row["email"] for row in await self._link.rows(_ADDRESSES, self._organisation_id, company_id)]

    async def list_addresses(self, addresses: Sequence[str], mark: Opposition, *, of: UUID) -> int:
        """Put the addresses on the list."""
        hashes = {self._known_as(address)[0] for address in addresses}
        common = {"organisation_id": self._organisation_id, "record_id": of}
        rows = [{**common, "address_hmac": one, "since": mark.since, "opposed_by": mark.by} for one in sorted(hashes)]
        await insert_all(self._link, tables.opposed_address, rows)
        return len(rows)

    async def delist(self, *, of: UUID) -> int:
        """Take off the list what was put there for that record."""
        return await self._delist("record_id = $2", of)

    async def delist_address(self, address: str, *, since: datetime | None = None) -> int:
        """Take one address off the list."""
        known = list(self._known_as(address))
        return await self._delist("address_hmac = any($2) AND since = coalesce($3, since)", known, since)

    async def opposed_as(self, numbers: Sequence[str], *, but: UUID) -> Opposition | None:
        """The objection of another company with one of these numbers."""
        row = await self._link.row(_OPPOSED_AS, self._organisation_id, list(numbers), but)
        return opposition_of(row) if row else None

    async def marked_with(self, address: str) -> str | None:
        """The public id of a record with that mailbox that bears an objection."""
        for kind, sql in ((Kind.CONTACT, _MARKED_CONTACT), (Kind.COMPANY, _MARKED_COMPANY)):
            if found := await self._link.value(sql, self._organisation_id, _mailboxes([address])):
                return public_id(kind, found)
        return None

    async def opposed(self, addresses: Sequence[str]) -> Opposition | None:
        """The oldest objection against writing to one of these addresses."""
        hashes = [one for address in addresses for one in self._known_as(address)]
        row = await self._link.row(_LISTED, self._organisation_id, hashes)
        return Opposition(row["since"], OpposedBy(row["opposed_by"]), "") if row else None

    async def list_fingerprint(self, fingerprint: bytes, mark: Opposition, *, of: UUID) -> None:
        """Put an address on the list that is only known by its keyed hash."""
        await self._link.row(_LIST, self._organisation_id, fingerprint, of, mark.since, mark.by)

    async def uninformed(self, address: str) -> Uninformed | None:
        """The contact with that address who was not informed yet."""
        row = await self._link.row(_UNINFORMED, self._organisation_id, spellings(address))
        return Uninformed(row["id"], row["source"], LegalBasis(row["basis"]) if row["basis"] else None) if row else None

    async def add_link(self, token_hash: bytes, contact_id: UUID, *, address: str, delivery_id: UUID) -> None:
        """A link by which the contact objects goes out with that delivery."""
        await insert(
            self._link,
            tables.objection_link,
            organisation_id=self._organisation_id,
            token_hash=token_hash,
            contact_id=contact_id,
            delivery_id=delivery_id,
            address_hmac=self._known_as(address)[0],
            created_at=self._now,
        )

    async def link(self, token_hash: bytes) -> Link | None:
        """The link of that token."""
        sql = "SELECT contact_id, address_hmac FROM objection_link WHERE organisation_id = $1 AND token_hash = $2"
        row = await self._link.row(sql, self._organisation_id, token_hash)
        return Link(row["contact_id"], row["address_hmac"]) if row else None

    async def contact_at(self, fingerprint: bytes) -> UUID | None:
        """The oldest contact with the mailbox of that keyed hash."""
        rows = await self._link.rows(_MAILBOXES, self._organisation_id)
        return next((row["id"] for row in rows if fingerprint in self._known_as(row["email"])), None)

    async def inform(self, delivery_id: UUID) -> Sequence[UUID]:
        """The contacts whose notice the delivery carried are informed."""
        rows = await self._link.rows(_INFORM, self._organisation_id, delivery_id, self._now)
        return [row["id"] for row in rows]

    async def set_legal_basis(self, contact_id: UUID, basis: LegalBasis, *, assessment: str | None) -> None:
        """On which basis the contact is held."""
        await self._set(tables.contact, contact_id, {"legal_basis": basis, "basis_assessment": assessment})

    async def is_prospect(self, company_id: UUID) -> bool:
        """Whether nothing was ever issued to the company."""
        return not await self._link.value(_ISSUED, self._organisation_id, company_id)

    async def documents_of(self, company_id: UUID) -> Sequence[UUID]:
        """The company's latest documents."""
        rows = await self._link.rows(_DOCUMENTS, self._organisation_id, company_id, MOST_WATCHED)
        return [row["id"] for row in rows]

    def _known_as(self, address: str) -> Sequence[bytes]:
        if self._fingerprints is None:
            raise RuntimeError("this unit was begun without the key of the list of objections")
        return self._fingerprints(self._organisation_id, plain_address(address))

    async def _delist(self, condition: str, *values: Any) -> int:
        sql = f"{_DELIST.format(condition)} SELECT count(*) FROM gone"
        gone: int = await self._link.value(sql, self._organisation_id, *values)
        return gone

    async def _set(self, table: Table, identity: UUID, values: Mapping[str, Any]) -> None:
        await update(self._link, table, values, organisation_id=self._organisation_id, id=identity)


def _mailboxes(addresses: Sequence[str]) -> list[str]:
    return [form for address in addresses for form in spellings(plain_address(address))]


def opposition_of(row: Mapping[str, Any]) -> Opposition | None:
    """The objection that a row of a company or contact bears."""
    since = row["opposed_since"]
    return Opposition(since, OpposedBy(row["opposed_by"]), row["opposed_reason"] or "") if since else None


def restriction_of(row: Mapping[str, Any]) -> Restriction | None:
    """The restriction that a row of a company or contact bears."""
    since = row["restricted_since"]
    return Restriction(since, row["restriction_reason"] or "") if since else None


def _opposed(mark: Opposition | None) -> Mapping[str, Any]:
    return {
        "opposed_since": mark and mark.since,
        "opposed_by": mark and mark.by,
        "opposed_reason": mark and mark.reason,
    }


def _restricted(mark: Restriction | None) -> Mapping[str, Any]:
    return {"restricted_since": mark and mark.since, "restriction_reason": mark and mark.reason}
