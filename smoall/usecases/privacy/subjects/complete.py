"""Complete a case: erasing takes a verified identity and the token of a preview that still matches."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from smoall.domain.crm.company import Company, Contact
from smoall.domain.kernel.errors import Conflict, Finding, NotFound, refuse_fatal
from smoall.domain.kernel.ids import Kind, parse_id, public_id
from smoall.domain.privacy.closings import closing_text
from smoall.domain.privacy.subject_request import RequestKind, SubjectRequest
from smoall.usecases.privacy.anonymise import Erased, anonymise
from smoall.usecases.privacy.subjects.cases import load_request
from smoall.usecases.privacy.subjects.traders import traders_of_case
from smoall.usecases.privacy.subjects.whose import contacts_of_case, words_of
from smoall.usecases.unit import Unit

ANSWERED = (RequestKind.ACCESS, RequestKind.PORTABILITY)
"""What is answered with the data itself."""


_MARKS: Mapping[RequestKind, tuple[str, Callable[[Company | Contact], object]]] = {
    RequestKind.OBJECTION: ("opposeProcessing", lambda record: record.opposition),
    RequestKind.RESTRICTION: ("restrictProcessing", lambda record: record.restriction),
}


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
    SUBJECT_REQUEST_STATE, IDENTITY_UNVERIFIED, REQUEST_NOT_ACTED_ON, PREVIEW_OUTDATED, DELIVERY_UNDER_WAY, STALE."""
    request = await load_request(unit, given.request, given.version)
    done = request.complete(now=unit.now)
    await _ensure_acted_on(unit, request)
    erased = await _erase(unit, request, given) if request.kind is RequestKind.ERASURE else None
    await unit.subject_requests.replace(replace(done, receipt_id=erased.receipt.id) if erased else done)
    if erased:
        await unit.subject_requests.forget_person(request.id)
    if request.kind in ANSWERED:
        await unit.enqueue("keep_answer", run_key=f"answer:{request.id.hex}", request_id=request.id)
    unit.record("completeSubjectRequest", given.request, kind=request.kind)
    return Completed(request.id, closing_text(done, request.language, done=unit.today), erased)


async def _ensure_acted_on(unit: Unit, request: SubjectRequest) -> None:
    """The letter tells the person that their objection, or restriction, is noted: every record of theirs must bear it.

    Raises Conflict REQUEST_NOT_ACTED_ON, which names the mutation. Whoever is in no record is told of none.
    """
    if request.kind not in _MARKS:
        return
    for contact in await contacts_of_case(unit, request):
        company = await unit.companies.get(contact.company_id)
        mutation, mark = _MARKS[request.kind]
        if not any(mark(one) for one in (contact, company) if one):
            raise Conflict("REQUEST_NOT_ACTED_ON", mutation=mutation, contact=public_id(Kind.CONTACT, contact.id))


async def _erase(unit: Unit, request: SubjectRequest, given: Completing) -> Erased:
    if not given.dry and not given.token:
        refuse_fatal([Finding("PREVIEW_TOKEN_MISSING", "previewToken")])
    await unit.subjects.alone()
    contacts, also = await _contacts(unit, request, given.contacts), words_of(request)
    subject = public_id(Kind.SUBJECT_REQUEST, request.id)
    token = None if given.dry else given.token
    traders = await traders_of_case(unit, request, contacts)
    reason = f"{request.kind}"
    return await anonymise(unit, contacts, traders=traders, token=token, reason=reason, subject=subject, also=also)


async def _contacts(unit: Unit, request: SubjectRequest, named: Sequence[str] | None) -> Sequence[Contact]:
    asked = {parse_id(one, Kind.CONTACT) for one in named or ()}
    contacts = await contacts_of_case(unit, request, named=[one for one in asked if one])
    if asked - {one.id for one in contacts} - {request.contact_id}:
        raise NotFound("CONTACT_NOT_FOUND")
    return contacts
