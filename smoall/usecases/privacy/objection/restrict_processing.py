"""Restrict: the record is kept and read, and nothing else is done with it (GDPR art. 18)."""

from collections.abc import Sequence
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.errors import Conflict, Finding, refuse_fatal
from smoall.domain.privacy.marks import Restriction, read_reason
from smoall.usecases.gate import require
from smoall.usecases.privacy.objection.subjects import Named, Record, load_document, load_record
from smoall.usecases.privacy.objection.telling import tell_documents
from smoall.usecases.unit import Unit


async def restrict_processing(unit: Unit, named: Named, *, reason: str) -> dict[str, object]:
    """Restrict a company, a contact or a document; the rows to show.

    Raises Forbidden, NotFound, Conflict ALREADY_RESTRICTED, Invalid.
    """
    why = _allowed(unit, reason)
    mark = Restriction(unit.now, why)
    if named.document is not None:
        document_id, kind = await load_document(unit, named.document)
        _ensure_new(await unit.objections.restriction_of(document_id))
        await unit.objections.restrict_document(document_id, mark)
        unit.changed(document_id)
        unit.record("restrictProcessing", named.document, reason=why)
        return _document(document_id, kind)
    record = await load_record(unit, named)
    _ensure_new(record.marked.restriction)
    await _mark(unit, record, mark)
    unit.record("restrictProcessing", record.public_id, reason=why)
    return record.payload


async def lift_restriction(unit: Unit, named: Named, *, reason: str) -> dict[str, object]:
    """End the restriction; the person is told before (art. 18(3)), which ``reason`` says.

    Raises Forbidden, NotFound, Conflict NOT_RESTRICTED, Invalid.
    """
    why = _allowed(unit, reason)
    if named.document is not None:
        document_id, kind = await load_document(unit, named.document)
        _ensure_there(await unit.objections.restriction_of(document_id))
        await unit.objections.restrict_document(document_id, None)
        unit.changed(document_id)
        unit.record("liftRestriction", named.document, reason=why)
        return _document(document_id, kind)
    record = await load_record(unit, named)
    _ensure_there(record.marked.restriction)
    await _mark(unit, record, None)
    unit.record("liftRestriction", record.public_id, reason=why)
    return record.payload


async def restrict_documents(unit: Unit, documents: Sequence[UUID], reason: str) -> None:
    """Issued documents that the law keeps although their person was erased are restricted; those that are stay so."""
    for document_id in await unit.objections.restrict_documents(documents, Restriction(unit.now, reason)):
        unit.changed(document_id)


def _allowed(unit: Unit, reason: str) -> str:
    require(unit, Permission.MANAGE_PRIVACY)
    findings: list[Finding] = []
    why = read_reason(reason, findings)
    refuse_fatal(findings)
    return why


def _ensure_new(found: Restriction | None) -> None:
    if found:
        raise Conflict("ALREADY_RESTRICTED", since=found.since.date().isoformat())


def _ensure_there(found: Restriction | None) -> None:
    if found is None:
        raise Conflict("NOT_RESTRICTED")


async def _mark(unit: Unit, record: Record, mark: Restriction | None) -> None:
    if record.contact:
        await unit.objections.restrict_contact(record.contact.id, mark)
    else:
        await unit.objections.restrict_company(record.company.id, mark)
    await tell_documents(unit, record.company.id)


def _document(document_id: UUID, kind: DocumentKind) -> dict[str, object]:
    return {"invoice" if kind is DocumentKind.INVOICE else "creditNote": document_id}
