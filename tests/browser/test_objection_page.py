"""The page of an objection in Chromium: one press, and nothing comes from elsewhere."""

import pytest

from tests.api.test_contact_notice import contact_of, linked
from tests.browser.test_oauth_pages import shoot, visiting
from tests.harness.api import Api
from tests.harness.house import RunningHouse

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("dark", "width"), [(False, 1000), (True, 390)])
async def test_objecting_with_one_press(house: RunningHouse, api: Api, dark: bool, width: int) -> None:
    company, link = await linked(house, api)
    url = str(house.http.base_url).rstrip("/") + link
    async with visiting(url, dark=dark, width=width, height=700) as page:
        await shoot(page, f"objection-{width}")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.click("button.main")
        await page.wait_for("!!document.querySelector('.tick')")
        await shoot(page, f"objection-done-{width}")
    assert (await contact_of(api, company))["processingOpposition"]["by"] == "LINK"
