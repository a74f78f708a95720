"""The organisation and its journals."""

from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.catalogue.words import ADDRESS, columns, public_id_of
from smoall.infra.postgres.reads.model import Entity

ENTITIES: dict[str, Entity] = {
    "Organisation": Entity(
        "organisation",
        {
            "id": public_id_of(Kind.ORGANISATION, "{t}.organisation_id"),
            **columns("name", "enterprise_number", "vat_number", "small_enterprise", "legal_form", "register"),
            **columns(
                "iban", "bic", "email", "phone", "language", "logo", "fiscal_year_start", "created_at", "version"
            ),
            "address": ADDRESS,
        },
        prefix=Kind.ORGANISATION,
        key="{t}.organisation_id",
    ),
    "Journal": Entity(
        "journal",
        {"id": public_id_of(Kind.JOURNAL), **columns("code", "kind", "pattern", "version")},
        prefix=Kind.JOURNAL,
    ),
}
