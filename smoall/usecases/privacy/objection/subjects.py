"""What an objection or a restriction is about: one company, one contact or one document."""

from dataclasses import dataclass
from uuid import UUID

from smoall.domain.crm.company import Company, Contact
from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.errors import Finding, Invalid, NotFound
from smoall.domain.kernel.ids import Kind, kind_of, parse_id, public_id
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Record:
    """A company, or one of its contacts, locked."""

    company: Company
    contact: Contact | None = None

    @property
    def marked(self) -> Company | Contact:
        """The record that bears the mark."""
        return self.contact or self.company

    @property
    def public_id(self) -> str:
        """Its id as clients see it."""
        return public_id(Kind.CONTACT if self.contact else Kind.COMPANY, self.marked.id)

    @property
    def payload(self) -> dict[str, object]:
        """The rows that an answer shows."""
        return {"company": self.company.id, "contact": self.contact.id if self.contact else None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Whom or what the caller names: public ids, of which exactly one is given."""

    company: str | None = None
    contact: str | None = None
    document: str | None = None
    address: str | None = None

    def __post_init__(self) -> None:
        """Raises Invalid SUBJECT_AMBIGUOUS when none or several are given."""
        if sum(one is not None for one in (self.company, self.contact, self.document, self.address)) != 1:
            raise Invalid((Finding("SUBJECT_AMBIGUOUS"),))


async def load_record(unit: Unit, named: Named) -> Record:
    """The company or contact, locked. Raises NotFound COMPANY_NOT_FOUND, CONTACT_NOT_FOUND."""
    contact = None
    if named.contact is not None:
        contact_id = parse_id(named.contact, Kind.CONTACT)
        contact = await unit.companies.contact(contact_id, lock=True) if contact_id else None
        if contact is None:
            raise NotFound("CONTACT_NOT_FOUND")
    company_id = contact.company_id if contact else parse_id(named.company or "", Kind.COMPANY)
    company = await unit.companies.get(company_id, lock=True) if company_id else None
    if company is None:
        raise NotFound("COMPANY_NOT_FOUND")
    return Record(company, contact)


async def load_document(unit: Unit, identity: str) -> tuple[UUID, DocumentKind]:
    """The invoice or credit note of that public id. Raises NotFound DOCUMENT_NOT_FOUND."""
    credit = kind_of(identity) is Kind.CREDIT_NOTE
    kind = DocumentKind.CREDIT_NOTE if credit else DocumentKind.INVOICE
    document_id = parse_id(identity, Kind.CREDIT_NOTE if credit else Kind.INVOICE)
    document = await unit.documents.get(document_id, kind, lock=True) if document_id else None
    if document is None:
        raise NotFound("DOCUMENT_NOT_FOUND")
    return document.id, kind
