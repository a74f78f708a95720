"""Rows of long ago, put down past every rule as only the database's owner can: what a purge is tried on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from uuid import UUID

import asyncpg

from smoall.infra.postgres.identity import new_id
from tests.harness.api import Api

_COMPANY = """
INSERT INTO company (organisation_id, id, name, language, street, postal_code, city, country, created_at)
VALUES ($1, $2, $4, 'NL', 'Inktstraat 1', '9000', 'Gent', 'BE', $3::date)
"""
_CONTACT = """
INSERT INTO contact (organisation_id, id, company_id, name, source, created_at)
VALUES ($1, $2, $3, $5, 'TENANT_USER', $4::date)
"""
_DOCUMENT = """
INSERT INTO document (organisation_id, id, kind, company_id, currency, language, payment_term_days, credits_id,
    lines_total, discounts_total, net, vat, gross, number, issued_on, paid, credited, created_at)
VALUES ($1, $2, $3, $4, 'EUR', 'NL', 30, $5, 100, 0, 100, 21, 121, $6, $7, $8, $9, coalesce($7::date, current_date))
"""
_LINE = """
INSERT INTO document_line (organisation_id, document_id, position, description, quantity, unit, unit_price,
    discount_percent, vat_category, vat_rate, net)
VALUES ($1, $2, 1, 'Drukwerk', 1, 'C62', 100, 0, 'STANDARD', 21, 100)
"""
_PAYMENT = """
INSERT INTO payment (organisation_id, id, amount, currency, received_on, allocated, created_at)
VALUES ($1, $2, 121, 'EUR', $3, $4, $3::date)
"""
_ALLOCATION = """
INSERT INTO allocation (organisation_id, id, payment_id, document_id, amount, created_at)
VALUES ($1, $2, $3, $4, 121, now())
"""


class Administered(Protocol):
    """Whoever has a database with an administrator."""

    @property
    def admin(self) -> str:
        """The superuser's way in."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sown:
    """An invoice of long ago: its day, the day of its payment (None: it is owed), the day of a credit note of it (None:
    there is none; ``draft_credit``: it is not issued yet)."""

    issued_on: date
    received_on: date | None = None
    credited_on: date | None = None
    draft_credit: bool = False
    id: UUID = field(default_factory=new_id)
    company: UUID = field(default_factory=new_id)
    contact: UUID = field(default_factory=new_id)
    payment: UUID = field(default_factory=new_id)
    credit: UUID = field(default_factory=new_id)


async def sow(house: Administered, api: Api, invoices: Iterable[Sown]) -> None:
    """Put them down, each with a customer of its own and one contact."""
    admin = await asyncpg.connect(house.admin)
    try:
        await admin.execute("SET session_replication_role = replica")
        async with admin.transaction():
            for one in invoices:
                await _put(admin, api.organisation_id, one)
    finally:
        await admin.close()


async def sow_draft_credit(house: Administered, api: Api, one: Sown) -> None:
    """Draft a credit note of an invoice that was put down."""
    admin = await asyncpg.connect(house.admin)
    try:
        note = (one.credit, "CREDIT_NOTE", one.company, one.id, None, None, 0, 0)
        await admin.execute(_DOCUMENT, api.organisation_id, *note)
    finally:
        await admin.close()


async def _put(admin: "asyncpg.Connection[asyncpg.Record]", whose: UUID, one: Sown) -> None:
    made = one.issued_on
    await admin.execute(_COMPANY, whose, one.company, made, f"Drukkerij {one.company.hex[-12:]}")
    await admin.execute(_CONTACT, whose, one.contact, one.company, made, f"Persoon {one.contact.hex[-12:]}")
    paid, credited = (121 if one.received_on else 0), (121 if one.credited_on and not one.received_on else 0)
    first = (one.id, "INVOICE", one.company, None, f"F{one.id.hex}", made, paid, credited)
    await admin.execute(_DOCUMENT, whose, *first)
    await admin.execute(_LINE, whose, one.id)
    if one.credited_on or one.draft_credit:
        number = f"C{one.id.hex}" if one.credited_on else None
        note = (one.credit, "CREDIT_NOTE", one.company, one.id, number, one.credited_on, 0, 0)
        await admin.execute(_DOCUMENT, whose, *note)
    if one.received_on:
        await admin.execute(_PAYMENT, whose, one.payment, one.received_on, 121)
        await admin.execute(_ALLOCATION, whose, new_id(), one.payment, one.id)
