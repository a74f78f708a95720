"""What the register says of retention is what erasure, purge and chores do: one inventory, nothing beside it."""

import inspect
from collections import Counter

import pytest

from smoall.domain.privacy.account_policy import account_policy
from smoall.domain.privacy.personal_data import Retention
from smoall.domain.privacy.register.holdings import Held, RowFate, on_sheet
from smoall.domain.privacy.retention import Holding
from smoall.domain.privacy.sub_processors import Sheet
from smoall.infra.postgres import housekeeping
from smoall.infra.postgres.ends import ending_tables
from smoall.infra.postgres.housekeeping import HOUSEKEPT
from smoall.infra.postgres.inventory import inventory
from smoall.infra.postgres.persons import Fate, personal_tables
from smoall.infra.postgres.subjects import contact_tables
from smoall.infra.postgres.tables import metadata


def test_every_inventoried_column_stands_on_exactly_one_sheet() -> None:
    declared = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if column.info["personal"] is not None
    }
    told = Counter(
        (one.table, column) for sheet in Sheet for one in on_sheet(inventory(), sheet) for column in one.columns
    )
    assert told == dict.fromkeys(declared, 1)


@pytest.mark.parametrize("held", inventory(), ids=lambda one: f"{one.table}-{one.what.category}")
def test_a_line_says_what_is_declared_of_its_columns(held: Held) -> None:
    table = metadata.tables[held.table]
    assert {column.name for column in table.columns if column.info["personal"] == held.what} == set(held.columns)


@pytest.mark.parametrize("held", inventory(), ids=lambda one: f"{one.table}-{one.what.category}")
def test_a_line_says_what_erasing_a_person_does(held: Held) -> None:
    found = [one for one in personal_tables() if one.name == held.table]
    if not found:
        return
    verb = {RowFate.GOES: "DELETE FROM", RowFate.EMPTIED: "UPDATE", RowFate.STAYS: "SELECT count"}
    assert held.on_erasure is not None
    assert verb[held.on_erasure] in found[0].erasing.sql
    assert (held.on_erasure is RowFate.STAYS) == (found[0].fate is Fate.KEEP)


@pytest.mark.parametrize("held", inventory(), ids=lambda one: f"{one.table}-{one.what.category}")
def test_a_line_says_what_erasing_a_contact_does(held: Held) -> None:
    if any(one.name == held.table for one in personal_tables()):
        return
    found = [one for one in contact_tables() if one.name == held.table]
    if not found:
        assert held.on_erasure is None
        return
    sql = found[0].erasing or ""
    assert (held.on_erasure is RowFate.GOES) == ("DELETE FROM" in sql)
    assert (held.on_erasure is RowFate.EMPTIED) == any(f" {column} = " in sql for column in held.columns)


@pytest.mark.parametrize("held", inventory(), ids=lambda one: f"{one.table}-{one.what.category}")
def test_a_line_says_what_the_end_of_an_organisation_does(held: Held) -> None:
    found = [one for one in ending_tables() if one.name == held.table]
    if not found:
        assert held.at_end is None
        return
    assert (held.at_end is RowFate.GOES) == (found[0].condition == "true")
    if held.at_end is RowFate.STAYS:
        assert found[0].condition is None
    assert (held.at_end is RowFate.EMPTIED) == found[0].is_blanked


@pytest.mark.parametrize("table", HOUSEKEPT)
def test_the_chores_forget_after_the_term_that_the_register_tells(table: str) -> None:
    (days,) = {rule.days for one in inventory() if one.table == table for rule in one.rules(account_policy())}
    statements = [
        value
        for name, value in inspect.getmembers(housekeeping)
        if name.startswith("_") and isinstance(value, str) and f"FROM {table} " in value and "DELETE" in value
    ]
    assert [f"interval '{days} days'" in sql for sql in statements] == [True]


def test_documents_are_told_with_the_floor_of_ten_years() -> None:
    held = [one for one in inventory() if one.table.startswith("document")]
    assert [one for one in held if Holding.INVOICE not in one.holdings] == []


@pytest.mark.parametrize("held", inventory(), ids=lambda one: f"{one.table}-{one.what.category}")
def test_days_that_are_declared_are_those_of_the_rule(held: Held) -> None:
    declared = {Retention.ONE_DAY: 1, Retention.THIRTY_DAYS: 30, Retention.NINETY_DAYS: 90}.get(held.what.retention)
    if declared is not None:
        assert {rule.days for rule in held.rules(account_policy())} <= {declared}
