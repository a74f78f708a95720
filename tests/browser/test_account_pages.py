"""Links of letters in Chromium: a press does what the page says, and nothing comes from elsewhere."""

import pytest

from smoall.domain.access.message import PAGES, LinkPurpose
from tests.browser.test_oauth_pages import shoot, type_into, visiting
from tests.harness.account_acts import NEW_PASSWORD, invited, plant_link, user_of
from tests.harness.api import Api
from tests.harness.house import RunningHouse

pytestmark = pytest.mark.browser


def address(house: RunningHouse, purpose: LinkPurpose, token: str) -> str:
    """The link of a letter."""
    return f"{str(house.http.base_url).rstrip('/')}/account/{PAGES[purpose]}?token={token}"


async def test_verifying_an_address(house: RunningHouse, api: Api) -> None:
    user = await user_of(house, api)
    token = await plant_link(house, LinkPurpose.VERIFY_EMAIL, user, user)
    async with visiting(address(house, LinkPurpose.VERIFY_EMAIL, token)) as page:
        await shoot(page, "verify")
        await page.click("button.main")
        await page.wait_for("!!document.querySelector('.tick')")
        await shoot(page, "verify-done")


async def test_choosing_another_password(house: RunningHouse, api: Api) -> None:
    user = await user_of(house, api)
    token = await plant_link(house, LinkPurpose.RESET_PASSWORD, user, user)
    async with visiting(address(house, LinkPurpose.RESET_PASSWORD, token)) as page:
        await type_into(page, "#password", "password1234")
        await page.click("button.main")
        await page.wait_for("!!document.querySelector('.problem')")
        await shoot(page, "reset")
        await type_into(page, "#password", NEW_PASSWORD)
        await page.click("button.main")
        await page.wait_for("!!document.querySelector('.tick')")
        page.complaints.clear()  # the browser notes the 400


@pytest.mark.parametrize(("dark", "width"), [(False, 1000), (True, 390)])
async def test_joining(house: RunningHouse, api: Api, dark: bool, width: int) -> None:
    _, token = await invited(house, api, f"guest-{api.email}")
    url = address(house, LinkPurpose.INVITATION, token)
    async with visiting(url, dark=dark, width=width, height=1000) as page:
        await shoot(page, f"invitation-{width}")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await type_into(page, "#name", "Els Maes")
        await type_into(page, "#password", NEW_PASSWORD)
        await page.click("summary")
        await shoot(page, f"invitation-terms-{width}")
        await page.click("input[name=terms]")
        await page.click("button[value=accept]")
        await page.wait_for("!!document.querySelector('.tick')")
        cookies = (await page.tell("Network.getCookies"))["cookies"]
    assert "__Host-smoall" in {one["name"] for one in cookies}
