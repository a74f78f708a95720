"""Bad input by the thousand, through the API: a typed problem or a refusal, never a 5xx, nothing half-written."""

import json
import random
from typing import Any

import pytest
from graphql import get_named_type

from smoall.domain.invoicing.limits import MAX_LINES
from tests import builders
from tests.harness.acts import ACTS, PREVIEWS, Path, changed, input_type_of, places
from tests.harness.api import Api, Json, customer, draft, line, payment
from tests.harness.house import RunningHouse
from tests.harness.selecting import mutation_document, the_schema
from tests.harness.world import World, make_world

REFUSALS = {"BAD_REQUEST", "BAD_USER_INPUT", "QUERY_TOO_COMPLEX", "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"}

TEXTS: list[Any] = [
    "",
    " \t\n",
    "a\x00b",
    "\x00",
    "\x07\x1b[31m",
    "\ud800",
    "a\udfffb",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "\ufeff",
    "\u200b\u200d",
    "\uffff",
    "e\u0301" * 50,
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "+1-1",
    "👩‍👩‍👧‍👦" * 30,
    "'; DROP TABLE document; --",
    "%_\\%",
    "${jndi:ldap://x}",
    "{{ 7 * 7 }}",
    "<script>alert(1)</script>",
    "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "=?utf-8?q?a=0ABcc:_x?=",
    "a\r\nBcc: x@example.com",
    "../../etc/passwd",
    "x" * 5_000,
    "ß" * 100_000,
    "NULL",
    "inv_",
    "inv_" + "z" * 32,
    "inv_" + "0" * 32,
    "BE0999999999",
    "BE68539007547035",
    builders.SELLER_NUMBER[:-1],
]
DECIMALS: list[Any] = [
    *(
        "1e999",
        "-0",
        "-0.00",
        "NaN",
        "Infinity",
        "-Infinity",
        "sNaN",
        "1_000",
        " 1",
        "1 ",
        "+1",
        ".5",
        "5.",
        "0x10",
        "１",
        "",
        "-",
    ),
    *(
        "9" * 40,
        "0." + "1" * 40,
        "9" * 30,
        "-" + "9" * 30,
        "0." + "0" * 29 + "1",
        "999999999999999.99",
        "1,5",
        "-1",
        "0",
    ),
    *(1, -1, 0, 1.5, 10**30, True, None, [], {}, ["1"], {"amount": "1"}),
]
DATES: list[Any] = [
    *(
        "0001-01-01",
        "9999-12-31",
        "1900-01-01",
        "2026-02-30",
        "2026-13-01",
        "2026-1-1",
        "20261123",
        "",
        "infinity",
        "now",
    ),
    *("2026-11-23T00:00:00Z", "２０２６-11-23", "-0001-01-01", "10000-01-01", 20261123, None, True, [], {}),
]
NUMBERS: list[Any] = [-1, 0, 2**31 - 1, -(2**31), 2**31, 10**30, 1.0, 1.5, "1", "", None, True, [], {}]
ANYTHING: list[Any] = [None, True, 7, 1.5, "\x00", "nonsense", [], [None], {}, {"a": {"b": []}}]
MOMENTS: list[Any] = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-23T00:00:00", *ANYTHING]
FEW_TEXTS: list[Any] = [
    "",
    "a\x00b",
    "\ud800",
    "\uffff",
    "%_\\%",
    "'; --",
    "x" * 5_000,
    "inv_" + "0" * 32,
    None,
    True,
    7,
    [],
    {},
]
NASTY = {
    "String": TEXTS,
    "ID": [*TEXTS, *ANYTHING],
    "Decimal": DECIMALS,
    "Date": DATES,
    "Int": NUMBERS,
    "Boolean": ANYTHING,
}
ENUMS = [name for name, kind in the_schema().type_map.items() if hasattr(kind, "values") and not name.startswith("__")]


async def told(api: Api, body: Any) -> Json:
    """What the API answers; it must be an answer of its own making, whatever was sent."""
    raw = json.dumps(body).encode() if not isinstance(body, bytes) else body  # ASCII, so that surrogates are escapes
    response = await api.post(raw)
    assert response.status_code < 500, (response.status_code, response.text[:500], raw[:300])
    answer: Json = response.json()
    for error in answer.get("errors", ()):
        assert error["extensions"]["code"] in REFUSALS, (error, raw[:600])
    return answer


def outcome(answer: Json, mutation: str) -> str:
    """The type that a mutation answered, or "error"."""
    data = answer.get("data") or {}
    found: str = (data.get(mutation) or {"__typename": "error"})["__typename"]
    return found


async def entries(house: RunningHouse, mutation: str) -> int:
    """How often the trails of all organisations tell of that mutation."""
    rows = await house.truth("SELECT count(*) AS n FROM audit_entry WHERE action = $1", mutation)
    count: int = rows[0]["n"]
    return count


