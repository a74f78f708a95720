"""People as the inventory knows them: told, erased, and the receipts of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.personal_data import BILLING
from smoall.domain.privacy.receipt import Receipt, ReceiptLine
from smoall.domain.privacy.retention import Holding
from smoall.infra.postgres import audit, tables
from smoall.infra.postgres.database import SET_ORGANISATION, SET_READER, Link
from smoall.infra.postgres.persons import Fate, PersonalTable, personal_tables
from smoall.infra.postgres.statements import insert
from smoall.usecases.actor import Actor
from smoall.usecases.privacy.stores import Person, Told, Touched

_GET = "SELECT id, email, name, language, password_hash FROM user_account WHERE id = $1 AND erased_at IS NULL"
_WHERE = """
SELECT organisation_id FROM audit_actor WHERE user_id = $1
UNION SELECT organisation_id FROM membership WHERE user_id = $1
UNION SELECT i.organisation_id FROM invitation i JOIN user_account u ON u.email = i.email WHERE u.id = $1 ORDER BY 1
"""
_ACTED = "SELECT EXISTS (SELECT FROM audit_actor WHERE organisation_id = $1 AND user_id = $2)"
_OWNED = """
SELECT m.organisation_id FROM membership m JOIN tenant t ON t.id = m.organisation_id
WHERE m.user_id = $1 AND m.role = 'OWNER' AND t.ended_at IS NULL ORDER BY 1
"""
_OWNERS = """
SELECT user_id FROM membership WHERE organisation_id = $1 AND role = 'OWNER' ORDER BY user_id FOR UPDATE
"""
_ENTRIES = """
SELECT count(*) FROM audit_entry e JOIN audit_actor a ON a.organisation_id = e.organisation_id AND a.id = e.actor_id
WHERE e.organisation_id = $1 AND a.user_id = $2
"""
_NAMES_THEM = """
WHERE organisation_id = $1 AND issued_on IS NOT NULL AND (position($2::text in buyer::text) > 0
    OR length($3::text) > 3 AND position(to_jsonb($3::text)::text in buyer::text) > 0)
"""
_BILLED = f"""
SELECT make_date(extract(year FROM issued_on)::int, 12, 31) AS dated, balance > 0 AS open, count(*) AS n FROM document
{_NAMES_THEM} GROUP BY 1, 2
"""
_BILLS = f"""
SELECT jsonb_build_object('number', number, 'issued_on', issued_on, 'gross', gross, 'buyer', buyer) AS row
FROM document {_NAMES_THEM} ORDER BY issued_on, number LIMIT 10000
"""
_BILL_WITHHELD = ["seller", "note", "reason", "buyer_reference"]
_ADDRESSED = """
WITH gone AS (UPDATE company SET email = NULL WHERE organisation_id = $1 AND email = $2 RETURNING 1)
SELECT count(*) FROM gone
"""
_DELIVERED = """
WITH gone AS (DELETE FROM delivery WHERE organisation_id = $1 AND recipient = $2 RETURNING 1) SELECT count(*) FROM gone
"""
_NEEDED = """
SELECT EXISTS (SELECT FROM membership WHERE user_id = $1)
    OR EXISTS (SELECT FROM session WHERE user_id = $1 AND seen_at > $2)
    OR EXISTS (SELECT FROM user_account WHERE id = $1 AND created_at > $2)
