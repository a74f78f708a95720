"""The store of people in an organisation's records, its statements made from the column inventory."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from smoall.domain.crm.company import Contact
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.mentions import Words
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.repositories.companies import contact_of
from smoall.infra.postgres.repositories.found import find
from smoall.infra.postgres.repositories.persons import line_of
from smoall.infra.postgres.statements import fetch, insert, update
from smoall.infra.postgres.subjects import MOST_TOLD, ContactTable, contact_tables, values
from smoall.usecases.privacy.subjects.stores import ContactErasure, Copies, Found, Handed, Met, OwnRows, Sought

_CONTACTS = "SELECT * FROM contact WHERE organisation_id = $1 AND {0} ORDER BY created_at, id FOR UPDATE"
_ALIKE = """
SELECT DISTINCT word FROM contact, unnest(ARRAY[name, email, phone]) word
WHERE organisation_id = $1 AND id <> ALL ($2) AND word ~* ANY ($3)
"""
_FORMER = """
SELECT DISTINCT d.recipient FROM objection_link l JOIN delivery d
ON d.organisation_id = l.organisation_id AND d.id = l.delivery_id
WHERE l.organisation_id = $1 AND l.contact_id = ANY ($2) AND d.recipient <> '' ORDER BY 1
"""
_HOLD = """
SELECT id FROM legal_hold h WHERE organisation_id = $1 AND released_at IS NULL
    AND (until IS NULL OR until >= brussels_today()) AND cardinality($2::uuid[]) > 0
    AND (scope IN ('CONTACT', 'COMPANY') AND target_id = ANY ($2)
        OR scope = 'COMPANY'
            AND target_id IN (SELECT company_id FROM contact WHERE organisation_id = $1 AND id = ANY ($2))
        OR scope = 'PERIOD' AND from_day IS NULL AND to_day IS NULL) ORDER BY id LIMIT 1
"""
_PERSONS = """
SELECT id FROM company WHERE organisation_id = $1 AND natural_person AND lower(email) = ANY ($2) ORDER BY id
"""
_OTHERS = """
SELECT name, email, phone FROM contact WHERE organisation_id = $1 AND id <> ALL ($2) AND name <> ''
    AND (position(lower(name) in lower($3)) > 0 OR position(lower(email) in lower($3)) > 0 OR position(phone in $3) > 0)
LIMIT 1000
"""
_UNDER_WAY = """
SELECT EXISTS (SELECT FROM delivery WHERE organisation_id = $1 AND lower(recipient) = ANY ($2)
    AND state IN ('QUEUED', 'ATTEMPTING'))
"""
_CALL_BACK = """
UPDATE delivery SET state = CASE state WHEN 'QUEUED' THEN 'FAILED' ELSE 'UNKNOWN' END, failure = 'RECIPIENT_ERASED'
WHERE organisation_id = $1 AND lower(recipient) = ANY ($2) AND state IN ('QUEUED', 'ATTEMPTING')
"""
_LETTERS = """
SELECT id, sent_at, channel FROM delivery WHERE organisation_id = $1 AND state NOT IN ('QUEUED', 'ATTEMPTING')
    AND (lower(recipient) = ANY ($2) OR document_id = ANY ($3)) ORDER BY sent_at, id
