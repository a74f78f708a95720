"""GraphiQL as it is served: to browsers only, whole, from here, and with every example fit for the schema."""

import gzip
import json
import re
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from graphql import parse, validate

from smoall.infra.http.graphiql import PARTS, SCRIPTS, STYLES, examples
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.harness.selecting import the_schema

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


async def page(house: RunningHouse, method: str = "GET") -> httpx.Response:
    return await house.http.request(method, "/graphql", headers=BROWSER)


async def test_a_browser_gets_the_page_with_its_guards(house: RunningHouse) -> None:
    response = await page(house)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cache-control"] == "no-store"
    assert "<title>Smoall</title>" in response.text


async def test_head_is_the_page_without_its_body(house: RunningHouse) -> None:
    whole, head = await page(house), await page(house, "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]


async def test_the_page_names_nothing_from_elsewhere_and_runs_no_script_of_its_own(house: RunningHouse) -> None:
    text = (await page(house)).text
    addresses = re.findall(r'(?:src|href)="([^"]*)"', text)
    assert addresses
    assert all(address.startswith("/") and not address.startswith("//") for address in addresses)
    assert len(re.findall("<script", text)) == len(SCRIPTS) + 1
    assert len(re.findall("<script id=.settings. type=.application/json.>", text)) == 1
    assert "style=" not in text
    assert not re.search(r"\son\w+=", text)


async def test_an_asset_is_kept_for_good_under_the_name_of_its_bytes(house: RunningHouse) -> None:
    text = (await page(house)).text
    addresses = sorted(set(re.findall(r'"(/static/graphiql/[^"]*)"', text)))
    assert len(addresses) == len(SCRIPTS) + len(STYLES) + 1
    for address in addresses:
        response = await house.http.get(address, headers={"accept-encoding": "identity"})
        assert response.status_code == 200
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert b"sourceMappingURL=" not in response.content
        small = house.http.build_request("GET", address, headers={"accept-encoding": "gzip"})
        raw = await house.http.send(small, stream=True)
        packed = b"".join([chunk async for chunk in raw.aiter_raw()])
        assert raw.headers["content-encoding"] == "gzip"
        assert gzip.decompress(packed) == response.content


@pytest.mark.parametrize(
    "name", ["nothing.js", "0000000000000000-smoall.js", "..%2f..%2fgraphiql.py", "%2e%2e/page.html"]
)
async def test_no_other_file_is_served(house: RunningHouse, name: str) -> None:
    assert (await house.http.get(f"/static/graphiql/{name}")).status_code == 404


async def test_a_program_never_gets_the_page(house: RunningHouse) -> None:
    for accept in ("*/*", "application/json", "application/graphql-response+json, application/json;q=0.9"):
        response = await house.http.get("/graphql", params={"query": "{ __typename }"}, headers={"accept": accept})
        assert response.json()["data"] == {"__typename": "Query"}


@pytest_asyncio.fixture(scope="module")
async def demo(databases: Databases) -> AsyncIterator[RunningHouse]:
    """A house with demo data, and one that serves no GraphiQL would differ in one setting."""
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where), demo=True) as running:
            yield running


async def test_only_a_demo_offers_its_account(house: RunningHouse, demo: RunningHouse) -> None:
    for running, offered in ((house, False), (demo, True)):
        text = (await page(running)).text
        found = re.search(r'<script id="settings" type="application/json">(.*?)</script>', text)
        assert found
        assert bool(json.loads(found[1])["demo"]) is offered


async def test_it_can_be_switched_off(databases: Databases) -> None:
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where), graphiql=False) as running:
            response = await page(running)
            assert response.status_code == 400
            assert response.json()["errors"]


@pytest.mark.parametrize("example", examples(), ids=lambda example: str(example["name"]))
def test_an_example_is_valid_named_after_itself_and_explained(example: dict[str, str]) -> None:
    document = parse(example["query"])
    assert validate(the_schema(), document) == []
    assert re.findall(r"^(?:query|mutation|subscription) (\w+)", example["query"], re.MULTILINE) == [example["name"]]
    assert 10 < len(example["title"]) < 60


def test_the_examples_cover_the_main_job() -> None:
    main, other = ([one["name"] for one in examples() if one["part"] == part] for part in PARTS)
    assert " ".join(other) == "Me InviteUser Subscription PreviewCheckout StartCheckout MyData"
    assert " ".join(main) == (
        "Welcome Register SignIn Viewer CreateCompany DraftInvoice CheckIssue IssueInvoice SendInvoice RegisterPayment "
        "CreditInvoice Invoices AuditTrail InvoiceChanged"
    )
