"""The subscription, its invoices and how they were collected."""

from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.catalogue.words import OWN, columns, money, public_id_of, signed_file
from smoall.infra.postgres.reads.model import Entity, Expr, Field, Inside, Many, Order, Pages

_MINE = "{c}.organisation_id = {t}.organisation_id"
_EUR = "'EUR'"
_NAMES = "('INVOICES_PER_MONTH', 1), ('SEATS', 2), ('CONNECTIONS', 3)"
_MONTH = "date_trunc('month', now() at time zone 'Europe/Brussels')"
_USED = f"""case n.name
when 'INVOICES_PER_MONTH' then (select count(*) from document d where d.organisation_id = s.organisation_id
    and d.kind = 'INVOICE' and d.issued_on is not null and d.listed_on >= {_MONTH}::date
    and d.listed_on < ({_MONTH} + interval '1 month')::date)
when 'SEATS' then (select count(*) from membership m where m.organisation_id = s.organisation_id
    and m.role in ('OWNER', 'ADMIN', 'MEMBER')) + (select count(*) from invitation i
    where i.organisation_id = s.organisation_id and i.role in ('OWNER', 'ADMIN', 'MEMBER') and i.state = 'PENDING'
    and i.expires_at > now())
else 0 end"""
_LIMIT = "case n.name when 'SEATS' then least(s.seats, s.next_seats) else (s.plan->'limits'->>n.name)::int end"
_ENTITLEMENTS = f"""(select s.organisation_id, n.name, n.position, {_LIMIT} as "limit", {_USED} as used
from subscription s cross join (values {_NAMES}) n(name, position))"""


def _plan_limits(column: str) -> str:
    seats = f"case when s.{column}->>'seat_price' is null then (s.{column}->>'seats')::int end"
    limit = f"case n.name when 'SEATS' then {seats} else (s.{column}->'limits'->>n.name)::int end"
    return f"""(select s.organisation_id, n.name, n.position, {limit} as "limit"
from subscription s cross join (values {_NAMES}) n(name, position) where s.{column} is not null)"""


_LINES = """(select s.organisation_id, l.position, l.line->>'description' as description,
(l.line->>'quantity')::int as quantity, l.line->>'unit_price' as unit_price, l.line->>'net' as net
from subscription s cross join lateral jsonb_array_elements(s.next_invoice->'lines') with ordinality l(line, position)
where jsonb_typeof(s.next_invoice) = 'object')"""


def _plan(column: str, entity: str) -> Inside:
    of = f"{{t}}.{column}"
    return Inside(
        {
            "code": Expr(f"{of}->>'code'"),
            "version": Expr(f"{of}->>'version'"),
            "name": Expr(f"{of}->>'name'"),
            "price": money(f"{of}->>'price'", _EUR),
            "seats": Expr(f"{of}->>'seats'"),
            "seatPrice": Inside(
                {"amount": Expr(f"{of}->>'seat_price'"), "currency": Expr(_EUR)},
                present=f"{of}->>'seat_price' is not null",
            ),
            "entitlements": Many(entity, _MINE, "{c}.position"),
        },
        present=f"{of} is not null",
    )


def _method() -> Inside:
    fields: dict[str, Field] = {
        name: Expr(f"{{t}}.method->>'{name}'") for name in ("kind", "brand", "last4", "expires")
    }
    return Inside(fields, present="jsonb_typeof({t}.method) = 'object'")


def _file(kind: str) -> Inside:
    """The file lies in Smoall's own organisation, out of the subscriber's sight: its name and size come with it."""
    unseen = {name: Expr("null::text") for name in ("name", "size", "sha256")}
    return signed_file(kind, Kind.SUBSCRIPTION_INVOICE, unseen, present="{t}.document_id is not null")


def _upcoming(name: str) -> Inside:
    return money(f"{{t}}.next_invoice->>'{name}'", _EUR)


def _made(column: str) -> Inside:
    return Inside(
        {"amount": Expr(f"{{t}}.{column}"), "currency": Expr("{t}.currency")}, present=f"{{t}}.{column} is not null"
    )


# The period that runs is a function of the first day, as nth_date is: adding months in Postgres clamps alike.
_PERIOD_START = "({t}.anchor + ({t}.periods - 1) * interval '1 month')::date"
_PERIOD_END = "({t}.anchor + {t}.periods * interval '1 month')::date"
_PAID_STATE = (
    "case when {t}.paid_on is not null then 'PAID' when {t}.failed_on is not null then 'PAST_DUE' else 'OPEN' end"
)

ENTITIES: dict[str, Entity] = {
    "OrganisationSubscription": Entity(
        "subscription",
        {
            "id": public_id_of(Kind.SUBSCRIPTION, "{t}.organisation_id"),
            "plan": _plan("plan", "PlanEntitlement"),
            **columns("state", "seats", "trial_ends_on", "next_seats", "paused_from", "paused_until", "ends_on"),
            **columns("past_due_since", "version"),
            "entitlements": Many("SubscriptionEntitlement", _MINE, "{c}.position"),
            "period": Inside(
                {"start": Expr(_PERIOD_START), "end": Expr(_PERIOD_END)},
                present="{t}.periods > 0 and ({t}.plan->>'price')::numeric > 0",
            ),
            "nextPlan": _plan("next_plan", "NextPlanEntitlement"),
            "paymentMethod": _method(),
            "allowedActions": Expr("array_to_json({t}.allowed_actions)::text", json=True),
            "nextInvoice": Inside(
                {
                    "on": Expr("{t}.next_invoice->>'on'"),
                    "lines": Many("InvoicePreviewLine", _MINE, "{c}.position"),
                    "net": _upcoming("net"),
                    "vat": _upcoming("vat"),
                    "gross": _upcoming("gross"),
                },
                present="jsonb_typeof({t}.next_invoice) = 'object'",
            ),
            "invoices": Pages("SubscriptionInvoice", _MINE),
        },
        key="{t}.organisation_id",
        prefix=Kind.SUBSCRIPTION,
    ),
    "SubscriptionEntitlement": Entity(_ENTITLEMENTS, columns("name", "limit", "used")),
    "PlanEntitlement": Entity(_plan_limits("plan"), columns("name", "limit")),
    "NextPlanEntitlement": Entity(_plan_limits("next_plan"), columns("name", "limit")),
    "InvoicePreviewLine": Entity(
        _LINES,
        {
            **columns("description", "quantity"),
            "unitPrice": money("{t}.unit_price", _EUR),
            "net": money("{t}.net", _EUR),
        },
    ),
    "SubscriptionInvoice": Entity(
        "subscription_invoice",
        {
            "id": public_id_of(Kind.SUBSCRIPTION_INVOICE),
            **columns("number", "issued_on", "due_on", "paid_on", "created_at"),
            "state": Expr(_PAID_STATE),
            "net": money("{t}.net"),
            "vat": _made("vat"),
            "gross": _made("gross"),
            "collections": Many("Collection", OWN.format("invoice_id", "id"), "{c}.attempt"),
            "pdf": _file("pdf"),
            "ubl": _file("ubl"),
        },
        prefix=Kind.SUBSCRIPTION_INVOICE,
        orders={"CREATED_AT": Order("{t}.id", "uuid")},
        default_order=(("CREATED_AT", "DESC"),),
    ),
    "Collection": Entity(
        "collection",
        {
            **columns("state", "disputed", "failure", "created_at"),
            "amount": money("{t}.amount"),
            "refunded": money("{t}.refunded"),
            "method": _method(),
        },
    ),
}
