"""The demo data: all of it or nothing, once, with numbers in order and dates that a reader believes."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
import pytest_asyncio

from smoall.demo import seeding
from smoall.demo.customers import CUSTOMERS
from smoall.demo.logo import logo_url
from smoall.demo.sales import SALES
from smoall.demo.seeding import Seeded, demo_exists, nobody_is_there, seed_demo
from smoall.demo.story import FOUNDED, Act, acts
from smoall.domain.organisations.logo import Logo
from smoall.infra.postgres.database import Database
from smoall.wiring import Addresses
from tests.harness.databases import Databases
from tests.harness.house import rows

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


@pytest_asyncio.fixture
async def where(databases: Databases) -> AsyncIterator[Addresses]:
    with databases.copy() as made:
        yield made


@pytest_asyncio.fixture
async def database(where: Addresses) -> AsyncIterator[Database]:
    made = Database(where.app, size=1)
    yield made
    await made.close()


async def test_the_story_is_written_once(where: Addresses, database: Database, databases: Databases) -> None:
    assert await nobody_is_there(database)
    seeded = await seed_demo(database, letters=True, now=NOW)
    credit_notes = sum(len(sale.taken) for sale in SALES)
    payments = sum(len(sale.paid) for sale in SALES)
    assert seeded == Seeded(len(CUSTOMERS), len(SALES) + credit_notes, payments)
    assert await seed_demo(database, letters=True, now=NOW) is None
    assert await demo_exists(database)
    found = await rows(
        databases.admin(where),
        "SELECT kind, number, issued_on, issued_at FROM document WHERE number IS NOT NULL ORDER BY issued_on, number",
    )
    invoices = [row for row in found if row["kind"] == "INVOICE"]
    assert [row["number"] for row in invoices] == sorted(row["number"] for row in invoices)
    assert invoices[0]["issued_on"] == date(2025, 9, 29)
    assert all(row["issued_at"].date() == row["issued_on"] for row in found)
    trail = await rows(databases.admin(where), "SELECT min(at) AS first, max(at) AS last FROM audit_entry")
    assert (trail[0]["first"].year, trail[0]["last"] <= NOW) == (2025, True)


async def test_a_seeding_that_is_cut_off_leaves_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    told = acts(letters=False)

    async def die(*_: object) -> None:
        raise RuntimeError

    cut = [*told[:30], Act(0, die)]
    monkeypatch.setattr(seeding, "acts", lambda letters: cut)
    with pytest.raises(RuntimeError):
        await seed_demo(database, letters=False, now=NOW)
    assert await nobody_is_there(database)


async def test_without_letters_nothing_is_sent(where: Addresses, database: Database, databases: Databases) -> None:
    await seed_demo(database, letters=False, now=NOW)
    assert await rows(databases.admin(where), "SELECT FROM delivery") == []


def test_nothing_happens_before_the_founding_or_in_the_future() -> None:
    days = [act.ago for act in acts(letters=True)]
    assert min(days) >= 0
    assert max(days) == FOUNDED
    assert len(SALES) + sum(len(sale.taken) for sale in SALES) <= 40


def test_the_logo_is_a_picture_that_an_organisation_may_have() -> None:
    assert Logo.parse(logo_url()).url == logo_url()
