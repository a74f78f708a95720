"""The report to a person in an organisation's records (GDPR art. 15 and 20), generated from the column inventory.

Rows that are the person's own are told in full, but for a mark where they name another contact. Where a text only
mentions the person, the place is told and not the text: it may be about other people too (art. 15(4)). Secrets are
never told.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from smoall.domain.crm.company import Contact
from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.organisation import Organisation
from smoall.domain.privacy.contact_purposes import PURPOSE, RECIPIENTS, RIGHTS, told_to_contact
from smoall.domain.privacy.mentions import NEVER
from smoall.domain.privacy.sub_processor_change import who_receives
from smoall.domain.privacy.sub_processors import SUB_PROCESSORS, Sheet, SubProcessor
from smoall.domain.privacy.subject_request import RequestState, SubjectRequest
from smoall.usecases.privacy.anonymise import preview
from smoall.usecases.privacy.register.processing_register import sub_processors_today
from smoall.usecases.privacy.subjects.cases import load_request
from smoall.usecases.privacy.subjects.own_rows import own_holdings
from smoall.usecases.privacy.subjects.stores import Found, OwnRows
from smoall.usecases.privacy.subjects.traders import traders_of_case
from smoall.usecases.privacy.subjects.whose import contacts_of_case, words_of
from smoall.usecases.unit import Unit


async def access_report(unit: Unit, identity: str, *, language: Language | None = None) -> Mapping[str, Any]:
    """The report of a case's person, as plain values, in the language of the case or the one asked for.

    Raises Forbidden, NotFound SUBJECT_REQUEST_NOT_FOUND, Conflict IDENTITY_UNVERIFIED, and SUBJECT_REQUEST_STATE once
    refused.
    """
    request = await load_request(unit, identity, None)
    if request.state is RequestState.RECEIVED:
        raise Conflict("IDENTITY_UNVERIFIED")
    if request.state is RequestState.REFUSED:
        raise Conflict("SUBJECT_REQUEST_STATE", state=request.state, action="REPORT")
    return await _report(unit, request, language or request.language)


async def _report(unit: Unit, request: SubjectRequest, language: Language) -> Mapping[str, Any]:
    contacts = await contacts_of_case(unit, request)
    traders = await traders_of_case(unit, request, contacts)
    found = await preview(unit, contacts, traders=traders, also=words_of(request))
    places = Found((), True)
    if found.sought.words.pattern != NEVER:
        places = await unit.subjects.find(found.sought.words)
    holdings, there = await own_holdings(unit, found.sought), await sub_processors_today(unit)
    return {
        "request": public_id(Kind.SUBJECT_REQUEST, request.id),
        "kind": request.kind,
        "receivedOn": request.received_on,
        "generatedAt": unit.now,
        "language": language,
        "controller": _controller(await unit.organisations.get()),
        "person": await _person(unit, request, contacts),
        "purpose": PURPOSE[language],
        "rights": RIGHTS[language],
        "processors": _receiving(RECIPIENTS, there),
        "holdings": [_holding(one, language, there) for one in holdings],
        "mentions": [{"table": one.table, "object": one.object, "columns": list(one.columns)} for one in places.hits],
        "mentionsComplete": places.complete,
        "recipients": [{"way": one.way, "reference": one.reference, "at": one.at} for one in found.handed],
    }


def _controller(organisation: Organisation) -> Mapping[str, Any]:
    """Who is responsible (art. 15(1), 13(1)(a))."""
    address = organisation.address
    return {
        "name": organisation.name,
        "address": f"{address.street}, {address.postal_code} {address.city}, {address.country}",
        "number": organisation.enterprise_number,
        "email": organisation.email,
        "phone": organisation.phone,
    }


async def _person(unit: Unit, request: SubjectRequest, contacts: Sequence[Contact]) -> Mapping[str, Any]:
    """Who asks, and for which companies they are a contact."""
    companies = [await unit.companies.get(one.company_id) for one in contacts]
    return {
        "name": request.person_name,
        "email": request.person_email,
        "phone": request.person_phone,
        "companies": [one.name for one in companies if one],
    }


def _holding(one: OwnRows, language: Language, there: Sequence[SubProcessor]) -> Mapping[str, Any]:
    categories = sorted({what.category for what in one.declared})
    told = [told_to_contact(category) for category in categories]
    return {
        "table": one.table,
        "categories": categories,
        "purposes": list(dict.fromkeys(each.purpose[language] for each in told)),
        "bases": sorted({what.basis for what in one.declared}),
        "retentions": sorted({what.retention for what in one.declared}),
        "sources": list(dict.fromkeys(each.source[language] for each in told)),
        "recipients": _receiving({name for each in told for name in each.recipients}, there),
        "count": len(one.rows),
        "complete": one.complete,
        "rows": list(one.rows),
    }


def _receiving(named: Iterable[str], there: Sequence[SubProcessor]) -> list[str]:
    """Who does today what those did who are named."""
    return who_receives(named, SUB_PROCESSORS, there, sheets=(Sheet.B1, Sheet.B2))
