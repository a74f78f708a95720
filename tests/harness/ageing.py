"""Making records old: what they bear is put back in time, past every trigger, as only the database's owner can."""

from datetime import date
from uuid import UUID

import asyncpg

from tests.harness.api import Api
from tests.harness.house import RunningHouse

_OLDER = {
    "document": "issued_on = CASE WHEN issued_on IS NULL THEN NULL ELSE $2::date END, created_at = $2::date",
    "payment": "received_on = $2::date, created_at = $2::date",
    "delivery": "created_at = $2::date, sent_at = $2::date",
    "contact": "created_at = $2::date",
    "company": "created_at = $2::date",
}


async def age(house: RunningHouse, api: Api, day: date, *, only: str | None = None) -> None:
    """All that the organisation has is of that day; ``only`` names one table."""
    await bend(
        house,
        *(f"UPDATE {name} SET {to} WHERE organisation_id = $1" for name, to in _OLDER.items() if only in (None, name)),
        api=api,
        day=day,
    )


async def age_company(house: RunningHouse, api: Api, company: str, day: date = date(2009, 3, 10)) -> None:
    """One company, and its contacts, are of that day."""
    whose = UUID(hex=company.removeprefix("cmp_"))
    await bend(
        house,
        f"UPDATE company SET created_at = $2::date WHERE organisation_id = $1 AND id = '{whose}'",
        f"UPDATE contact SET created_at = $2::date WHERE organisation_id = $1 AND company_id = '{whose}'",
        api=api,
        day=day,
    )


async def bend(house: RunningHouse, *statements: str, api: Api, day: date) -> None:
    """Run statements of the organisation (``$1``) and a day (``$2``) as the owner, with no trigger."""
    admin = await asyncpg.connect(house.admin)
    try:
        await admin.execute("SET session_replication_role = replica")
        for sql in statements:
            await admin.execute(sql, api.organisation_id, day)
    finally:
        await admin.close()