def bad_inputs(mutation: str, given: Json) -> list[tuple[Path, Any]]:
    """Every place of a mutation's input with every nasty value of its kind."""
    kind = input_type_of(mutation)
    found: list[tuple[Path, Any]] = []
    for scalar, values in {**NASTY, **dict.fromkeys(ENUMS, ANYTHING)}.items():
        found += [(path, value) for path in places(kind, given, scalar) for value in values]
    return found


@pytest.mark.parametrize(
    "mutation", [name for name in ACTS if name not in ("signIn", "register") and input_type_of(name)]
)
async def test_a_nasty_value_anywhere_is_a_typed_problem_or_does_no_harm(
    house: RunningHouse, api: Api, mutation: str
) -> None:
    given = await ACTS[mutation](house, api)
    document = mutation_document(mutation)
    before, done = await entries(house, mutation), 0
    found = bad_inputs(mutation, given)
    assert found

    for path, value in found:
        body = {"query": document, "variables": {"input": changed(given, path, value)}}
        answered = outcome(await told(api, body), mutation).endswith("Payload")
        only_looked = mutation in PREVIEWS or (path, value) == (("validateOnly",), True)
        done += answered and not only_looked

    assert await entries(house, mutation) == before + done
    assert (await api.ask("{ verifyAuditTrail { isIntact } }"))["verifyAuditTrail"]["isIntact"]


@pytest.mark.parametrize("mutation", ["register", "signIn"])
async def test_a_nasty_value_before_anybody_is_known(house: RunningHouse, api: Api, mutation: str) -> None:
    """Fewer of them: each good one costs a password's hash, and wrong ones are slowed down on purpose."""
    given = await ACTS[mutation](house, api)
    anonymous, before, done = Api(house.http), await entries(house, mutation), 0
    for path, value in bad_inputs(mutation, given):
        if path[0] in ("password", "organisation") or (isinstance(value, str) and len(value) < 40):
            wrong = changed(changed(given, path, value), ("password",), "short" if path != ("password",) else value)
            answer = await told(anonymous, {"query": mutation_document(mutation), "variables": {"input": wrong}})
            done += outcome(answer, mutation).endswith("Payload")
    assert await entries(house, mutation) == before + done


@pytest.mark.parametrize("mutation", [name for name in ACTS if input_type_of(name)])
async def test_a_wrong_shape_is_refused(house: RunningHouse, api: Api, mutation: str) -> None:
    given = await ACTS[mutation](house, api)
    before = await house.counts()
    shapes: list[Any] = [None, 1, "x", [], [given], {**given, "surprise": 1}, {**given, "__typename": "x"}]
    expected = input_type_of(mutation)
    assert expected is not None
    required = [name for name in given if expected.fields[name].type.__class__.__name__ == "GraphQLNonNull"]
    shapes += [{name: part for name, part in given.items() if name != left_out} for left_out in required]
    for shape in shapes:
        answer = await told(api, {"query": mutation_document(mutation), "variables": {"input": shape}})
        known = isinstance(shape, dict) and shape.keys() < given.keys()  # only a field with a default was left out
        assert outcome(answer, mutation) == "error" or known, answer
    after = await house.counts()
    assert after["document"] - before["document"] <= 1


async def test_ten_thousand_lines_are_one_finding(house: RunningHouse, api: Api) -> None:
    short = {"description": "x", "quantity": "1", "unitPrice": "1", "vat": {}}
    given = {"customer": await api.company(), "lines": [short] * 10_000}
    problem = await api.refusal("draftInvoice", given)
    assert len(problem["findings"]) == 1
    assert problem["findings"][0]["path"] == "lines"


async def test_as_many_lines_as_allowed_can_be_issued(house: RunningHouse, api: Api) -> None:
    lines = [line(description=f"Poste {number}", quantity="1") for number in range(MAX_LINES)]
    invoice = await api.issued(await api.company(), *lines)
    assert invoice["totals"]["net"]["amount"] == f"{85 * MAX_LINES}.00"
    await house.queue.take(api.organisation_id)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"enterpriseNumber": builders.BUYER_NUMBER[:-1] + "0"}, "ENTERPRISE_NUMBER_CHECK_DIGITS"),
        ({"vatNumber": "FR00404833048"}, "VAT_NUMBER_CHECK_DIGITS"),
        ({"email": "jan@inkt"}, "EMAIL_INVALID"),
        ({"email": "a@inkt.example, b@inkt.example"}, "EMAIL_INVALID"),
        ({"name": "\u202ex"}, "TEXT_CHARACTER"),
        ({"name": "\u200b"}, "TEXT_REQUIRED"),
        ({"address": {"street": "x", "postalCode": "9000", "city": "Gent", "country": "ZZ"}}, "COUNTRY_UNKNOWN"),
    ],
)
async def test_a_wrong_value_is_named(house: RunningHouse, api: Api, given: Json, code: str) -> None:
    problem = await api.refusal("createCompany", customer(**given))
    assert code in {finding["code"] for finding in problem["findings"]}, problem


