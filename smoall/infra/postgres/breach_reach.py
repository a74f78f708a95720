"""What the column inventory says about a breach: which rows it reaches, whose data of which categories they hold."""

from collections.abc import Iterator, Mapping
from functools import cache

from sqlalchemy import Table

from smoall.domain.kernel.ids import Kind
from smoall.domain.privacy.breach import MOST_IDS
from smoall.domain.privacy.personal_data import PersonalData, Subject
from smoall.infra.postgres import tables

PLACES: Mapping[Kind, tuple[str, str]] = {
    Kind.COMPANY: ("company", "id"),
    Kind.CONTACT: ("contact", "id"),
    Kind.INVOICE: ("document", "id"),
    Kind.CREDIT_NOTE: ("document", "id"),
    Kind.PAYMENT: ("payment", "id"),
    Kind.DELIVERY: ("delivery", "id"),
    Kind.SUBJECT_REQUEST: ("subject_request", "id"),
    Kind.INVITATION: ("invitation", "id"),
    Kind.USER: ("membership", "user_id"),
}
"""In which table an object lies, and by which column it is known there."""

GROUPS: tuple[tuple[Kind, ...], ...] = (
    (Kind.COMPANY,),
    (Kind.CONTACT,),
    (Kind.INVOICE, Kind.CREDIT_NOTE),
    (Kind.PAYMENT,),
    (Kind.DELIVERY,),
    (Kind.SUBJECT_REQUEST,),
    (Kind.INVITATION,),
    (Kind.USER,),
    (Kind.ORGANISATION,),
)
"""Whose ids stand at ``$2`` to ``$10``; ``$1`` is the organisation, ``$11`` the moment until which all is reached."""

_COMPANIES, _CONTACTS, _DOCUMENTS, _PAYMENTS, _DELIVERIES, _REQUESTS, _INVITATIONS, _USERS, _ITSELF = (
    f"ANY (${index}::uuid[])" for index in range(2, 11)
)
_ALL = "$11::timestamptz"
_WRITTEN_TO = (
    "SELECT lower(d.recipient) FROM delivery d WHERE d.organisation_id = $1"
    f" AND (d.document_id = {_DOCUMENTS} OR d.id = {_DELIVERIES})"
)
_BILLED = f"SELECT d.company_id FROM document d WHERE d.organisation_id = $1 AND d.id = {_DOCUMENTS}"
_PARTS: Mapping[str, str] = {
    "company": f"id = {_COMPANIES}",
    "contact": f"id = {_CONTACTS} OR company_id = {_COMPANIES}",
    "document": f"id = {_DOCUMENTS}",
    "document_line": f"document_id = {_DOCUMENTS}",
    "document_discount": f"document_id = {_DOCUMENTS}",
    "delivery": f"document_id = {_DOCUMENTS} OR id = {_DELIVERIES}",
    "payment": f"id = {_PAYMENTS}",
    "subject_request": f"id = {_REQUESTS}",
    "invitation": f"id = {_INVITATIONS}",
    "organisation": f"organisation_id = {_ITSELF}",
}
_REGISTER = ("breach", "breach_entry")


@cache
def holding() -> Mapping[str, tuple[PersonalData, ...]]:
    """The tables of organisations that hold something of people, and what; the accounts of users beside them."""
    return dict(_holding())


def _holding() -> Iterator[tuple[str, tuple[PersonalData, ...]]]:
    for table in tables.metadata.sorted_tables:
        declared = tuple(dict.fromkeys(one.info["personal"] for one in table.columns if one.info["personal"]))
        if declared and table.name not in _REGISTER and (table.info["tenant"] or table.name == "user_account"):
            yield table.name, declared


@cache
def counting() -> str:
    """One statement: for each such table, and for each kind of people, how many, and the first ids of people."""
    rows = [_rows(tables.metadata.tables[name]) for name in holding()]
    return " UNION ALL ".join([*rows, *_people()])


def _rows(table: Table) -> str:
    if table.name == "user_account":
        return (
            f"SELECT '{table.name}' AS name, count(*) AS n, NULL::uuid[] AS ids FROM user_account WHERE id = {_USERS}"
        )
    before = f" AND created_at <= {_ALL}" if "created_at" in table.c else ""
    part = _PARTS.get(table.name, "false")
    return (
        f"SELECT '{table.name}' AS name, count(*) AS n, NULL::uuid[] AS ids FROM {table.name}"
        f" WHERE organisation_id = $1 AND ({_ALL} IS NOT NULL{before} OR {part})"
    )


def _people() -> Iterator[str]:
    everything = f"{_ALL} IS NOT NULL AND created_at <= {_ALL}"
    mine = "organisation_id = $1 AND"
    found = {
        Subject.CONTACT: f"SELECT id FROM contact WHERE {mine} name <> '' AND ({everything} OR {_PARTS['contact']}"
        f" OR lower(email) IN ({_WRITTEN_TO}))",
        # Companies that are people, or may be: nobody said that they are none (GDPR art. 4(1)).
        Subject.CUSTOMER: f"SELECT id FROM company WHERE {mine} natural_person IS NOT FALSE AND ({everything}"
        f" OR {_PARTS['company']} OR id IN ({_BILLED}))",
        Subject.USER: f"SELECT user_id AS id FROM membership WHERE {mine} {everything}"
        f" UNION SELECT id FROM user_account WHERE id = {_USERS}",
    }
    for subject, sql in found.items():
        yield (
            f"SELECT '{subject}' AS name, count(*) AS n, (array_agg(id ORDER BY id))[1:{MOST_IDS}] AS ids"
            f" FROM ({sql}) people"
        )
