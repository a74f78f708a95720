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


def ensure_one(*given: str | None) -> str:
    """The one id that was given. Raises Invalid SUBJECT_AMBIGUOUS for none or several."""
    known = [one for one in given if one is not None]
    if len(known) != 1:
        raise Invalid((Finding("SUBJECT_AMBIGUOUS"),))
    return known[0]


async def load_record(unit: Unit, identity: str) -> Record:
    """The company or contact of that public id, locked. Raises NotFound COMPANY_NOT_FOUND, CONTACT_NOT_FOUND."""
    contact = None
    if kind_of(identity) is Kind.CONTACT:
        contact_id = parse_id(identity, Kind.CONTACT)
        contact = await unit.companies.contact(contact_id, lock=True) if contact_id else None
        if contact is None:
            raise NotFound("CONTACT_NOT_FOUND")
        company_id: UUID | None = contact.company_id
    else:
        company_id = parse_id(identity, Kind.COMPANY)
    company = await unit.companies.get(company_id, lock=True) if company_id else None
    if company is None:
        raise NotFound("COMPANY_NOT_FOUND")
    return Record(company, contact)


async def load_document(unit: Unit, identity: str) -> tuple[UUID, DocumentKind]:
    """The invoice or credit note of that public id. Raises NotFound INVOICE_NOT_FOUND, CREDIT_NOTE_NOT_FOUND."""
    credit = kind_of(identity) is Kind.CREDIT_NOTE
    kind = DocumentKind.CREDIT_NOTE if credit else DocumentKind.INVOICE
    document_id = parse_id(identity, Kind.CREDIT_NOTE if credit else Kind.INVOICE)
    document = await unit.documents.get(document_id, kind, lock=True) if document_id else None
    if document is None:
        raise NotFound("CREDIT_NOTE_NOT_FOUND" if credit else "INVOICE_NOT_FOUND")
    return document.id, kind
