"""Invoices, credit notes, their parts and deliveries."""

from smoall.domain.invoicing.life import ALLOWED
from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.catalogue import marks
from smoall.infra.postgres.reads.catalogue.words import (
    OWN,
    by_uuid,
    camel,
    columns,
    digits,
    money,
    public_id_of,
    signed_file,
)
from smoall.infra.postgres.reads.model import Entity, Expr, Field, Filter, Inside, Many, One, Order, Pages

_VAT = Inside({"category": Expr("{t}.vat_category"), "rate": Expr("{t}.vat_rate")})


def _frozen(side: str) -> Inside:
    """A party as frozen at issue, out of the JSON that was stored then."""
    names = ("name", "enterprise_number", "vat_number", "email", "contact_name", "phone", "legal_form", "iban", "bic")
    fields: dict[str, Field] = {camel(name): Expr(f"{{t}}.{side}->>'{name}'") for name in names}
    address = ("street", "postal_code", "city", "country")
    fields["address"] = Inside({camel(name): Expr(f"{{t}}.{side}->'address'->>'{name}'") for name in address})
    return Inside(fields, present=f"{{t}}.{side} is not null")


def _file(kind: str, entity: Kind) -> Inside:
    stored = {name: _stored(name, kind) for name in ("name", "size", "sha256")}
    return signed_file(kind, entity, stored, present="{t}.issued_on is not null")


def _stored(column: str, kind: str) -> Expr:
    return Expr(
        f"(select f.{column} from document_file f where f.organisation_id = {{t}}.organisation_id"
        f" and f.document_id = {{t}}.id and f.kind = '{kind}')"
    )


_BY_VAT = Many("VatBreakdown", OWN.format("document_id", "id"), "{c}.position")

_TOTALS = Inside(
    {
        "lines": money("{t}.lines_total"),
        "discounts": money("{t}.discounts_total"),
        "net": money("{t}.net"),
        "vat": money("{t}.vat"),
        "gross": money("{t}.gross"),
        "byVat": _BY_VAT,
    }
)


def _document(kind: Kind) -> dict[str, Field]:
    return {
        "id": public_id_of(kind),
        **columns("state", "version", "number", "issued_on", "due_on", "currency", "language", "note", "created_at"),
        **columns("buyer_reference"),
        **marks.DOCUMENT,
        "customer": One("Company", OWN.format("id", "company_id")),
        "lines": Many("Line", OWN.format("document_id", "id"), "{c}.position"),
        "discounts": Many("Discount", OWN.format("document_id", "id"), "{c}.position"),
        "totals": _TOTALS,
        "seller": _frozen("seller"),
        "buyer": _frozen("buyer"),
        "mentions": Expr("coalesce(array_to_json({t}.mentions)::text, '[]')", json=True),
        "pdf": _file("pdf", kind),
        "ubl": _file("ubl", kind),
        "deliveries": Pages("Delivery", OWN.format("document_id", "id")),
    }


_TODAY = "(now() at time zone 'Europe/Brussels')::date"

_OVERDUE = f"({{t}}.balance > 0 and {{t}}.due_on < coalesce({{on}}, {_TODAY}))"

_ALLOWED = "case {t}.state " + " ".join(
    f"when '{state}' then '[{','.join(chr(34) + action + chr(34) for action in actions)}]'"
    for state, actions in ALLOWED.items()
)
_ALLOWED += " end"

_DOCUMENT_FILTERS = {
    "id": None,
    "state": Filter("{t}.state", "text"),
    "customer": by_uuid(Kind.COMPANY, "{t}.company_id"),
    "number": Filter("{t}.number", "text"),
    "issuedOn": Filter("{t}.issued_on", "date", indexed="{t}.listed_on"),
    "dueOn": Filter("{t}.due_on", "date"),
    "gross": Filter("{t}.gross", "numeric"),
    "balance": Filter("{t}.balance", "numeric"),
    "structuredCommunication": Filter("{t}.structured_communication", "text", lambda text: digits(text)),
    "isOverdue": Filter(f"coalesce({_OVERDUE.format(t='{t}', on=_TODAY)}, false)", "boolean"),
    **marks.DOCUMENT_WHERE,
}


def _filters(kind: Kind, *, without: tuple[str, ...] = ()) -> dict[str, Filter]:
    found = {name: target for name, target in _DOCUMENT_FILTERS.items() if target and name not in without}
    return {"id": by_uuid(kind, "{t}.id"), **found}