"""
_EXPORTS = """
SELECT id, finished_at, sha256 FROM organisation_export WHERE organisation_id = $1 AND sha256 IS NOT NULL ORDER BY id
"""
_KEYS = "SELECT id, created_at FROM api_key WHERE organisation_id = $1 AND 'READ' = ANY (scopes) ORDER BY id"
_APPS = """
SELECT app_id AS id, min(created_at) AS created_at FROM oauth_grant
WHERE organisation_id = $1 AND 'READ' = ANY (scopes) GROUP BY app_id ORDER BY app_id
"""
_WHO = "identity"
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('people of ' || $1::text, 0))::text"
_BESIDE = "SELECT pg_advisory_xact_lock_shared(hashtextextended('people of ' || $1::text, 0))::text"
_KEY, _APP = "API_KEY", "APPLICATION"


class PostgresSubjects:
    """The store of people in one organisation's records."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def alone(self) -> None:
        """Until the unit ends."""
        await self._link.value(_ALONE, str(self._organisation_id))

    async def beside(self) -> None:
        """Until the unit ends."""
        await self._link.value(_BESIDE, str(self._organisation_id))

    async def contacts(self, ids: Sequence[UUID]) -> Sequence[Contact]:
        """These contacts."""
        rows = await self._link.rows(_CONTACTS.format("id = ANY ($2)"), self._organisation_id, list(ids))
        return [contact_of(row) for row in rows]

    async def contacts_known_as(self, names: Sequence[str], emails: Sequence[str]) -> Sequence[Contact]:
        """All contacts with one of these names and one of these addresses."""
        both = "lower(email) = ANY ($2) AND lower(name) = ANY ($3)"
        small = [name.lower() for name in names]
        rows = await self._link.rows(_CONTACTS.format(both), self._organisation_id, list(emails), small)
        return [contact_of(row) for row in rows]

    async def contacts_of(self, company_id: UUID) -> Sequence[Contact]:
        """All contacts of a company."""
        rows = await self._link.rows(_CONTACTS.format("company_id = $2"), self._organisation_id, company_id)
        return [contact_of(row) for row in rows]

    async def alike(self, ids: Sequence[UUID], words: Words) -> Sequence[str]:
        """What other contacts are known by in which one of the words is found."""
        rows = await self._link.rows(_ALIKE, self._organisation_id, list(ids), list(words.finders))
        return [row["word"] for row in rows]

    async def former_addresses(self, ids: Sequence[UUID]) -> Sequence[str]:
        """Where the letters went that informed them."""
        return [row["recipient"] for row in await self._link.rows(_FORMER, self._organisation_id, list(ids))]

    async def others_in(self, text: str, sought: Sought) -> Words:
        """What others are known by, as far as it stands there."""
        return _words(await self._link.rows(_OTHERS, self._organisation_id, list(sought.ids), text))

    async def find(self, words: Words) -> Found:
        """Where any of the words stands."""
        return await find(self._link, self._organisation_id, words)

    async def own_rows(self, sought: Sought) -> Sequence[OwnRows]:
        """What is held as theirs, table by table."""
        found = []
        for one in contact_tables():
            if sql := one.telling:
                rows = await self._link.rows(sql, *values(self._organisation_id, sought))
                told = [row["row"] for row in rows[:MOST_TOLD]]
                found.append(OwnRows(one.name, one.declared, told, complete=len(rows) <= MOST_TOLD))
        return found

    async def survey(self, sought: Sought) -> Sequence[Met]:
        """Every row that is about them."""
        found: list[Met] = []
        for one in contact_tables():
            rows = await self._link.rows(one.surveying, *values(self._organisation_id, sought))
            found += [_met(one, row) for row in rows]
        return found

    async def under_way(self, sought: Sought) -> bool:
        """Whether a letter to them is being sent."""
        return bool(await self._link.value(_UNDER_WAY, self._organisation_id, _emails(sought)))

    async def call_back(self, sought: Sought) -> None:
        """Letters to them that wait are not sent."""
        await self._link.row(_CALL_BACK, self._organisation_id, _emails(sought))

    async def copies(self, sought: Sought, documents: Sequence[UUID]) -> Copies:
        """Letters and exports; an export is forgotten as one that has been made."""
        letters = await self._letters(sought, documents)
        exports = await self._link.rows(_EXPORTS, self._organisation_id)
        files = tuple(dict.fromkeys(row["sha256"] for row in exports))
        answers = await self._link.rows(_ANSWERED, *values(self._organisation_id, sought))
        return Copies(tuple(row["id"] for row in letters), files, tuple(row["pdf_sha256"] for row in answers))

    async def handed_on(self, sought: Sought, documents: Sequence[UUID]) -> Sequence[Handed]:
        """To whom data of theirs may have gone."""
        letters = await self._letters(sought, documents)
        exports = await self._link.rows(_EXPORTS, self._organisation_id)
        keys, apps = [await self._link.rows(sql, self._organisation_id) for sql in (_KEYS, _APPS)]
        return [
            *(_handed(row["channel"], Kind.DELIVERY, row["id"], row["sent_at"]) for row in letters),
            *(Handed(way="EXPORT", reference=f"exp_{row['id'].hex}", at=row["finished_at"]) for row in exports),
            *(_handed(_KEY, Kind.API_KEY, row["id"], row["created_at"]) for row in keys),
            *(_handed(_APP, Kind.OAUTH_APP, row["id"], row["created_at"]) for row in apps),
        ]

    async def files_of(self, documents: Sequence[UUID]) -> int:
        """How many files were made of those documents."""
        sql = "SELECT count(*) FROM document_file WHERE organisation_id = $1 AND document_id = ANY ($2)"
        count: int = await self._link.value(sql, self._organisation_id, list(documents))
        return count

    async def erase(self, sought: Sought) -> Mapping[str, int]:
        """Empty what is theirs, mark where they were mentioned."""
        done: dict[str, int] = {}
        for one in reversed(contact_tables()):
            if sql := one.erasing:
                done[one.name] = await self._link.value(sql, *values(self._organisation_id, sought))
        sql = "DELETE FROM organisation_export WHERE organisation_id = $1 AND sha256 IS NOT NULL"
        await self._link.row(sql, self._organisation_id)
        return done

    async def hold_on(self, ids: Sequence[UUID]) -> UUID | None:
        """A legal hold that stands today on one of them, on their company, or on everything."""
        found: UUID | None = await self._link.value(_HOLD, self._organisation_id, list(ids))
        return found

    async def persons_known_as(self, emails: Sequence[str]) -> Sequence[UUID]:
        """The companies that are natural persons and have one of these addresses."""
        return [row["id"] for row in await self._link.rows(_PERSONS, self._organisation_id, list(emails))]

    async def note_erased(self, company_id: UUID) -> None:
        """The person that this company is was erased."""
        values = {"erased_at": self._now}
        await update(self._link, tables.company, values, organisation_id=self._organisation_id, id=company_id)

    async def keep_erasure(self, erasure: ContactErasure) -> None:
        """Remember an erasure."""
        receipt = erasure.receipt
        await insert(
            self._link,
            tables.contact_erasure,
            organisation_id=self._organisation_id,
            id=receipt.id,
            subject=receipt.subject,
            contacts=list(erasure.contacts),
            reason=erasure.reason,
            at=receipt.at,
            policy_version=receipt.policy_version,
            lines=[line_of(line) for line in receipt.lines],
            downstream=[
                {"way": one.way, "reference": one.reference, "at": one.at and one.at.isoformat()}
                for one in erasure.downstream
            ],
        )

    async def erasure(self, identity: UUID) -> Mapping[str, Any] | None:
        """A remembered erasure."""
        table, organisation = tables.contact_erasure, self._organisation_id
        row = await fetch(self._link, table, lock=False, organisation_id=organisation, id=identity)
        return dict(row) if row else None

    async def _letters(self, sought: Sought, documents: Sequence[UUID]) -> Sequence[Mapping[str, Any]]:
        return await self._link.rows(_LETTERS, self._organisation_id, _emails(sought), list(documents))


def _words(rows: Sequence[Mapping[str, Any]]) -> Words:
    return Words(
        names=tuple({row["name"] for row in rows if row["name"]}),
        emails=tuple({row["email"] for row in rows if row["email"]}),
        phones=tuple({row["phone"] for row in rows if row["phone"]}),
    )


(_ANSWERED,) = [
    f"SELECT pdf_sha256 FROM {one.name} WHERE {one.met}" for one in contact_tables() if one.name == "subject_answer"
]


def _emails(sought: Sought) -> list[str]:
    return [email.lower() for email in sought.words.emails]


def _handed(way: str, kind: Kind, identity: UUID, at: datetime | None) -> Handed:
    return Handed(way=way, reference=public_id(kind, identity), at=at)


def _met(one: ContactTable, row: Mapping[str, Any]) -> Met:
    return Met(
        table=one.name,
        category=_WHO if row["whole"] else one.category,
        key=row["key"],
        version=row["version"],
        changed=row["changed"],
        final=row["final"],
        kept_as=one.rule.kept_as,
        dropped=one.rule.drop,
        copy=one.rule.copy,
        holding=one.rule.holding,
        dated=row["dated"],
        balance_open=row["balance_open"],
        document_id=row["document_id"],
    )
