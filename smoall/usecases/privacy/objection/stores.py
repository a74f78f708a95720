"""What the use cases of objection and restriction may load and save."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from smoall.domain.privacy.bases import LegalBasis, MarketingBasis, MarketingStatement
from smoall.domain.privacy.marks import Opposition, Restriction

AddressFingerprints = Callable[[UUID, str], Sequence[bytes]]
"""The keyed hashes of an address in one organisation: under today's key first, then under former ones."""


@dataclass(frozen=True, slots=True)
class Uninformed:
    """A contact who was not informed yet; ``basis`` is None where nobody stated one."""

    id: UUID
    source: str
    basis: LegalBasis | None


@dataclass(frozen=True, slots=True)
class StatedBasis:
    """On which basis a contact may be sent advertising, as it was stated; the proof of a consent and the version of the
    words that it is to."""

    basis: MarketingBasis
    proof: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a notice: whose objection it brings, for which address, known by its keyed hash."""

    contact_id: UUID
    address_hmac: bytes


class Objections(Protocol):
    """The marks on records of one organisation, and the list of addresses whose owners objected."""

    async def mark_company(self, company_id: UUID, mark: Opposition | None) -> None:
        """The company is marked as opposed, or no longer."""
        ...

    async def mark_contact(self, contact_id: UUID, mark: Opposition | None) -> None:
        """The contact is marked as opposed, or no longer."""
        ...

    async def mark_namesakes(self, addresses: Sequence[str], mark: Opposition, *, of: UUID) -> Sequence[UUID]:
        """The contacts with one of these mailboxes are marked too, but the company's or contact's ``of``: it is the
        same person. Those who are so now."""
        ...

    async def unmark_namesakes(self, addresses: Sequence[str], mark: Opposition) -> None:
        """Those who were marked together with one are so no longer."""
        ...

    async def restrict_company(self, company_id: UUID, mark: Restriction | None) -> None:
        """The company is restricted, or no longer."""
        ...

    async def restrict_contact(self, contact_id: UUID, mark: Restriction | None) -> None:
        """The contact is restricted, or no longer."""
        ...

    async def restrict_document(self, document_id: UUID, mark: Restriction | None) -> None:
        """The document is restricted, or no longer; an issued one does not change by it."""
        ...

    async def restrict_documents(self, documents: Sequence[UUID], mark: Restriction) -> Sequence[UUID]:
        """Those of the documents that were not restricted are so; which they are."""
        ...

    async def restriction_of(self, document_id: UUID) -> Restriction | None:
        """The document's own restriction."""
        ...

    async def restricted(self, addresses: Sequence[str]) -> Restriction | None:
        """The restriction of a contact or company with one of these addresses; None when there is none."""
        ...

    async def addresses_of(self, company_id: UUID) -> Sequence[str]:
        """The company's own address and those of its contacts."""
        ...

    async def list_addresses(self, addresses: Sequence[str], mark: Opposition, *, of: UUID) -> int:
        """Put the addresses on the list, for the company or contact ``of``; how many they are."""
        ...

    async def delist(self, *, of: UUID) -> int:
        """Take off the list what was put there for that company or contact; how many."""
        ...

    async def delist_address(self, address: str, *, since: datetime | None = None) -> int:
        """Take one address off the list, whoever it was put there for, or only what was put there at that moment; how
        many entries."""
        ...

    async def opposed_as(self, numbers: Sequence[str], *, but: UUID) -> Opposition | None:
        """The objection of another company with one of these enterprise or VAT numbers; None when there is none."""
        ...

    async def marked_with(self, address: str) -> str | None:
        """The public id of a record with that mailbox that bears an objection, its company's too; None without one."""
        ...

    async def opposed(self, addresses: Sequence[str]) -> Opposition | None:
        """The oldest objection against writing to one of these addresses; None when nobody objected."""
        ...

    async def list_fingerprint(self, fingerprint: bytes, mark: Opposition, *, of: UUID) -> None:
        """Put an address on the list that is only known by its keyed hash; it may be there already."""
        ...

    async def uninformed(self, address: str) -> Uninformed | None:
        """The contact with that address who was not informed yet; None when there is none."""
        ...

    async def add_link(self, token_hash: bytes, contact_id: UUID, *, address: str, delivery_id: UUID) -> None:
        """A link by which the contact objects goes out with that delivery."""
        ...

    async def link(self, token_hash: bytes) -> Link | None:
        """The link of that token."""
        ...

    async def contact_at(self, fingerprint: bytes) -> UUID | None:
        """The oldest contact with the mailbox of that keyed hash; reads the address of every contact."""
        ...

    async def inform(self, delivery_id: UUID) -> Sequence[UUID]:
        """The contacts whose notice the delivery carried are informed, now unless before; those who are so now."""
        ...

    async def set_legal_basis(self, contact_id: UUID, basis: LegalBasis, *, assessment: str | None) -> None:
        """On which basis the contact is held."""
        ...

    async def state_marketing(self, identity: UUID, contact_id: UUID, stated: MarketingStatement) -> None:
        """On which basis the contact may be sent advertising from now on; what was stated before stays beside it."""
        ...

    async def end_marketing(self) -> None:
        """Whoever objected may be sent no advertising any more, and is not again by lifting the objection."""
        ...

    async def wording(self, version: str) -> str | None:
        """The words of that version, to which somebody agreed before; None when nobody did."""
        ...

    async def marketing_basis(self, contact_id: UUID) -> StatedBasis:
        """On which basis the contact may be sent advertising; NONE for a contact that is not there."""
        ...

    async def is_prospect(self, company_id: UUID) -> bool:
        """Whether nothing was ever issued to the company."""
        ...

    async def documents_of(self, company_id: UUID) -> Sequence[UUID]:
        """The company's latest documents, at most a thousand: who watches one of them is told."""
        ...
