"""What was erased before there was a ledger of erasures is in it once the tables are migrated."""

from collections.abc import Iterator

import psycopg
import pytest

from smoall.infra.postgres.migrate import migrate
from smoall.wiring import Addresses
from tests.harness.databases import Databases

BEFORE = "2026_11_26_natural_person"
ERASED = """
INSERT INTO contact_erasure (organisation_id, id, subject, contacts, reason, at, policy_version, lines, downstream)
    VALUES (gen_random_uuid(), gen_random_uuid(), 'ctc_', ARRAY[gen_random_uuid()], '', now(), '1', '[]', '[]');
INSERT INTO erasure_receipt (id, subject, at, policy_version, lines, downstream)
    VALUES (gen_random_uuid(), 'usr_' || repeat('ab', 16), now(), '1', '[]', '[]');
INSERT INTO tenant (id, created_at, ended_at, erased_at) VALUES (gen_random_uuid(), now(), now(), now());
INSERT INTO purge_run (id, subject, tenant_id, run_on, started_at, before)
    SELECT gen_random_uuid(), 'org_', id, current_date, now() - interval '1 second', '{}' FROM tenant;
"""
WRITTEN = "SELECT kind, cardinality(subjects), sequence FROM erasure ORDER BY kind"
FORCED = "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'contact_erasure'"


@pytest.fixture
def empty(databases: Databases) -> Iterator[Addresses]:
    """A database without a table."""
    with databases.empty() as where:
        yield where


@pytest.mark.storm
def test_erasures_from_before_wait_to_be_written(databases: Databases, empty: Addresses) -> None:
    migrate(empty.owner, BEFORE)
    with psycopg.connect(databases.admin(empty), autocommit=True) as connection:
        connection.execute(ERASED)
        migrate(empty.owner)
        found = connection.execute(WRITTEN).fetchall()
        forced = connection.execute(FORCED).fetchone()
    assert found == [("ACCOUNT", 1, None), ("CONTACTS", 1, None), ("ORGANISATION", 0, None)]
    assert forced == (True,)
