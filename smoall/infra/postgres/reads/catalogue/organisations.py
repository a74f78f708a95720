"""The organisation and its journals."""

from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.catalogue.words import ADDRESS, columns, public_id_of
from smoall.infra.postgres.reads.model import Entity

_ORGANISATION = {
    "id": public_id_of(Kind.ORGANISATION, "{t}.organisation_id"),
    **columns("name", "enterprise_number", "vat_number", "small_enterprise", "legal_form", "register"),
    **columns("iban", "bic", "email", "phone", "language", "logo", "fiscal_year_start", "created_at", "version"),
    "address": ADDRESS,
}

ENTITIES: dict[str, Entity] = {
    "Organisation": Entity("organisation", _ORGANISATION, prefix=Kind.ORGANISATION, key="{t}.organisation_id"),
    # Any of the person's organisations: row security shows those of which they are a member.
    "OwnOrganisation": Entity("organisation", _ORGANISATION, tenant=False, key="{t}.organisation_id"),
    "Journal": Entity(
        "journal",
        {"id": public_id_of(Kind.JOURNAL), **columns("code", "kind", "pattern", "version")},
        prefix=Kind.JOURNAL,
    ),
}
