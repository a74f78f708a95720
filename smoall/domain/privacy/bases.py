"""On which basis a contact's data is held (GDPR art. 6(1)), and on which one they may be written to about more than
business under way (Code of Economic Law, art. XII.13; Royal Decree of 4 April 2003)."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from smoall.domain.kernel.errors import Finding


class LegalBasis(StrEnum):
    """Why the contact's data is held."""

    CONTRACT = "CONTRACT"
    LEGITIMATE_INTEREST = "LEGITIMATE_INTEREST"


class MarketingBasis(StrEnum):
    """Why advertising may be sent to the contact's address; NONE: it may not."""

    NONE = "NONE"
    CONSENT = "CONSENT"
    EXISTING_CUSTOMER = "EXISTING_CUSTOMER"
    IMPERSONAL_ADDRESS = "IMPERSONAL_ADDRESS"


IMPERSONAL = frozenset(
    {
        *("admin", "boekhouding", "buchhaltung", "commande", "compta", "comptabilite", "contact", "facturatie"),
        *("facturation", "finance", "hallo", "hello", "info", "invoice", "invoices", "mail", "office", "order"),
        *("orders", "rechnung", "reception", "sales", "secretariat", "service", "support", "vente", "verkoop"),
    }
)
"""What stands before the @ of an address that is a company's and no person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketingStatement:
    """What was stated of a contact and advertising; of a consent also to which words, in which version, and since when.

    Statements are added, never overwritten: which consent held on a day can be shown (art. 7(1)), and when it ended.
    """

    basis: MarketingBasis
    proof: str | None = None
    wording: str | None = None
    wording_version: str | None = None
    given_on: date | None = None

    @property
    def wording_sha256(self) -> str | None:
        """The SHA-256 of the words, by which they are known again; None where there are none."""
        return hashlib.sha256(self.wording.encode()).hexdigest() if self.wording else None


def check_legal_basis(basis: LegalBasis, *, assessment: str | None) -> tuple[Finding, ...]:
    """A legitimate interest is weighed in writing against the person's (art. 6(1)(f), 5(2)): ASSESSMENT_REQUIRED."""
    if basis is LegalBasis.LEGITIMATE_INTEREST and not assessment:
        return (Finding("ASSESSMENT_REQUIRED", "assessment"),)
    return ()


def check_marketing_basis(
    basis: MarketingBasis, *, proof: str | None, version: str | None, email: str | None
) -> tuple[Finding, ...]:
    """A consent is proven, and to which words (art. 7(1)): PROOF_REQUIRED, WORDING_VERSION_REQUIRED; an impersonal
    address names nobody: ADDRESS_PERSONAL."""
    if basis is MarketingBasis.CONSENT:
        missing = [Finding("PROOF_REQUIRED", "proof")] if not proof else []
        missing += [Finding("WORDING_VERSION_REQUIRED", "wordingVersion")] if not version else []
        return tuple(missing)
    if basis is MarketingBasis.IMPERSONAL_ADDRESS and (email or "").partition("@")[0].lower() not in IMPERSONAL:
        return (Finding("ADDRESS_PERSONAL", "basis"),)
    return ()
