"""Complete a case: erasing takes a verified identity and the token of a preview that still matches."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from smoall.domain.crm.company import Contact
from smoall.domain.kernel.errors import Finding, NotFound, refuse_fatal
from smoall.domain.kernel.ids import Kind, parse_id, public_id
from smoall.domain.privacy.closings import closing_text
from smoall.domain.privacy.subject_request import RequestKind, SubjectRequest
from smoall.usecases.privacy.anonymise import Erased, anonymise
from smoall.usecases.privacy.subjects.cases import load_request
from smoall.usecases.privacy.subjects.traders import traders_among
from smoall.usecases.privacy.subjects.whose import contacts_of_case, words_of
from smoall.usecases.unit import Unit

ANSWERED = (RequestKind.ACCESS, RequestKind.PORTABILITY)
"""What is answered with the data itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completing:
    """Which case; for an erasure whom, and the token; ``dry``: this is the preview."""

    request: str
    contacts: Sequence[str] | None
    token: str | None
    dry: bool
    version: int | None


@dataclass(frozen=True, slots=True)
class Completed:
    """The case as it is now, the letter that closes it, and what was erased."""

    id: UUID
    letter: str
    erased: Erased | None


async def complete_subject_request(unit: Unit, given: Completing) -> Completed:
    """Close the case as done. Raises Forbidden, NotFound, Invalid PREVIEW_TOKEN_MISSING, Conflict
    SUBJECT_REQUEST_STATE, IDENTITY_UNVERIFIED, PREVIEW_OUTDATED, DELIVERY_UNDER_WAY, STALE."""
    request = await load_request(unit, given.request, given.version)
    done = request.complete(now=unit.now)
    erased = await _erase(unit, request, given) if request.kind is RequestKind.ERASURE else None
    await unit.subject_requests.replace(replace(done, receipt_id=erased.receipt.id) if erased else done)
    if erased:
        await unit.subject_requests.forget_person(request.id)
    if request.kind in ANSWERED:
        await unit.enqueue("keep_answer", run_key=f"answer:{request.id.hex}", request_id=request.id)
    unit.record("completeSubjectRequest", given.request, kind=request.kind)
    return Completed(request.id, closing_text(done, request.language, done=unit.today), erased)


async def _erase(unit: Unit, request: SubjectRequest, given: Completing) -> Erased:
    if not given.dry and not given.token:
        refuse_fatal([Finding("PREVIEW_TOKEN_MISSING", "previewToken")])
    contacts, also = await _contacts(unit, request, given.contacts), words_of(request)
    subject = public_id(Kind.SUBJECT_REQUEST, request.id)
    token = None if given.dry else given.token
    traders = await traders_among(unit, contacts)
    reason = f"{request.kind}"
    return await anonymise(unit, contacts, traders=traders, token=token, reason=reason, subject=subject, also=also)


async def _contacts(unit: Unit, request: SubjectRequest, named: Sequence[str] | None) -> Sequence[Contact]:
    asked = {parse_id(one, Kind.CONTACT) for one in named or ()}
    contacts = await contacts_of_case(unit, request, named=[one for one in asked if one])
    if asked - {one.id for one in contacts} - {request.contact_id}:
        raise NotFound("CONTACT_NOT_FOUND")
    return contacts
