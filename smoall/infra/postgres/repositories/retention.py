"""The store of what an organisation keeps, for how long, and of what it purges."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from smoall.domain.invoicing.numbering import fiscal_year_end
from smoall.domain.privacy.legal_hold import HoldGround, HoldScope, LegalHold
from smoall.domain.privacy.organisation_policy import Choice, RetentionCategory
from smoall.domain.privacy.retention import Disposal, Holding, Keep, Reason, Record
from smoall.infra.postgres import purging, tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.statements import fetch, insert, update
from smoall.usecases.privacy.retention.stores import (
    ChoiceMade,
    Facts,
    Gone,
    Item,
    ItemOutcome,
    OrderState,
    Prospect,
    PurgeKind,
    PurgeOrder,
)

_CHOICES = "SELECT * FROM retention_choice WHERE organisation_id = $1 ORDER BY chosen_at DESC, id DESC"
_TERMS = "SELECT id FROM tenant WHERE id = $1 FOR "
_HOLDS = "SELECT * FROM legal_hold WHERE organisation_id = $1 AND released_at IS NULL ORDER BY placed_at, id"
_SAME = """
SELECT id FROM legal_hold WHERE organisation_id = $1 AND released_at IS NULL AND scope = $2 AND ground = $3
AND target_id IS NOT DISTINCT FROM $4 AND from_day IS NOT DISTINCT FROM $5 AND to_day IS NOT DISTINCT FROM $6
"""
_ITEMS = """
INSERT INTO purge_item (organisation_id, order_id, position, kind, object_id)
SELECT $1, $2, $5 + n, $3, id FROM unnest($4::uuid[]) WITH ORDINALITY AS t (id, n)
"""
_OPEN = """
SELECT position, kind, object_id FROM purge_item WHERE organisation_id = $1 AND order_id = $2 AND outcome IS NULL
ORDER BY position LIMIT $3
"""
_SETTLED = """
UPDATE purge_item i SET outcome = t.outcome, kept_for = t.reason
FROM unnest($3::int[], $4::text[], $5::text[]) AS t (position, outcome, reason)
WHERE i.organisation_id = $1 AND i.order_id = $2 AND i.position = t.position
"""
_SHORTEST_YEARS = 7
_TARGETS = {
    HoldScope.COMPANY: "company",
    HoldScope.CONTACT: "contact",
    HoldScope.DOCUMENT: "document",
    HoldScope.PAYMENT: "payment",
}


class PostgresRetention:
    """How long one organisation keeps its records."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def choices(self) -> Sequence[ChoiceMade]:
        """All it ever chose, the latest first."""
        return [_choice(row) for row in await self._link.rows(_CHOICES, self._organisation_id)]

    async def add_choice(self, identity: UUID, choice: Choice, *, by: UUID) -> None:
        """A new choice."""
        made = {"id": identity, "chosen_at": self._now, "chosen_by": by}
        values = {**asdict(choice), **made}
        await insert(self._link, tables.retention_choice, organisation_id=self._organisation_id, **values)

    async def settle_terms(self, *, change: bool) -> None:
        """Purges share the lock that changes of terms and holds have for themselves."""
        await self._link.value(_TERMS + ("NO KEY UPDATE" if change else "SHARE"), self._organisation_id)

    async def hold(self, identity: UUID) -> LegalHold | None:
        """One hold, locked."""
        table = tables.legal_hold
        row = await fetch(self._link, table, lock=True, organisation_id=self._organisation_id, id=identity)
        return _hold(row) if row else None

    async def holds(self) -> Sequence[LegalHold]:
        """Those that are not released."""
        return [_hold(row) for row in await self._link.rows(_HOLDS, self._organisation_id)]

    async def same_hold(self, hold: LegalHold) -> UUID | None:
        """A hold that is not released, on the same for the same ground."""
        what = (hold.scope, hold.ground, hold.target_id, hold.from_day, hold.to_day)
        found: UUID | None = await self._link.value(_SAME, self._organisation_id, *what)
        return found

    async def add_hold(self, hold: LegalHold) -> None:
        """A new hold."""
        await insert(self._link, tables.legal_hold, organisation_id=self._organisation_id, **asdict(hold))

    async def replace_hold(self, hold: LegalHold) -> None:
        """The hold as it stands now; its version goes up by one."""
        values = {**asdict(hold), "version": hold.version + 1}
        await update(self._link, tables.legal_hold, values, organisation_id=self._organisation_id, id=hold.id)

    async def has_target(self, scope: HoldScope, target_id: UUID) -> bool:
        """Whether the organisation has what a hold is to be on."""
        issued = " AND issued_on IS NOT NULL" if scope is HoldScope.DOCUMENT else ""
        sql = f"SELECT true FROM {_TARGETS[scope]} WHERE organisation_id = $1 AND id = $2{issued} FOR SHARE"
        return bool(await self._link.value(sql, self._organisation_id, target_id))

    async def facts(
        self, kind: PurgeKind, *, only: Sequence[UUID] | None = None, going: Sequence[UUID] = (), on: date
    ) -> Sequence[Facts]:
        """The facts of all objects of a kind, or of those."""
        ids = None if only is None else list(only)
        if kind in (PurgeKind.COMPANY, PurgeKind.CONTACT):
            sql = purging.COMPANIES if kind is PurgeKind.COMPANY else purging.CONTACTS
            return [_relation(kind, row) for row in await self._link.rows(sql, self._organisation_id, ids)]
        before = date(max(on.year - _SHORTEST_YEARS, 1), 1, 1)
        first_month = await self._link.value("SELECT first_month_of($1)", self._organisation_id)
        if kind is PurgeKind.DOCUMENT:
            rows = await self._link.rows(purging.DOCUMENTS, self._organisation_id, ids, before)
            return [_document(row, first_month) for row in rows]
        rows = await self._link.rows(purging.PAYMENTS, self._organisation_id, ids, before, list(going))
        return [_payment(row, first_month) for row in rows]

    async def parts(self, documents: Sequence[UUID]) -> Mapping[str, int]:
        """How many rows of each table hang on these invoices."""
        rows = await self._link.rows(purging.PARTS, self._organisation_id, list(documents))
        return {row["name"]: row["n"] for row in rows if row["n"]}

    async def add_order(self, order: PurgeOrder, items: Mapping[PurgeKind, Sequence[UUID]]) -> None:
        """An order, with all that it names in the order in which it goes."""
        await insert(self._link, tables.purge_order, organisation_id=self._organisation_id, **_stored(order))
        placed = 0
        for kind in PurgeKind:
            ids = list(items.get(kind, ()))
            await self._link.row(_ITEMS, self._organisation_id, order.id, kind, ids, placed)
            placed += len(ids)

    async def order(self, identity: UUID) -> PurgeOrder | None:
        """One order, locked."""
        table = tables.purge_order
        row = await fetch(self._link, table, lock=True, organisation_id=self._organisation_id, id=identity)
        if row is None:
            return None
        values = {name: value for name, value in row.items() if name != "organisation_id"}
        return PurgeOrder(**{**values, "state": OrderState(row["state"])})

    async def open_order(self) -> UUID | None:
        """An order that is not done."""
        sql = "SELECT id FROM purge_order WHERE organisation_id = $1 AND state <> 'DONE' LIMIT 1"
        found: UUID | None = await self._link.value(sql, self._organisation_id)
        return found

    async def replace_order(self, order: PurgeOrder) -> None:
        """How far the order is."""
        await update(self._link, tables.purge_order, _stored(order), organisation_id=self._organisation_id, id=order.id)

    async def open_items(self, identity: UUID, *, most: int) -> Sequence[Item]:
        """The next items of one kind that are not settled."""
        rows = await self._link.rows(_OPEN, self._organisation_id, identity, most)
        found = [Item(row["position"], PurgeKind(row["kind"]), row["object_id"]) for row in rows]
        return [item for item in found if item.kind is found[0].kind]

    async def settle_items(self, identity: UUID, kept: Mapping[int, Reason], gone: Sequence[int]) -> None:
        """What became of items, by position."""
        outcomes = [ItemOutcome.KEPT] * len(kept) + [ItemOutcome.GONE] * len(gone)
        reasons = [*kept.values(), *[None] * len(gone)]
        places = [*kept, *gone]
        await self._link.row(_SETTLED, self._organisation_id, identity, places, outcomes, reasons)

    async def lock_objects(self, kind: PurgeKind, ids: Sequence[UUID]) -> None:
        """Nobody changes them, or hangs something on them, until the unit ends."""
        await self._link.rows(purging.LOCKS[kind], self._organisation_id, list(ids))

    async def purge(self, kind: PurgeKind, ids: Sequence[UUID]) -> Gone:
        """Drop those of them that the database itself lets go."""
        if kind is PurgeKind.DOCUMENT:
            row = await self._link.row("SELECT * FROM purge_invoices($1)", list(ids))
            assert row is not None
            went = frozenset(row["gone"] or ())
            return Gone(went, row["counts"], tuple(row["files"] or ()), tuple(row["letters"] or ()))
        if kind is PurgeKind.PAYMENT:
            gone = await self._link.value("SELECT purge_received($1, $2)", list(ids), len(ids))
            return Gone(frozenset(gone or ()), {"payment": len(gone or ())})
        row = await self._link.row(purging.COMPANIES_GO, self._organisation_id, list(ids))
        assert row is not None
        fallen = {name: row[name] for name in ("contact", "prospect_review", "marketing_statement")}
        return Gone(frozenset(row["ids"]), {"company": len(row["ids"]), **fallen})

    async def add_review(self, company_id: UUID, identity: UUID, *, until: date | None, reason: str, by: UUID) -> None:
        """A prospect was reviewed, and is kept."""
        await insert(
            self._link,
            tables.prospect_review,
            organisation_id=self._organisation_id,
            id=identity,
            company_id=company_id,
            kept_until=until,
            reason=reason,
            reviewed_at=self._now,
            reviewed_by=by,
        )

    async def prospects(self, ids: Sequence[UUID]) -> Sequence[Prospect]:
        """These companies for a review, those with the oldest dealing first."""
        return [Prospect(**row) for row in await self._link.rows(purging.PROSPECTS, self._organisation_id, list(ids))]


