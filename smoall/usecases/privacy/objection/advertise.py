"""Advertising to a contact: on a basis that still holds, to who did not object, with a link to object by.

GDPR art. 21(2); Code of Economic Law art. XII.13; Royal Decree of 4 April 2003.

The only way in which a letter tagged as advertising comes into being. Nothing sends one today.
"""

from dataclasses import dataclass
from uuid import UUID

from smoall.domain.kernel.errors import Conflict, Finding, Invalid, NotFound
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.bases import MarketingBasis, check_marketing_basis
from smoall.domain.privacy.marks import ensure_unopposed
from smoall.usecases.mail import ADVERTISING, Letter, MailAddress
from smoall.usecases.privacy.objection.guard import ensure_changeable, ensure_reachable
from smoall.usecases.privacy.objection.notice import ContactNotice, Links
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Message:
    """What is said, in one language."""

    subject: str
    text: str
    html: str
    language: Language


@dataclass(frozen=True, slots=True)
class Advertisement:
    """The letter, and the notice that it has to carry; None for who was informed before."""

    letter: Letter
    notice: ContactNotice | None


async def advertise(unit: Unit, contact_id: UUID, said: Message, *, links: Links) -> Advertisement:
    """The letter to that contact, its link made; the basis is weighed again, for addresses and customers change.

    Raises NotFound CONTACT_NOT_FOUND, Conflict MARKETING_BASIS_MISSING, PROCESSING_OPPOSED or PROCESSING_RESTRICTED,
    Invalid RECIPIENT_MISSING.
    """
    contact = await unit.companies.contact(contact_id, lock=True)
    company = await unit.companies.get(contact.company_id, lock=True) if contact else None
    if contact is None or company is None:
        raise NotFound("CONTACT_NOT_FOUND")
    ensure_changeable(contact, company)
    for one in (contact, company):
        ensure_unopposed(one.opposition)
    if contact.email is None:
        raise Invalid((Finding("RECIPIENT_MISSING"),))
    await _ensure_basis(unit, contact_id, company.id, contact.email)
    await ensure_reachable(unit, [contact.email])
    organisation = await unit.organisations.get()
    identity = unit.new_id()
    letter = Letter(
        delivery_id=identity,
        sender=organisation.name,
        reply_to=MailAddress.parse(organisation.email) if organisation.email else None,
        recipient=MailAddress.parse(contact.email),
        subject=said.subject,
        text=said.text,
        html=said.html,
        language=said.language,
        tag=ADVERTISING,
        tenant=unit.actor.organisation_id,
        one_click=await links.link(unit, contact.id, contact.email, delivery_id=identity),
    )
    unit.record("advertise", public_id(Kind.CONTACT, contact.id), letter=identity.hex)
    return Advertisement(letter, await links.notice(unit, contact.email, delivery_id=identity))


async def _ensure_basis(unit: Unit, contact_id: UUID, company_id: UUID, email: str) -> None:
    stated = await unit.objections.marketing_basis(contact_id)
    known = stated.basis is not MarketingBasis.NONE
    holds = known and not check_marketing_basis(stated.basis, proof=stated.proof, version=stated.version, email=email)
    if stated.basis is MarketingBasis.EXISTING_CUSTOMER and await unit.objections.is_prospect(company_id):
        holds = False
    if not holds:
        raise Conflict("MARKETING_BASIS_MISSING")
