"""A seller or a buyer, as it is frozen on a document when that is issued."""

from dataclasses import dataclass

from smoall.domain.kernel.address import Address
from smoall.domain.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Party:
    """Who sells or buys: numbers in compact form (``0403170701``, ``BE0403170701``, ``BE68539007547034``).

    ``register`` is the seller's "RPM/RPR court" mention; ``logo`` a ``data:`` URL; the last four belong to a seller.
    """

    name: str
    address: Address
    enterprise_number: str | None = None
    vat_number: str | None = None
    email: str | None = None
    contact_name: str | None = None
    language: Language = Language.FR
    phone: str | None = None
    legal_form: str | None = None
    iban: str | None = None
    bic: str | None = None
    register: str | None = None
    logo: str | None = None

    @property
    def full_name(self) -> str:
        """The name with its legal form, which it may bear already: ``Atelier SRL`` (Code of companies, art. 2:20)."""
        words = {word.strip("().,").upper() for word in self.name.split()}
        if not self.legal_form or self.legal_form.upper() in words:
            return self.name
        return f"{self.name} {self.legal_form}"
