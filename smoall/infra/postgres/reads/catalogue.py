"""Where each field of the schema lies. A test walks the schema and refuses a readable field that is missing here."""

from smoall.domain.invoicing.life import ALLOWED
from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.model import ById, Entity, Expr, Field, Filter, Inside, Many, One, Order, Pages, Rows
from smoall.infra.postgres.reads.paging import identity

_OWN = "{{c}}.organisation_id = {{t}}.organisation_id and {{c}}.{} = {{t}}.{}"


def _columns(*names: str) -> dict[str, Field]:
    """Fields named as their column: ``dueOn`` lies in ``due_on``."""
    return {_camel(name): Expr("{t}." + name) for name in names}


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _id(kind: Kind, column: str = "{t}.id") -> Expr:
    return Expr(f"'{kind.value}_' || replace({column}::text, '-', '')")


def _money(column: str, currency: str = "{t}.currency") -> Inside:
    return Inside({"amount": Expr(column), "currency": Expr(currency)})


def _by_uuid(kind: Kind, column: str) -> Filter:
    return Filter(column, "uuid", identity(kind.value))


_VAT = Inside({"category": Expr("{t}.vat_category"), "rate": Expr("{t}.vat_rate")})
_ADDRESS = Inside(_columns("street", "postal_code", "city", "country"))


def _frozen(side: str) -> Inside:
    """A party as frozen at issue, out of the JSON that was stored then."""
    names = ("name", "enterprise_number", "vat_number", "email", "contact_name", "phone", "legal_form", "iban", "bic")
    fields: dict[str, Field] = {_camel(name): Expr(f"{{t}}.{side}->>'{name}'") for name in names}
    address = ("street", "postal_code", "city", "country")
    fields["address"] = Inside({_camel(name): Expr(f"{{t}}.{side}->'address'->>'{name}'") for name in address})
    return Inside(fields, present=f"{{t}}.{side} is not null")


def _file(kind: str, entity: Kind) -> Inside:
    """A signed address that opens without a header until it expires. The MAC is SHA-256(key ‖ SHA-256(key ‖ subject)),
    the key derived per organisation and expiry, so that nothing of the master key is ever in a statement."""
    subject = f"'{entity.value}_' || replace({{t}}.id::text, '-', '') || '/{kind}'"
    mac = f"encode(sha256({{signing_key}} || sha256({{signing_key}} || convert_to({subject}, 'UTF8'))), 'hex')"
    expiry = "extract(epoch from {expires_at})::bigint::text"
    path = f"'/files/' || replace({{t}}.organisation_id::text, '-', '') || '/' || {subject}"
    return Inside(
        {
            "url": Expr(f"{{base_url}} || {path} || '?expires=' || {expiry} || '&signature=' || {mac}"),
            "expiresAt": Expr("{expires_at}"),
            "name": _stored("name", kind),
            "size": _stored("size", kind),
            "sha256": _stored("sha256", kind),
        },
        present="{t}.issued_on is not null",
    )


def _stored(column: str, kind: str) -> Expr:
    return Expr(
        f"(select f.{column} from document_file f where f.organisation_id = {{t}}.organisation_id"
        f" and f.document_id = {{t}}.id and f.kind = '{kind}')"
    )


_BY_VAT = Many("VatBreakdown", _OWN.format("document_id", "id"), "{c}.position")
_TOTALS = Inside(
    {
        "lines": _money("{t}.lines_total"),
        "discounts": _money("{t}.discounts_total"),
        "net": _money("{t}.net"),
        "vat": _money("{t}.vat"),
        "gross": _money("{t}.gross"),
        "byVat": _BY_VAT,
    }
)


