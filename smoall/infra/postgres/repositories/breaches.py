"""The store of breaches. It looks into organisations one by one, under the row security of each."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from smoall.domain.kernel.ids import Kind, parse_id, public_id
from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.breach import MOST_IDS, AffectedPeople, AffectedRows, Breach, BreachAct, Share
from smoall.domain.privacy.personal_data import Subject
from smoall.infra.postgres import tables
from smoall.infra.postgres.breach_reach import GROUPS, PLACES, counting, holding
from smoall.infra.postgres.database import SET_ORGANISATION, Link
from smoall.infra.postgres.identity import new_id
from smoall.infra.postgres.repositories.breach_rows import breach_of, columns_of, share_of
from smoall.infra.postgres.statements import fetch, insert, update
from smoall.usecases.privacy.breaches.stores import Bearer, BreachEntry, Lies, Reached, Span

_HELD = "SELECT holder, held FROM held_where($1, $2, $3::uuid[])"
_TENANTS = "SELECT id FROM tenant WHERE erased_at IS NULL AND ($1::uuid[] IS NULL OR id = ANY ($1)) ORDER BY id"
_USERS = "SELECT id FROM user_account WHERE id = ANY ($1::uuid[])"
_BEARER = """
SELECT user_id, organisation_id FROM session WHERE CASE WHEN $2 THEN api_key_id ELSE id END = $1 LIMIT 1
"""
_ACTED = "SELECT holder, named, times FROM acted_on($1, $2, $3, $4)"
_AFFECTED = """
SELECT array_agg(o->>'organisation' ORDER BY o->>'organisation')
FROM breach b, jsonb_array_elements(b.organisations) o WHERE b.organisation_id = $1 AND b.id = $2
"""
_SPREAD = """
UPDATE breach SET facts = coalesce($3, facts), effects = coalesce($4, effects), remedy = coalesce($5, remedy),
    version = version + 1,
    controllers_told_at = coalesce(controllers_told_at, $6::timestamptz),
    controllers_reference = CASE WHEN controllers_told_at IS NULL THEN $7 ELSE controllers_reference END,
    notify_by = coalesce(notify_by, $6::timestamptz + make_interval(hours => hours))
