"""Jobs and the trail."""

from smoall.domain.organisations.house import NOBODY
from smoall.infra.postgres.reads.catalogue.words import columns
from smoall.infra.postgres.reads.model import Entity, Expr, Filter, Inside, Order

ENTITIES: dict[str, Entity] = {
    "Job": Entity(
        "job_run",
        {
            "key": Expr("{t}.run_key"),
            "name": Expr("{t}.actor"),
            **columns("state", "attempts", "failure", "created_at", "updated_at"),
        },
        key="{t}.run_key",
        key_cast="text",
        filters={"state": Filter("{t}.state", "text"), "name": Filter("{t}.actor", "text")},
        orders={"UPDATED_AT": Order("{t}.updated_at", "timestamptz")},
        default_order=(("UPDATED_AT", "DESC"),),
    ),
    "AuditEntry": Entity(
        "audit_entry",
        {
            **columns("sequence", "at", "action", "request_id"),
            "object": Expr("{t}.object_id"),
            "hash": Expr("encode({t}.hash, 'hex')"),
            "actor": Inside(
                {
                    "id": Expr("replace({t}.actor_id::text, '-', '')"),
                    "name": Expr(
                        f"(select case a.user_id when '{NOBODY}' then 'Smoall' else u.name end"
                        " from audit_actor a left join user_account u on u.id = a.user_id"
                        " where a.organisation_id = {t}.organisation_id and a.id = {t}.actor_id)"
                    ),
                }
            ),
        },
        key="{t}.sequence",
        key_cast="bigint",
        filters={
            "object": Filter("{t}.object_id", "text"),
            "action": Filter("{t}.action", "text"),
            "at": Filter("{t}.at", "timestamptz"),
        },
        orders={"SEQUENCE": Order("{t}.sequence", "bigint")},
        default_order=(("SEQUENCE", "DESC"),),
    ),
}
