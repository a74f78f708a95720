"""Somebody registered another person's address and waits: with the owner's first proof, all they set up is gone."""

import asyncio

import pytest_asyncio

from smoall.domain.access.message import LinkPurpose
from tests.harness.account_acts import NEW_PASSWORD, plant_link, proved, user_of
from tests.harness.api import Api, Json
from tests.harness.credentials import (
    PROOF,
    SIGNED_IN,
    create_key,
    device_of,
    enrolled,
    passkey_options,
    register_passkey,
)
from tests.harness.house import RunningHouse

HELD = """
SELECT 'passkey' AS what FROM passkey WHERE user_id = $1 UNION ALL
SELECT 'second factor' FROM second_factor WHERE user_id = $1 UNION ALL
SELECT 'recovery code' FROM recovery_code WHERE user_id = $1 UNION ALL
SELECT 'challenge' FROM challenge WHERE user_id = $1 UNION ALL
SELECT 'change of address' FROM email_change WHERE user_id = $1 UNION ALL
SELECT 'api key' FROM api_key WHERE created_by = $1 AND revoked_at IS NULL UNION ALL
SELECT 'application' FROM oauth_grant WHERE user_id = $1 AND revoked_at IS NULL UNION ALL
SELECT 'session' FROM session WHERE user_id = $1 AND kind = 'SESSION' AND revoked_at IS NULL UNION ALL
SELECT 'news' FROM (SELECT given FROM consent WHERE user_id = $1 AND subject = 'MARKETING'
    ORDER BY at DESC, id DESC LIMIT 1) c WHERE given
"""
ALLOWED = """
WITH app AS (INSERT INTO oauth_app (id, organisation_id, name, owner_name, kind, redirect_uris, scopes, created_at)
    VALUES (gen_random_uuid(), $2, 'Spy', 'Spy', 'PUBLIC', '{https://spy.example}', '{READ}', now()) RETURNING id)
INSERT INTO oauth_grant (id, app_id, user_id, organisation_id, scopes, created_at)
SELECT gen_random_uuid(), id, $1, $2, '{READ}', now() FROM app
"""


@pytest_asyncio.fixture
async def api(house: RunningHouse) -> Api:
    """Somebody who registered, perhaps with an address that is not theirs."""
    await house.truth("DELETE FROM throttle")
    return await Api.registered(house.http)


async def reset(house: RunningHouse, api: Api) -> Json:
    """The owner of the address asks for a reset and follows the link."""
    user = await user_of(house, api)
    token = await plant_link(house, LinkPurpose.RESET_PASSWORD, user, user)
    return await Api(api.http).do("resetPassword", {"token": token, "password": NEW_PASSWORD})


async def held(house: RunningHouse, api: Api) -> set[str]:
    """What opens the person's account, or was said in their name."""
    return {row["what"] for row in await house.truth(HELD, await user_of(house, api))}


async def test_whoever_squats_an_address_is_shut_out_by_its_owner_s_first_reset(house: RunningHouse, api: Api) -> None:
    device, _ = await register_passkey(api)
    robot, _ = await create_key(api)
    await api.do("startPasskeyRegistration", {"proof": PROOF})
    await api.do("changeEmail", {"email": f"spy-{api.email}", "password": PROOF["password"]})
    await api.do("setMarketingConsent", {"given": True})
    await house.truth(ALLOWED, await user_of(house, api), api.organisation_id)
    await enrolled(api)
    assert len(await held(house, api)) == 9

    await reset(house, api)

    assert await held(house, api) == set()
    signed = await Api(api.http).act("finishPasskeySignIn", {"credential": device.get(await passkey_options(api))})
    assert signed["code"] == "PASSKEY_WRONG"
    assert (await robot.post({"query": "{ viewer { role } }"})).status_code == 401
    owner = {"email": api.email, "password": NEW_PASSWORD}
    entered = await Api(api.http).do("signIn", owner, select=f"{SIGNED_IN} user {{ emailVerifiedAt }}")
    assert entered["user"]["emailVerifiedAt"]
    mine = Api(api.http, entered["session"]["token"])
    history = (await mine.ask("{ myConsents { history { subject given source } } }"))["myConsents"]["history"]
    assert {"subject": "MARKETING", "given": False, "source": "ADDRESS_PROVED"} in history
    told = await house.truth("SELECT words->>'change' AS change FROM message WHERE recipient = $1", api.email)
    assert "ADDRESS_CLAIMED" in {row["change"] for row in told}


async def test_a_later_reset_leaves_what_its_owner_set_up(house: RunningHouse, api: Api) -> None:
    await proved(house, api)
    await register_passkey(api)
    await enrolled(api)
    await create_key(api)
    await api.do("setMarketingConsent", {"given": True})

    await reset(house, api)

    assert await held(house, api) == {"passkey", "second factor", "recovery code", "api key", "news"}


async def test_a_passkey_that_a_reset_overtakes_is_not_kept(house: RunningHouse, api: Api) -> None:
    device = device_of(api)
    options = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    given = {"credential": device.create(options), "name": "Spy"}
    await asyncio.gather(reset(house, api), api.post({"query": FINISH, "variables": {"input": given}}))
    assert "passkey" not in await held(house, api)


FINISH = (
    "mutation ($input: FinishPasskeyRegistrationInput!) { finishPasskeyRegistration(input: $input) { __typename } }"
)
