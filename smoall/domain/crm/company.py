"""The company record and its contacts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from smoall.domain.kernel.address import Address
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.party import Party
from smoall.domain.privacy.marks import Opposition, Restriction


@dataclass(frozen=True, slots=True)
class Company:
    """A customer: numbers in compact form, ``archived_at`` set once it is no longer in use.

    ``opposition`` and ``restriction`` are marks that only their own acts set (GDPR art. 21, 18). ``natural_person``: it
    is a person, so that the record itself is personal data (art. 4(1)); None while nobody said and nothing tells.
    ``erased_at``: when that person was erased, and the record emptied, or restricted until the law lets it go.
    """

    id: UUID
    name: str
    address: Address
    language: Language
    enterprise_number: str | None = None
    vat_number: str | None = None
    email: str | None = None
    phone: str | None = None
    natural_person: bool | None = None
    archived_at: datetime | None = None
    version: int = 1
    opposition: Opposition | None = None
    restriction: Restriction | None = None
    erased_at: datetime | None = None

    def party(self, contact_name: str | None = None) -> Party:
        """The company as the buyer that a document freezes."""
        return Party(
            name=self.name,
            address=self.address,
            enterprise_number=self.enterprise_number,
            vat_number=self.vat_number,
            email=self.email,
            contact_name=contact_name,
            language=self.language,
            phone=self.phone,
        )


@dataclass(frozen=True, slots=True)
class Contact:
    """A natural person at a company; ``source`` says where the data came from (GDPR art. 14(2)(f))."""

    id: UUID
    company_id: UUID
    name: str
    email: str | None = None
    phone: str | None = None
    job_title: str | None = None
    language: Language | None = None
    source: str = "TENANT_USER"
    version: int = 1
    opposition: Opposition | None = None
    restriction: Restriction | None = None
