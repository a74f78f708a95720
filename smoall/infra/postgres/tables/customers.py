"""Customers and their contacts."""

from typing import Any

from sqlalchemy import Boolean, Column, Date, Index, Integer, Text, Uuid, text

from smoall.domain.kernel.ids import Kind
from smoall.domain.privacy import personal_data as pd
from smoall.domain.privacy.retention import Holding
from smoall.infra.postgres.tables.building import (
    MOMENT,
    ContactRows,
    address,
    belongs_to,
    of_a_contact,
    personal,
    plain,
    tenant_table,
)


def marks() -> tuple[Column[Any], ...]:
    """What an objection (GDPR art. 21) and a restriction (art. 18) leave on a record."""
    return (
        plain("opposed_since", MOMENT, null=True),
        plain("opposed_by", Text, null=True),
        personal("opposed_reason", Text, pd.OBJECTION, null=True),
        plain("restricted_since", MOMENT, null=True),
        personal("restriction_reason", Text, pd.OBJECTION, null=True),
    )


company = tenant_table(
    "company",
    personal("name", Text, pd.CUSTOMER_IDENTITY),
    personal("enterprise_number", Text, pd.CUSTOMER_IDENTITY, null=True),
    personal("vat_number", Text, pd.CUSTOMER_IDENTITY, null=True),
    plain("language", Text),
    *address(pd.CUSTOMER_IDENTITY),
    personal("email", Text, pd.CUSTOMER_REACH, null=True),
    personal("phone", Text, pd.CUSTOMER_REACH, null=True),
    plain("natural_person", Boolean, null=True),
    plain("erased_at", MOMENT, null=True),
    plain("dealt_on", Date, null=True),
    plain("archived_at", MOMENT, null=True),
    plain("created_at", MOMENT),
    plain("version", Integer, server_default="1"),
    *marks(),
    Index("company_name_idx", "organisation_id", "name", "id"),
    Index("company_created_at_idx", "organisation_id", "created_at", "id"),
    Index("company_enterprise_number_idx", "organisation_id", "enterprise_number"),
)

contact = tenant_table(
    "contact",
    plain("company_id", Uuid),
    personal("name", Text, pd.CUSTOMER_CONTACT),
    personal("email", Text, pd.CUSTOMER_CONTACT, null=True),
    personal("phone", Text, pd.CUSTOMER_CONTACT, null=True),
    personal("job_title", Text, pd.CUSTOMER_CONTACT, null=True),
    plain("language", Text, null=True),
    plain("source", Text),
    plain("created_at", MOMENT),
    plain("version", Integer, server_default="1"),
    *marks(),
    plain("informed_at", MOMENT, null=True),
    plain("legal_basis", Text, null=True),
    personal("basis_assessment", Text, pd.CUSTOMER_CONTACT, null=True),
    plain("marketing_basis", Text, server_default="NONE"),
    personal("marketing_proof", Text, pd.CUSTOMER_CONTACT, null=True),
    belongs_to("company", "company_id", cascade=True),
    Index("contact_email_idx", "organisation_id", text("lower(email)")),
    Index("contact_company_id_idx", "organisation_id", "company_id", "created_at", "id"),
)

marketing_statement = tenant_table(
    "marketing_statement",
    plain("contact_id", Uuid),
    plain("basis", Text),
    personal("proof", Text, pd.CUSTOMER_CONTACT, null=True),
    plain("wording", Text, null=True),  # the organisation's own words, the same for everybody
    plain("wording_version", Text, null=True),
    plain("wording_sha256", Text, null=True),
    plain("given_on", Date, null=True),
    plain("stated_at", MOMENT),
    belongs_to("contact", "contact_id", cascade=True),
    Index("marketing_statement_contact_id_idx", "organisation_id", "contact_id", "stated_at", "id"),
    Index("marketing_statement_wording_version_idx", "organisation_id", "wording_version"),
)

_ISSUED = (
    "(SELECT {0} FROM document d WHERE d.organisation_id = company.organisation_id AND d.company_id = company.id"
    " AND d.issued_on IS NOT NULL{1})"
)
of_a_contact(
    company,
    ContactRows(
        own="id = ANY({traders}) AND name <> ''",
        whole="id = ANY({traders}) AND name <> '' AND NOT EXISTS " + _ISSUED.format("", ""),
        stays=("country",),
        kept_as="identity",
        holding=Holding.INVOICE,
        dated="CASE WHEN id = ANY({traders}) THEN " + _ISSUED.format("max(d.issued_on)", "") + " END",
        balance_open="id = ANY({traders}) AND EXISTS " + _ISSUED.format("", " AND d.balance > 0"),
        kind=Kind.COMPANY,
    ),
)
of_a_contact(
    contact,
    ContactRows(
        own="id = ANY({ids}) AND name <> ''", kind=Kind.CONTACT, identity=("name", "email", "phone", "job_title")
    ),
)
of_a_contact(marketing_statement, ContactRows(own="contact_id = ANY({ids}) AND proof IS NOT NULL"))
