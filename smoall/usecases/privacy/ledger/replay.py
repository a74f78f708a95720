"""Erase again, in a database that was restored, what the ledger says was erased since the backup (GDPR art. 17).

Each entry goes through the code that erased the first time. What the person is known by is read from the restored
rows, so that mentions are found as they stand there. An entry and its place in the ledger become true together:
a replay that dies goes on where it stopped, and a second one does nothing.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

from smoall.domain.crm.company import Company, Contact
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.organisations.house import HOUSE, NOBODY
from smoall.domain.privacy.erasures import Entry, Erasure, ErasureKind, missing
from smoall.domain.privacy.mentions import Words
from smoall.domain.privacy.subject_request import RequestState, SubjectRequest
from smoall.usecases.actor import system
from smoall.usecases.privacy.anonymise import anonymise
from smoall.usecases.privacy.delete_my_account import erase_person
from smoall.usecases.privacy.ledger.objections import object_again, objections_first
from smoall.usecases.privacy.purge_organisation import Purging, purge_billing, purge_organisation
from smoall.usecases.privacy.retention.purging import drop_records
from smoall.usecases.privacy.retention.stores import PurgeKind
from smoall.usecases.unit import Unit, Units


@dataclass(frozen=True, slots=True)
class Replaying:
    """What a replay needs; ``purging`` takes organisations whose grace the restored database still counts."""

    units: Units
    purging: Purging


async def replay(replaying: Replaying, entries: Sequence[Entry], *, because: str | None = None) -> int:
    """Do again what the database does not know of; how many entries. ``because``: why the ledger is not whole."""
    units = replaying.units
    async with units.begin(system(HOUSE), request_id="replay") as unit:
        new = missing(entries, await unit.erasures.known())
    for entry in objections_first(new):
        await _AGAIN[entry.erasure.kind](replaying, entry)
    count = sum(entry.erasure.kind is not ErasureKind.OPENED for entry in new)
    if not new and because is None:
        return 0
    async with units.begin(system(HOUSE), request_id="replay") as unit:
        await unit.erasures.note_replay(count, because=because)
        await unit.commit()
    return count


async def _opened(replaying: Replaying, entry: Entry) -> None:
    async with replaying.units.begin(system(HOUSE), request_id=_request(entry)) as unit:
        await unit.erasures.place([entry])
        await unit.commit()


async def _contacts(replaying: Replaying, entry: Entry) -> None:
    erasure = entry.erasure
    actor = system(erasure.organisation_id or NOBODY)
    async with replaying.units.begin(actor, request_id=_request(entry)) as unit:
        await unit.erasures.place([entry])
        contacts = await unit.subjects.contacts(erasure.subjects)
        traders = await _traders(unit, set(erasure.subjects) - {one.id for one in contacts})
        request = await unit.subject_requests.get(erasure.case_id) if erasure.case_id else None
        also = _words(request)
        if traders or any(one.name for one in contacts) or also != Words():
            why = f"Erased on {erasure.at:%Y-%m-%d}, and again after a backup was restored"
            await anonymise(
                unit,
                contacts,
                traders=traders,
                token=None,
                reason=why,
                subject=_subject(erasure, contacts, traders),
                also=also,
                receipt_id=erasure.id,
            )
        if request:
            await _close(unit, request, entry)
        await unit.commit()


def _words(request: SubjectRequest | None) -> Words:
    if request is None:
        return Words()
    return Words(
        names=(request.person_name,) if request.person_name else (),
        emails=(request.person_email,) if request.person_email else (),
        phones=(request.person_phone,) if request.person_phone else (),
    )


async def _traders(unit: Unit, ids: Iterable[UUID]) -> Sequence[Company]:
    """The companies among them, whatever the backup says of who is a natural person; they were erased as one."""
    found = [await unit.companies.get(one, lock=True) for one in sorted(ids)]
    return [one for one in found if one and one.erased_at is None]


def _subject(erasure: Erasure, contacts: Sequence[Contact], traders: Sequence[Company]) -> str:
    if erasure.case_id:
        return public_id(Kind.SUBJECT_REQUEST, erasure.case_id)
    if len(contacts) == 1 and not traders:
        return public_id(Kind.CONTACT, contacts[0].id)
    return public_id(Kind.COMPANY, traders[0].id if traders else contacts[0].company_id)


async def _close(unit: Unit, request: SubjectRequest, entry: Entry) -> None:
    """The case was completed by the erasure; its proof of identity may be younger than the backup."""
    if request.closed_at is None:
        done = replace(request, state=RequestState.COMPLETED, closed_at=entry.erasure.at, receipt_id=entry.erasure.id)
        await unit.subject_requests.replace(done)
    await unit.subject_requests.forget_person(request.id)


async def _account(replaying: Replaying, entry: Entry) -> None:
    async with replaying.units.begin(system(HOUSE), request_id=_request(entry)) as unit:
        await unit.erasures.place([entry])
        person = await unit.persons.get(entry.erasure.subjects[0], lock=True)
        if person:
            days = replaying.purging.grace_days
            await erase_person(unit, person, action="eraseAccount", grace_days=days, receipt_id=entry.erasure.id)
        await unit.commit()


async def _organisation(replaying: Replaying, entry: Entry) -> None:
    actor = system(entry.erasure.organisation_id or NOBODY)
    async with replaying.units.begin(actor, request_id=_request(entry)) as unit:
        ending = await unit.endings.ending(lock=True)
        if not ending.ended_at:
            await unit.endings.end(erase_after=unit.today - timedelta(days=1))
        await unit.commit()
    again = replace(replaying.purging, again=True)
    await purge_organisation(replaying.units, actor.organisation_id, entry.erasure.id, purging=again)
    await _opened(replaying, entry)


async def _term(replaying: Replaying, entry: Entry) -> None:
    again = replace(replaying.purging, again=True)
    organisation_id = entry.erasure.organisation_id or NOBODY
    await purge_billing(replaying.units, organisation_id, entry.erasure.id, purging=again)
    await _opened(replaying, entry)


async def _records(replaying: Replaying, entry: Entry) -> None:
    erasure = entry.erasure
    actor = system(erasure.organisation_id or NOBODY)
    async with replaying.units.begin(actor, request_id=_request(entry)) as unit:
        await unit.erasures.place([entry])
        kind = PurgeKind(erasure.table or "")
        await unit.retention.lock_objects(kind, erasure.subjects)
        await drop_records(unit, kind, erasure.subjects, again=erasure.id)
        await unit.commit()


async def _objection(replaying: Replaying, entry: Entry) -> None:
    await object_again(replaying.units, entry)


def _request(entry: Entry) -> str:
    return f"replay:{entry.erasure.id.hex}"


_AGAIN: Mapping[ErasureKind, Callable[[Replaying, Entry], Awaitable[None]]] = MappingProxyType(
    {
        ErasureKind.OPENED: _opened,
        ErasureKind.CONTACTS: _contacts,
        ErasureKind.ACCOUNT: _account,
        ErasureKind.ORGANISATION: _organisation,
        ErasureKind.TERM: _term,
        ErasureKind.RECORDS: _records,
        ErasureKind.OBJECTION: _objection,
        ErasureKind.OBJECTION_LIFTED: _objection,
    }
)
