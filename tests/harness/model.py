"""What queries must answer, computed a second time and in another way: rows read with plain SQL, filtered, sorted and
nested in Python, executed by graphql-core over the published schema. It shares no line with the compiled reads.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cmp_to_key
from operator import itemgetter
from typing import Any, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from graphql import ExecutionResult, GraphQLSchema, build_schema, graphql_sync

from smoall.schema.schema import build_schema as build
from smoall.schema.schema import sdl_of
from tests.harness.house import RunningHouse, rows

Row: TypeAlias = Mapping[str, Any]
Value: TypeAlias = dict[str, Any]

PREFIXES = {"company": "cmp", "contact": "ctc", "INVOICE": "inv", "CREDIT_NOTE": "crn", "payment": "pay"}
ACTIONS = {
    "DRAFT": ["UPDATE", "DISCARD", "ISSUE"],
    "ISSUED": ["SEND", "PAY", "CREDIT"],
    "PARTIALLY_PAID": ["SEND", "PAY", "CREDIT"],
    "PAID": ["SEND", "CREDIT"],
    "CREDITED": ["SEND"],
}
TABLES = (
    *("organisation", "company", "contact", "document", "document_line", "document_discount", "document_vat"),
    *("payment", "allocation", "delivery", "journal", "document_restriction", "marketing_statement"),
)


def public(prefix: str, identity: UUID) -> str:
    """An id as clients see it."""
    return f"{prefix}_{identity.hex}"


def money(amount: Any, currency: str) -> Value:
    """An amount with its currency."""
    return {"amount": str(amount), "currency": currency}


def moment(value: datetime | None) -> str | None:
    """A moment as the API writes it."""
    return value.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if value else None


def pick(row: Row, *names: str) -> Value:
    """Columns by the names of their fields: ``due_on`` as ``dueOn``."""
    found: Value = {}
    for name in names:
        head, *rest = name.split("_")
        value = row[name]
        plain = (
            moment(value) if isinstance(value, datetime) else str(value) if isinstance(value, date | Decimal) else value
        )
        found[head + "".join(part.capitalize() for part in rest)] = plain
    return found


# -- filters, orders, pages -------------------------------------------------------------------------------------------

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda have, want: bool(have == want),
    "gt": lambda have, want: bool(have > want),
    "gte": lambda have, want: bool(have >= want),
    "lt": lambda have, want: bool(have < want),
    "lte": lambda have, want: bool(have <= want),
    "in": lambda have, want: have in want,
}


@dataclass(frozen=True, slots=True)
class Field:
    """What a filter compares: the value of a row, and how an operand becomes such a value."""

    of: Callable[[Row], Any]
    read: Callable[[Any], Any] = lambda operand: operand


def holds(row: Row, where: Mapping[str, Any] | None, fields: Mapping[str, Field]) -> bool:
    """Whether all of ``where`` holds for the row; what is null in it asks nothing."""
    return all(_part_holds(row, name, part, fields) for name, part in (where or {}).items() if part is not None)


def _part_holds(row: Row, name: str, part: Any, fields: Mapping[str, Field]) -> bool:
    if name == "not":
        return not _asks(part) or not holds(row, part, fields)
    if name == "and":
        return all(holds(row, one, fields) for one in part)
    if name == "or":
        return not part or any(holds(row, one, fields) for one in part)
    field = fields[name]
    have = field.of(row)
    if not isinstance(part, dict):
        return bool(have == part)
    return all(_compares(have, sign, operand, field) for sign, operand in part.items() if operand is not None)


def _asks(where: Mapping[str, Any]) -> bool:
    """Whether a filter asks anything at all: the negation of nothing is nothing."""
    for name, part in where.items():
        if name in ("and", "or"):
            if any(_asks(one) for one in part or ()):
                return True
        elif name == "not":
            if part is not None and _asks(part):
                return True
        elif isinstance(part, dict):
            if any(operand is not None for operand in part.values()):
                return True
        elif part is not None:
            return True
    return False


def _compares(have: Any, sign: str, operand: Any, field: Field) -> bool:
    if sign == "isNull":
        return (have is None) is operand
    if sign == "contains":  # as it was typed: only a whole value may be written in another way
        return have is not None and operand.lower() in have.lower()
    want = [field.read(one) for one in operand] if sign == "in" else field.read(operand)
    return have is not None and COMPARE[sign](have, want)


def page(
    found: Iterable[Row], asked: Value, orders: Mapping[str, Callable[[Row], Any]], default: str, show: Any
) -> Value:
    """A connection: the rows in order, ``first`` or ``last`` of them, shown."""
    wanted: dict[str, str] = {}
    for one in asked.get("orderBy") or ():
        wanted.setdefault(one["field"], one.get("direction", "ASC"))
    keys = [*wanted.items()] or [(default.lstrip("-"), "DESC" if default.startswith("-") else "ASC")]
    steps = [(orders[name], direction == "DESC") for name, direction in keys]
    steps.append((lambda row: row.get("id", row.get("sequence")), steps[-1][1]))

    def compare(left: Row, right: Row) -> int:
        for key, descending in steps:
            one, two = key(left), key(right)
            if one != two:
                return (1 if one > two else -1) * (-1 if descending else 1)
        return 0

    ordered = sorted(found, key=cmp_to_key(compare))
    first, last = asked.get("first"), asked.get("last")
    size = last if last is not None else 25 if first is None else first
    shown = ordered[max(len(ordered) - size, 0) :] if last is not None else ordered[:size]
    more = len(ordered) > size
    return {
        "totalCount": len(ordered),
        "nodes": [show(row) for row in shown],
        "edges": [{"node": show(row)} for row in shown],
        "pageInfo": {"hasNextPage": more and last is None, "hasPreviousPage": more and last is not None},
    }


def _uuid(prefix: str) -> Callable[[Any], Any]:
    return lambda operand: operand.removeprefix(f"{prefix}_") if str(operand).startswith(f"{prefix}_") else object()


def _digits(operand: Any) -> str:
    return "".join(sign for sign in operand if sign.isdigit())


class Model:
    """One organisation's rows, and the answers that follow from them."""

    def __init__(self, tables: Mapping[str, list[Value]], today: date) -> None:
        self.tables = tables
        self.today = today
        self.schema: GraphQLSchema = build_schema(sdl_of(build()))

    @classmethod
    async def of(cls, house: RunningHouse, organisation: UUID) -> "Model":
        """Read every row of the organisation."""
        tables = {}
        for name in TABLES:
            found = await rows(house.admin, f"SELECT * FROM {name} WHERE organisation_id = $1", organisation)
            tables[name] = [dict(row) for row in found]
        return cls(tables, datetime.now(ZoneInfo("Europe/Brussels")).date())

    def answer(self, document: str, variables: Mapping[str, Any]) -> ExecutionResult:
        """What the query must answer."""
        return graphql_sync(self.schema, document, root_value=self.root(), variable_values=dict(variables))

    def root(self) -> Value:
        """The query's fields."""
        return {
            "organisation": self.organisation,
            "company": lambda _info, id: self.one("company", "cmp", id, self.company),
            "companies": lambda _info, **asked: self.companies(self.tables["company"], asked),
            "contacts": lambda _info, **asked: self.contacts(self.tables["contact"], asked),
            "invoice": lambda _info, id: self.document(id, "INVOICE"),
            "creditNote": lambda _info, id: self.document(id, "CREDIT_NOTE"),
            "invoices": lambda _info, **asked: self.documents("INVOICE", asked),
            "creditNotes": lambda _info, **asked: self.documents("CREDIT_NOTE", asked),
            "payment": lambda _info, id: self.one("payment", "pay", id, self.payment),
            "payments": lambda _info, **asked: self.payments(asked),
            "journals": lambda _info: [
                self.journal(row) for row in sorted(self.tables["journal"], key=lambda row: row["ordinal"])
            ],
        }

    def one(self, table: str, prefix: str, identity: str, show: Callable[[Row], Value]) -> Value | None:
        """The row that a public id names."""
        return next((show(row) for row in self.tables[table] if public(prefix, row["id"]) == identity), None)

    def parts(self, table: str, document: Row) -> list[Value]:
        """A document's own rows, in their order."""
        mine = [row for row in self.tables[table] if row["document_id"] == document["id"]]
        return sorted(mine, key=lambda row: row["position"])

    @property
    def organisation(self) -> Value:
        """The organisation."""
        (row,) = self.tables["organisation"]
        names = ("name", "enterprise_number", "vat_number", "small_enterprise", "legal_form", "register", "iban", "bic")
        more = ("email", "phone", "language", "logo", "fiscal_year_start", "created_at", "version")
        address = pick(row, "street", "postal_code", "city", "country")
        return {"id": public("org", row["organisation_id"]), **pick(row, *names, *more), "address": address}

    def journal(self, row: Row) -> Value:
        """A journal."""
        return {"id": public("jrn", row["id"]), **pick(row, "code", "kind", "pattern", "version")}

    def company(self, row: Row) -> Value:
        """A company with its lists."""
        names = (
            "name",
            "enterprise_number",
            "vat_number",
            "language",
            "email",
            "phone",
            "version",
            "archived_at",
            "created_at",
        )
        of_it = [one for one in self.tables["contact"] if one["company_id"] == row["id"]]
        return {
            "id": public("cmp", row["id"]),
            **pick(row, *names),
            **self.marks(row),
            "isNaturalPerson": row["natural_person"],
            "address": pick(row, "street", "postal_code", "city", "country"),
            "contacts": lambda _info, **asked: self.contacts(of_it, asked),
            "invoices": lambda _info, **asked: self.documents("INVOICE", asked, company=row["id"]),
        }

    def companies(self, found: list[Value], asked: Value) -> Value:
        """A page of companies."""
        fields = {
            "id": Field(lambda row: row["id"].hex, _uuid("cmp")),
            **{name: Field(itemgetter(name)) for name in ("name", "email", "city", "country")},
            "vatNumber": Field(lambda row: row["vat_number"]),
            "enterpriseNumber": Field(lambda row: row["enterprise_number"], _digits),
            "isArchived": Field(lambda row: row["archived_at"] is not None),
            "isNaturalPerson": Field(lambda row: row["natural_person"]),
            "isOpposed": Field(lambda row: row["opposed_since"] is not None),
            "isRestricted": Field(lambda row: row["restricted_since"] is not None),
        }
        kept = [row for row in found if holds(row, asked.get("where"), fields)]
        orders = {"NAME": lambda row: row["name"], "CREATED_AT": lambda row: row["id"]}
        return page(kept, asked, orders, "NAME", self.company)

    def contact(self, row: Row) -> Value:
        """A contact."""
        names = ("name", "email", "phone", "job_title", "language", "source", "created_at", "version")
        company = next(one for one in self.tables["company"] if one["id"] == row["company_id"])
        bases = pick(row, "informed_at", "basis_assessment", "marketing_basis", "marketing_proof")
        invoiced = any(one["company_id"] == row["company_id"] and one["issued_on"] for one in self.tables["document"])
        bases["legalBasis"] = row["legal_basis"] or ("CONTRACT" if invoiced else None)
        stated = [one for one in self.tables["marketing_statement"] if one["contact_id"] == row["id"]]
        parts = ("basis", "proof", "wording", "wording_version", "wording_sha256", "given_on", "stated_at")
        latest = sorted(stated, key=itemgetter("stated_at", "id"), reverse=True)
        bases["marketingStatements"] = [pick(one, *parts) for one in latest]
        found = {"id": public("ctc", row["id"]), **pick(row, *names), **bases, **self.marks(row)}
        return {**found, "company": lambda _info: self.company(company)}

    def contacts(self, found: list[Value], asked: Value) -> Value:
        """A page of contacts."""
        fields = {
            "id": Field(lambda row: row["id"].hex, _uuid("ctc")),
            "company": Field(lambda row: row["company_id"].hex, _uuid("cmp")),
            "name": Field(lambda row: row["name"]),
            "email": Field(lambda row: row["email"]),
            "isInformed": Field(lambda row: row["informed_at"] is not None),
            "isOpposed": Field(lambda row: self.opposition(row) is not None),
            "isRestricted": Field(lambda row: self.restriction(row) is not None),
        }
        kept = [row for row in found if holds(row, asked.get("where"), fields)]
        orders = {"NAME": lambda row: row["name"], "CREATED_AT": lambda row: row["id"]}
        return page(kept, asked, orders, "CREATED_AT", self.contact)

    def marks(self, row: Row) -> Value:
        """The objection and the restriction of a row, or of the customer it belongs to."""
        return {"processingOpposition": self.opposition(row), "processingRestriction": self.restriction(row)}

    def opposition(self, row: Row) -> Value | None:
        """An objection of its own, or its customer's."""
        for one in (row, *self.customers(row)):
            if one.get("opposed_since"):
                known = {"since": one["opposed_since"], "by": one["opposed_by"], "reason": one["opposed_reason"]}
                return pick(known, *known)
        return None

    def restriction(self, row: Row) -> Value | None:
        """A restriction of its own, or its customer's."""
        for kept in self.tables["document_restriction"]:
            if kept["document_id"] == row["id"]:
                return {**pick(kept, "since", "reason"), "until": self.kept_until(row)}
        for one in (row, *self.customers(row)):
            if one.get("restricted_since"):
                known = {"since": one["restricted_since"], "reason": one["restriction_reason"]}
                return {**pick(known, *known), "until": self.kept_until(row)}
        return None

    def kept_until(self, row: Row) -> str | None:
        """The last day on which the law keeps an issued document of these years."""
        return f"{row['issued_on'].year + 10}-12-31" if row.get("issued_on") else None

    def customers(self, row: Row) -> list[Row]:
        """The company that a contact or a document belongs to."""
        return [one for one in self.tables["company"] if one["id"] == row.get("company_id")]

    # -- documents ----------------------------------------------------------------------------------------------------

    def document(self, identity: str, kind: str) -> Value | None:
        """The document of that kind that an id names."""
        found = [row for row in self.tables["document"] if row["kind"] == kind]
        return next((self.shown(row) for row in found if public(PREFIXES[kind], row["id"]) == identity), None)

    def overdue(self, row: Row, on: date | None = None) -> bool:
        """Whether something is left to pay after the due date."""
        return bool(row["balance"] > 0 and row["due_on"] and row["due_on"] < (on or self.today))

    def documents(self, kind: str, asked: Value, **related: Any) -> Value:
        """A page of invoices or credit notes."""
        fields = {
            "id": Field(lambda row: row["id"].hex, _uuid(PREFIXES[kind])),
            "customer": Field(lambda row: row["company_id"].hex, _uuid("cmp")),
            "state": Field(lambda row: row["state"]),
            "number": Field(lambda row: row["number"]),
            "structuredCommunication": Field(lambda row: row["structured_communication"], _digits),
            "issuedOn": Field(lambda row: row["issued_on"], lambda day: date.fromisoformat(day)),
            "dueOn": Field(lambda row: row["due_on"], lambda day: date.fromisoformat(day)),
            "gross": Field(lambda row: row["gross"], Decimal),
            "balance": Field(lambda row: row["balance"], Decimal),
            "isOverdue": Field(self.overdue),
            "isOpposed": Field(lambda row: self.opposition(row) is not None),
            "isRestricted": Field(lambda row: self.restriction(row) is not None),
        }
        far = date.max
        orders: dict[str, Callable[[Row], Any]] = {
            "ISSUED_ON": lambda row: row["issued_on"] or far,
            "DUE_ON": lambda row: row["due_on"] or far,
            "NUMBER": lambda row: (row["fiscal_year"], row["sequence_number"]) if row["number"] else (10_000, 0),
            "GROSS": lambda row: row["gross"],
            "CREATED_AT": lambda row: row["id"],
        }
        found = [row for row in self.tables["document"] if row["kind"] == kind]
        if "company" in related:
            found = [row for row in found if row["company_id"] == related["company"]]
        if "credits" in related:
            found = [row for row in found if row["credits_id"] == related["credits"]]
        kept = [row for row in found if holds(row, asked.get("where"), fields)]
        return page(kept, asked, orders, "-ISSUED_ON", self.shown)

    def shown(self, row: Row) -> Value:
        """A document with its parts, its totals and what hangs on it."""
        currency = row["currency"]
        names = ("state", "version", "number", "issued_on", "due_on", "currency", "language", "note", "created_at")
        company = next(one for one in self.tables["company"] if one["id"] == row["company_id"])
        found = {
            "id": public(PREFIXES[row["kind"]], row["id"]),
            **pick(row, *names, "buyer_reference"),
            **self.marks(row),
            "customer": lambda _info: self.company(company),
            "lines": [self.line(line, currency) for line in self.parts("document_line", row)],
            "discounts": [self.discount(one, currency) for one in self.parts("document_discount", row)],
            "totals": self.totals(row),
            "mentions": list(row["mentions"] or ()),
        }
        return found | (self.of_invoice(row) if row["kind"] == "INVOICE" else self.of_credit_note(row))

    def of_credit_note(self, row: Row) -> Value:
        """What only a credit note has."""
        invoice = next(one for one in self.tables["document"] if one["id"] == row["credits_id"])
        return {"reason": row["reason"], "invoice": lambda _info: self.shown(invoice)}

    def of_invoice(self, row: Row) -> Value:
        """What only an invoice has."""
        currency, digits = row["currency"], row["structured_communication"]
        paying = sorted(
            (one for one in self.tables["allocation"] if one["document_id"] == row["id"]), key=lambda one: one["id"]
        )
        return {
            **pick(row, "payment_term_days", "delivered_on", "delivery_country"),
            "structuredCommunication": f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++" if digits else None,
            "exemptionReason": row["exemption"],
            **{name: money(row[name], currency) for name in ("paid", "credited", "balance")},
            "allowedActions": ACTIONS[row["state"]],
            "isOverdue": lambda _info, on=None: self.overdue(row, date.fromisoformat(on) if on else None),
            "creditNotes": lambda _info, **asked: self.documents("CREDIT_NOTE", asked, credits=row["id"]),
            "allocations": lambda _info: [self.allocation(one) for one in paying],
        }

    def line(self, row: Row, currency: str) -> Value:
        """A line; a price has two decimals at least."""
        price = row["unit_price"]
        places = -int(price.as_tuple().exponent)
        return {
            **pick(row, "position", "description", "quantity", "unit", "discount_percent"),
            "unitPrice": money(price if places >= 2 else price.quantize(Decimal("0.01")), currency),
            "net": money(row["net"], currency),
            "vat": {"category": row["vat_category"], "rate": str(row["vat_rate"])},
        }

    def discount(self, row: Row, currency: str) -> Value:
        """A document discount."""
        vat = {"category": row["vat_category"], "rate": str(row["vat_rate"])}
        return {**pick(row, "reason", "percent"), "amount": money(row["amount"], currency), "vat": vat}

    def totals(self, row: Row) -> Value:
        """The totals, and the breakdown by VAT."""
        currency = row["currency"]
        sums = {"lines": "lines_total", "discounts": "discounts_total", "net": "net", "vat": "vat", "gross": "gross"}
        by_vat = [
            {
                "category": one["vat_category"],
                "rate": str(one["vat_rate"]),
                "base": money(one["base"], currency),
                "vat": money(one["amount"], currency),
            }
            for one in self.parts("document_vat", row)
        ]
        return {**{name: money(row[column], currency) for name, column in sums.items()}, "byVat": by_vat}

    # -- payments -----------------------------------------------------------------------------------------------------

    def payment(self, row: Row) -> Value:
        """A payment and what it pays."""
        paying = sorted(
            (one for one in self.tables["allocation"] if one["payment_id"] == row["id"]), key=lambda one: one["id"]
        )
        return {
            "id": public("pay", row["id"]),
            **pick(row, "received_on", "payer", "communication", "created_at"),
            **{name: money(row[name], row["currency"]) for name in ("amount", "allocated", "unallocated")},
            "allocations": lambda _info: [self.allocation(one) for one in paying],
        }

    def payments(self, asked: Value) -> Value:
        """A page of payments."""
        fields = {
            "id": Field(lambda row: row["id"].hex, _uuid("pay")),
            "receivedOn": Field(lambda row: row["received_on"], lambda day: date.fromisoformat(day)),
            "amount": Field(lambda row: row["amount"], Decimal),
            "unallocated": Field(lambda row: row["unallocated"], Decimal),
            "payer": Field(lambda row: row["payer"]),
        }
        kept = [row for row in self.tables["payment"] if holds(row, asked.get("where"), fields)]
        orders: dict[str, Callable[[Row], Any]] = {
            "RECEIVED_ON": lambda row: row["received_on"],
            "AMOUNT": lambda row: row["amount"],
            "CREATED_AT": lambda row: row["id"],
        }
        return page(kept, asked, orders, "-RECEIVED_ON", self.payment)

    def allocation(self, row: Row) -> Value:
        """A part of a payment that pays an invoice."""
        payment = next(one for one in self.tables["payment"] if one["id"] == row["payment_id"])
        invoice = next(one for one in self.tables["document"] if one["id"] == row["document_id"])
        return {
            "id": public("alc", row["id"]),
            **pick(row, "created_at"),
            "amount": money(row["amount"], payment["currency"]),
            "invoice": lambda _info: self.shown(invoice),
            "payment": lambda _info: self.payment(payment),
        }
