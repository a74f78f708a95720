"""The store of changes of sub-processors, and of what an organisation was told of them and objected."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.sub_processor_change import ChangeKind, SubProcessorChange
from smoall.domain.privacy.sub_processors import Activity, Sheet, SubProcessor, TransferMechanism
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.statements import fetch, insert
from smoall.usecases.privacy.sub_processors.stores import Notice, Objection

_ALONE = "SELECT pg_advisory_xact_lock(hashtext('sub_processor_change'))"
_SELECT = """
SELECT c.*, EXISTS (SELECT FROM sub_processor_change n WHERE n.corrects = c.id) AS corrected,
    EXISTS (SELECT FROM sub_processor_withdrawal w WHERE w.change_id = c.id) AS withdrawn
FROM sub_processor_change c"""
# Of a change that is void by now nobody hears any more, and that it is void only who heard of it.
_TOLD = f"""
INSERT INTO sub_processor_notice (organisation_id, change_id, notice, at)
SELECT $1, $2, $3, $4 WHERE CASE $3
    WHEN '{Notice.ANNOUNCED}' THEN NOT EXISTS (SELECT FROM sub_processor_withdrawal WHERE change_id = $2)
        AND NOT EXISTS (SELECT FROM sub_processor_change WHERE corrects = $2)
    ELSE EXISTS (SELECT FROM sub_processor_notice
        WHERE organisation_id = $1 AND change_id = $2 AND notice = '{Notice.ANNOUNCED}') END
ON CONFLICT DO NOTHING RETURNING change_id
"""
_OBJECT = """
INSERT INTO sub_processor_objection (organisation_id, change_id, organisation_name, reason, objected_at, withdrawn_at)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organisation_id, change_id) DO UPDATE SET organisation_name = $3,
    reason = $4, objected_at = $5, withdrawn_at = $6
"""


class PostgresSubProcessorChanges:
    """Announcements belong to no organisation; notices and objections to the unit's."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def alone(self) -> None:
        """Wait until nobody else announces, corrects or withdraws."""
        await self._link.value(_ALONE)

    async def all(self) -> Sequence[SubProcessorChange]:
        """Every announcement, the first one first."""
        return [_change(row) for row in await self._link.rows(f"{_SELECT} ORDER BY c.announced_at, c.id")]

    async def get(self, identity: UUID) -> SubProcessorChange | None:
        """One announcement."""
        row = await self._link.row(f"{_SELECT} WHERE c.id = $1", identity)
        return _change(row) if row else None

    async def add(self, change: SubProcessorChange) -> None:
        """A new announcement."""
        await insert(self._link, tables.sub_processor_change, **_row(change))

    async def withdraw(self, identity: UUID, *, reason: str) -> None:
        """It will not take effect."""
        await insert(self._link, tables.sub_processor_withdrawal, change_id=identity, at=self._now, reason=reason)

    async def note_told(self, identity: UUID, notice: Notice) -> bool:
        """Remember that the organisation's owners are told now; False when they were before, or need not be."""
        told = await self._link.value(_TOLD, self._organisation_id, identity, notice, self._now)
        return told is not None

    async def objection(self, change_id: UUID) -> Objection | None:
        """What the organisation objected, locked."""
        table = tables.sub_processor_objection
        row = await fetch(self._link, table, lock=True, organisation_id=self._organisation_id, change_id=change_id)
        return Objection(**{name: row[name] for name in Objection.__slots__}) if row else None

    async def keep_objection(self, objection: Objection) -> None:
        """The organisation's objection as it stands now."""
        values = [getattr(objection, name) for name in Objection.__slots__]
        await self._link.row(_OBJECT, self._organisation_id, *values)


def _row(change: SubProcessorChange) -> Mapping[str, Any]:
    plain = ("id", "kind", "concerns", "sheets", "announced_at", "announced_on", "takes_effect_on")
    rest = ("objections_until", "urgency", "corrects")
    return {
        **{name: getattr(change, name) for name in (*plain, *rest)},
        **{f"text_{language.lower()}": change.texts[language] for language in Language},
        **(_columns(change.becomes) if change.becomes else {}),
    }


def _columns(one: SubProcessor) -> Mapping[str, Any]:
    plain = ("name", "activity", "countries", "mechanism", "valid_from", "valid_to", "agreement_signed_on")
    return {**{name: getattr(one, name) for name in (*plain, "keeps_nothing")}, "its_sheets": one.sheets}


def _change(row: Mapping[str, Any]) -> SubProcessorChange:
    plain = ("id", "concerns", "announced_at", "announced_on", "takes_effect_on", "objections_until", "urgency")
    return SubProcessorChange(
        kind=ChangeKind(row["kind"]),
        becomes=_sub_processor(row) if row["activity"] else None,
        sheets=tuple(map(Sheet, row["sheets"])),
        texts={language: row[f"text_{language.lower()}"] for language in Language},
        **{name: row[name] for name in (*plain, "corrects", "corrected", "withdrawn")},
    )


def _sub_processor(row: Mapping[str, Any]) -> SubProcessor:
    plain = ("name", "valid_from", "valid_to", "agreement_signed_on", "keeps_nothing")
    return SubProcessor(
        activity=Activity(row["activity"]),
        sheets=tuple(map(Sheet, row["its_sheets"])),
        mechanism=TransferMechanism(row["mechanism"]),
        countries=tuple(row["countries"]),
        **{name: row[name] for name in plain},
    )
