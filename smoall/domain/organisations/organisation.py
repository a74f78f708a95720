"""The organisation: our tenant, and the seller on its documents."""

from dataclasses import dataclass
from uuid import UUID

from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.address import Address
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.party import Party


@dataclass(frozen=True, slots=True)
class Organisation:
    """A seller; ``vat_number`` is None when it is not registered for VAT, ``fiscal_year_start`` a month (1–12).

    ``small_enterprise`` is the exemption scheme of VAT Code art. 56bis.
    """

    id: UUID
    name: str
    enterprise_number: str
    address: Address
    language: Language
    vat_number: str | None = None
    small_enterprise: bool = False
    legal_form: str | None = None
    register: str | None = None
    iban: str | None = None
    bic: str | None = None
    email: str | None = None
    phone: str | None = None
    logo: str | None = None
    fiscal_year_start: int = 1
    version: int = 1

    def party(self) -> Party:
        """The organisation as the seller that a document freezes."""
        return Party(
            name=self.name,
            address=self.address,
            enterprise_number=self.enterprise_number,
            vat_number=self.vat_number,
            email=self.email,
            language=self.language,
            phone=self.phone,
            legal_form=self.legal_form,
            iban=self.iban,
            bic=self.bic,
            register=self.register,
            logo=self.logo,
        )


@dataclass(frozen=True, slots=True)
class Journal:
    """Where documents of one kind draw their numbers; ``ordinal`` (0–9) goes into the structured communication."""

    id: UUID
    code: str
    kind: DocumentKind
    ordinal: int
    pattern: str
    version: int = 1
