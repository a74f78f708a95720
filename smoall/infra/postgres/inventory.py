"""The inventory of personal data as the register tells it: what each table holds, and what becomes of it."""

from collections.abc import Iterator, Sequence
from functools import cache

from sqlalchemy import Table

from smoall.domain.privacy.personal_data import PersonalData
from smoall.domain.privacy.register.holdings import Held, RowFate
from smoall.domain.privacy.retention import Holding
from smoall.infra.postgres.ends import EndingTable, ending_tables
from smoall.infra.postgres.housekeeping import HOUSEKEPT
from smoall.infra.postgres.persons import Fate, personal_tables
from smoall.infra.postgres.subjects import ContactTable, contact_tables
from smoall.infra.postgres.tables import metadata

_FATES = {Fate.DROP: RowFate.GOES, Fate.BLANK: RowFate.EMPTIED, Fate.KEEP: RowFate.STAYS}
# Judged elsewhere than by the chores: by the purge of accounts and organisations, by the database's own function.
_JUDGED = {
    "user_account": Holding.ACCOUNT,
    "organisation": Holding.CUSTOMER,
    "consent": Holding.CONSENT,
    "idempotency": Holding.REPLAY,
    "audit_payload": Holding.TRACE,
    "audit_actor": Holding.TRACE,
}
_RELATIONS = {
    "company": (Holding.RELATION, Holding.PROSPECT),
    "contact": (Holding.RELATION, Holding.PROSPECT),
}


@cache
def inventory() -> tuple[Held, ...]:
    """Every declared column, once, those of one kind and table together."""
    return tuple(held for table in metadata.sorted_tables for held in held_in(table))


def held_in(table: Table) -> Iterator[Held]:
    """What a table holds of people."""
    columns: dict[PersonalData, list[str]] = {}
    for column in table.columns:
        if column.info["personal"] is not None:
            columns.setdefault(column.info["personal"], []).append(column.name)
    for what, names in columns.items():
        yield Held(
            table=table.name,
            columns=tuple(sorted(names)),
            what=what,
            on_erasure=_on_erasure(table.name, names),
            at_end=_at_end(table.name),
            holdings=_holdings(table.name),
        )


def _on_erasure(name: str, columns: Sequence[str]) -> RowFate | None:
    own = next((_FATES[one.fate] for one in personal_tables() if one.name == name), None)
    return own or next((_left(one, columns) for one in contact_tables() if one.name == name), None)


def _left(one: ContactTable, columns: Sequence[str]) -> RowFate:
    """What erasing a contact leaves of such columns; of a record that a person is, as a sole trader, nothing."""
    if one.rule.drop:
        return RowFate.GOES
    reached = [*one.emptied, *(one.staying if one.rule.whole != "false" else ())]
    changed = one.erasing is not None and any(column.name in columns for column in reached)
    return RowFate.EMPTIED if changed else RowFate.STAYS


def _at_end(name: str) -> RowFate | None:
    return next((_outcome(one) for one in ending_tables() if one.name == name), None)


def _outcome(one: EndingTable) -> RowFate:
    if one.is_blanked:
        return RowFate.EMPTIED
    if one.condition is None:
        return RowFate.GOES_IN_PART if _goes_with_another(one.table) else RowFate.STAYS
    return RowFate.GOES if one.condition == "true" else RowFate.GOES_IN_PART


def _goes_with_another(table: Table) -> bool:
    """Whether rows go with those of a table of which some go: the lines of drafts with the drafts."""
    parents = {key.column.table.name for key in table.foreign_keys if key.ondelete == "CASCADE"}
    return any(one.name in parents and one.condition is not None for one in ending_tables())


def _holdings(name: str) -> tuple[Holding, ...]:
    """The rules for a table; what belongs to a document goes with it, and a company stays as long as one of its own."""
    kept = next((one.holding for one in ending_tables() if one.name == name), None)
    parts = Holding.INVOICE if name.startswith("document_") or name in ("delivery", "allocation") else None
    found = HOUSEKEPT.get(name) or kept or _JUDGED.get(name) or parts
    return (*_RELATIONS.get(name, ()), *((found,) if found else ()))
