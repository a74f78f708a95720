"""Legal holds and purges."""

from smoall.domain.kernel.ids import Kind
from smoall.domain.organisations.house import NOBODY
from smoall.infra.postgres.reads.catalogue.words import by_uuid, columns, public_id_of
from smoall.infra.postgres.reads.model import Entity, Expr, Filter, Order

_OPEN = "({t}.released_at is null and ({t}.until is null or {t}.until >= (now() at time zone 'Europe/Brussels')::date))"
_HEX = "replace({{t}}.{}::text, '-', '')"
_DOCUMENT = (
    "(select case d.kind when 'INVOICE' then 'inv_' else 'crn_' end from document d"
    " where d.organisation_id = {t}.organisation_id and d.id = {t}.target_id)"
)
_PREFIX = (
    f"case {{t}}.scope when 'COMPANY' then 'cmp_' when 'CONTACT' then 'ctc_' when 'PAYMENT' then 'pay_'"
    f" when 'DOCUMENT' then coalesce({_DOCUMENT}, 'inv_') end"
)
_KEPT = (
    "(select count(*) from purge_item i where i.organisation_id = {t}.organisation_id and i.order_id = {t}.id"
    " and i.outcome = 'KEPT')"
)


def _user(column: str) -> Expr:
    return Expr(f"'usr_' || {_HEX.format(column)}")


ENTITIES: dict[str, Entity] = {
    "LegalHold": Entity(
        "legal_hold",
        {
            "id": public_id_of(Kind.LEGAL_HOLD),
            **columns("scope", "ground", "reason", "until", "placed_at", "released_at", "release_reason", "version"),
            "object": Expr(f"{_PREFIX} || {_HEX.format('target_id')}"),
            "from": Expr("{t}.from_day"),
            "to": Expr("{t}.to_day"),
            "isOpen": Expr(_OPEN),
            "placedBy": _user("placed_by"),
            "releasedBy": _user("released_by"),
        },
        prefix=Kind.LEGAL_HOLD,
        filters={
            "id": by_uuid(Kind.LEGAL_HOLD, "{t}.id"),
            "ground": Filter("{t}.ground", "text"),
            "isOpen": Filter(_OPEN, "boolean"),
            "placedAt": Filter("{t}.placed_at", "timestamptz"),
        },
        orders={"PLACED_AT": Order("{t}.placed_at", "timestamptz")},
        default_order=(("PLACED_AT", "DESC"),),
    ),
    "PurgeRun": Entity(
        "purge_order",
        {
            "id": public_id_of(Kind.PURGE_RUN),
            **columns("state", "reason", "policy_version", "judged_on", "total", "done", "ordered_at", "finished_at"),
            "kept": Expr(_KEPT),
            "orderedBy": Expr(f"'usr_' || replace(nullif({{t}}.ordered_by, '{NOBODY}')::text, '-', '')"),
        },
        prefix=Kind.PURGE_RUN,
        orders={"ORDERED_AT": Order("{t}.ordered_at", "timestamptz")},
        default_order=(("ORDERED_AT", "DESC"),),
    ),
}