def _choice(row: Mapping[str, Any]) -> ChoiceMade:
    choice = Choice(
        category=RetentionCategory(row["category"]),
        years=row["years"],
        months=row["months"],
        unlimited=row["unlimited"],
        automatic=row["automatic"],
        reason=row["reason"],
    )
    return ChoiceMade(choice=choice, at=row["chosen_at"], by=row["chosen_by"])


def _hold(row: Mapping[str, Any]) -> LegalHold:
    values = {name: value for name, value in row.items() if name != "organisation_id"}
    return LegalHold(**{**values, "scope": HoldScope(row["scope"]), "ground": HoldGround(row["ground"])})


def _stored(order: PurgeOrder) -> dict[str, Any]:
    return {**asdict(order), "gone": dict(order.gone)}


def _document(row: Mapping[str, Any], first_month: int) -> Facts:
    bound = _first(row, draft=Reason.DRAFT_UNDER_WAY, sending=Reason.DELIVERY_UNDER_WAY)
    dated = row["dated"]
    end = fiscal_year_end(dated, first_month=first_month)
    invoice = Record(holding=Holding.INVOICE, dated=dated, fiscal_year_end=end, balance_open=row["open"], bound=bound)
    received = (_voucher(row["received"], first_month),) if row["received"] else ()
    return _facts(PurgeKind.DOCUMENT, row, (invoice, *received))


