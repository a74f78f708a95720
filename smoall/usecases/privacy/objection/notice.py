"""The notice that the first letter to a contact carries (GDPR art. 13, 14(3)(b), 21(4)): who, why, from where, rights.

No letter to a contact who was not informed leaves without it; they count as informed once it was handed over.
"""

import base64
from dataclasses import dataclass
from uuid import UUID

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.bases import LegalBasis
from smoall.usecases.ports import Tokens
from smoall.usecases.unit import Unit

FOLDER = "/o"


@dataclass(frozen=True, slots=True)
class ContactNotice:
    """What the notice tells of this contact: where the data came from, on which basis it is held, and the address of
    the page where they object with one press."""

    source: str
    basis: LegalBasis
    link: str


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links: opaque, stored as a hash."""

    tokens: Tokens
    base_url: str

    async def notice(self, unit: Unit, recipient: str, *, delivery_id: UUID) -> ContactNotice | None:
        """The notice for the letter, with a link made for it; None when its reader is no contact, or was informed."""
        contact = await unit.objections.uninformed(recipient)
        if contact is None:
            return None
        link = await self.link(unit, contact.id, recipient, delivery_id=delivery_id)
        return ContactNotice(contact.source, contact.basis or LegalBasis.CONTRACT, link)

    async def link(self, unit: Unit, contact_id: UUID, recipient: str, *, delivery_id: UUID) -> str:
        """A new address at which the contact objects, for the letter of that id to that mailbox."""
        token, digest = self.tokens.make()
        await unit.objections.add_link(digest, contact_id, address=recipient, delivery_id=delivery_id)
        return f"{self.base_url}{FOLDER}/{written(unit.actor.organisation_id, token)}"


async def note_informed(unit: Unit, delivery_id: UUID) -> None:
    """The letter was handed over: the contacts whose notice it carried have been informed, once and for all."""
    for contact_id in await unit.objections.inform(delivery_id):
        unit.record(
            "informContact", public_id(Kind.CONTACT, contact_id), delivery=public_id(Kind.DELIVERY, delivery_id)
        )


def written(organisation_id: UUID, token: str) -> str:
    """The token with its organisation, as it stands in an address."""
    return f"{base64.urlsafe_b64encode(organisation_id.bytes).decode().rstrip('=')}.{token}"


def read(text: str) -> tuple[UUID, str] | None:
    """Organisation and token of an address; None for anything else."""
    organisation, _, token = text.partition(".")
    try:
        found = base64.b64decode(organisation + "==", altchars=b"-_", validate=True)
    except ValueError:
        return None
    return (UUID(bytes=found), token) if len(found) == 16 and token.isascii() else None
