"""Customers and their contacts."""

from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.catalogue import marks
from smoall.infra.postgres.reads.catalogue.words import ADDRESS, OWN, by_uuid, columns, digits, public_id_of
from smoall.infra.postgres.reads.model import Entity, Expr, Filter, Many, One, Order, Pages

# Who is invoiced is a party to a contract, unless somebody stated otherwise.
_LEGAL_BASIS = (
    "coalesce({t}.legal_basis, case when exists (select from document issued where"
    " issued.organisation_id = {t}.organisation_id and issued.company_id = {t}.company_id"
    " and issued.issued_on is not null) then 'CONTRACT' end)"
)

ENTITIES: dict[str, Entity] = {
    "Company": Entity(
        "company",
        {
            "id": public_id_of(Kind.COMPANY),
            **columns("name", "enterprise_number", "vat_number", "language", "email", "phone", "version"),
            **columns("archived_at", "created_at"),
            "address": ADDRESS,
            "isNaturalPerson": Expr("{t}.natural_person"),
            **marks.COMPANY,
            "contacts": Pages("Contact", OWN.format("company_id", "id")),
            "invoices": Pages("Invoice", OWN.format("company_id", "id")),
        },
        prefix=Kind.COMPANY,
        filters={
            "id": by_uuid(Kind.COMPANY, "{t}.id"),
            "name": Filter("{t}.name", "text"),
            "enterpriseNumber": Filter("{t}.enterprise_number", "text", digits),
            "vatNumber": Filter("{t}.vat_number", "text"),
            "email": Filter("{t}.email", "text"),
            "city": Filter("{t}.city", "text"),
            "country": Filter("{t}.country", "text"),
            "isArchived": Filter("({t}.archived_at is not null)", "boolean"),
            "isNaturalPerson": Filter("{t}.natural_person", "boolean"),
            **marks.COMPANY_WHERE,
        },
        orders={"NAME": Order("{t}.name", "text"), "CREATED_AT": Order("{t}.id", "uuid")},
        default_order=(("NAME", "ASC"),),
    ),
    "Contact": Entity(
        "contact",
        {
            "id": public_id_of(Kind.CONTACT),
            **columns("name", "email", "phone", "job_title", "language", "source", "created_at", "version"),
            **marks.CONTACT,
            **columns("informed_at", "basis_assessment", "marketing_basis", "marketing_proof"),
            "legalBasis": Expr(_LEGAL_BASIS),
            "company": One("Company", OWN.format("id", "company_id")),
            "marketingStatements": Many(
                "MarketingStatement", OWN.format("contact_id", "id"), "{c}.stated_at desc, {c}.id desc"
            ),
        },
        prefix=Kind.CONTACT,
        filters={
            "id": by_uuid(Kind.CONTACT, "{t}.id"),
            "company": by_uuid(Kind.COMPANY, "{t}.company_id"),
            "name": Filter("{t}.name", "text"),
            "email": Filter("{t}.email", "text"),
            **marks.CONTACT_WHERE,
            "isInformed": Filter("({t}.informed_at is not null)", "boolean"),
        },
        orders={"NAME": Order("{t}.name", "text"), "CREATED_AT": Order("{t}.id", "uuid")},
        default_order=(("CREATED_AT", "ASC"),),
    ),
    "MarketingStatement": Entity(
        "marketing_statement",
        columns("basis", "proof", "wording", "wording_version", "wording_sha256", "given_on", "stated_at"),
    ),
}
