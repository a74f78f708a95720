"""Second factors, passkeys and API keys."""

from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.catalogue.words import by_uuid, columns, public_id_of
from smoall.infra.postgres.reads.model import ById, Entity, Expr, Field, Filter, Inside, Many, One, Order, Pages

_CONFIRMED = "select f.confirmed_at from second_factor f where f.user_id = {user}"
_STATE = (
    "case when {t}.revoked_at is not null then 'REVOKED' when {t}.expires_at <= now() then 'EXPIRED' else 'ACTIVE' end"
)
# A key that was never used still bears the moment of its birth.
_USED = (
    "(select nullif(s.seen_at, s.created_at) from session s where s.api_key_id = {t}.id"
    " and s.organisation_id = {t}.organisation_id)"
)

QUERIES: dict[str, Field] = {
    "secondFactor": Inside(
        {
            "enabled": Expr(f"coalesce(({_CONFIRMED}), 'infinity') < 'infinity'"),
            "enabledAt": Expr(f"({_CONFIRMED})"),
            "recoveryCodesLeft": Expr(
                "(select count(*) from recovery_code r where r.user_id = {user} and r.used_at is null)"
            ),
        }
    ),
    "passkeys": Many("Passkey", "true", "{c}.id"),
    "apiKey": ById("ApiKey"),
    "apiKeys": Pages("ApiKey"),
}

ENTITIES: dict[str, Entity] = {
    "Passkey": Entity(
        "passkey",
        {
            "id": public_id_of(Kind.PASSKEY),
            **columns("name", "created_at"),
            "synchronised": Expr("{t}.backed_up"),
            "lastUsedAt": Expr("{t}.used_at"),
        },
        only="{t}.user_id = {user}",
        tenant=False,
        prefix=Kind.PASSKEY,
    ),
    "ApiKey": Entity(
        "api_key",
        {
            "id": public_id_of(Kind.API_KEY),
            **columns("name", "prefix", "created_at", "expires_at", "revoked_at"),
            "scopes": Expr("array_to_json({t}.scopes)::text", json=True),
            "state": Expr(_STATE),
            "lastUsedAt": Expr(_USED),
            "creator": One("User", "{c}.id = {t}.created_by"),
        },
        prefix=Kind.API_KEY,
        filters={
            "id": by_uuid(Kind.API_KEY, "{t}.id"),
            "name": Filter("{t}.name", "text"),
            "prefix": Filter("{t}.prefix", "text"),
            "state": Filter(f"({_STATE})", "text"),
        },
        orders={"CREATED_AT": Order("{t}.id", "uuid")},
        default_order=(("CREATED_AT", "DESC"),),
    ),
}
