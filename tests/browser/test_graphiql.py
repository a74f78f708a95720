"""GraphiQL as a person meets it: the page opens, two clicks later the demo company's invoices are there."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from smoall.demo.seeding import seed_demo
from tests.browser.chromium import Page, open_page
from tests.harness.api import PASSWORD, Api
from tests.harness.credentials import enrolled
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house

pytestmark = pytest.mark.browser

RUN = ".graphiql-execute-button"
ANSWER = "(document.querySelector('.result-window') || {}).textContent || ''"


@pytest_asyncio.fixture(scope="module")
async def demo(databases: Databases) -> AsyncIterator[RunningHouse]:
    """A house with the demo data."""
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where), demo=True) as running:
            assert await seed_demo(running.house.database, letters=False)
            yield running


@pytest_asyncio.fixture
async def page(demo: RunningHouse) -> AsyncIterator[Page]:
    """The page, once the editor stands; afterwards it must have asked nobody else and complained of nothing."""
    home = str(demo.http.base_url)
    async with open_page(home.rstrip("/") + "/graphql") as opened:
        await opened.wait_for(f"!!document.querySelector('{RUN}') && !document.querySelector('#loading')")
        yield opened
        assert opened.complaints == []
        asked = [address for address in opened.requests if not address.startswith("data:")]
        assert len(asked) > 10
        here = {urlsplit(home).netloc.rstrip("/")}
        assert {urlsplit(address).netloc for address in (*asked, *opened.sockets)} == here


async def step(page: Page, name: str) -> None:
    await page.wait_for(
        "(() => { const found = [...document.querySelectorAll('.guide .step')]"
        f".find((one) => one.querySelector('strong').textContent === '{name}'); if (found) found.click();"
        " return Boolean(found); })()"
    )
    await page.wait_for(f"document.querySelector('.graphiql-tab-active').textContent.includes('{name}')")
    await asyncio.sleep(0.3)  # the editor learns the operation's name a moment later


async def sign_in(page: Page) -> None:
    await page.click("#demo")
    await page.wait_for("document.querySelector('#person').textContent === 'Camille Demo'")


async def test_two_clicks_show_the_demo_company_s_invoices(page: Page) -> None:
    await sign_in(page)  # the first
    await page.click(RUN)
    await page.wait_for(f"({ANSWER}).includes('Imprimerie du Pavé') && ({ANSWER}).includes('totalCount')")
    assert await page.evaluate("document.title") == "Smoall"
    assert await page.evaluate("document.querySelector('#organisation').textContent") == "Imprimerie du Pavé"


async def test_the_steps_fill_in_what_the_next_one_needs(page: Page, demo: RunningHouse) -> None:
    await sign_in(page)
    for name, expected in (
        ("CreateCompany", "CreateCompanyPayload"),
        ("DraftInvoice", "DraftInvoicePayload"),
        ("CheckIssue", "IssueInvoicePayload"),
        ("IssueInvoice", "structuredCommunication"),
        ("SendInvoice", "SendInvoicePayload"),
        ("RegisterPayment", "RegisterPaymentPayload"),
        ("CreditInvoice", "CreditInvoicePayload"),
        ("AuditTrail", "creditInvoice"),
    ):
        await step(page, name)
        await page.click(RUN)
        await page.wait_for(f"({ANSWER}).includes('{expected}')")
    assert await page.evaluate("document.querySelectorAll('.guide .mark.done').length") == 8


async def test_the_second_part_of_the_guide_works_on_its_own(page: Page) -> None:
    await sign_in(page)
    for name, expected in (
        ("Me", "permissions"),
        ("InviteUser", "PENDING"),
        ("Subscription", "allowedActions"),
        ("PreviewCheckout", "gross"),
        ("StartCheckout", "/pay/"),
        ("MyData", "holdings"),
    ):
        await step(page, name)
        await page.click(RUN)
        await page.wait_for(f"({ANSWER}).includes('{expected}')")
    assert await page.evaluate("document.querySelectorAll('.guide .mark.done').length") == 6


async def test_the_documentation_shows_descriptions_and_the_explorer_the_fields(page: Page) -> None:
    await page.click('button[aria-label="Show Documentation Explorer"]')
    await page.click(".graphiql-doc-explorer .graphiql-doc-explorer-type-name")
    await page.wait_for(
        "document.querySelector('.graphiql-doc-explorer').textContent.includes('Everything that can be read.')"
    )
    await page.evaluate("document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.setValue('{ viewer ')")
    await asyncio.sleep(0.3)
    assert await page.evaluate("!!document.querySelector('.graphiql-doc-explorer')")  # writing does not close it
    await page.evaluate("document.querySelectorAll('.graphiql-sidebar-section button')[3].click()")
    await page.wait_for("(document.querySelector('.graphiql-explorer-root') || {}).textContent?.includes('invoices')")


async def test_a_subscription_shows_a_change_that_happens_elsewhere(page: Page, demo: RunningHouse) -> None:
    await sign_in(page)
    await step(page, "InvoiceChanged")
    await page.click(RUN)
    token = await page.evaluate("sessionStorage.getItem('smoall:token')")
    draft = """mutation ($customer: ID!) { draftInvoice(input: { customer: $customer, lines: [
        { description: "A", quantity: "1", unitPrice: "10", vat: { rate: "21" } }] }) { __typename } }"""
    customer = "{ companies(first: 1, where: { isArchived: false }) { nodes { id } } }"
    headers = {"authorization": f"Bearer {token}"}
    found = (await demo.http.post("/graphql", json={"query": customer}, headers=headers)).json()
    variables = {"customer": found["data"]["companies"]["nodes"][0]["id"]}
    for _ in range(20):  # until the subscription stands
        answer = await demo.http.post("/graphql", json={"query": draft, "variables": variables}, headers=headers)
        assert answer.json()["data"]["draftInvoice"]["__typename"] == "DraftInvoicePayload"
        try:
            await page.wait_for(f"({ANSWER}).includes('invoiceChanged') && ({ANSWER}).includes('DRAFT')", seconds=0.5)
            break
        except TimeoutError:
            continue
    else:
        raise AssertionError("no change was shown")
    assert len(page.sockets) == 1
    await page.click(RUN)  # stop


async def test_signing_out_ends_the_session_at_the_server(page: Page, demo: RunningHouse) -> None:
    await sign_in(page)
    token = await page.evaluate("sessionStorage.getItem('smoall:token')")
    await page.click("#sign-out")
    await page.wait_for("!document.querySelector('#sign-in').hidden")
    assert await page.evaluate("sessionStorage.getItem('smoall:token')") is None
    viewer = {"query": "{ viewer { user { id } } }"}
    ended = await demo.http.post("/graphql", json=viewer, headers={"authorization": f"Bearer {token}"})
    assert ended.status_code == 401


async def test_a_second_factor_is_asked_for_when_it_is_on(page: Page, demo: RunningHouse) -> None:
    anne = await Api.registered(demo.http)
    factor = await enrolled(anne)
    await page.evaluate(f"document.querySelector('#email').value = '{anne.email}'")
    await page.evaluate(f"document.querySelector('#password').value = '{PASSWORD}'")
    await page.click("#sign-in-button")
    await page.wait_for("document.activeElement.id === 'code'")
    await page.evaluate(f"document.querySelector('#code').value = '{factor.code()}'")
    await page.click("#sign-in-button")
    await page.wait_for("document.querySelector('#person').textContent === 'Anne Dubois'")
    assert (
        await page.evaluate("document.querySelector('#code').value + document.querySelector('#password').value") == ""
    )


async def test_a_wrong_password_is_told_in_words(page: Page) -> None:
    await page.evaluate("document.querySelector('#email').value = 'demo@smoall.example'")
    await page.evaluate("document.querySelector('#password').value = 'wrong and long enough'")
    await page.click("#sign-in-button")
    notice = "document.querySelector('#notice').textContent"
    said = await page.wait_for(f"{notice}.includes('…') ? '' : {notice}")
    assert "password" in said.lower() or "sign" in said.lower()
