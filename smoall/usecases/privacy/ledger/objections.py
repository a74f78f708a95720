"""Objections that came after a backup, put again into what was restored from it (GDPR art. 21).

They come before the erasures: the list of addresses is made of those that the restored rows still hold.
"""

from collections.abc import Sequence

from smoall.domain.kernel.errors import NotFound
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.organisations.house import NOBODY
from smoall.domain.privacy.erasures import Entry, Erasure, ErasureKind
from smoall.domain.privacy.marks import OpposedBy, Opposition
from smoall.usecases.actor import system
from smoall.usecases.privacy.objection.oppose_processing import note_lifting, note_opposition
from smoall.usecases.privacy.objection.subjects import Named, Record, load_record
from smoall.usecases.unit import Unit, Units

KINDS = (ErasureKind.OBJECTION, ErasureKind.OBJECTION_LIFTED)


def objections_first(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The same, objections and their ends before the rest, each in its order."""
    return sorted(entries, key=lambda entry: entry.erasure.kind not in KINDS)


async def object_again(units: Units, entry: Entry) -> None:
    """Mark the record, or take the mark away, unless it stands so already or is not in the backup."""
    erasure = entry.erasure
    actor = system(erasure.organisation_id or NOBODY)
    async with units.begin(actor, request_id=f"replay:{erasure.id.hex}") as unit:
        await unit.erasures.place([entry])
        record = await _record(unit, erasure)
        why = f"Of {erasure.at:%Y-%m-%d}, and again after a backup was restored"
        if record and erasure.kind is ErasureKind.OBJECTION and not record.marked.opposition:
            mark = Opposition(erasure.at, OpposedBy.PERSON, why)
            await note_opposition(unit, record, mark, again=erasure.id)
        elif record and erasure.kind is ErasureKind.OBJECTION_LIFTED and record.marked.opposition:
            await note_lifting(unit, record, why, again=erasure.id)
        await unit.commit()


async def _record(unit: Unit, erasure: Erasure) -> Record | None:
    (identity,) = erasure.subjects
    is_contact = erasure.table == "contact"
    named = public_id(Kind.CONTACT if is_contact else Kind.COMPANY, identity)
    try:
        return await load_record(unit, Named(contact=named) if is_contact else Named(company=named))
    except NotFound:
        return None
