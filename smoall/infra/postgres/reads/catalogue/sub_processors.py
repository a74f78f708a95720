"""Changes of sub-processors, which all organisations share, and objections, which Smoall reads and their owners."""

from smoall.domain.kernel.ids import Kind
from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.sub_processor_change import ChangeState
from smoall.domain.privacy.sub_processors import Sheet
from smoall.infra.postgres.reads.catalogue.words import by_uuid, columns, public_id_of
from smoall.infra.postgres.reads.model import Entity, Expr, Filter, Inside, Order, Pages

_TODAY = "(now() at time zone 'Europe/Brussels')::date"
_WITHDRAWN = "(select w.at from sub_processor_withdrawal w where w.change_id = {t}.id)"
_CORRECTION = "(select n.id from sub_processor_change n where n.corrects = {t}.id)"
_VOID = f"({_WITHDRAWN} is not null or {_CORRECTION} is not null)"
_STATE = (
    f"(case when {_WITHDRAWN} is not null then '{ChangeState.WITHDRAWN}'"
    f" when {_CORRECTION} is not null then '{ChangeState.CORRECTED}'"
    f" when {{t}}.takes_effect_on <= {_TODAY} then '{ChangeState.IN_EFFECT}' else '{ChangeState.ANNOUNCED}' end)"
)
_OPEN = (
    f"(not {_VOID} and {{t}}.objections_until >= {_TODAY}"
    f" and exists (select from unnest({{t}}.sheets) s where s <> '{Sheet.A1}'))"
)
_SEEN = f"{{c}}.change_id = {{t}}.id and ({{c}}.organisation_id = {{org}} or {{org}} = '{HOUSE}')"
_COUNT = f"(select count(*) from sub_processor_objection o where {_SEEN} and o.withdrawn_at is null)"


def _list(column: str) -> Expr:
    return Expr(f"to_json({{t}}.{column})::text", json=True)


ENTITIES: dict[str, Entity] = {
    "SubProcessorChange": Entity(
        "sub_processor_change",
        {
            "id": public_id_of(Kind.SUB_PROCESSOR_CHANGE),
            **columns("kind", "concerns", "announced_at", "takes_effect_on", "objections_until", "urgency"),
            "state": Expr(_STATE),
            "sheets": _list("sheets"),
            "becomes": Inside(
                {
                    **columns("name", "activity", "mechanism", "valid_from", "valid_to", "agreement_signed_on"),
                    **columns("keeps_nothing"),
                    "sheets": _list("its_sheets"),
                    "countries": _list("countries"),
                },
                present="{t}.activity is not null",
            ),
            "texts": Inside({language: Expr(f"{{t}}.text_{language}") for language in ("fr", "nl", "de", "en")}),
            "isObjectable": Expr(_OPEN),
            "corrects": public_id_of(Kind.SUB_PROCESSOR_CHANGE, "{t}.corrects"),
            "correctedBy": public_id_of(Kind.SUB_PROCESSOR_CHANGE, _CORRECTION),
            "withdrawnAt": Expr(_WITHDRAWN),
            "objectionCount": Expr(_COUNT.replace("{c}", "o")),
            "objections": Pages("SubProcessorObjection", on=_SEEN),
        },
        tenant=False,
        prefix=Kind.SUB_PROCESSOR_CHANGE,
        filters={
            "id": by_uuid(Kind.SUB_PROCESSOR_CHANGE, "{t}.id"),
            "state": Filter(_STATE, "text"),
            "takesEffectOn": Filter("{t}.takes_effect_on", "date"),
        },
        orders={
            "ANNOUNCED_AT": Order("{t}.announced_at", "timestamptz"),
            "TAKES_EFFECT_ON": Order("{t}.takes_effect_on", "date"),
        },
        default_order=(("ANNOUNCED_AT", "DESC"),),
    ),
    # Row security shows an organisation its own, and Smoall's own organisation all of them.
    "SubProcessorObjection": Entity(
        "sub_processor_objection",
        {
            "organisation": public_id_of(Kind.ORGANISATION, "{t}.organisation_id"),
            **columns("organisation_name", "reason", "objected_at", "withdrawn_at"),
        },
        tenant=False,
        key="{t}.organisation_id",
        orders={"OBJECTED_AT": Order("{t}.objected_at", "timestamptz")},
        default_order=(("OBJECTED_AT", "DESC"),),
    ),
}