"""
_INVOICES = "SELECT id FROM delivery WHERE organisation_id = $1 AND recipient = $2"
_PROVED = "SELECT email_verified_at IS NOT NULL FROM user_account WHERE id = $1"
_LETTERS = "SELECT id FROM message WHERE user_id = $1 OR recipient = $2"


class PostgresPersons:
    """The store of people wherever they stand."""

    def __init__(self, link: Link, actor: Actor | None, *, now: datetime, request_id: str) -> None:
        self._link = link
        self._actor = actor
        self._now = now
        self._request_id = request_id

    async def get(self, user_id: UUID, *, lock: bool = False) -> Person | None:
        """The person; None when there is none, or they were erased."""
        row = await self._link.row(f"{_GET} FOR UPDATE" if lock else _GET, user_id)
        if row is None:
            return None
        values = dict(row)
        return Person(**{**values, "id": UUID(int=row["id"].int), "language": Language(row["language"])})

    async def owned_alone(self, user_id: UUID) -> Sequence[UUID]:
        """The living organisations of which they are the only owner."""
        found = []
        await self._link.value(SET_READER, "", str(user_id))
        for row in await self._link.rows(_OWNED, user_id):
            organisation_id = row["organisation_id"]
            await self._link.value(SET_ORGANISATION, str(organisation_id))
            owners = await self._link.rows(_OWNERS, organisation_id)
            if [owner["user_id"] for owner in owners] == [user_id]:
                found.append(organisation_id)
        await self._return()
        return found

    async def told(self, person: Person) -> Sequence[Told]:
        """All that is held about them."""
        person = await self._proved(person)
        rows: dict[str, list[Mapping[str, Any]]] = {one.name: [] for one in personal_tables()}
        for organisation_id in await self._organisations(person):
            await self._link.value(SET_ORGANISATION, str(organisation_id))
            for one in personal_tables():
                if one.tenant:
                    rows[one.name] += await self._rows(one, person)
        for one in personal_tables():
            if not one.tenant:
                rows[one.name] += await self._rows(one, person)
        await self._link.value(SET_ORGANISATION, str(HOUSE))
        bills = [row["row"] for row in await self._link.rows(_BILLS, HOUSE, person.email, person.name)]
        await self._return()
        told = [Told(one.name, one.declared, rows[one.name], one.withheld) for one in reversed(personal_tables())]
        return [*told, Told("document", (BILLING,), bills, _BILL_WITHHELD)]

    async def erase(self, person: Person, *, action: str) -> Sequence[Touched]:
        """Erase them everywhere; their account stays as an empty row."""
        touched: list[Touched] = []
        person = await self._proved(person)
        for organisation_id in await self._organisations(person):
            await self._link.value(SET_ORGANISATION, str(organisation_id))
            await self._record(organisation_id, person, action)
            entries = await self._link.value(_ENTRIES, organisation_id, person.id)
            touched.append(Touched("trace of actions", "audit_entry", entries, Holding.TRACE))
            for one in personal_tables():
                if one.tenant:
                    touched += await self._erase(one, person)
        touched += await self._billed(person)
        for one in personal_tables():
            if not one.tenant:
                touched += await self._erase(one, person)
        await self._return()
        return touched

    async def is_needed(self, user_id: UUID, *, grace_days: int) -> bool:
        """Whether an organisation still needs the account, or it was used within the grace."""
        await self._link.value(SET_READER, "", str(user_id))
        needed = await self._link.value(_NEEDED, user_id, self._now - timedelta(days=grace_days))
        await self._return()
        return bool(needed)

    async def letters_of(self, person: Person) -> Sequence[UUID]:
        """The letters to them."""
        person = await self._proved(person)
        letters = [row["id"] for row in await self._link.rows(_LETTERS, person.id, person.email)]
        await self._link.value(SET_ORGANISATION, str(HOUSE))
        invoices = await self._link.rows(_INVOICES, HOUSE, person.email)
        await self._return()
        return [*letters, *(row["id"] for row in invoices)]

    async def keep_receipt(self, receipt: Receipt) -> None:
        """Remember a receipt."""
        await insert(
            self._link,
            tables.erasure_receipt,
            id=receipt.id,
            subject=receipt.subject,
            at=receipt.at,
            policy_version=receipt.policy_version,
            lines=[line_of(line) for line in receipt.lines],
            downstream=[
                {"way": one.way, "reference": one.reference, "at": one.at.isoformat()} for one in receipt.downstream
            ],
        )

    async def _proved(self, person: Person) -> Person:
        """The person, known by their address only once they have shown that they read mail there: whoever registers
        somebody else's address neither reads nor erases what was written to it."""
        proved = await self._link.value(_PROVED, person.id)
        return person if proved else replace(person, email=f"unproved-{person.id}")

    async def _organisations(self, person: Person) -> list[UUID]:
        """Where they act or acted; from here on the transaction sees what concerns them."""
        await self._link.value(SET_READER, "", str(person.id))
        return [row["organisation_id"] for row in await self._link.rows(_WHERE, person.id)]

    async def _record(self, organisation_id: UUID, person: Person, action: str) -> None:
        by = self._actor.user_id if self._actor else person.id
        if by == person.id and not await self._link.value(_ACTED, organisation_id, person.id):
            return  # only invited there: nothing bears their pseudonym
        await audit.append(
            self._link,
            organisation_id=organisation_id,
            user_id=by,
            at=self._now,
            request_id=self._request_id,
            action=action,
            object_id=public_id(Kind.USER, person.id),
            payload={},
            changed=(),
        )

    async def _rows(self, one: PersonalTable, person: Person) -> list[Mapping[str, Any]]:
        return [row["row"] for row in await self._link.rows(one.telling.sql, *one.telling.values(person))]

    async def _erase(self, one: PersonalTable, person: Person) -> list[Touched]:
        count = await self._link.value(one.erasing.sql, *one.erasing.values(person))
        categories = list(dict.fromkeys(what.category for what in one.declared)) or ["membership"]
        if one.fate is Fate.KEEP:
            return [Touched(name, one.name, count, Holding.CONSENT) for name in categories]
        return [Touched(name, one.name, count) for name in categories]

    async def _billed(self, person: Person) -> list[Touched]:
        """Smoall's own invoices that name them stay; where these were sent to does not."""
        await self._link.value(SET_ORGANISATION, str(HOUSE))
        rows = await self._link.rows(_BILLED, HOUSE, person.email, person.name)
        found = [Touched("billing", "document", row["n"], Holding.INVOICE, row["dated"], row["open"]) for row in rows]
        found.append(Touched("contact", "company", await self._link.value(_ADDRESSED, HOUSE, person.email)))
        found.append(Touched("contact", "delivery", await self._link.value(_DELIVERED, HOUSE, person.email)))
        return found

    async def _return(self) -> None:
        """See again what the unit's actor sees."""
        actor = self._actor
        if actor:
            await self._link.value(SET_READER, str(actor.organisation_id), str(actor.user_id))


def line_of(line: ReceiptLine) -> Mapping[str, Any]:
    """A line of a receipt as it is stored."""
    return {
        "category": line.category,
        "table": line.table,
        "outcome": line.outcome,
        "count": line.count,
        "until": line.until and line.until.isoformat(),
        "reason": line.reason,
        "citation": line.citation,
    }
