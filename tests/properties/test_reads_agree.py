"""Two laws of reading: the short road answers as the long one does, and both answer what the rows say."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, Phase, given, settings

from tests import builders
from tests.harness.api import Api, Json, customer, line, payment, today
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.harness.model import Model
from tests.harness.querying import Pool, Query, queries
from tests.harness.selecting import the_schema
from tests.harness.world import make_world

LIMITS = {
    "cost_max": 1_000_000,
    "cost_aliases": 1000,
    "cost_depth": 100,
    "cost_root_fields": 100,
    "cost_directives": 1000,
}
HOW_MANY = [pytest.param(120, id="some"), pytest.param(4_000, id="very many", marks=pytest.mark.storm)]
LONG_ROAD = 'theLongRoad: node(id: "nothing") { id }'
TWELVE = {"category": "STANDARD", "rate": "12"}
MODELLED = (
    "organisation",
    "company",
    "companies",
    "contacts",
    "invoice",
    "invoices",
    "creditNote",
    "creditNotes",
    "payment",
    "payments",
    "journals",
)
WITHOUT = frozenset(
    f"{kind}.{name}" for kind in ("Invoice", "CreditNote") for name in ("pdf", "ubl", "deliveries", "seller", "buyer")
) | frozenset(
    [f"{kind}Edge.cursor" for kind in ("Company", "Contact", "Invoice", "CreditNote", "Payment")]
    + ["PageInfo.startCursor", "PageInfo.endCursor", "CreditNote.dueOn"]
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def library(databases: Databases) -> AsyncIterator[RunningHouse]:
    """A house that refuses no document for its size."""
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where), **LIMITS) as running:
            yield running


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def reader(library: RunningHouse) -> Api:
    """An organisation with a bit of everything, beside another one."""
    await make_world(library, "buren")
    api = await Api.registered(library.http)
    companies = [
        await api.company(name=f"Klant {letter}", email=None if letter == "B" else f"{letter}@x.example")
        for letter in "CAB"
    ]
    companies.append(await api.company(name='"Quote" \\ back\u2028slash', contacts=[]))
    await api.do("archiveCompany", {"company": companies[2]})
    await api.do("addContact", {"company": companies[0], "contact": {"name": "Els", "language": "FR"}})
    invoices = []
    for number in range(7):
        lines = [line(quantity=str(number + 1)), line(description=f'Regel "{number}"\n\\', unitPrice="0.5", vat=TWELVE)]
        day = "2026-10-0" + str(number + 1)
        draft = await api.draft(companies[number % 2], *lines[: 1 + number % 2], paymentTermDays=number * 5, note=None)
        invoices.append(draft)
        if number < 6:
            await api.issue(draft, issuedOn=day)
    off = {"reason": "Fidélité", "percent": "5", "vat": {"category": "STANDARD", "rate": "21"}}
    await api.draft(companies[3], line(), discounts=[off], note="%_'\"", buyerReference="PO")
    for paid, amount in ((0, "102.85"), (1, "10.00"), (2, "50.50")):
        await api.do("registerPayment", payment("150.00", {invoices[paid]: amount}, payer=f"Klant {paid}"))
    await api.do("creditInvoice", {"invoice": invoices[3], "reason": "Erreur"})
    await api.do(
        "creditInvoice", {"invoice": invoices[4], "reason": "Retour", "lines": [{"position": 1, "quantity": "1"}]}
    )
    await api.do("sendInvoice", {"invoice": invoices[5], "to": ["a@x.example", "b@x.example"]})
    await library.queue.drain(api.organisation_id)
    person = {"name": "An", "email": "an@x.example"}
    own = {"enterpriseNumber": None, "vatNumber": None, "contacts": [person]}
    silent = await api.company(name="Stil", email="stil@x.example", **own)
    await api.draft(silent)
    await api.do("opposeProcessing", {"company": silent, "reason": "Non merci"})
    await api.do("restrictProcessing", {"document": invoices[2], "reason": "Contestée"})
    return api


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def model(library: RunningHouse, reader: Api) -> Model:
    """The same organisation, read another way."""
    return await Model.of(library, reader.organisation_id)


@pytest.fixture(scope="module")
def pool(model: Model) -> Pool:
    """Ids, numbers, days and words that occur, and some that do not."""
    documents = model.tables["document"]
    prefix = {"INVOICE": "inv", "CREDIT_NOTE": "crn"}
    ids = [f"{prefix[row['kind']]}_{row['id'].hex}" for row in documents]
    ids += [f"cmp_{row['id'].hex}" for row in model.tables["company"]]
    ids += [f"pay_{row['id'].hex}" for row in model.tables["payment"]]
    ids += [f"ctc_{model.tables['contact'][0]['id'].hex}", "inv_" + "0" * 32, "nonsense", ""]
    words = [
        "klant",
        "Klant A",
        "KLANT",
        "2026-0001",
        "2026-0003",
        "Gent",
        "BE",
        "",
        "%",
        "_",
        '"',
        "\\",
        "x.example",
        "PO",
    ]
    words += [
        builders.BUYER_NUMBER,
        "0999.000.230",
        "+++260/0000/00170+++",
        "issueInvoice",
        "render_document",
        "a@x.example",
    ]
    values: dict[str, Sequence[Any]] = {
        "ID": ids,
        "String": words,
        "Decimal": ["0", "0.00", "257.13", "102.85", "10", "150.00", "-1", "1000000"],
        "Date": ["2026-10-01", "2026-10-04", "2026-10-20", "2026-11-23", "2100-12-31", "1950-01-01"],
        "DateTime": ["2020-01-01T00:00:00Z", "2026-11-23T20:00:00+01:00", "2030-01-01T00:00:00.123456Z"],
        "Boolean": [True, False],
        "Int": [0, 1, 2, 3],
    }
    return Pool(values)


async def answered(api: Api, query: str, variables: Json) -> Any:
    """The data with the order of its keys, which is part of the answer."""
    response = await api.post({"query": query, "variables": variables})
    assert response.status_code == 200, response.text
    answer = json.loads(response.content)
    assert "errors" not in answer, answer["errors"]
    return answer


def in_order(value: Any) -> Any:
    """A value in which the order of keys can be compared."""
    if isinstance(value, dict):
        return [(name, in_order(part)) for name, part in value.items()]
    return [in_order(part) for part in value] if isinstance(value, list) else value


async def hold(law: Callable[[Query], Coroutine[Any, Any, None]], pool: Pool, *, examples: int) -> None:
    """Put a law to random queries; it runs on this event loop, Hypothesis beside it."""
    loop = asyncio.get_running_loop()

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],  # shrinking takes minutes here, and a query can be cut down by hand
        report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(queries(pool))
    def put(query: Query) -> None:
        asyncio.run_coroutine_threadsafe(law(query), loop).result()

    await asyncio.to_thread(put)


@pytest.mark.parametrize("examples", HOW_MANY)
async def test_the_short_road_answers_as_the_long_one(reader: Api, pool: Pool, examples: int) -> None:
    roads: Counter[bool] = Counter()

    async def agree(query: Query) -> None:
        compiled = await answered(reader, query.text, query.variables)
        generic = await answered(reader, query.with_field(LONG_ROAD), query.variables)
        assert generic["data"].pop("theLongRoad") is None
        assert "actual" not in generic["extensions"]["cost"]
        if in_order(compiled["data"]) != in_order(generic["data"]):  # a signed address may have aged in between
            compiled = await answered(reader, query.text, query.variables)
        assert in_order(compiled["data"]) == in_order(generic["data"])
        roads["actual" in compiled["extensions"]["cost"]] += 1

    await hold(agree, pool, examples=examples)
    assert roads[True] > 10 * roads[False], roads


@pytest.mark.parametrize("examples", HOW_MANY)
async def test_what_is_answered_is_what_the_rows_say(reader: Api, pool: Pool, model: Model, examples: int) -> None:
    async def agree(query: Query) -> None:
        answer = await answered(reader, query.text, query.variables)
        expected = model.answer(query.text, query.variables)
        assert expected.errors is None, expected.errors
        assert in_order(answer["data"]) == in_order(expected.data)

    await hold(agree, Pool(pool.values, MODELLED, WITHOUT), examples=examples)


# -- pages ------------------------------------------------------------------------------------------------------------

LISTS = {
    "companies": "CompanyOrder",
    "contacts": "ContactOrder",
    "invoices": "InvoiceOrder",
    "creditNotes": "CreditNoteOrder",
    "payments": "PaymentOrder",
    "jobs": None,
    "deliveries": None,
}


def orders(kind: str | None) -> list[list[Json]]:
    """Each field up and down, and some of them together."""
    if kind is None:
        return [[]]
    described: Any = the_schema().type_map[kind]
    names = [*described.fields["field"].type.of_type.values]
    one = [[{"field": name, "direction": way}] for name in names for way in ("ASC", "DESC")]
    return [[], *one, [{"field": names[0], "direction": "DESC"}, {"field": names[-1], "direction": "ASC"}]]


async def pages(api: Api, field: str, order: list[Json], size: int, *, backward: bool) -> list[list[str]]:
    """The whole list, page by page, each item by its cursor."""
    kind = LISTS[field]
    word, side, more, end = (
        ("last", "before", "hasPreviousPage", "startCursor")
        if backward
        else ("first", "after", "hasNextPage", "endCursor")
    )
    by = ", $order: [" + f"{kind}!]" if kind else ""
    query = f"""query ($size: Int, $cursor: String{by}) {{
        {field}({word}: $size, {side}: $cursor{", orderBy: $order" if kind else ""}) {{
            edges {{ cursor node {{ {"key" if field == "jobs" else "id"} }} }} pageInfo {{
                {more} {end} startCursor endCursor }} }} }}"""
    found: list[list[str]] = []
    cursor = None
    while True:
        given = {"size": size, "cursor": cursor, **({"order": order} if kind else {})}
        part = (await api.ask(query, **given))[field]
        if part["edges"]:
            assert part["pageInfo"]["startCursor"] == part["edges"][0]["cursor"]
            assert part["pageInfo"]["endCursor"] == part["edges"][-1]["cursor"]
        found.append([next(iter(edge["node"].values())) for edge in part["edges"]])
        if not part["pageInfo"][more]:
            return found
        assert len(part["edges"]) == size
        cursor = part["pageInfo"][end]


@pytest.mark.parametrize("field", LISTS)
async def test_pages_hold_every_item_once_and_in_order(reader: Api, field: str) -> None:
    for order in orders(LISTS[field]):
        (whole,) = await pages(reader, field, order, 100, backward=False)
        assert len(whole) > 1
        assert len(set(whole)) == len(whole)
        for size in (1, 2, 3):
            forward = await pages(reader, field, order, size, backward=False)
            backward = await pages(reader, field, order, size, backward=True)
            assert [item for part in forward for item in part] == whole
            assert [item for part in reversed(backward) for item in part] == whole


async def test_a_page_stays_where_it_was_when_things_are_added(reader: Api) -> None:
    query = """query ($after: String) { companies(first: 2, after: $after, orderBy: [{field: NAME}]) {
        nodes { name } pageInfo { endCursor } } }"""
    first = (await reader.ask(query))["companies"]
    before = (await reader.ask(query, after=first["pageInfo"]["endCursor"]))["companies"]["nodes"]
    await reader.do("createCompany", {**customer(name="AAA"), "validateOnly": False})
    after = (await reader.ask(query, after=first["pageInfo"]["endCursor"]))["companies"]["nodes"]
    assert after == before


async def test_a_cursor_of_another_list_or_order_is_refused(reader: Api) -> None:
    cursors = {}
    for field, kind in LISTS.items():
        found = await reader.ask(f"{{ {field}(first: 1) {{ pageInfo {{ endCursor }} }} }}")
        cursors[field] = found[field]["pageInfo"]["endCursor"]
        other = orders(kind)[-1]
        if kind and other:
            query = f"query ($o: [{kind}!], $c: String) {{ {field}(orderBy: $o, after: $c) {{ totalCount }} }}"
            answer = await reader.answer(query, {"o": other, "c": cursors[field]})
            assert answer["errors"][0]["extensions"]["reason"] == "CURSOR_INVALID"
    for field in LISTS:
        for origin, cursor in cursors.items():
            answer = await reader.answer(f"query ($c: String) {{ {field}(after: $c) {{ totalCount }} }}", {"c": cursor})
            assert ("errors" in answer) is (field != origin), (field, origin)


async def test_today_is_the_models_today(model: Model) -> None:
    assert model.today.isoformat() == today()
