"""Say on which basis a contact's data is held, and on which they may be sent advertising."""

from functools import partial
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, Finding, collect, refuse_fatal
from smoall.domain.kernel.text import optional_text
from smoall.domain.privacy.bases import LegalBasis, MarketingBasis, check_legal_basis, check_marketing_basis
from smoall.domain.privacy.marks import ensure_unopposed
from smoall.usecases.gate import require
from smoall.usecases.privacy.objection.guard import ensure_changeable
from smoall.usecases.privacy.objection.subjects import Named, Record, load_record
from smoall.usecases.unit import Unit

LONGEST = 5000


async def set_legal_basis(unit: Unit, contact: str, basis: LegalBasis, *, assessment: str | None) -> UUID:
    """Save the basis, with the written assessment of a legitimate interest.

    Raises Forbidden, NotFound, Conflict PROCESSING_RESTRICTED or CONTACT_ANONYMISED, Invalid.
    """
    record = await _changeable(unit, contact)
    text = _read(assessment, "assessment")
    refuse_fatal(check_legal_basis(basis, assessment=text))
    await unit.objections.set_legal_basis(record.marked.id, basis, assessment=text)
    unit.record("setLegalBasis", record.public_id, basis=basis)
    return record.marked.id


async def set_marketing_basis(unit: Unit, contact: str, basis: MarketingBasis, *, proof: str | None) -> UUID:
    """Save the basis, with the proof of a consent. Who objected is asked for their agreement first.

    Raises Forbidden, NotFound, Conflict PROCESSING_OPPOSED, PROCESSING_RESTRICTED, CONTACT_ANONYMISED or
    NOT_A_CUSTOMER, Invalid.
    """
    record = await _changeable(unit, contact)
    text = _read(proof, "proof")
    refuse_fatal(check_marketing_basis(basis, proof=text, email=record.marked.email))
    if basis is not MarketingBasis.NONE:
        await _ensure_may_be_written_to(unit, record, basis)
    await unit.objections.set_marketing_basis(record.marked.id, basis, proof=text)
    unit.record("setMarketingBasis", record.public_id, basis=basis)
    return record.marked.id


async def _changeable(unit: Unit, contact: str) -> Record:
    """The contact; whoever is anonymised is not written about again."""
    require(unit, Permission.MANAGE_COMPANIES)
    record = await load_record(unit, Named(contact=contact))
    if not record.marked.name:
        raise Conflict("CONTACT_ANONYMISED")
    ensure_changeable(record.marked, record.company)
    return record


async def _ensure_may_be_written_to(unit: Unit, record: Record, basis: MarketingBasis) -> None:
    for one in (record.marked, record.company):
        ensure_unopposed(one.opposition)
    if basis is MarketingBasis.EXISTING_CUSTOMER and await unit.objections.is_prospect(record.company.id):
        raise Conflict("NOT_A_CUSTOMER")


def _read(text: str | None, path: str) -> str | None:
    findings: list[Finding] = []
    found = collect(findings, path, partial(optional_text, max_length=LONGEST, multiline=True), text)
    refuse_fatal(findings)
    return found
