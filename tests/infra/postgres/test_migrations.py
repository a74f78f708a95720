"""Migrations: there and back leaves nothing and rebuilds the same, and what they build is what the code describes."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from smoall.infra.postgres.binaries import look_into
from smoall.infra.postgres.embedded import EmbeddedPostgres
from smoall.infra.postgres.migrate import FOLDER, migrate, pending
from smoall.infra.postgres.revisions import current_revision, head_revision
from smoall.infra.postgres.tables import metadata
from smoall.wiring import Addresses
from tests.harness.api import Api
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house, temporary_home
from tests.harness.invariants import violations
from tests.harness.world import make_world

OLDEST = 15
SYSTEM = Path(f"/usr/lib/postgresql/{OLDEST}/bin")
PARTS = {
    "columns": """SELECT table_schema, table_name, column_name, data_type, is_nullable, column_default,
        generation_expression, ordinal_position FROM information_schema.columns
        WHERE table_schema IN ('public', 'dramatiq') AND table_name <> 'alembic_version' ORDER BY 1, 2, 3""",
    "constraints": """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE 'alembic%' ORDER BY 1, 2""",
    "indexes": """SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 'dramatiq')
        AND tablename <> 'alembic_version' ORDER BY 1""",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
    "functions": """SELECT pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace::regnamespace::text IN ('public', 'dramatiq') ORDER BY 1""",
    "policies": "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2",
    "rights": """SELECT table_schema, table_name, grantee, privilege_type FROM information_schema.table_privileges
        WHERE table_schema IN ('public', 'dramatiq') AND table_name <> 'alembic_version' ORDER BY 1, 2, 3, 4""",
    "rights on columns": """SELECT table_name, column_name, grantee, privilege_type
        FROM information_schema.column_privileges WHERE table_schema = 'public' AND table_name <> 'alembic_version'
        ORDER BY 1, 2, 3, 4""",
}


def described(dsn: str) -> dict[str, list[Any]]:
    """All that a database holds besides rows, as the catalogue tells it."""
    with psycopg.connect(dsn) as connection:
        return {name: connection.execute(query).fetchall() for name, query in PARTS.items()}


@pytest.fixture
def empty(databases: Databases) -> Iterator[Addresses]:
    """A database without a table."""
    with databases.empty() as where:
        yield where


def test_there_and_back_and_there_again(databases: Databases, empty: Addresses) -> None:
    admin = databases.admin(empty)
    before = described(admin)
    assert pending(empty.owner)

    migrate(empty.owner)
    built = described(admin)
    assert pending(empty.owner) == []
    assert all(built.values())

    migrate(empty.owner, "base")
    assert described(admin) == before

    migrate(empty.owner)
    assert described(admin) == built


def test_several_processes_may_migrate_at_once(databases: Databases, empty: Addresses) -> None:
    async def at_once() -> None:
        await asyncio.gather(*(asyncio.to_thread(migrate, empty.owner) for _ in range(3)))

    with asyncio.Runner() as runner:
        runner.run(at_once())
    assert pending(empty.owner) == []


def test_what_is_built_is_what_the_code_describes(databases: Databases) -> None:
    with databases.copy() as where:
        engine = create_engine(where.owner.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            assert compare_metadata(context, metadata) == []
            generated = connection.execute(
                text("SELECT table_name, column_name FROM information_schema.columns WHERE is_generated = 'ALWAYS'")
            ).all()
        engine.dispose()
    declared = {(table.name, column.name) for table in metadata.sorted_tables for column in table.c if column.computed}
    assert {tuple(row) for row in generated} == declared


def test_the_quick_look_at_revisions_agrees_with_alembic(databases: Databases) -> None:
    script = ScriptDirectory(str(FOLDER))
    assert script.get_heads() == [head_revision()]
    with databases.copy() as where, psycopg.connect(where.owner) as connection:
        assert current_revision(connection) == head_revision()


@pytest.mark.parametrize("path", sorted((FOLDER / "versions").glob("*.py")), ids=lambda path: path.stem)
def test_a_migration_gives_up_soon_when_a_table_is_in_use(path: Path) -> None:
    source = path.read_text("utf-8")
    upgrade, downgrade = source.partition("def downgrade")[::2]
    assert "lock_timeout" in upgrade.partition("def upgrade")[2]
    assert "lock_timeout" in downgrade


@asynccontextmanager
async def on_the_oldest() -> AsyncIterator[RunningHouse]:
    """A house on the oldest Postgres that is supported."""
    with temporary_home() as home:
        postgres = EmbeddedPostgres.start(home, binaries=SYSTEM, fsync=False)
        try:
            where = Addresses(postgres.owner_dsn(), postgres.app_dsn(), None)
            migrate(where.owner)
            admin = postgres.address.admin_dsn(where.owner.rpartition("/")[2])
            async with running_house(where, admin=admin) as house:
                yield house
        finally:
            postgres.stop()


@pytest.mark.skipif(
    look_into(SYSTEM) is None, reason=f"no PostgreSQL {OLDEST} here; Debian: apt-get install postgresql-{OLDEST}"
)
async def test_the_oldest_postgres_will_do() -> None:
    async with on_the_oldest() as house:
        version = (await house.truth("SHOW server_version_num"))[0][0]
        assert int(version) // 10_000 == OLDEST
        world = await make_world(house, "oudste")
        await Api.registered(house.http)
        assert (await world.api.ask("{ verifyAuditTrail { isIntact } }"))["verifyAuditTrail"]["isIntact"]
        assert await violations(house.admin) == []