WHERE organisation_id = $1 AND id = $2 RETURNING id
"""
_OWED = """
SELECT count(*) FILTER (WHERE act = $3 AND party = 'CONTROLLERS') > count(*) FILTER (WHERE act = $4)
FROM breach_entry WHERE organisation_id = $1 AND breach_id = $2
"""
_KINDS = {Subject.CONTACT: Kind.CONTACT, Subject.CUSTOMER: Kind.COMPANY, Subject.USER: Kind.USER}


class PostgresBreaches:
    """The register of breaches, as the unit's organisation keeps it."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime, *, by: UUID | None) -> None:
        self._link = link
        self._by = by
        self._organisation_id = organisation_id
        self._now = now

    async def lying(self, named: Mapping[Kind, Sequence[UUID]]) -> Sequence[Lies]:
        """Where these objects lie."""
        found: list[Lies] = []
        for kind, ids in named.items():
            if kind is Kind.ORGANISATION:
                rows = await self._link.rows(_TENANTS, list(ids))
                found += [Lies(row["id"], kind, row["id"]) for row in rows]
            elif kind in PLACES:
                rows = await self._link.rows(_HELD, *PLACES[kind], list(ids))
                found += [Lies(row["holder"], kind, row["held"]) for row in rows]
            if kind is Kind.USER:
                seated = {place.id for place in found if place.kind is kind}
                known = await self._link.rows(_USERS, list(ids))
                found += [Lies(HOUSE, kind, row["id"]) for row in known if row["id"] not in seated]
        return found

    async def bearer(self, kind: Kind, identity: UUID) -> Bearer | None:
        """Whose an API key, or a session, is."""
        if kind not in (Kind.API_KEY, Kind.SESSION):
            return None
        row = await self._link.row(_BEARER, identity, kind is Kind.API_KEY)
        return Bearer(row["user_id"], row["organisation_id"]) if row else None

    async def memberships(self, user_id: UUID) -> Sequence[UUID]:
        """The organisations to which a person belongs."""
        return [row["holder"] for row in await self._link.rows(_HELD, *PLACES[Kind.USER], [user_id])]

    async def organisations(self) -> Sequence[UUID]:
        """All that have not been erased."""
        return [row["id"] for row in await self._link.rows(_TENANTS, None)]

    async def acted_on(self, span: Span) -> Mapping[UUID, Mapping[str, int]]:
        """What the trails tell of in the span."""
        found: dict[UUID, dict[str, int]] = {}
        given = (span.since, span.until, span.organisation_id, span.user_id)
        for row in await self._link.rows(_ACTED, *given):
            found.setdefault(row["holder"], {})[row["named"]] = row["times"]
        return found

    async def share(self, organisation_id: UUID, reached: Reached) -> Share:
        """What it comes to in one organisation."""
        ids = [[one for kind in group for one in _ids(reached, kind)] for group in GROUPS]
        await self._link.value(SET_ORGANISATION, str(organisation_id))
        counted = await self._link.rows(counting(), organisation_id, *ids, reached.everything_until)
        await self._return()
        return Share(
            organisation_id=organisation_id,
            rows=tuple(_rows(row) for row in counted if row["n"] and row["name"] in holding()),
            people=tuple(_people(row) for row in counted if row["n"] and row["name"] not in holding()),
            objects=_objects(reached),
            entries=reached.entries,
        )

    async def add(self, breach: Breach, *, total: Share, shares: Sequence[Share], entry: BreachEntry) -> None:
        """A new breach, here and with each organisation that it affects."""
        affected = [
            {"organisation": public_id(Kind.ORGANISATION, share.organisation_id), **_affected(share)}
            for share in shares
        ]
        await self._put(breach, total, replace(entry, by=self._by), affected)
        for share in shares:
            if share.organisation_id != self._organisation_id:
                await self._link.value(SET_ORGANISATION, str(share.organisation_id))
                await self._put(replace(breach, notify_by=None), share, entry, [])
        await self._return()

    async def get(self, identity: UUID, *, lock: bool = False) -> Breach | None:
        """A breach as the organisation keeps it."""
        table = tables.breach
        row = await fetch(self._link, table, lock=lock, organisation_id=self._organisation_id, id=identity)
        return breach_of(row) if row else None

    async def stored_share(self, identity: UUID) -> Share | None:
        """What it affects here."""
        table = tables.breach
        row = await fetch(self._link, table, lock=False, organisation_id=self._organisation_id, id=identity)
        return share_of(row) if row else None

    async def affected(self, identity: UUID) -> Sequence[UUID]:
        """The other organisations that it affects."""
        named = await self._link.value(_AFFECTED, HOUSE, identity)
        found = [parse_id(text, Kind.ORGANISATION) for text in named or ()]
        return [one for one in found if one and one != HOUSE]

    async def replace(self, breach: Breach, *entries: BreachEntry) -> None:
        """The breach as it stands here now."""
        values = {**columns_of(breach), "version": breach.version + 1}
        await update(self._link, tables.breach, values, organisation_id=self._organisation_id, id=breach.id)
        for entry in entries:
            await self._enter(self._organisation_id, breach.id, replace(entry, by=self._by))

    async def spread(self, identity: UUID, entry: BreachEntry, *, aware_at: datetime | None = None) -> None:
        """The same in the registers of all others that it affects; one that has gone is passed by."""
        # Only what the step says: a register may have taken a person's name out of the rest.
        told = (entry.facts, entry.effects, entry.remedy, aware_at, entry.reference)
        for organisation_id in await self.affected(identity):
            await self._link.value(SET_ORGANISATION, str(organisation_id))
            if await self._link.value(_SPREAD, organisation_id, identity, *told):
                await self._enter(organisation_id, identity, entry)
        await self._return()

    async def letters_owed(self, identity: UUID) -> bool:
        """Whether it was told more often than its owners were written to."""
        owed = await self._link.value(_OWED, self._organisation_id, identity, BreachAct.NOTIFIED, BreachAct.WRITTEN)
        return bool(owed)

    async def _put(
        self, breach: Breach, share: Share, entry: BreachEntry, organisations: Sequence[Mapping[str, Any]]
    ) -> None:
        await insert(
            self._link,
            tables.breach,
            organisation_id=share.organisation_id,
            id=breach.id,
            recorded_at=breach.recorded_at,
            hours=breach.hours,
            **columns_of(breach),
            **_affected(share),
            objects=list(share.objects),
            entries=share.entries,
            organisations=list(organisations),
        )
        await self._enter(share.organisation_id, breach.id, entry)

    async def _enter(self, organisation_id: UUID, breach_id: UUID, entry: BreachEntry) -> None:
        await insert(
            self._link,
            tables.breach_entry,
            organisation_id=organisation_id,
            id=new_id(),
            breach_id=breach_id,
            at=self._now,
            **asdict(entry),
        )

    async def _return(self) -> None:
        """See again what the unit's actor sees."""
        await self._link.value(SET_ORGANISATION, str(self._organisation_id))


def _ids(reached: Reached, kind: Kind) -> set[UUID]:
    return reached.named.get(kind, set()) | reached.acted.get(kind, set())


def _objects(reached: Reached) -> tuple[str, ...]:
    both = {(kind, one) for found in (reached.named, reached.acted) for kind, ids in found.items() for one in ids}
    return tuple(sorted(public_id(kind, one) for kind, one in both))[:MOST_IDS]


def _rows(row: Mapping[str, Any]) -> AffectedRows:
    declared = holding()[row["name"]]
    return AffectedRows(
        table=row["name"],
        categories=tuple(dict.fromkeys(what.category for what in declared)),
        subjects=tuple(dict.fromkeys(what.subject for what in declared)),
        rows=row["n"],
    )


def _people(row: Mapping[str, Any]) -> AffectedPeople:
    subject = Subject(row["name"])
    ids = tuple(public_id(_KINDS[subject], UUID(int=one.int)) for one in row["ids"])
    return AffectedPeople(subject=subject, count=row["n"], ids=ids)


def _affected(share: Share) -> dict[str, Any]:
    return {
        "affected_rows": [asdict(one) for one in share.rows],
        "affected_people": [asdict(one) for one in share.people],
    }
