"""Letting an application act, as a person meets it: in Chromium, which enforces what the pages' headers say."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import pytest_asyncio

from smoall.domain.access.oauth import challenge_of
from tests.browser.chromium import Page, open_page
from tests.browser.test_passkeys import BUILT_IN, CREATE
from tests.harness.api import PASSWORD, Api
from tests.harness.credentials import PROOF, enrolled
from tests.harness.house import RunningHouse
from tests.harness.oauth_acts import registered

pytestmark = pytest.mark.browser

SCOPES = ["READ", "DRAFT_INVOICES", "ISSUE_INVOICES", "REGISTER_PAYMENTS"]
SHOTS = os.environ.get("SMOALL_TEST_SCREENSHOTS")


@pytest_asyncio.fixture
async def client(other: Api) -> str:
    """An application on the person's own machine."""
    redirects = ["http://127.0.0.1/callback", "http://[::1]/callback"]
    return str((await registered(other, redirectUris=redirects, scopes=SCOPES))["app"]["id"])


@pytest.fixture
def port() -> int:
    """Where nobody listens: the address that the browser is sent to is enough."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def address(house: RunningHouse, client: str, port: int, *, host: str = "127.0.0.1") -> str:
    """What the application opens in the browser."""
    asked = {
        "response_type": "code",
        "client_id": client,
        "redirect_uri": f"http://{host}:{port}/callback",
        "scope": " ".join(SCOPES),
        "state": "xyz & more",
        "code_challenge": challenge_of("v" * 50),
        "code_challenge_method": "S256",
    }
    return f"{str(house.http.base_url).rstrip('/')}/oauth/authorize?{urlencode(asked)}"


@asynccontextmanager
async def visiting(url: str, *, dark: bool = False, width: int = 1000, height: int = 860) -> AsyncIterator[Page]:
    """The page; nothing but this host and the application's address may ever be asked for."""
    async with open_page(url, dark=dark, width=width, height=height) as page:
        await page.wait_for("document.readyState === 'complete' && !!document.querySelector('.card')")
        yield page
        refused = [text for text in page.complaints if "Content Security Policy" in text or "Content-Security" in text]
        assert refused == []
        asked = [urlsplit(one) for one in page.requests if not one.startswith(("data:", "chrome-error:"))]
        assert [one.netloc for one in asked if one.netloc != urlsplit(url).netloc and one.path != "/callback"] == []


async def shoot(page: Page, name: str) -> None:
    """Keep a picture where a person asked for it."""
    if SHOTS:
        await page.screenshot(Path(SHOTS) / f"{name}.png")


async def type_into(page: Page, selector: str, text: str) -> None:
    """Type as a person does."""
    await page.click(selector)
    await page.tell("Input.insertText", text=text)


async def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    await type_into(page, "#email", email)
    await type_into(page, "#password", password)
    await page.click("button[value=sign_in]")


async def arrived(page: Page, port: int) -> dict[str, str]:
    """What the application is told, once the browser goes there."""
    for _ in range(200):
        found = [url for url in page.requests if f":{port}/callback" in url]
        if found:
            return dict(parse_qsl(urlsplit(found[-1]).query))
        await asyncio.sleep(0.05)
    raise AssertionError(page.requests)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
async def test_signing_in_and_allowing_leads_back_with_a_code(
    house: RunningHouse, api: Api, client: str, port: int, host: str
) -> None:
    async with visiting(address(house, client, port, host=host)) as page:
        await shoot(page, "sign-in")
        await sign_in(page, api.email)
        await page.wait_for("!!document.querySelector('button[value=allow]')")
        await shoot(page, "consent")
        text = await page.evaluate("document.body.innerText")
        assert "Planning Pro" in text
        assert "Menuiserie du Canal" in text
        await page.click("button[value=allow]")
        told = await arrived(page, port)
    assert told["code"].startswith("smac_")
    assert told["state"] == "xyz & more"
    assert told["iss"] == str(house.http.base_url).rstrip("/")


