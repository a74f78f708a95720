"""Customers and their contacts."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from smoall.domain.crm.company import Company, Contact
from smoall.domain.kernel.language import Language
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.repositories.objections import opposition_of, restriction_of
from smoall.infra.postgres.repositories.rows import address_columns, address_of
from smoall.infra.postgres.statements import fetch, insert, update

_MARKS = ("opposition", "restriction", "erased_at")


class PostgresCompanies:
    """The store of customers of one organisation."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def get(self, identity: UUID, *, lock: bool = False) -> Company | None:
        """One company."""
        row = await fetch(self._link, tables.company, lock=lock, organisation_id=self._organisation_id, id=identity)
        if row is None:
            return None
        return Company(
            id=row["id"],
            name=row["name"],
            address=address_of(row),
            language=Language(row["language"]),
            enterprise_number=row["enterprise_number"],
            vat_number=row["vat_number"],
            email=row["email"],
            phone=row["phone"],
            natural_person=row["natural_person"],
            archived_at=row["archived_at"],
            version=row["version"],
            opposition=opposition_of(row),
            restriction=restriction_of(row),
            erased_at=row["erased_at"],
        )

    async def add(self, company: Company) -> None:
        """A new company."""
        await insert(
            self._link,
            tables.company,
            organisation_id=self._organisation_id,
            created_at=self._now,
            **_company_columns(company),
        )

    async def replace(self, company: Company) -> None:
        """The company with other data; its version goes up by one."""
        values = {**_company_columns(company), "version": company.version + 1}
        await update(self._link, tables.company, values, organisation_id=self._organisation_id, id=company.id)

    async def contact(self, identity: UUID, *, lock: bool = False) -> Contact | None:
        """One contact."""
        row = await fetch(self._link, tables.contact, lock=lock, organisation_id=self._organisation_id, id=identity)
        return contact_of(row) if row else None

    async def first_contact_name(self, company_id: UUID) -> str | None:
        """The name of the company's oldest contact who neither objected nor is restricted."""
        found: str | None = await self._link.value(
            "SELECT name FROM contact WHERE organisation_id = $1 AND company_id = $2 AND name <> ''"
            " AND opposed_since IS NULL AND restricted_since IS NULL ORDER BY created_at, id LIMIT 1",
            self._organisation_id,
            company_id,
        )
        return found

    async def add_contact(self, contact: Contact) -> None:
        """A new contact."""
        await insert(
            self._link,
            tables.contact,
            organisation_id=self._organisation_id,
            created_at=self._now,
            **_without_marks(contact),
        )

    async def replace_contact(self, contact: Contact) -> None:
        """The contact with other data; its version goes up by one."""
        values = {**_without_marks(contact), "version": contact.version + 1}
        await update(self._link, tables.contact, values, organisation_id=self._organisation_id, id=contact.id)

    async def remove_contact(self, identity: UUID) -> None:
        """The contact is gone from the company's record."""
        await self._link.row(
            "DELETE FROM contact WHERE organisation_id = $1 AND id = $2", self._organisation_id, identity
        )


def contact_of(row: Mapping[str, Any]) -> Contact:
    """A contact from its row."""
    return Contact(
        id=row["id"],
        company_id=row["company_id"],
        name=row["name"],
        email=row["email"],
        phone=row["phone"],
        job_title=row["job_title"],
        language=Language(row["language"]) if row["language"] else None,
        source=row["source"],
        version=row["version"],
        opposition=opposition_of(row),
        restriction=restriction_of(row),
    )


def _company_columns(company: Company) -> dict[str, Any]:
    values = _without_marks(company)
    del values["address"]
    return {**values, **address_columns(company.address)}


def _without_marks(record: Company | Contact) -> dict[str, Any]:
    """All but the marks: those are written by their own acts only."""
    values = asdict(record)
    return {name: value for name, value in values.items() if name not in _MARKS}