def _payment(row: Mapping[str, Any], first_month: int) -> Facts:
    bound = Reason.DOCUMENTS_STAY if row["needed"] else None
    return _facts(PurgeKind.PAYMENT, row, (_voucher(row["dated"], first_month, balance_open=row["open"], bound=bound),))


def _voucher(dated: date, first_month: int, **facts: Any) -> Record:
    end = fiscal_year_end(dated, first_month=first_month)
    return Record(holding=Holding.VOUCHER, dated=dated, fiscal_year_end=end, **facts)


def _relation(kind: PurgeKind, row: Mapping[str, Any]) -> Facts:
    bound = _first(
        row,
        subscribed=Reason.SUBSCRIPTION_RUNS,
        asked=Reason.REQUEST_OPEN,
        restricted=Reason.RESTRICTION,
        sending=Reason.DELIVERY_UNDER_WAY,
        needed=Reason.DOCUMENTS_STAY,
        opposed=Reason.OBJECTION,
    )
    holding = Holding.RELATION if row["issued"] else Holding.PROSPECT
    at_end = Disposal.DELETE if kind is PurgeKind.COMPANY else Disposal.ANONYMISE
    record = Record(holding=holding, dated=row["dated"], balance_open=row["open"], bound=bound, at_end=at_end)
    keeps = (reviewed(row["kept_until"]),) if row["reviewed"] and holding is Holding.PROSPECT else ()
    return _facts(kind, row, (record,), keeps)


def reviewed(until: date | None) -> Keep:
    """What the outcome of a review says to whoever judges."""
    return Keep(reason=Reason.KEPT_AFTER_REVIEW, citation="GDPR art. 5(1)(e) and 6(1)(f)", until=until)


def _facts(kind: PurgeKind, row: Mapping[str, Any], records: tuple[Record, ...], keeps: tuple[Keep, ...] = ()) -> Facts:
    holds = tuple(row["holds"] or ())
    return Facts(kind=kind, records=records, holds=holds, keeps=keeps, count=row["n"], ids=tuple(row["ids"]))


def _first(row: Mapping[str, Any], **reasons: Reason) -> Reason | None:
    return next((reason for name, reason in reasons.items() if row[name]), None)
