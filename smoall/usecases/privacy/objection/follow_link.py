"""The link of a notice: look at it, and object with one press, as often as one likes (GDPR art. 21; RFC 8058)."""

from uuid import UUID

from smoall.domain.crm.company import Contact
from smoall.domain.kernel.errors import NotFound
from smoall.domain.privacy.marks import OpposedBy, Opposition
from smoall.usecases.actor import system
from smoall.usecases.ports import Tokens
from smoall.usecases.privacy.objection.notice import read
from smoall.usecases.privacy.objection.oppose_processing import note_opposition
from smoall.usecases.privacy.objection.stores import Link
from smoall.usecases.privacy.objection.subjects import Record
from smoall.usecases.unit import Unit, Units


async def see_link(units: Units, text: str, *, tokens: Tokens, request_id: str) -> str:
    """Whose letter it came with: the organisation's name. Changes nothing. Raises NotFound LINK_INVALID."""
    organisation_id, digest = _read(text, tokens)
    async with units.begin(system(organisation_id), request_id=request_id) as unit:
        await _found(unit, digest)
        return (await unit.organisations.get()).name


async def object_by_link(units: Units, text: str, *, tokens: Tokens, reason: str, request_id: str) -> str:
    """Note the objection of whoever the letter was for; again and again it is the same one.

    It holds for the address too when the contact was removed meanwhile, was added again, or has another one. Answers
    the organisation's name. Raises NotFound LINK_INVALID.
    """
    organisation_id, digest = _read(text, tokens)
    async with units.begin(system(organisation_id), request_id=request_id) as unit:
        link = await _found(unit, digest)
        mark = Opposition(unit.now, OpposedBy.LINK, reason)
        contact = await _who(unit, link)
        company = await unit.companies.get(contact.company_id, lock=True) if contact else None
        if contact and company and contact.opposition is None:
            await note_opposition(unit, Record(company, contact), mark)
        await unit.objections.list_fingerprint(link.address_hmac, mark, of=link.contact_id)
        name = (await unit.organisations.get()).name
        await unit.commit()
    return name


def _read(text: str, tokens: Tokens) -> tuple[UUID, bytes]:
    known = read(text)
    if known is None:
        raise NotFound("LINK_INVALID")
    return known[0], tokens.digest(known[1])


async def _who(unit: Unit, link: Link) -> Contact | None:
    """The contact whom the letter informed; when they are gone, whoever was added again under that address."""
    contact = await unit.companies.contact(link.contact_id, lock=True)
    if contact and contact.name:
        return contact
    again = await unit.objections.contact_at(link.address_hmac)
    return await unit.companies.contact(again, lock=True) if again else contact


async def _found(unit: Unit, digest: bytes) -> Link:
    link = await unit.objections.link(digest)
    if link is None:
        raise NotFound("LINK_INVALID")
    return link