_NUMBER = "coalesce({t}.fiscal_year * 10000000000::bigint + {t}.sequence_number, 9223372036854775807)"

_DOCUMENT_ORDERS = {
    "ISSUED_ON": Order("{t}.listed_on", "date"),
    "DUE_ON": Order("coalesce({t}.due_on, 'infinity'::date)", "date"),
    "NUMBER": Order(_NUMBER, "bigint"),
    "GROSS": Order("{t}.gross", "numeric"),
    "CREATED_AT": Order("{t}.id", "uuid"),
}

ENTITIES: dict[str, Entity] = {
    "Line": Entity(
        "document_line",
        {
            **columns("position", "description", "quantity", "unit", "discount_percent"),
            "unitPrice": money(
                "case when scale({t}.unit_price) < 2 then round({t}.unit_price, 2) else {t}.unit_price end",
                "{p}.currency",
            ),
            "net": money("{t}.net", "{p}.currency"),
            "vat": _VAT,
        },
    ),
    "Discount": Entity(
        "document_discount",
        {
            **columns("reason", "percent"),
            "amount": money("{t}.amount", "{p}.currency"),
            "vat": _VAT,
        },
    ),
    "VatBreakdown": Entity(
        "document_vat",
        {
            "category": Expr("{t}.vat_category"),
            "rate": Expr("{t}.vat_rate"),
            "base": money("{t}.base", "{p}.currency"),
            "vat": money("{t}.amount", "{p}.currency"),
        },
    ),
    "Invoice": Entity(
        "document",
        {
            **_document(Kind.INVOICE),
            **columns("payment_term_days", "delivered_on", "delivery_country"),
            "structuredCommunication": Expr(
                "'+++' || substr({t}.structured_communication, 1, 3) || '/'"
                " || substr({t}.structured_communication, 4, 4) || '/'"
                " || substr({t}.structured_communication, 8) || '+++'"
            ),
            "exemptionReason": Expr("{t}.exemption"),
            "paid": money("{t}.paid"),
            "credited": money("{t}.credited"),
            "balance": money("{t}.balance"),
            "allowedActions": Expr(_ALLOWED, json=True),
            "isOverdue": Expr(f"coalesce({_OVERDUE}, false)", {"on": "date"}),
            "creditNotes": Pages("CreditNote", OWN.format("credits_id", "id")),
            "allocations": Many("Allocation", OWN.format("document_id", "id"), "{c}.id"),
        },
        only="{t}.kind = 'INVOICE'",
        prefix=Kind.INVOICE,
        filters=_filters(Kind.INVOICE),
        orders=_DOCUMENT_ORDERS,
        default_order=(("ISSUED_ON", "DESC"),),
    ),
    "CreditNote": Entity(
        "document",
        {
            **_document(Kind.CREDIT_NOTE),
            **columns("reason"),
            "invoice": One("Invoice", OWN.format("id", "credits_id")),
        },
        only="{t}.kind = 'CREDIT_NOTE'",
        prefix=Kind.CREDIT_NOTE,
        filters=_filters(
            Kind.CREDIT_NOTE, without=("dueOn", "balance", "structuredCommunication", "isOverdue", "state")
        ),
        orders={name: order for name, order in _DOCUMENT_ORDERS.items() if name != "DUE_ON"},
        default_order=(("ISSUED_ON", "DESC"),),
    ),
    "Delivery": Entity(
        "delivery",
        {
            "id": public_id_of(Kind.DELIVERY),
            **columns("channel", "state", "recipient", "attempts", "failure", "created_at", "sent_at"),
            "invoice": One("Invoice", OWN.format("id", "document_id")),
            "creditNote": One("CreditNote", OWN.format("id", "document_id")),
        },
        prefix=Kind.DELIVERY,
        filters={
            "id": by_uuid(Kind.DELIVERY, "{t}.id"),
            "state": Filter("{t}.state", "text"),
            "channel": Filter("{t}.channel", "text"),
            "recipient": Filter("{t}.recipient", "text"),
            "invoice": by_uuid(Kind.INVOICE, "{t}.document_id"),
            "createdAt": Filter("{t}.created_at", "timestamptz"),
        },
        orders={"CREATED_AT": Order("{t}.id", "uuid")},
        default_order=(("CREATED_AT", "DESC"),),
    ),
}
