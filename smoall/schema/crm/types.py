"""Companies and contacts."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import strawberry

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.bases import LegalBasis, MarketingBasis
from smoall.schema.building import Connection, enum, pages, says
from smoall.schema.invoicing.filters import InvoiceOrder, InvoiceWhere
from smoall.schema.kernel import Address, Direction, IdComparator, Node, StringComparator
from smoall.schema.privacy.objection.types import MarketingStatement, ProcessingOpposition, ProcessingRestriction

if TYPE_CHECKING:
    from smoall.schema.invoicing.types import Invoice


@strawberry.input(description="Which contacts.")
class ContactWhere:
    """Filters of contacts."""

    id: IdComparator | None = says("By id.", default=None)
    company: IdComparator | None = says("By company.", default=None)
    name: StringComparator | None = says("By name.", default=None)
    email: StringComparator | None = says("By e-mail address.", default=None)
    is_opposed: bool | None = says("Whether they, or their company, object to processing.", default=None)
    is_informed: bool | None = says("Whether they have had the notice of GDPR art. 13 and 14.", default=None)
    is_restricted: bool | None = says("Whether they, or their company, are restricted.", default=None)
    and_: list["ContactWhere"] | None = says("All of these.", name="and", default=None)
    or_: list["ContactWhere"] | None = says("At least one of these.", name="or", default=None)
    not_: "ContactWhere | None" = says("None of this.", name="not", default=None)


@enum("What contacts can be ordered by.", NAME="Name.", CREATED_AT="When they were added.")
class ContactOrderField(StrEnum):
    """Orders of contacts."""

    NAME = "NAME"
    CREATED_AT = "CREATED_AT"


@strawberry.input(description="An order of contacts.")
class ContactOrder:
    """One part of an order."""

    field: ContactOrderField = says("By what.")
    direction: Direction = says("Which way.", default=Direction.ASC)


@strawberry.type(description="A natural person at a company.")
class Contact(Node):
    """A contact."""

    id: strawberry.ID = says("Opaque id, `ctc_…`.")
    name: str = says("The person's name.")
    email: str | None = says("Their e-mail address.")
    phone: str | None = says("Their telephone number.")
    job_title: str | None = says("What they do there.")
    language: Language | None = says("Their own language; null for the company's.")
    source: str = says("Where the data came from: TENANT_USER, IMPORT…")
    company: "Company" = says("Where they work.")
    informed_at: datetime | None = says(
        "When the first letter to them, with the notice of GDPR art. 13 and 14, was handed over; null before."
    )
    legal_basis: LegalBasis | None = says(
        "Why their data is held: as stated, CONTRACT once their company was invoiced, null where nobody stated it."
    )
    basis_assessment: str | None = says("The written assessment of a legitimate interest.")
    marketing_basis: MarketingBasis = says("Why advertising may be sent to them; NONE: it may not.")
    marketing_proof: str | None = says("The proof of their consent.")
    marketing_statements: list[MarketingStatement] = says(
        "What was stated of them and advertising, the latest first; nothing of it is overwritten."
    )
    processing_opposition: ProcessingOpposition | None = says(
        "The person's objection, or that of the company; null when nobody objected."
    )
    processing_restriction: ProcessingRestriction | None = says(
        "The restriction of the contact, or of the company; null when there is none."
    )
    created_at: datetime = says("When they were added.")
    version: int = says("Counts the changes; give it as `expectedVersion`.")


@strawberry.input(description="Which companies.")
class CompanyWhere:
    """Filters of companies."""

    id: IdComparator | None = says("By id.", default=None)
    name: StringComparator | None = says("By name.", default=None)
    enterprise_number: StringComparator | None = says("By enterprise number, dots or not.", default=None)
    vat_number: StringComparator | None = says("By VAT number.", default=None)
    email: StringComparator | None = says("By e-mail address.", default=None)
    city: StringComparator | None = says("By city.", default=None)
    country: StringComparator | None = says("By country code.", default=None)
    is_archived: bool | None = says("Whether it was archived.", default=None)
    is_natural_person: bool | None = says(
        "Whether it is a natural person; neither true nor false finds those of whom nobody said.", default=None
    )
    is_opposed: bool | None = says("Whether it objects to processing.", default=None)
    is_restricted: bool | None = says("Whether it is restricted.", default=None)
    and_: list["CompanyWhere"] | None = says("All of these.", name="and", default=None)
    or_: list["CompanyWhere"] | None = says("At least one of these.", name="or", default=None)
    not_: "CompanyWhere | None" = says("None of this.", name="not", default=None)


@enum("What companies can be ordered by.", NAME="Name.", CREATED_AT="When they were added.")
class CompanyOrderField(StrEnum):
    """Orders of companies."""

    NAME = "NAME"
    CREATED_AT = "CREATED_AT"


@strawberry.input(description="An order of companies.")
class CompanyOrder:
    """One part of an order."""

    field: CompanyOrderField = says("By what.")
    direction: Direction = says("Which way.", default=Direction.ASC)


@strawberry.type(description="A customer: the company record, kept apart from the people who work there.")
class Company(Node):
    """A company record."""

    id: strawberry.ID = says("Opaque id, `cmp_…`.")
    name: str = says("Its registered name.")
    enterprise_number: str | None = says("Its Belgian enterprise number: ten digits.")
    vat_number: str | None = says("Its VAT number, with the country's prefix.")
    language: Language = says("The language of its documents.")
    address: Address = says("Where it is established.")
    email: str | None = says("Its general e-mail address.")
    phone: str | None = says("Its telephone number.")
    is_natural_person: bool | None = says(
        "Whether it is a natural person: a sole trader or a private buyer, so that the record itself is personal data;"
        " null while nobody said and nothing tells: ask."
    )
    archived_at: datetime | None = says("When it was archived; null while it is in use.")
    processing_opposition: ProcessingOpposition | None = says("Its objection to processing; null when there is none.")
    processing_restriction: ProcessingRestriction | None = says("Its restriction; null when there is none.")
    created_at: datetime = says("When it was added.")
    version: int = says("Counts the changes; give it as `expectedVersion`.")
    contacts: Connection[Contact] = pages("The people who work there.", where=ContactWhere, order=ContactOrder)
    invoices: Connection[Annotated["Invoice", strawberry.lazy("smoall.schema.invoicing.types")]] = pages(
        "Its invoices.", where=InvoiceWhere, order=InvoiceOrder
    )
