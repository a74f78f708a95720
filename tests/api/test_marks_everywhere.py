"""Every path that the schema has to a company, a contact or a document shows the mark of an objection."""

from collections.abc import Iterator
from typing import Any

from graphql import GraphQLField, GraphQLNonNull, GraphQLObjectType, get_named_type

from tests.harness.api import Api, Json, payment
from tests.harness.house import RunningHouse
from tests.harness.selecting import the_schema
from tests.schema.test_live import signed_in, told, watch

MARKED = ("Company", "Contact", "Invoice", "CreditNote")
MARK = "processingOpposition { by }"
DEEPEST = 4
BY_ID = {"company": "cmp", "invoice": "inv", "creditNote": "crn", "payment": "pay"}


def needs_nothing(field: GraphQLField) -> bool:
    """Whether it can be asked for without an argument."""
    return not any(isinstance(one.type, GraphQLNonNull) for one in field.args.values())


def selection(kind: GraphQLObjectType, depth: int) -> str:
    """All that leads from a type to a marked one, with the mark; empty when nothing does."""
    parts = [MARK] if kind.name in MARKED else []
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        if not isinstance(inner, GraphQLObjectType) or not needs_nothing(field) or name == "edges":
            continue
        deeper = 0 if name == "nodes" else 1
        if depth - deeper >= 0 and (found := selection(inner, depth - deeper)):
            parts.append(f"{name}{'(first: 2)' if 'first' in field.args else ''} {{ {found} }}")
    return " ".join(parts)


def queries(ids: dict[str, str]) -> Iterator[str]:
    """One query for each root that leads to a marked type."""
    root = the_schema().query_type
    assert root is not None
    for name, field in root.fields.items():
        inner = get_named_type(field.type)
        if not isinstance(inner, GraphQLObjectType):
            continue
        found = selection(inner, DEEPEST - 1 if name not in BY_ID else DEEPEST - 2)
        if found and name in BY_ID:
            yield f'{{ {name}(id: "{ids[name]}") {{ {found} }} }}'
        elif found and needs_nothing(field):
            yield f"{{ {name}{'(first: 2)' if 'first' in field.args else ''} {{ {found} }} }}"


def marks(found: Any) -> Iterator[Any]:
    """Every mark in an answer."""
    for name, value in found.items() if isinstance(found, dict) else ():
        yield from [value] if name == "processingOpposition" else marks(value)
    for one in found if isinstance(found, list) else ():
        yield from marks(one)


async def everything_of_one_customer(api: Api) -> dict[str, str]:
    """A customer with all that can hang on one, who objected since; the ids by root field."""
    company = await api.company()
    await api.draft(company)
    invoice = (await api.issued(company))["id"]
    paid = await api.do("registerPayment", payment("10.00", {invoice: "10.00"}), select="payment { id }")
    lines = [{"position": 1, "quantity": "1"}]
    given: Json = {"invoice": invoice, "reason": "Retour", "lines": lines}
    note = await api.do("creditInvoice", given, select="creditNote { id }")
    await api.do("sendInvoice", {"invoice": invoice})
    await api.do("sendInvoice", {"invoice": note["creditNote"]["id"]})
    await api.do("opposeProcessing", {"company": company, "reason": "Non merci"})
    ids = {"company": company, "invoice": invoice, "creditNote": note["creditNote"]["id"]}
    return {**ids, "payment": paid["payment"]["id"]}


async def test_every_path_of_the_schema_shows_the_mark(house: RunningHouse, api: Api) -> None:
    ids = await everything_of_one_customer(api)
    asked = list(queries(ids))
    roots = {query.split("{")[1].split("(")[0].strip() for query in asked}
    assert roots >= {"companies", "contacts", "invoices", "creditNotes", "deliveries", "payments", *BY_ID}

    seen = {query: list(marks(await api.ask(query))) for query in asked}

    assert all(seen.values()), [query for query, found in seen.items() if not found]
    assert all(mark == {"by": "PERSON"} for found in seen.values() for mark in found)
    assert sum(len(found) for found in seen.values()) > 100


async def test_who_watches_sees_the_mark_come(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    invoice = await api.draft(company)
    async with signed_in(house, api) as socket:
        await watch(socket, f"subscription {{ invoiceChanged {{ id {MARK} }} }}")
        await api.do("opposeProcessing", {"company": company, "reason": "Non merci"})
        heard = await told(socket)
    changed = heard["payload"]["data"]["invoiceChanged"]
    assert changed == {"id": invoice, "processingOpposition": {"by": "PERSON"}}
