"""Requests of people about their data: opened, verified, extended, refused."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, Finding, Invalid, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, parse_id, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.text import clean_text, email_address, optional_text
from smoall.domain.privacy.refusals import check_ground
from smoall.domain.privacy.subject_request import (
    IdentityMethod,
    RefusalGround,
    RequestChannel,
    RequestKind,
    SubjectRequest,
    due_date,
)
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit
from smoall.usecases.versions import expect_version

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asked, as somebody noted it down."""

    kind: RequestKind
    contact: str | None
    name: str | None
    email: str | None
    phone: str | None
    language: Language
    channel: RequestChannel
    received_on: date


async def open_subject_request(unit: Unit, asked: Asked) -> SubjectRequest:
    """A new case, due in a month. Raises Forbidden, NotFound, Invalid, Conflict SUBJECT_REQUEST_DUPLICATE."""
    require(unit, Permission.MANAGE_PRIVACY)
    findings: list[Finding] = []
    name, email, phone, contact_id = await _person(unit, asked, findings)
    if asked.received_on > unit.today:
        findings.append(Finding("RECEIVED_IN_THE_FUTURE", "receivedOn"))
    if asked.received_on.year < 2018:
        findings.append(Finding("RECEIVED_TOO_EARLY", "receivedOn"))
    refuse_fatal(findings)
    request = SubjectRequest(
        id=unit.new_id(),
        kind=asked.kind,
        person_name=name,
        person_email=email,
        person_phone=phone,
        contact_id=contact_id,
        language=asked.language,
        channel=asked.channel,
        received_on=asked.received_on,
        due_on=due_date(asked.received_on),
    )
    if same := await unit.subject_requests.same(request):
        raise Conflict("SUBJECT_REQUEST_DUPLICATE", id=public_id(Kind.SUBJECT_REQUEST, same))
    await unit.subject_requests.add(request)
    unit.record("openSubjectRequest", _public(request), kind=request.kind, due=request.due_on.isoformat())
    return request


async def verify_subject_identity(unit: Unit, identity: str, method: IdentityMethod, version: int | None) -> UUID:
    """The person has shown who they are. Raises Forbidden, NotFound, Conflict STALE, SUBJECT_REQUEST_STATE."""
    request = await load_request(unit, identity, version)
    verified = request.verify(method, by=unit.actor.user_id, now=unit.now)
    await unit.subject_requests.replace(verified)
    unit.record("verifySubjectIdentity", identity, method=method)
    return request.id


async def extend_subject_request(unit: Unit, identity: str, reason: str, version: int | None) -> UUID:
    """Two months more, and why. Raises Forbidden, NotFound, Invalid, Conflict."""
    request = await load_request(unit, identity, version)
    findings: list[Finding] = []
    why = collect(findings, "reason", partial(clean_text, max_length=LONGEST_REASON), reason)
    if why is None:
        raise Invalid(tuple(findings))
    extended = request.extend(why, today=unit.today)
    await unit.subject_requests.replace(extended)
    unit.record("extendSubjectRequest", identity, due=extended.due_on.isoformat())
    return request.id


async def refuse_subject_request(
    unit: Unit, identity: str, ground: RefusalGround, version: int | None
) -> SubjectRequest:
    """Refuse it on a ground that is cited, and that the law knows for what was asked.

    Raises Forbidden, NotFound, Invalid, Conflict STALE, SUBJECT_REQUEST_STATE.
    """
    request = await load_request(unit, identity, version)
    refuse_fatal(check_ground(ground, request.kind))
    refused = request.refuse(ground, now=unit.now)
    await unit.subject_requests.replace(refused)
    unit.record("refuseSubjectRequest", identity, ground=ground)
    return refused


async def load_request(unit: Unit, identity: str, version: int | None) -> SubjectRequest:
    """The case, locked, for who may work on it. Raises Forbidden, NotFound SUBJECT_REQUEST_NOT_FOUND, STALE."""
    require(unit, Permission.MANAGE_PRIVACY)
    request_id = parse_id(identity, Kind.SUBJECT_REQUEST)
    request = await unit.subject_requests.get(request_id) if request_id else None
    if request is None:
        raise NotFound("SUBJECT_REQUEST_NOT_FOUND")
    expect_version(version, request.version)
    return request


async def _person(unit: Unit, asked: Asked, findings: list[Finding]) -> tuple[str, str | None, str | None, UUID | None]:
    """Who it is: a contact, or what they said of themselves."""
    name = collect(findings, "name", partial(optional_text, max_length=100), asked.name)
    email = collect(findings, "email", email_address, asked.email) if asked.email else None
    phone = collect(findings, "phone", partial(optional_text, max_length=50), asked.phone)
    if asked.contact is not None:
        contact_id = parse_id(asked.contact, Kind.CONTACT)
        contact = await unit.companies.contact(contact_id) if contact_id else None
        if contact is None:
            raise NotFound("CONTACT_NOT_FOUND")
        return name or contact.name, email or contact.email, phone or contact.phone, contact.id
    if not name:
        findings.append(Finding("PERSON_MISSING", "name"))
    return name or "", email, phone, None


def _public(request: SubjectRequest) -> str:
    return public_id(Kind.SUBJECT_REQUEST, request.id)
