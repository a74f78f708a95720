"""Whose case it is: what the person is known by, and all of their contacts, whichever was named when it was opened."""

from collections.abc import Sequence
from uuid import UUID

from smoall.domain.crm.company import Contact
from smoall.domain.privacy.mentions import Words
from smoall.domain.privacy.subject_request import SubjectRequest
from smoall.usecases.privacy.objection.addresses import spellings
from smoall.usecases.unit import Unit


def words_of(request: SubjectRequest) -> Words:
    """What the case says of the person."""
    return Words(
        names=(request.person_name,) if request.person_name else (),
        emails=(request.person_email,) if request.person_email else (),
        phones=(request.person_phone,) if request.person_phone else (),
    )


async def contacts_of_case(unit: Unit, request: SubjectRequest, *, named: Sequence[UUID] = ()) -> Sequence[Contact]:
    """The case's own contact, those that are ``named``, and those at other companies that bear both the name and the
    address of the person, locked: nobody is erased, or told, in part.

    One of the two alone does not tell: colleagues share a mailbox, strangers a name.
    """
    ids = {*named, *([request.contact_id] if request.contact_id else ())}
    known = await unit.subjects.contacts(sorted(ids))
    own = [one for one in known if one.id == request.contact_id]
    names = {request.person_name, *(one.name for one in own)} - {""}
    emails = {request.person_email, *(one.email for one in own)} - {None}
    elsewhere = await unit.subjects.contacts_known_as(
        sorted(names), sorted({form for email in emails if email for form in spellings(email)})
    )
    return [*known, *(one for one in elsewhere if one.id not in ids)]