def _document(kind: Kind) -> dict[str, Field]:
    return {
        "id": _id(kind),
        **_columns("state", "version", "number", "issued_on", "due_on", "currency", "language", "note", "created_at"),
        **_columns("buyer_reference"),
        "customer": One("Company", _OWN.format("id", "company_id")),
        "lines": Many("Line", _OWN.format("document_id", "id"), "{c}.position"),
        "discounts": Many("Discount", _OWN.format("document_id", "id"), "{c}.position"),
        "totals": _TOTALS,
        "seller": _frozen("seller"),
        "buyer": _frozen("buyer"),
        "mentions": Expr("coalesce(array_to_json({t}.mentions)::text, '[]')", json=True),
        "pdf": _file("pdf", kind),
        "ubl": _file("ubl", kind),
        "deliveries": Pages("Delivery", _OWN.format("document_id", "id")),
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
    "customer": _by_uuid(Kind.COMPANY, "{t}.company_id"),
    "number": Filter("{t}.number", "text"),
    "issuedOn": Filter("{t}.issued_on", "date", indexed="{t}.listed_on"),
    "dueOn": Filter("{t}.due_on", "date"),
    "gross": Filter("{t}.gross", "numeric"),
    "balance": Filter("{t}.balance", "numeric"),
    "structuredCommunication": Filter("{t}.structured_communication", "text", lambda text: _digits(text)),
    "isOverdue": Filter(f"coalesce({_OVERDUE.format(t='{t}', on=_TODAY)}, false)", "boolean"),
}


def _digits(text: object) -> str:
    """A structured communication as it is stored, whether typed with its decoration or without."""
    return "".join(sign for sign in str(text) if sign.isdigit())


def _filters(kind: Kind, *, without: tuple[str, ...] = ()) -> dict[str, Filter]:
    found = {name: target for name, target in _DOCUMENT_FILTERS.items() if target and name not in without}
    return {"id": _by_uuid(kind, "{t}.id"), **found}


# Numbers sort by year and sequence, not as text: 2026-9 comes before 2026-10. Drafts have none and come last.
_NUMBER = "coalesce({t}.fiscal_year * 10000000000::bigint + {t}.sequence_number, 9223372036854775807)"
_DOCUMENT_ORDERS = {
    "ISSUED_ON": Order("{t}.listed_on", "date"),
    "DUE_ON": Order("coalesce({t}.due_on, 'infinity'::date)", "date"),
    "NUMBER": Order(_NUMBER, "bigint"),
    "GROSS": Order("{t}.gross", "numeric"),
    "CREATED_AT": Order("{t}.id", "uuid"),
}

