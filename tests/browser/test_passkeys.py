"""Passkeys in a real browser: what Chromium makes and signs is what the API takes, and only on our own page."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from tests.browser.chromium import Page, open_page
from tests.harness.api import Api
from tests.harness.credentials import PROOF, SIGNED_IN, passkey_options
from tests.harness.house import RunningHouse

pytestmark = pytest.mark.browser

# An authenticator inside the browser that recognises its person, as a telephone or a laptop does.
BUILT_IN = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
CREATE = """navigator.credentials.create({{ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON({}) }})
  .then((made) => JSON.stringify(made)).catch((problem) => problem.name)"""
GET = """navigator.credentials.get({{ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON({}) }})
  .then((signed) => JSON.stringify(signed)).catch((problem) => problem.name)"""


@pytest_asyncio.fixture
async def page(house: RunningHouse) -> AsyncIterator[Page]:
    """A page of ours under the name of the machine: browsers make no passkey for an address."""
    async with open_page(f"http://localhost:{house.house.settings.port}/graphql") as opened:
        await opened.wait_for("window.isSecureContext && document.readyState === 'complete'")
        await opened.tell("WebAuthn.enable")
        yield opened


async def device(page: Page, **changes: bool) -> str:
    """A virtual authenticator; its id."""
    added = await page.tell("WebAuthn.addVirtualAuthenticator", options={**BUILT_IN, **changes})
    identity: str = added["authenticatorId"]
    return identity


async def test_chromium_registers_a_passkey_and_signs_in_with_it(page: Page, api: Api) -> None:
    authenticator = await device(page)
    options = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    made = await page.evaluate(CREATE.format(options))
    given = {"credential": made, "name": "Chromium"}
    passkey = (await api.do("finishPasskeyRegistration", given, select="passkey { name }"))["passkey"]
    assert passkey["name"] == "Chromium"

    for _ in range(2):
        signed = await page.evaluate(GET.format(await passkey_options(api)))
        given = {"credential": signed}
        payload = await Api(api.http).do("finishPasskeySignIn", given, select=SIGNED_IN)
        assert payload["organisation"]["id"] == api.organisation
        again = replace(api, token=payload["session"]["token"])
        assert (await again.ask("{ passkeys { lastUsedAt } }"))["passkeys"][0]["lastUsedAt"]

    kept = (await page.tell("WebAuthn.getCredentials", authenticatorId=authenticator))["credentials"]
    assert [one["rpId"] for one in kept] == ["localhost"]
    assert kept[0]["signCount"] >= 2


async def test_the_browser_makes_no_second_passkey_on_a_device_that_has_one(page: Page, api: Api) -> None:
    await device(page)
    options = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    given = {"credential": await page.evaluate(CREATE.format(options)), "name": "Chromium"}
    await api.do("finishPasskeyRegistration", given, select="passkey { id }")
    again = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    assert await page.evaluate(CREATE.format(again)) == "InvalidStateError"


async def test_a_device_that_does_not_recognise_its_person_makes_none(page: Page, api: Api) -> None:
    await device(page, isUserVerified=False)
    options = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    assert await page.evaluate(CREATE.format(options)) == "NotAllowedError"


async def test_options_for_another_host_are_refused_by_the_browser(page: Page, api: Api) -> None:
    await device(page)
    options = json.loads((await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"])
    options["rp"]["id"] = "smoall.example"
    assert await page.evaluate(CREATE.format(json.dumps(options))) == "SecurityError"


async def test_a_copy_of_the_key_in_another_device_is_found_out(page: Page, api: Api) -> None:
    first = await device(page)
    options = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    given = {"credential": await page.evaluate(CREATE.format(options)), "name": "Chromium"}
    await api.do("finishPasskeyRegistration", given, select="passkey { id }")
    (stolen,) = (await page.tell("WebAuthn.getCredentials", authenticatorId=first))["credentials"]
    for _ in range(2):
        signed = await page.evaluate(GET.format(await passkey_options(api)))
        await Api(api.http).do("finishPasskeySignIn", {"credential": signed}, select=SIGNED_IN)

    await page.tell("WebAuthn.removeVirtualAuthenticator", authenticatorId=first)
    second = await device(page)
    await page.tell("WebAuthn.addCredential", authenticatorId=second, credential=stolen)
    signed = await page.evaluate(GET.format(await passkey_options(api)))
    assert (await Api(api.http).refusal("finishPasskeySignIn", {"credential": signed}))["code"] == "PASSKEY_COPIED"
