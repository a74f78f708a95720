"""What the database itself refuses to the application's role, whatever the application thinks it may do."""

from collections.abc import Mapping
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import Table

from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.roles import APP
from smoall.infra.postgres.tables import metadata
from tests.harness.api import Api
from tests.harness.house import RunningHouse
from tests.harness.world import World, make_world

TENANT_TABLES = [table.name for table in metadata.sorted_tables if table.info["tenant"]]
# Nothing reached us from a provider, nobody left, and what links payments to invoices is in Smoall's own organisation.
EMPTY_HERE = {
    "contact_erasure",
    "inbox",
    "organisation_export",
    "provider_charge",
    "signed_head",
    "subject_answer",
    "sub_processor_notice",
    "subscription_document",
}


@pytest_asyncio.fixture(scope="module")
async def world(house: RunningHouse) -> World:
    """An organisation with everything in it."""
    return await make_world(house, "rechten")


@pytest.fixture
def mine(world: World) -> Mapping[str, Any]:
    """Speak as that organisation."""
    return {"organisation": world.api.organisation_id}


async def test_the_application_owns_nothing_and_has_no_special_power(house: RunningHouse) -> None:
    (role,) = await house.truth("SELECT * FROM pg_roles WHERE rolname = $1", APP)
    for power in ("rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb"):
        assert not role[power]
    assert await house.truth("SELECT relname FROM pg_class WHERE relowner = $1::regrole AND relkind = 'r'", APP) == []
    assert await house.truth("SELECT proname FROM pg_proc WHERE proowner = $1::regrole", APP) == []
    assert not (await house.truth("SELECT has_schema_privilege($1, 'public', 'CREATE') AS may", APP))[0]["may"]


def test_every_table_with_an_organisation_is_said_to_be_a_tenants() -> None:
    with_column = {table.name for table in metadata.sorted_tables if "organisation_id" in table.c}
    # Found by a secret or an id before any organisation is known.
    assert with_column - set(TENANT_TABLES) == {"session", "oauth_app", "oauth_grant"}


async def test_row_security_is_forced_on_every_tenant_table(house: RunningHouse) -> None:
    query = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
    assert {row["relname"] for row in await house.truth(query)} == set(TENANT_TABLES)


@pytest.mark.parametrize("name", TENANT_TABLES)
async def test_without_an_organisation_there_are_no_rows(house: RunningHouse, mine: Any, name: str) -> None:
    held = (await house.as_app(f"SELECT count(*) AS n FROM {name}", **mine))[0]["n"]
    assert held > 0 or name in EMPTY_HERE
    assert (await house.as_app(f"SELECT count(*) AS n FROM {name}"))[0]["n"] == 0


@pytest.mark.parametrize("name", TENANT_TABLES)
async def test_no_row_can_be_put_into_another_organisation(house: RunningHouse, api: Api, mine: Any, name: str) -> None:
    statement = f"INSERT INTO {name} (organisation_id) VALUES ($1)"
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await house.as_app(statement, api.organisation_id, **mine)


@pytest.mark.parametrize("name", TENANT_TABLES)
async def test_another_organisations_rows_are_not_there(house: RunningHouse, api: Api, mine: Any, name: str) -> None:
    statement = f"SELECT count(*) AS n FROM {name} WHERE organisation_id = $1"
    assert (await house.as_app(statement, api.organisation_id, **mine))[0]["n"] == 0


async def test_every_uniqueness_begins_with_the_organisation(house: RunningHouse) -> None:
    """A global one would tell a stranger that a value exists."""
    query = """SELECT i.indexrelid::regclass::text AS name, c.relname AS "table", a.attname AS first
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indisunique AND c.relname = any($1)"""
    found = await house.truth(query, TENANT_TABLES)
    assert {row["table"] for row in found} == set(TENANT_TABLES)
    assert [row["name"] for row in found if row["first"] != "organisation_id"] == []


async def test_every_reference_between_tenant_tables_stays_in_the_organisation() -> None:
    def stays(table: Table) -> bool:
        return all(
            next(column.name for column in key.columns) == "organisation_id"
            for key in table.foreign_key_constraints
            if key.referred_table.info["tenant"]
        )

    assert all(stays(metadata.tables[name]) for name in TENANT_TABLES)


