"""Applications that the organisation registered."""

from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.catalogue.words import columns, public_id_of
from smoall.infra.postgres.reads.model import Entity, Expr

ENTITIES: dict[str, Entity] = {
    "OAuthApp": Entity(
        "oauth_app",
        {
            "id": public_id_of(Kind.OAUTH_APP),
            **columns("name", "kind", "created_at", "revoked_at", "version"),
            "redirectUris": Expr("to_json({t}.redirect_uris)::text", json=True),
            "scopes": Expr("to_json({t}.scopes)::text", json=True),
            "previousSecretUntil": Expr("case when {t}.previous_until > now() then {t}.previous_until end"),
        },
        only="{t}.organisation_id = {org}",
        tenant=False,
        prefix=Kind.OAUTH_APP,
    ),
}
