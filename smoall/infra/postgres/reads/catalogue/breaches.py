"""The register of breaches."""

from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.catalogue.words import by_uuid, columns, public_id_of
from smoall.infra.postgres.reads.model import Entity, Expr, Field, Filter, Inside, Many, Order

_WAITS = (
    "{t}.notify_by is not null and {t}.closed_at is null and {t}.authority_told_at is null"
    " and {t}.authority_notify is distinct from false"
)
_OVERDUE = f"({_WAITS} and now() > {{t}}.notify_by)"
_LEFT = "floor(extract(epoch from greatest({t}.notify_by - now(), interval '0')) / 3600)::int"
_STATE = "(case when {t}.closed_at is null then 'OPEN' else 'CLOSED' end)"
_CATEGORIES = (
    "(select coalesce(json_agg(distinct c order by c), '[]')::text"
    " from jsonb_array_elements({t}.affected_rows) r, jsonb_array_elements_text(r->'categories') c)"
)
_PARTS = "(select b.organisation_id, b.id as breach_id, x.* from breach b, jsonb_to_recordset(b.{0}) as x({1}))"
_OF_IT = "{c}.breach_id = {t}.id"


def _decision(party: str) -> Inside:
    parts: dict[str, Field] = {"notify": Expr(f"{{t}}.{party}_notify"), "reason": Expr(f"{{t}}.{party}_reason")}
    return Inside(parts, present=f"{{t}}.{party}_notify is not null")


def _told(party: str) -> Inside:
    parts: dict[str, Field] = {"at": Expr(f"{{t}}.{party}_told_at"), "reference": Expr(f"{{t}}.{party}_reference")}
    return Inside(parts, present=f"{{t}}.{party}_told_at is not null")


ENTITIES: dict[str, Entity] = {
    "Breach": Entity(
        "breach",
        {
            "id": public_id_of(Kind.BREACH),
            **columns("facts", "effects", "remedy", "discovered_at", "occurred_from", "occurred_until"),
            **columns("recorded_at", "notify_by", "closed_at", "version"),
            "natures": Expr("array_to_json({t}.natures)::text", json=True),
            "state": Expr(_STATE),
            "isOverdue": Expr(_OVERDUE),
            "remainingHours": Expr(f"case when {_WAITS} then {_LEFT} end"),
            "categories": Expr(_CATEGORIES, json=True),
            "rows": Many("BreachRows", _OF_IT, '{c}."table"'),
            "people": Many("BreachPeople", _OF_IT, "{c}.subject"),
            "objects": Expr("array_to_json({t}.objects)::text", json=True),
            "trailEntries": Expr("{t}.entries"),
            "organisations": Many("BreachOrganisation", _OF_IT, "{c}.organisation"),
            "authorityDecision": _decision("authority"),
            "peopleDecision": _decision("people"),
            "authorityNotified": _told("authority"),
            "controllersNotified": _told("controllers"),
            "peopleNotified": _told("people"),
            "history": Many("BreachEntry", _OF_IT, "{c}.at, {c}.id"),
        },
        prefix=Kind.BREACH,
        filters={
            "id": by_uuid(Kind.BREACH, "{t}.id"),
            "state": Filter(_STATE, "text"),
            "isOverdue": Filter(_OVERDUE, "boolean"),
            "discoveredAt": Filter("{t}.discovered_at", "timestamptz"),
        },
        orders={
            "RECORDED_AT": Order("{t}.recorded_at", "timestamptz"),
            "DISCOVERED_AT": Order("{t}.discovered_at", "timestamptz"),
        },
        default_order=(("RECORDED_AT", "DESC"),),
    ),
    "BreachRows": Entity(
        _PARTS.format("affected_rows", '"table" text, categories jsonb, subjects jsonb, rows int'),
        {
            **columns("rows"),
            "table": Expr('{t}."table"'),
            "categories": Expr("{t}.categories::text", json=True),
            "subjects": Expr("{t}.subjects::text", json=True),
        },
        key="{t}.breach_id",
    ),
    "BreachPeople": Entity(
        _PARTS.format("affected_people", '"subject" text, "count" int, ids jsonb'),
        {**columns("subject", "count"), "ids": Expr("{t}.ids::text", json=True)},
        key="{t}.breach_id",
    ),
    "BreachOrganisation": Entity(
        _PARTS.format("organisations", "organisation text, affected_rows jsonb, affected_people jsonb"),
        {
            "organisation": Expr("{t}.organisation"),
            "rows": Expr("(select coalesce(sum((r->>'rows')::int), 0) from jsonb_array_elements({t}.affected_rows) r)"),
            "people": Expr(
                "(select coalesce(sum((p->>'count')::int), 0) from jsonb_array_elements({t}.affected_people) p)"
            ),
        },
        key="{t}.breach_id",
    ),
    "BreachEntry": Entity(
        "breach_entry",
        {
            **columns("at", "act", "party", "notify", "told_at", "facts", "effects", "remedy", "reason", "reference"),
            "by": Expr(f"'{Kind.USER.value}_' || replace({{t}}.by::text, '-', '')"),
        },
    ),
}
