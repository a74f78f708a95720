"""What the column inventory says about the end of an organisation: what goes with it, what the law keeps.

What is held for the subscription, the relation or a few days goes; what is held for a legal term stays until it is
over. Tables that hold nothing personal stay with the documents they belong to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, Table

from smoall.domain.privacy.personal_data import BILLING, Erasure, PersonalData, Retention
from smoall.domain.privacy.retention import Holding
from smoall.infra.postgres.persons import blank
from smoall.infra.postgres.tables import metadata

# Rows of tables whose other rows stay, or that go in spite of the long term of what they hold.
_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "document": "issued_on IS NULL",
        "company": "NOT EXISTS (SELECT FROM document d WHERE d.organisation_id = company.organisation_id"
        " AND d.company_id = company.id AND d.issued_on IS NOT NULL)",
        "audit_payload": "true",
        "membership": "true",
        "organisation_export": "true",
        "idempotency": "true",
        "subscription": "true",
        "api_key": "true",
        **dict.fromkeys(("retention_choice", "legal_hold", "prospect_review", "purge_order", "purge_item"), "true"),
    }
)
_BLANKED = ("organisation", "audit_actor")
_KEPT = (
    *("document_line", "document_discount", "document_vat", "document_file", "allocation", "payment"),
    *("audit_entry", "audit_head", "journal", "sequence", "job_run"),
)
_HOLDINGS: Mapping[str, Holding] = MappingProxyType(
    {"document": Holding.INVOICE, "payment": Holding.VOUCHER, "audit_entry": Holding.TRACE, "company": Holding.INVOICE}
)


@dataclass(frozen=True, slots=True)
class EndingTable:
    """A table of organisations, and what an end does to the rows of one."""

    table: Table

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @property
    def condition(self) -> str | None:
        """Which rows go; None when all stay."""
        if self.name in _PARTS:
            return _PARTS[self.name]
        if self.name in _KEPT or self.is_blanked:
            return None
        declared = self._declared
        lasting = any(what.retention is Retention.TEN_YEARS for what in declared)
        return "true" if declared and not lasting else None

    @property
    def is_blanked(self) -> bool:
        """Whether its row stays, with nothing of anybody in it."""
        personal = [column for column in self.table.columns if column.info["personal"] is not None]
        can_be_empty = all(
            column.nullable
            and column.info["personal"].erasure is Erasure.EMPTY
            and column.info["personal"].retention is not Retention.TEN_YEARS
            for column in personal
        )
        return self.name not in _PARTS and (self.name in _BLANKED or (bool(personal) and can_be_empty))

    @property
    def blanking(self) -> str:
        """The statement that empties its personal columns; ``$1`` is the organisation."""
        columns = [column for column in self.table.columns if column.info["personal"] is not None]
        blanks = ", ".join(f"{column.name} = {blank(column)}" for column in columns)
        return f"UPDATE {self.name} SET {blanks} WHERE organisation_id = $1"

    @property
    def erasing(self) -> str:
        """The statement that drops at most ``$2`` of the rows that go and counts them; ``$1`` is the organisation."""
        return f"""WITH gone AS (DELETE FROM {self.name} WHERE ctid IN (
            SELECT ctid FROM {self.name} WHERE organisation_id = $1 AND ({self.condition}) LIMIT $2) RETURNING 1)
            SELECT count(*) FROM gone"""

    @property
    def category(self) -> str:
        """What its rows are, for a receipt."""
        if self.name in ("document", "payment"):
            return BILLING.category
        return next((what.category for what in self._declared), self.name.replace("_", " "))

    @property
    def holding(self) -> Holding | None:
        """As what its rows are kept, where they are listed in a receipt."""
        return _HOLDINGS.get(self.name)

    @property
    def _declared(self) -> list[PersonalData]:
        return [column.info["personal"] for column in self.table.columns if column.info["personal"] is not None]


@cache
def ending_tables() -> tuple[EndingTable, ...]:
    """Every table of organisations, those first that refer to others."""
    return tuple(_found())


def _found() -> Iterator[EndingTable]:
    for table in reversed(metadata.sorted_tables):
        if table.info["tenant"]:
            yield EndingTable(table)


def exported(table: Table) -> list[Column[Any]]:
    """The columns that an organisation takes with it: all but secrets."""
    return [column for column in table.columns if not (column.info["personal"] and column.info["personal"].secret)]


def is_exported(table: Table) -> bool:
    """Whether a table is part of an organisation's export: not what is only a copy, or about jobs."""
    return bool(table.info["tenant"]) and table.name not in {
        *("idempotency", "inbox", "job_run", "organisation_export", "audit_payload", "audit_actor"),
        "subject_answer",
    }