KEPT_BY_TRIGGERS = [
    "UPDATE document SET paid = 0",
    "UPDATE document SET credited = 0",
    "UPDATE document SET state = 'PAID'",
    "UPDATE document SET balance = 0",
    "INSERT INTO document (organisation_id, paid) VALUES ($1, 1)",
    "UPDATE payment SET allocated = 0",
    "UPDATE payment SET amount = 1",
    "INSERT INTO payment (organisation_id, allocated) VALUES ($1, 1)",
    "DELETE FROM allocation",
    "UPDATE allocation SET amount = 1",
    "UPDATE audit_entry SET action = 'x'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "TRUNCATE document",
    "UPDATE sub_processor_change SET takes_effect_on = now()",
    "DELETE FROM sub_processor_withdrawal",
    "DELETE FROM sub_processor_notice",
    "UPDATE consent SET given = true",
    "DELETE FROM consent",
    "UPDATE document_file SET sha256 = ''",
    "DELETE FROM document_file",
    "ALTER TABLE document DISABLE TRIGGER ALL",
    "ALTER TABLE document NO FORCE ROW LEVEL SECURITY",
    "SET ROLE smoall_owner",
    "SET session_replication_role = replica",
]


@pytest.mark.parametrize("statement", KEPT_BY_TRIGGERS)
async def test_the_application_may_not(house: RunningHouse, world: World, mine: Any, statement: str) -> None:
    values = [world.api.organisation_id] if "$1" in statement else []
    with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.GeneratedAlwaysError)):
        await house.as_app(statement, *values, **mine)


FINAL = [
    "UPDATE document SET note = 'x' WHERE id = $1",
    "UPDATE document SET gross = gross + 1, net = net + 1, lines_total = lines_total + 1 WHERE id = $1",
    "UPDATE document SET number = '1' WHERE id = $1",
    "UPDATE document SET issued_on = NULL, number = NULL WHERE id = $1",
    "UPDATE document SET buyer = '{}' WHERE id = $1",
    "UPDATE document SET kind = 'CREDIT_NOTE' WHERE id = $1",
    "DELETE FROM document WHERE id = $1",
    "UPDATE document_line SET description = 'x' WHERE document_id = $1",
    "UPDATE document_line SET position = position + 100 WHERE document_id = $1",
    "DELETE FROM document_line WHERE document_id = $1",
    "DELETE FROM document_vat WHERE document_id = $1",
    "UPDATE document_vat SET base = 0 WHERE document_id = $1",
]


@pytest.mark.parametrize("statement", FINAL)
@pytest.mark.parametrize("kind", [Kind.INVOICE, Kind.CREDIT_NOTE])
async def test_what_is_issued_is_final(
    house: RunningHouse, world: World, mine: Any, statement: str, kind: Kind
) -> None:
    identity = world.ids[kind].partition("_")[2]
    with pytest.raises(
        (asyncpg.RestrictViolationError, asyncpg.InsufficientPrivilegeError), match=r"issued|permission"
    ):
        await house.as_app(statement, identity, **mine)


async def test_no_line_can_be_added_to_what_is_issued(house: RunningHouse, world: World, mine: Any) -> None:
    statement = """INSERT INTO document_line (organisation_id, document_id, position, description, quantity, unit,
        unit_price, discount_percent, vat_category, vat_rate, net)
        VALUES ($1, $2, 99, 'x', 1, 'C62', 1, 0, 'STANDARD', 21, 1)"""
    identity = world.ids[Kind.INVOICE].partition("_")[2]
    with pytest.raises(asyncpg.RestrictViolationError, match="issued"):
        await house.as_app(statement, world.api.organisation_id, identity, **mine)


@pytest.mark.parametrize("amount", ["-1.00", "0.00", "100000.00"])
async def test_the_ledger_takes_no_impossible_amount(house: RunningHouse, world: World, mine: Any, amount: str) -> None:
    statement = f"""INSERT INTO allocation (organisation_id, id, payment_id, document_id, amount, created_at)
        VALUES ($1, gen_random_uuid(), $2, $3, {amount}, now())"""
    payment, invoice = (world.ids[kind].partition("_")[2] for kind in (Kind.PAYMENT, Kind.INVOICE))
    with pytest.raises(asyncpg.CheckViolationError):
        await house.as_app(statement, world.api.organisation_id, payment, invoice, **mine)
