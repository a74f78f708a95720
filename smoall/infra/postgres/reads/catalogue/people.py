"""People who sign in."""

from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.catalogue.words import columns, public_id_of
from smoall.infra.postgres.reads.model import Entity

ENTITIES: dict[str, Entity] = {
    "User": Entity(
        "user_account",
        {"id": public_id_of(Kind.USER), **columns("email", "name", "language", "created_at", "version")},
        only="exists (select from membership m where m.organisation_id = {org} and m.user_id = {t}.id)",
        tenant=False,
        prefix=Kind.USER,
    ),
}