async def test_saying_no_leads_back_without_one(house: RunningHouse, api: Api, client: str, port: int) -> None:
    async with visiting(address(house, client, port)) as page:
        await sign_in(page, api.email)
        await page.click("button[value=deny]:not(.quiet)")
        told = await arrived(page, port)
    assert told["error"] == "access_denied"
    assert "code" not in told


async def test_a_wrong_password_is_told_in_words(house: RunningHouse, api: Api, client: str, port: int) -> None:
    async with visiting(address(house, client, port), dark=True) as page:
        await sign_in(page, api.email, "not my password")
        await page.wait_for("!!document.querySelector('.problem:not([hidden])')")
        await shoot(page, "wrong-password-dark")
        assert await page.evaluate("document.querySelector('#email').value") == api.email
        assert await page.evaluate("document.querySelector('#password').value") == ""
        page.complaints.clear()  # the browser notes the 403


async def test_a_second_factor_is_asked_for(house: RunningHouse, api: Api, client: str, port: int) -> None:
    factor = await enrolled(api)
    async with visiting(address(house, client, port)) as page:
        await sign_in(page, api.email)
        await page.wait_for("!!document.querySelector('#code')")
        await shoot(page, "code")
        await type_into(page, "#code", factor.recovery_codes[0])
        await page.click("button[value=sign_in]")
        await page.wait_for("!!document.querySelector('button[value=allow]')")


async def test_a_passkey_signs_in_by_itself(house: RunningHouse, api: Api, client: str, port: int) -> None:
    """Under the name of the machine: browsers make no passkey for an address."""
    url = address(house, client, port).replace("127.0.0.1", "localhost", 1)
    async with visiting(url) as page:
        await page.tell("WebAuthn.enable")
        await page.tell("WebAuthn.addVirtualAuthenticator", options=BUILT_IN)
        options = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
        made = await page.evaluate(CREATE.format(options))
        await api.do("finishPasskeyRegistration", {"credential": made, "name": "Chromium"}, select="passkey { name }")
        await shoot(page, "sign-in-passkey")
        await page.click("#passkey button")
        await page.wait_for("!!document.querySelector('button[value=allow]')")
        assert api.email in await page.evaluate("document.body.innerText")


async def test_a_device_without_a_passkey_leaves_the_password(house: RunningHouse, client: str, port: int) -> None:
    url = address(house, client, port).replace("127.0.0.1", "localhost", 1)
    async with visiting(url) as page:
        await page.tell("WebAuthn.enable")
        await page.tell("WebAuthn.addVirtualAuthenticator", options=BUILT_IN)
        await page.click("#passkey button")
        await page.wait_for("!document.querySelector('#passkey-problem').hidden")
        assert await page.evaluate("!!document.querySelector('#password')")
        page.complaints.clear()


async def test_the_session_is_out_of_reach_of_scripts(house: RunningHouse, api: Api, client: str, port: int) -> None:
    async with visiting(address(house, client, port)) as page:
        await sign_in(page, api.email)
        await page.wait_for("!!document.querySelector('button[value=allow]')")
        assert await page.evaluate("document.cookie") == ""
        cookies = (await page.tell("Network.getCookies"))["cookies"]
    (found,) = [one for one in cookies if one["name"] == "__Host-smoall"]
    assert (found["httpOnly"], found["secure"], found["sameSite"], found["path"]) == (True, True, "Lax", "/")


async def test_a_narrow_dark_screen_shows_all_of_it(house: RunningHouse, api: Api, client: str, port: int) -> None:
    async with visiting(address(house, client, port), dark=True, width=390, height=1000) as page:
        await sign_in(page, api.email)
        await page.wait_for("!!document.querySelector('button[value=allow]')")
        await shoot(page, "consent-narrow-dark")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_an_address_that_nobody_registered_is_not_followed(house: RunningHouse, client: str, port: int) -> None:
    wrong = address(house, client, port).replace("callback", "elsewhere")
    async with visiting(wrong) as page:
        await shoot(page, "stopped")
        assert await page.evaluate("document.querySelectorAll('form').length") == 0
        page.complaints.clear()  # the browser notes the 400
