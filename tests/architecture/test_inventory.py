"""The inventory of personal data covers every stored column, and tables keep their promises about tenancy."""

import tomllib
from importlib.resources import files

import pytest
from sqlalchemy import Column, Table, UniqueConstraint

from smoall.domain.privacy.account_policy import account_policy
from smoall.domain.privacy.personal_data import Erasure, PersonalData, Subject
from smoall.domain.privacy.purposes import PURPOSES
from smoall.domain.privacy.register.holdings import RowFate
from smoall.infra.postgres.inventory import inventory
from smoall.infra.postgres.persons import Fate, personal_tables
from smoall.infra.postgres.subjects import contact_tables
from smoall.infra.postgres.tables import metadata, platform_table

TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)
COLUMNS = [column for table in TABLES for column in table.columns]


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_column_says_whether_it_holds_personal_data(column: "Column[object]") -> None:
    assert "personal" in column.info
    assert column.info["personal"] is None or isinstance(column.info["personal"], PersonalData)


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_what_erasure_empties_may_be_null_or_goes_with_its_row(column: "Column[object]") -> None:
    declared: PersonalData | None = column.info["personal"]
    if declared is None or declared.erasure is not Erasure.EMPTY:
        return
    whole_row = {"contact": "the contact", "audit_payload": "the payload", "delivery": "the recipient"}
    assert column.nullable or column.table.name in whole_row


@pytest.mark.parametrize("table", [table for table in TABLES if table.info["tenant"]], ids=str)
def test_every_key_of_a_tenant_table_starts_with_the_organisation(table: Table) -> None:
    uniques = [tuple(item.columns) for item in table.constraints if isinstance(item, UniqueConstraint)]
    uniques += [tuple(index.columns) for index in table.indexes if index.unique]
    for columns in [tuple(table.primary_key.columns), *uniques]:
        assert columns[0].name == "organisation_id"


def test_a_platform_table_belongs_to_no_organisation() -> None:
    platform = {table.name for table in TABLES if not table.info["tenant"]}
    assert platform == {
        *("user_account", "consent", "session", "throttle", "tenant", "schedule"),
        *("oauth_app", "oauth_grant", "oauth_code", "oauth_refresh"),  # found by secrets, before any organisation
        *("erasure", "erasure_receipt", "purge_run", "restoration"),
        *("second_factor", "recovery_code", "passkey", "challenge"),
        *("one_time_token", "message", "letter_request", "email_change", "suppression"),
        *("trial_use", "embedded_payment"),
        *("audience_member", "audience_farewell"),
        *("sub_processor_change", "sub_processor_withdrawal"),  # said to all organisations
    }
    assert platform_table.__doc__


WITHOUT_A_PERSON = {
    "oauth_app": "an application's secret",
    "suppression": "a keyed hash; nobody's row",
    "audience_farewell": "set apart from its person on purpose, until the provider has erased them",
}


def test_every_table_with_a_users_data_says_which_rows_are_whose() -> None:
    known = {one.name for one in personal_tables()}
    holding = {
        table.name
        for table in TABLES
        for column in table.columns
        if column.info["personal"] and column.info["personal"].subject is Subject.USER
    }
    assert holding - known == WITHOUT_A_PERSON.keys() & holding


def test_every_category_of_a_users_data_has_its_purpose_in_words() -> None:
    categories = {what.category for one in personal_tables() for what in one.declared}
    assert categories - PURPOSES.keys() == set()


def test_the_account_itself_goes_last_and_stays_as_an_empty_row() -> None:
    assert personal_tables()[-1].fate is not Fate.KEEP
    (account,) = [one for one in personal_tables() if one.name == "user_account"]
    assert account.fate is Fate.BLANK


def test_every_table_with_data_of_contacts_or_customers_says_which_rows_are_whose() -> None:
    holding = {
        column.table.name
        for column in COLUMNS
        if column.table.info["tenant"]
        and column.info["personal"]
        and column.info["personal"].subject in (Subject.CONTACT, Subject.CUSTOMER)
        and not column.info["personal"].secret  # a keyed hash tells nobody's name
    }
    known = {one.name for one in contact_tables()}
    assert holding - known == set()
    assert known - holding == {"audit_payload"}


def test_what_stays_after_the_end_of_an_organisation_has_a_term_in_the_register() -> None:
    without = {one.table for one in inventory() if one.at_end is RowFate.STAYS and not one.rules(account_policy())}
    assert without <= {"contact_erasure"}  # the ledger of erasures: what for is told with the case, no floor judges it


def test_every_category_of_data_has_its_name_in_the_register_of_processing() -> None:
    named = tomllib.loads((files("smoall.infra.register") / "words.toml").read_text("utf-8"))["category"]
    assert {column.info["personal"].category for column in COLUMNS if column.info["personal"]} - named.keys() == set()
