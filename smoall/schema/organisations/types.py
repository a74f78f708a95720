"""The organisation that invoices."""

from datetime import datetime

import strawberry

from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.language import Language
from smoall.schema.building import enum, says
from smoall.schema.kernel import Address, Node

enum("What kind of sales document.", INVOICE="An invoice.", CREDIT_NOTE="A credit note.")(DocumentKind)


@strawberry.type(description="The organisation that sells: your own company.")
class Organisation(Node):
    """A tenant."""

    id: strawberry.ID = says("Opaque id, `org_…`.")
    name: str = says("Its registered name.")
    enterprise_number: str = says("Its number in the Crossroads Bank for Enterprises: ten digits.")
    vat_number: str | None = says("Its VAT number; null when it is not registered for VAT.")
    small_enterprise: bool = says(
        "Whether it is under the exemption scheme for small enterprises (VAT Code art. 56bis)."
    )
    legal_form: str | None = says("Its legal form: SRL, BV, SA…")
    register: str | None = says("The court of its register of legal persons: `RPM Bruxelles`.")
    address: Address = says("Its registered office.")
    iban: str | None = says("The account on which it is paid.")
    bic: str | None = says("The BIC of that account's bank.")
    email: str | None = says("Its address for customers.")
    phone: str | None = says("Its telephone number.")
    language: Language = says("Its own language, and the default for documents.")
    logo: str | None = says("Its logo as a data: URL (PNG or JPEG), printed on documents.")
    fiscal_year_start: int = says("The month in which its fiscal year starts: 1 to 12.")
    created_at: datetime = says("When it was registered.")
    version: int = says("Counts the changes; give it as `expectedVersion`.")


@strawberry.type(description="A journal: one gapless row of numbers per fiscal year.")
class Journal(Node):
    """Where documents draw their numbers."""

    id: strawberry.ID = says("Opaque id, `jrn_…`.")
    code: str = says("Its short code: SALES, CREDIT.")
    kind: DocumentKind = says("Which documents it numbers.")
    pattern: str = says("How a number is written: `{year}-{number:4}` gives 2026-0001.")
    version: int = says("Counts the changes; give it as `expectedVersion`.")


@strawberry.type(description="Proof that a journal's numbers of one fiscal year have no gap and no double.")
class NumberingAudit:
    """The result of counting."""

    journal: str = says("The journal's code.")
    fiscal_year: int = says("The fiscal year.")
    count: int = says("How many documents are numbered.")
    first: str | None = says("The first number as printed.")
    last: str | None = says("The last number as printed.")
    missing: list[int] = says("Numbers that are missing; empty is what the law wants.")
    doubled: list[int] = says("Numbers that were given twice.")
    out_of_order: list[str] = says("Documents dated before the one numbered before them.")
    is_gapless: bool = says("Whether nothing is missing, doubled or out of order.")
