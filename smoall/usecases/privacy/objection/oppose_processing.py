"""Oppose: the person wants no further processing (GDPR art. 21); the record stays, marked for everybody to see."""

from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, Finding, refuse_fatal
from smoall.domain.kernel.text import email_address
from smoall.domain.privacy.marks import OpposedBy, Opposition, read_reason
from smoall.usecases.gate import require
from smoall.usecases.privacy.objection.subjects import Named, Record, load_record
from smoall.usecases.unit import Unit


async def oppose_processing(unit: Unit, named: Named, *, reason: str, by: OpposedBy) -> tuple[Record, int]:
    """Mark a company or a contact, and put its addresses on the organisation's list; how many are on it for this.

    A company's objection is also that of all its contacts. Raises Forbidden, NotFound, Conflict ALREADY_OPPOSED,
    Invalid.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    findings: list[Finding] = []
    why = read_reason(reason, findings)
    refuse_fatal(findings)
    return await note_opposition(unit, await load_record(unit, named), Opposition(unit.now, by, why))


async def note_opposition(unit: Unit, record: Record, mark: Opposition) -> tuple[Record, int]:
    """The objection, whoever brought it, in the record, the list and the trail. Raises Conflict ALREADY_OPPOSED."""
    if found := record.marked.opposition:
        raise Conflict("ALREADY_OPPOSED", since=found.since.date().isoformat())
    if record.contact:
        await unit.objections.mark_contact(record.contact.id, mark)
        addresses = [record.contact.email] if record.contact.email else []
    else:
        await unit.objections.mark_company(record.company.id, mark)
        addresses = list(await unit.objections.addresses_of(record.company.id))
    listed = await unit.objections.list_addresses(addresses, mark, of=record.marked.id)
    unit.record("opposeProcessing", record.public_id, by=mark.by, addresses=listed)
    await tell_documents(unit, record.company.id)
    return record, listed


async def lift_opposition(unit: Unit, named: Named, *, reason: str) -> Record:
    """The person agrees again: mark and list entries go, the trail keeps when and why.

    Raises Forbidden, NotFound, Conflict NOT_OPPOSED, Invalid.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    findings: list[Finding] = []
    why = read_reason(reason, findings)
    refuse_fatal(findings)
    record = await load_record(unit, named)
    if record.marked.opposition is None:
        raise Conflict("NOT_OPPOSED")
    if record.contact:
        await unit.objections.mark_contact(record.contact.id, None)
    else:
        await unit.objections.mark_company(record.company.id, None)
    await unit.objections.delist(of=record.marked.id)
    unit.record("liftOpposition", record.public_id, reason=why)
    await tell_documents(unit, record.company.id)
    return record


async def lift_opposition_of_address(unit: Unit, address: str, *, reason: str, organisation: str) -> None:
    """Take an address off the list when no record bears it any more.

    Raises Forbidden, Conflict NOT_OPPOSED, Invalid.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    findings: list[Finding] = []
    why = read_reason(reason, findings)
    refuse_fatal(findings)
    if not await unit.objections.delist_address(email_address(address)):
        raise Conflict("NOT_OPPOSED")
    unit.record("liftOpposition", organisation, reason=why)


async def tell_documents(unit: Unit, company_id: UUID) -> None:
    """Who watches a document of the company sees the mark come or go."""
    for document_id in await unit.objections.documents_of(company_id):
        unit.changed(document_id)