async def test_amounts_beyond_all_columns_are_findings(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    huge = line(quantity="999999999", unitPrice="999999999")
    for given in (draft(company, huge), draft(company, *[line(quantity="99999", unitPrice="9999999")] * 900)):
        problem = await api.refusal("draftInvoice", given)
        assert problem["findings"]
    for amount in ("0", "-1", "0.001", "1000000000000", "9" * 30):
        assert (await api.refusal("registerPayment", payment(amount)))["findings"]


@pytest.fixture(scope="module")
def lists() -> dict[str, Any]:
    """The input type of each list's filter, by the list's name."""
    query = the_schema().query_type
    assert query is not None
    return {name: field.args["where"].type for name, field in query.fields.items() if "where" in field.args}


async def test_nasty_filters_find_nothing_and_break_nothing(
    house: RunningHouse, api: Api, lists: dict[str, Any]
) -> None:
    await api.issued()
    for name, kind in lists.items():
        selection = "count" if name == "salesByMonth" else "totalCount"
        own = 'object: "x", ' if name == "auditTrail" else ""
        query = f"query ($where: {kind.name}) {{ {name}({own}where: $where) {{ {selection} }} }}"
        for field, part in kind.fields.items():
            comparator = get_named_type(part.type)
            for sign, operand in getattr(comparator, "fields", {}).items():
                if sign in ("and", "or", "not") or comparator is kind:
                    continue
                scalar = get_named_type(operand.type).name
                values = FEW_TEXTS if scalar in ("String", "ID") else NASTY.get(scalar, MOMENTS)
                for value in values:
                    given = [value, value] if sign == "in" else value
                    await told(api, {"query": query, "variables": {"where": {field: {sign: given}}}})


async def test_nasty_pages_break_nothing(house: RunningHouse, api: Api, lists: dict[str, Any]) -> None:
    await api.issued()
    cursors = [*TEXTS, *ANYTHING, "bnVtYmVy", "aWQrHzE=", "TkFNRSssaWQrH0EfeA==", "IA==" * 1000]
    sizes = [*NUMBERS, 101, 100]
    for name in lists.keys() - {"salesByMonth"}:
        own = 'object: "x", ' if name == "auditTrail" else ""
        query = f"""query ($first: Int, $last: Int, $after: String, $before: String) {{
            {name}({own}first: $first, last: $last, after: $after, before: $before) {{
                totalCount pageInfo {{ endCursor }} }} }}"""
        given = [{side: cursor} for side in ("after", "before") for cursor in cursors]
        given += [{side: size} for side in ("first", "last") for size in sizes]
        given += [{"first": 1, "last": 1}, {"last": 1, "before": "x"}, {"first": 0}, {"after": "x", "before": "x"}]
        for variables in given:
            await told(api, {"query": query, "variables": variables})


async def test_deep_filters_are_bounded(house: RunningHouse, api: Api) -> None:
    for depth in (5, 20, 40, 60, 200, 5_000):
        for word in ("not", "and", "or"):
            opened = f'{{"{word}":{"[" if word != "not" else ""}' * depth
            closed = f"{']' if word != 'not' else ''}}}" * depth
            where = opened + '{"gross":{"gt":"1"}}' + closed
            query = "query ($where: InvoiceWhere) { invoices(where: $where) { totalCount } }"
            await told(api, f'{{"query":{json.dumps(query)},"variables":{{"where":{where}}}}}'.encode())
            literal = f"{{ invoices(where: {where.replace(chr(34), '')}) {{ totalCount }} }}".replace("1}", '"1"}')
            await told(api, {"query": literal})


async def test_wide_filters_are_bounded(house: RunningHouse, api: Api) -> None:
    parts = [{"number": {"contains": str(number)}} for number in range(3_000)]
    query = "query ($where: InvoiceWhere) { invoices(where: $where) { totalCount } }"
    await told(api, {"query": query, "variables": {"where": {"or": parts}}})
    await told(api, {"query": query, "variables": {"where": {"id": {"in": ["inv_x"] * 20_000}}}})
    nodes = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    await told(api, {"query": nodes, "variables": {"ids": ["x"] * 101}})


async def test_a_body_bitten_anywhere_is_refused_in_order(house: RunningHouse, api: Api) -> None:
    chance = random.Random(20_261_123)
    sound = json.dumps(
        {
            "query": mutation_document("draftInvoice"),
            "variables": {"input": {**draft(await api.company()), "validateOnly": True}},
        }
    ).encode()
    for _ in range(600):
        body = bytearray(sound)
        for _ in range(chance.randint(1, 6)):
            where = chance.randrange(len(body))
            match chance.randrange(4):
                case 0:
                    body[where] = chance.randrange(256)
                case 1:
                    del body[where : where + chance.randrange(1, 30)]
                case 2:
                    body[where:where] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 8)))
                case _:
                    body[where:where] = body[where : where + chance.randrange(1, 60)]
        await told(api, bytes(body))


async def test_the_world_is_still_whole(house: RunningHouse) -> None:
    """After all of that: another organisation works as if nothing had been."""
    world: World = await make_world(house, "daarna")
    assert (await world.api.ask("{ verifyAuditTrail { isIntact } }"))["verifyAuditTrail"]["isIntact"]
