"""Say on which basis a contact's data is held, and on which they may be sent advertising."""

from functools import partial
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, Finding, collect, refuse_fatal
from smoall.domain.kernel.text import optional_text
from smoall.domain.privacy.bases import (
    LegalBasis,
    MarketingBasis,
    MarketingStatement,
    check_legal_basis,
    check_marketing_basis,
)
from smoall.domain.privacy.marks import ensure_unopposed
from smoall.usecases.gate import require
from smoall.usecases.privacy.objection.guard import ensure_changeable
from smoall.usecases.privacy.objection.subjects import Named, Record, load_record
from smoall.usecases.unit import Unit

LONGEST = 5000
LONGEST_VERSION = 50


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


async def set_marketing_basis(unit: Unit, contact: str, given: MarketingStatement) -> UUID:
    """Save the basis beside those before it, with the proof of a consent. Who objected is asked for their agreement
    first. The words of a version are given once, and are the same for everybody who agreed to it.

    Raises Forbidden, NotFound, Conflict PROCESSING_OPPOSED, PROCESSING_RESTRICTED, CONTACT_ANONYMISED,
    NOT_A_CUSTOMER or WORDING_DIFFERS, Invalid.
    """
    record = await _changeable(unit, contact)
    stated = await _stated(unit, given)
    refuse_fatal(
        check_marketing_basis(
            stated.basis, proof=stated.proof, version=stated.wording_version, email=record.marked.email
        )
    )
    if stated.basis is MarketingBasis.CONSENT and stated.wording is None:
        refuse_fatal([Finding("WORDING_REQUIRED", "wording")])
    if stated.basis is not MarketingBasis.NONE:
        await _ensure_may_be_written_to(unit, record, stated.basis)
    await unit.objections.state_marketing(unit.new_id(), record.marked.id, stated)
    version = {"wordingVersion": stated.wording_version} if stated.wording_version else {}
    unit.record("setMarketingBasis", record.public_id, basis=stated.basis, **version)
    return record.marked.id


async def _changeable(unit: Unit, contact: str) -> Record:
    """The contact; whoever is anonymised is not written about again."""
    require(unit, Permission.MANAGE_COMPANIES)
    record = await load_record(unit, Named(contact=contact))
    if not record.marked.name:
        raise Conflict("CONTACT_ANONYMISED")
    ensure_changeable(record.marked, record.company)
    return record


async def _stated(unit: Unit, given: MarketingStatement) -> MarketingStatement:
    """As it is kept: words that were given before for the version, the day of today where a consent has none."""
    if given.basis is not MarketingBasis.CONSENT:
        return MarketingStatement(basis=given.basis, proof=_read(given.proof, "proof"))
    if given.given_on and given.given_on > unit.today:
        refuse_fatal([Finding("GIVEN_IN_THE_FUTURE", "givenOn")])
    wording, version = _read(given.wording, "wording"), _version(given.wording_version)
    known = await unit.objections.wording(version) if version else None
    if known and wording and known != wording:
        raise Conflict("WORDING_DIFFERS", version=version or "")
    return MarketingStatement(
        basis=given.basis,
        proof=_read(given.proof, "proof"),
        wording=wording or known,
        wording_version=version,
        given_on=given.given_on or unit.today,
    )


async def _ensure_may_be_written_to(unit: Unit, record: Record, basis: MarketingBasis) -> None:
    for one in (record.marked, record.company):
        ensure_unopposed(one.opposition)
    if basis is MarketingBasis.EXISTING_CUSTOMER and await unit.objections.is_prospect(record.company.id):
        raise Conflict("NOT_A_CUSTOMER")


def _version(text: str | None) -> str | None:
    findings: list[Finding] = []
    found = collect(findings, "wordingVersion", partial(optional_text, max_length=LONGEST_VERSION), text)
    refuse_fatal(findings)
    return found


def _read(text: str | None, path: str) -> str | None:
    findings: list[Finding] = []
    found = collect(findings, path, partial(optional_text, max_length=LONGEST, multiline=True), text)
    refuse_fatal(findings)
    return found