CATALOGUE: dict[str, Entity] = {
    "Query": Entity(
        "",
        {
            "viewer": Inside(
                {
                    "user": One("User", "{c}.id = {user}"),
                    "organisation": One("Organisation", "true"),
                    "role": Expr("(select role from membership where organisation_id = {org} and user_id = {user})"),
                }
            ),
            "organisation": One("Organisation", "true"),
            "company": ById("Company"),
            "companies": Pages("Company"),
            "contacts": Pages("Contact"),
            "invoice": ById("Invoice"),
            "invoices": Pages("Invoice"),
            "creditNote": ById("CreditNote"),
            "creditNotes": Pages("CreditNote"),
            "delivery": ById("Delivery"),
            "deliveries": Pages("Delivery"),
            "payment": ById("Payment"),
            "payments": Pages("Payment"),
            "journals": Many("Journal", "true", "{c}.ordinal"),
            "jobs": Pages("Job"),
            "auditTrail": Pages("AuditEntry", arguments={"object": Filter("{t}.object_id", "text")}),
            "salesByMonth": Rows(
                # Grouped by a moment and written as text afterwards: a fifth cheaper than grouping by the text.
                "select to_char(m.month, 'YYYY-MM') as month, m.state, m.currency, m.count, m.net, m.vat, m.gross,"
                " m.credited, m.balance from (select date_trunc('month', d.issued_on::timestamp) as month,"
                " d.state, d.currency, count(*) as count, sum(d.net) as net, sum(d.vat) as vat, sum(d.gross) as gross,"
                " sum(d.credited) as credited, sum(d.balance) as balance from document d"
                " where d.issued_on is not null and {where}"
                " group by 1, 2, 3 order by 1, 2, 3) m",
                "Invoice",
                {
                    **_columns("month", "state", "count"),
                    **{name: _money("{t}." + name) for name in ("net", "vat", "gross", "credited", "balance")},
                },
            ),
        },
        tenant=False,
    ),
    "User": Entity(
        "user_account",
        {"id": _id(Kind.USER), **_columns("email", "name", "language", "created_at", "version")},
        only="exists (select from membership m where m.organisation_id = {org} and m.user_id = {t}.id)",
        tenant=False,
        prefix=Kind.USER,
    ),
    "Organisation": Entity(
        "organisation",
        {
            "id": _id(Kind.ORGANISATION, "{t}.organisation_id"),
            **_columns("name", "enterprise_number", "vat_number", "small_enterprise", "legal_form", "register"),
            **_columns(
                "iban", "bic", "email", "phone", "language", "logo", "fiscal_year_start", "created_at", "version"
            ),
            "address": _ADDRESS,
        },
        prefix=Kind.ORGANISATION,
        key="{t}.organisation_id",
    ),
    "Company": Entity(
        "company",
        {
            "id": _id(Kind.COMPANY),
            **_columns("name", "enterprise_number", "vat_number", "language", "email", "phone", "version"),
            **_columns("archived_at", "created_at"),
            "address": _ADDRESS,
            "contacts": Pages("Contact", _OWN.format("company_id", "id")),
            "invoices": Pages("Invoice", _OWN.format("company_id", "id")),
        },
        prefix=Kind.COMPANY,
        filters={
            "id": _by_uuid(Kind.COMPANY, "{t}.id"),
            "name": Filter("{t}.name", "text"),
            "enterpriseNumber": Filter("{t}.enterprise_number", "text", _digits),
            "vatNumber": Filter("{t}.vat_number", "text"),
            "email": Filter("{t}.email", "text"),
            "city": Filter("{t}.city", "text"),
            "country": Filter("{t}.country", "text"),
            "isArchived": Filter("({t}.archived_at is not null)", "boolean"),
        },
        orders={"NAME": Order("{t}.name", "text"), "CREATED_AT": Order("{t}.id", "uuid")},
        default_order=(("NAME", "ASC"),),
    ),
    "Contact": Entity(
        "contact",
        {
            "id": _id(Kind.CONTACT),
            **_columns("name", "email", "phone", "job_title", "language", "source", "created_at", "version"),
            "company": One("Company", _OWN.format("id", "company_id")),
        },
        prefix=Kind.CONTACT,
        filters={
            "id": _by_uuid(Kind.CONTACT, "{t}.id"),
            "company": _by_uuid(Kind.COMPANY, "{t}.company_id"),
            "name": Filter("{t}.name", "text"),
            "email": Filter("{t}.email", "text"),
        },
        orders={"NAME": Order("{t}.name", "text"), "CREATED_AT": Order("{t}.id", "uuid")},
        default_order=(("CREATED_AT", "ASC"),),
    ),
    "Line": Entity(
        "document_line",
        {
            **_columns("position", "description", "quantity", "unit", "discount_percent"),
            "unitPrice": _money(
                "case when scale({t}.unit_price) < 2 then round({t}.unit_price, 2) else {t}.unit_price end",
                "{p}.currency",
            ),
            "net": _money("{t}.net", "{p}.currency"),
            "vat": _VAT,
        },
    ),
    "Discount": Entity(
        "document_discount",
        {
            **_columns("reason", "percent"),
            "amount": _money("{t}.amount", "{p}.currency"),
            "vat": _VAT,
        },
    ),
    "VatBreakdown": Entity(
        "document_vat",
        {
            "category": Expr("{t}.vat_category"),
            "rate": Expr("{t}.vat_rate"),
            "base": _money("{t}.base", "{p}.currency"),
            "vat": _money("{t}.amount", "{p}.currency"),
        },
    ),
    "Invoice": Entity(
        "document",
        {
            **_document(Kind.INVOICE),
            **_columns("payment_term_days", "delivered_on", "delivery_country"),
            "structuredCommunication": Expr(
                "'+++' || substr({t}.structured_communication, 1, 3) || '/'"
                " || substr({t}.structured_communication, 4, 4) || '/'"
                " || substr({t}.structured_communication, 8) || '+++'"
            ),
            "exemptionReason": Expr("{t}.exemption"),
            "paid": _money("{t}.paid"),
            "credited": _money("{t}.credited"),
            "balance": _money("{t}.balance"),
            "allowedActions": Expr(_ALLOWED, json=True),
            "isOverdue": Expr(f"coalesce({_OVERDUE}, false)", {"on": "date"}),
            "creditNotes": Pages("CreditNote", _OWN.format("credits_id", "id")),
            "allocations": Many("Allocation", _OWN.format("document_id", "id"), "{c}.id"),
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
            **_columns("reason"),
            "invoice": One("Invoice", _OWN.format("id", "credits_id")),
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
            "id": _id(Kind.DELIVERY),
            **_columns("channel", "state", "recipient", "attempts", "failure", "created_at", "sent_at"),
            "invoice": One("Invoice", _OWN.format("id", "document_id")),
            "creditNote": One("CreditNote", _OWN.format("id", "document_id")),
        },
        prefix=Kind.DELIVERY,
        filters={
            "id": _by_uuid(Kind.DELIVERY, "{t}.id"),
            "state": Filter("{t}.state", "text"),
            "channel": Filter("{t}.channel", "text"),
            "recipient": Filter("{t}.recipient", "text"),
            "invoice": _by_uuid(Kind.INVOICE, "{t}.document_id"),
            "createdAt": Filter("{t}.created_at", "timestamptz"),
        },
        orders={"CREATED_AT": Order("{t}.id", "uuid")},
        default_order=(("CREATED_AT", "DESC"),),
    ),
    "Payment": Entity(
        "payment",
        {
            "id": _id(Kind.PAYMENT),
            **_columns("received_on", "payer", "communication", "created_at"),
            "amount": _money("{t}.amount"),
            "allocated": _money("{t}.allocated"),
            "unallocated": _money("{t}.unallocated"),
            "allocations": Many("Allocation", _OWN.format("payment_id", "id"), "{c}.id"),
        },
        prefix=Kind.PAYMENT,
        filters={
            "id": _by_uuid(Kind.PAYMENT, "{t}.id"),
            "receivedOn": Filter("{t}.received_on", "date"),
            "amount": Filter("{t}.amount", "numeric"),
            "unallocated": Filter("{t}.unallocated", "numeric"),
            "payer": Filter("{t}.payer", "text"),
        },
        orders={
            "RECEIVED_ON": Order("{t}.received_on", "date"),
            "AMOUNT": Order("{t}.amount", "numeric"),
            "CREATED_AT": Order("{t}.id", "uuid"),
        },
        default_order=(("RECEIVED_ON", "DESC"),),
    ),
    "Allocation": Entity(
        "allocation",
        {
            "id": _id(Kind.ALLOCATION),
            **_columns("created_at"),
            "amount": _money("{t}.amount", "{p}.currency"),
            "invoice": One("Invoice", _OWN.format("id", "document_id")),
            "payment": One("Payment", _OWN.format("id", "payment_id")),
        },
        prefix=Kind.ALLOCATION,
    ),
    "Journal": Entity(
        "journal",
        {"id": _id(Kind.JOURNAL), **_columns("code", "kind", "pattern", "version")},
        prefix=Kind.JOURNAL,
    ),
    "Job": Entity(
        "job_run",
        {
            "key": Expr("{t}.run_key"),
            "name": Expr("{t}.actor"),
            **_columns("state", "attempts", "failure", "created_at", "updated_at"),
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
            **_columns("sequence", "at", "action", "request_id"),
            "object": Expr("{t}.object_id"),
            "hash": Expr("encode({t}.hash, 'hex')"),
            "actor": Inside(
                {
                    "id": Expr("replace({t}.actor_id::text, '-', '')"),
                    "name": Expr(
                        "(select u.name from audit_actor a join user_account u on u.id = a.user_id"
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
