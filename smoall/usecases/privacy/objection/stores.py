"""What the use cases of objection and restriction may load and save."""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from smoall.domain.privacy.marks import Opposition, Restriction

AddressFingerprints = Callable[[UUID, str], Sequence[bytes]]
"""The keyed hashes of an address in one organisation: under today's key first, then under former ones."""


class Objections(Protocol):
    """The marks on records of one organisation, and the list of addresses whose owners objected."""

    async def mark_company(self, company_id: UUID, mark: Opposition | None) -> None:
        """The company is marked as opposed, or no longer."""
        ...

    async def mark_contact(self, contact_id: UUID, mark: Opposition | None) -> None:
        """The contact is marked as opposed, or no longer."""
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

    async def delist_address(self, address: str) -> int:
        """Take one address off the list, whoever it was put there for; how many entries."""
        ...

    async def opposed(self, addresses: Sequence[str]) -> Opposition | None:
        """The oldest objection against writing to one of these addresses; None when nobody objected."""
        ...

    async def is_prospect(self, company_id: UUID) -> bool:
        """Whether nothing was ever issued to the company."""
        ...

    async def documents_of(self, company_id: UUID) -> Sequence[UUID]:
        """The company's latest documents, at most a thousand: who watches one of them is told."""
        ...
