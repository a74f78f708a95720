"""The report to a person in an organisation's records (GDPR art. 15 and 20), generated from the column inventory.

Rows that are the person's own are told in full. Where a text only mentions them, the place is told and not the text: it
may be about other people too (art. 15(4)). Secrets are never told.
"""

from collections.abc import Mapping
from typing import Any

from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.contact_purposes import PURPOSE, RECIPIENTS, RIGHTS
from smoall.domain.privacy.mentions import NEVER, Words
from smoall.domain.privacy.subject_request import RequestState, SubjectRequest
from smoall.usecases.privacy.anonymise import preview
from smoall.usecases.privacy.subjects.cases import load_request
from smoall.usecases.privacy.subjects.stores import Found, OwnRows
from smoall.usecases.unit import Unit


async def access_report(unit: Unit, identity: str) -> Mapping[str, Any]:
    """The report of a case's person, as plain values.

    Raises Forbidden, NotFound SUBJECT_REQUEST_NOT_FOUND, Conflict IDENTITY_UNVERIFIED, and SUBJECT_REQUEST_STATE once
    refused.
    """
    request = await load_request(unit, identity, None)
    if request.state is RequestState.RECEIVED:
        raise Conflict("IDENTITY_UNVERIFIED")
    if request.state is RequestState.REFUSED:
        raise Conflict("SUBJECT_REQUEST_STATE", state=request.state, action="REPORT")
    return await _report(unit, request)


async def _report(unit: Unit, request: SubjectRequest) -> Mapping[str, Any]:
    contacts = await unit.subjects.contacts([request.contact_id] if request.contact_id else [])
    found = await preview(unit, contacts, also=_words(request))
    places = Found((), True)
    if found.sought.words.pattern != NEVER:
        places = await unit.subjects.find(found.sought.words)
    language = request.language
    return {
        "request": public_id(Kind.SUBJECT_REQUEST, request.id),
        "generatedAt": unit.now,
        "language": language,
        "purpose": PURPOSE[language],
        "rights": RIGHTS[language],
        "processors": list(RECIPIENTS),
        "holdings": [_holding(one) for one in await unit.subjects.own_rows(found.sought) if one.rows],
        "mentions": [{"table": one.table, "object": one.object, "columns": list(one.columns)} for one in places.hits],
        "mentionsComplete": places.complete,
        "recipients": [{"way": one.way, "reference": one.reference, "at": one.at} for one in found.handed],
    }


def _holding(one: OwnRows) -> Mapping[str, Any]:
    return {
        "table": one.table,
        "categories": sorted({what.category for what in one.declared}),
        "bases": sorted({what.basis for what in one.declared}),
        "retentions": sorted({what.retention for what in one.declared}),
        "count": len(one.rows),
        "rows": list(one.rows),
    }


def _words(request: SubjectRequest) -> Words:
    return Words(
        names=(request.person_name,) if request.person_name else (),
        emails=(request.person_email,) if request.person_email else (),
        phones=(request.person_phone,) if request.person_phone else (),
    )
