"""The payment page: four languages, no script, no field for a card, and nothing is done by looking at it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from tests.browser.chromium import open_page
from tests.harness.api import Api
from tests.harness.billing_acts import FORM, choose, leave_trial, subscription
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house

TITLES = {"FR": "Paiement", "NL": "Betaling", "DE": "Zahlung", "EN": "Payment"}


async def opened(house: RunningHouse, api: Api, **given: object) -> str:
    """The address of an open page for a plan."""
    await leave_trial(house, api)
    found: str = (await api.do("startCheckout", {"plan": "SOLO", **given}, select="url"))["url"]
    return found


@pytest.mark.parametrize("language", TITLES)
async def test_the_page_speaks_the_payer_s_language(house: RunningHouse, language: str) -> None:
    api = await Api.registered(house.http, locale=language)
    page = await house.http.get(await opened(house, api))
    assert (page.status_code, f"<h1>{TITLES[language]}</h1>" in page.text) == (200, True)
    assert "14.52" in page.text or "14,52" in page.text
    assert page.text.count("<form") == 6


async def test_the_page_lets_nothing_else_in(house: RunningHouse, api: Api) -> None:
    page = await house.http.get(await opened(house, api, successUrl="https://front.example/thanks?a=1"))
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' https://front.example;" in policy
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert "<input" not in page.text
    assert (page.headers["cache-control"], page.headers["x-frame-options"]) == ("no-store", "DENY")


async def test_looking_at_the_page_pays_nothing(house: RunningHouse, api: Api) -> None:
    url = await opened(house, api)
    before = await house.counts()
    for _ in range(3):
        await house.http.get(url)
    assert await house.counts() == before
    assert (await subscription(api))["plan"]["code"] == "FREE"


async def test_a_refused_card_leaves_the_page_open_and_the_next_way_pays(house: RunningHouse, api: Api) -> None:
    url = await opened(house, api)
    declined = await choose(house, url, "decline")
    assert (declined.status_code, 'role="alert"' in declined.text) == (402, True)
    challenged = await choose(house, url, "challenge")
    assert challenged.text.count("<form") == 2
    paid = await choose(house, url, "authorise")
    assert (paid.status_code, paid.headers["location"].endswith("/pay/done")) == (303, True)
    assert (await subscription(api))["state"] == "ACTIVE"
    assert (await house.http.get(paid.headers["location"])).status_code == 200
    assert (await choose(house, url, "card")).status_code == 303
    assert (await house.http.get(url)).status_code == 410
    assert len((await subscription(api))["invoices"]["nodes"]) == 1


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ("choice=free", FORM, 400),
        ("", FORM, 400),
        ("choice=card&choice=", FORM, 400),
        ("choice=%00card", FORM, 400),
        ("choice=card", {"content-type": "text/plain"}, 415),
        ("choice=" + "x" * 20_000, FORM, 413),
    ],
)
async def test_a_bad_form_is_refused(
    house: RunningHouse, api: Api, body: str, headers: dict[str, str], status: int
) -> None:
    url = await opened(house, api)
    before = await house.counts()
    answer = await house.http.post(url, content=body, headers=headers)
    assert answer.status_code == status
    assert await house.counts() == before


async def test_an_address_that_names_no_page_says_so(house: RunningHouse) -> None:
    for page in ("0" * 32, "x", "%00", "clock"):
        assert (await house.http.get(f"/pay/{page}")).status_code == 404
    assert (await choose(house, "/pay/" + "0" * 32, "card")).status_code == 404


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://", "ftp://a.example/", "https://a b/", "//a.example"])
async def test_a_way_back_is_a_page_of_the_web(house: RunningHouse, api: Api, url: str) -> None:
    await leave_trial(house, api)
    refused = await api.refusal("startCheckout", {"plan": "SOLO", "successUrl": url})
    assert [(found["code"], found["path"]) for found in refused["findings"]] == [("URL_INVALID", "successUrl")]


@pytest_asyncio.fixture(scope="module")
async def demonstration(databases: Databases) -> AsyncIterator[RunningHouse]:
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where), demo=True) as house:
            yield house


async def test_the_clock_of_a_demonstration_lets_a_month_go_by(demonstration: RunningHouse) -> None:
    house = demonstration
    api = await Api.registered(house.http)
    assert (await subscription(api))["state"] == "TRIALING"
    before = house.house.clock()
    assert "clock" in str((await house.http.get("/pay/clock")).url)
    moved = await choose(house, "/pay/clock", "31")
    assert moved.status_code == 303
    assert house.house.clock() - before >= timedelta(days=31)
    await house.queue.drain(api.organisation_id)
    assert (await subscription(api))["plan"]["code"] == "FREE"
    assert (await choose(house, "/pay/clock", "365")).status_code == 400


@pytest.mark.browser
async def test_a_browser_pays_by_pressing_a_button(house: RunningHouse, api: Api, tmp_path: Path) -> None:
    url = await opened(house, api)
    async with open_page(url) as page:
        await page.wait_for("document.querySelectorAll('button').length === 6")
        await page.screenshot(tmp_path / "pay.png")
        await page.click("button")
        await page.wait_for("location.pathname === '/pay/done'")
        assert page.complaints == []
    assert (await subscription(api))["state"] == "ACTIVE"
