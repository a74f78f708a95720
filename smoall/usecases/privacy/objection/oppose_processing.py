"""Oppose: the person wants no further processing (GDPR art. 21); the record stays, marked for everybody to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, Finding, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.text import email_address
from smoall.domain.privacy.erasures import Erasure, ErasureKind
from smoall.domain.privacy.marks import OpposedBy, Opposition, read_reason
from smoall.usecases.gate import require
from smoall.usecases.privacy.anonymise import Erased, anonymise
from smoall.usecases.privacy.objection.subjects import Named, Record, load_record
from smoall.usecases.privacy.objection.telling import tell_documents
from smoall.usecases.privacy.subjects.traders import may_be_erased, traders_among
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Anonymising:
    """The person also wants to be anonymised: ``token`` of the preview that they were shown, None for the preview."""

    token: str | None
    dry: bool


@dataclass(frozen=True, slots=True)
class Opposed:
    """What was marked, how many addresses are listed for it, and what was erased on request."""

    record: Record
    listed: int
    erased: Erased | None = None


async def oppose_processing(
    unit: Unit, named: Named, *, reason: str, by: OpposedBy, anonymising: Anonymising | None = None
) -> Opposed:
    """Mark a company or a contact, and put its addresses on the organisation's list; how many are on it for this.

    A company's objection is also that of all its contacts; a contact's is theirs wherever their address stands. Whoever
    asks for it is anonymised too; their address stays on the list as a keyed hash. Raises Forbidden, NotFound, Conflict
    ALREADY_OPPOSED, PREVIEW_OUTDATED or DELIVERY_UNDER_WAY, Invalid.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    findings: list[Finding] = []
    why = read_reason(reason, findings)
    if anonymising and not anonymising.dry and not anonymising.token:
        findings.append(Finding("PREVIEW_TOKEN_MISSING", "previewToken"))
    refuse_fatal(findings)
    if anonymising:
        await unit.subjects.alone()
    record = await load_record(unit, named)
    _ensure_new(record)
    addresses = await _addresses(unit, record)
    # First, for the token tells rows as they were before the mark; then what the mark says of them is erased too.
    erased = await _anonymised(unit, record, anonymising, reason=why) if anonymising else None
    mark = Opposition(unit.now, by, erased.reason if erased else why)
    return Opposed(record, await _note(unit, record, mark, addresses), erased)


async def note_opposition(unit: Unit, record: Record, mark: Opposition, *, again: UUID | None = None) -> int:
    """The objection, whoever brought it, in the record, the list and the trail. Raises Conflict ALREADY_OPPOSED.

    ``again``: its id in the ledger of erasures, when a backup from before it was restored.
    """
    _ensure_new(record)
    return await _note(unit, record, mark, await _addresses(unit, record), again=again)


def _ensure_new(record: Record) -> None:
    if found := record.marked.opposition:
        raise Conflict("ALREADY_OPPOSED", since=found.since.date().isoformat())


async def _addresses(unit: Unit, record: Record) -> Sequence[str]:
    if record.contact:
        return [record.contact.email] if record.contact.email else []
    return await unit.objections.addresses_of(record.company.id)


async def _anonymised(unit: Unit, record: Record, asked: Anonymising, *, reason: str) -> Erased:
    contacts = [record.contact] if record.contact else await unit.subjects.contacts_of(record.company.id)
    own = record.contact is None and may_be_erased(record.company)
    traders = [record.company] if own else await traders_among(unit, contacts)
    token = None if asked.dry else asked.token
    return await anonymise(unit, contacts, traders=traders, token=token, reason=reason, subject=record.public_id)


async def _note(
    unit: Unit, record: Record, mark: Opposition, addresses: Sequence[str], *, again: UUID | None = None
) -> int:
    await _mark(unit, record, mark)
    await _remember(unit, record, ErasureKind.OBJECTION, again)
    for other in await unit.objections.mark_namesakes(addresses, mark, of=record.marked.id):
        unit.record("opposeProcessing", public_id(Kind.CONTACT, other), by=mark.by, addresses=0)
    await unit.objections.end_marketing()
    listed = await unit.objections.list_addresses(addresses, mark, of=record.marked.id)
    unit.record("opposeProcessing", record.public_id, by=mark.by, addresses=listed)
    await tell_documents(unit, record.company.id)
    return listed


async def _mark(unit: Unit, record: Record, mark: Opposition | None) -> None:
    if record.contact:
        await unit.objections.mark_contact(record.contact.id, mark)
    else:
        await unit.objections.mark_company(record.company.id, mark)


async def _remember(unit: Unit, record: Record, kind: ErasureKind, again: UUID | None) -> None:
    """For the ledger of erasures: whoever objected is not written to again because a backup was restored."""
    await unit.erasures.note(
        Erasure(
            id=again or unit.new_id(),
            kind=kind,
            at=unit.now,
            organisation_id=unit.actor.organisation_id,
            subjects=(record.marked.id,),
            table="contact" if record.contact else "company",
        )
    )


async def lift_opposition(unit: Unit, named: Named, *, reason: str) -> Record:
    """The person agrees again: mark and list entries go, the trail keeps when and why.

    Raises Forbidden, NotFound, Conflict NOT_OPPOSED, Invalid.
    """
    why = _allowed(unit, reason)
    return await note_lifting(unit, await load_record(unit, named), why)


async def note_lifting(unit: Unit, record: Record, why: str, *, again: UUID | None = None) -> Record:
    """It is lifted, everywhere. Raises Conflict NOT_OPPOSED."""
    mark = record.marked.opposition
    if mark is None:
        raise Conflict("NOT_OPPOSED")
    await _mark(unit, record, None)
    await _remember(unit, record, ErasureKind.OBJECTION_LIFTED, again)
    await unit.objections.unmark_namesakes(await _addresses(unit, record), mark)
    if record.contact and record.contact.email:
        await unit.objections.delist_address(record.contact.email, since=mark.since)
    await unit.objections.delist(of=record.marked.id)
    unit.record("liftOpposition", record.public_id, reason=why)
    await tell_documents(unit, record.company.id)
    return record


async def lift_opposition_of_address(unit: Unit, address: str, *, reason: str, organisation: str) -> None:
    """Take an address off the list when no record bears it any more.

    Raises Forbidden, Conflict NOT_OPPOSED, or OPPOSITION_ON_RECORD where a mark would outlive it, Invalid.
    """
    why = _allowed(unit, reason)
    plain = email_address(address)
    if record := await unit.objections.marked_with(plain):
        raise Conflict("OPPOSITION_ON_RECORD", id=record)
    if not await unit.objections.delist_address(plain):
        raise Conflict("NOT_OPPOSED")
    unit.record("liftOpposition", organisation, reason=why)


def _allowed(unit: Unit, reason: str) -> str:
    require(unit, Permission.MANAGE_PRIVACY)
    findings: list[Finding] = []
    why = read_reason(reason, findings)
    refuse_fatal(findings)
    return why
