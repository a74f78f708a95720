"""The page on which people let applications act: what it shows, what it refuses, where it never leads."""

import random
import re
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from smoall.domain.access.oauth import challenge_of
from smoall.domain.access.role import GRANTABLE
from smoall.domain.kernel.language import Language
from smoall.infra.crypto.sealing import AesGcmVault
from smoall.infra.http.pages.second_step import LASTS, FirstStep, SecondStep
from smoall.infra.http.pages.words import SCOPES, WORDS
from tests.harness.api import PASSWORD, Api, Json
from tests.harness.credentials import enrolled
from tests.harness.house import RunningHouse
from tests.harness.oauth_acts import REDIRECT, registered
from tests.harness.visitor import Browser, told

LOCAL = "http://127.0.0.1/cb"


def address(app: Json, **changes: str | None) -> str:
    """A sound request, or one with other parameters."""
    asked = {
        "response_type": "code",
        "client_id": app["app"]["id"],
        "redirect_uri": REDIRECT,
        "scope": "READ DRAFT_INVOICES",
        "state": "a&b=c d",
        "code_challenge": challenge_of("v" * 50),
        "code_challenge_method": "S256",
        **changes,
    }
    return "/oauth/authorize?" + urlencode({name: value for name, value in asked.items() if value is not None})


async def consent_page(house: RunningHouse, app: Json, person: Api, **headers: str) -> tuple[Browser, httpx.Response]:
    """Somebody signed in, in front of the question."""
    browser = Browser(house.http, headers=headers)
    return browser, await browser.sign_in(await browser.open(address(app)), person.email)


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": None},
        {"client_id": "app_" + "0" * 32},
        {"client_id": "inv_" + "0" * 32},
        {"redirect_uri": None},
        {"redirect_uri": REDIRECT + "/x"},
        {"redirect_uri": "https://app.example@evil.example/callback"},
        {"redirect_uri": "https://evil.example/callback"},
        {"redirect_uri": "http://127.0.0.1/callback"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": REDIRECT + "#x"},
    ],
    ids=str,
)
async def test_what_is_not_proven_is_not_followed(house: RunningHouse, other: Api, changes: dict[str, Any]) -> None:
    answer = await Browser(house.http).open(address(await registered(other), **changes))
    assert answer.status_code == 400
    assert "location" not in answer.headers
    assert "<form" not in answer.text


@pytest.mark.parametrize(
    "more", [f"&redirect_uri={REDIRECT}", "&client_id=app_x", "&redirect_uri=https://evil.example"]
)
async def test_a_second_address_is_no_way_out(house: RunningHouse, other: Api, more: str) -> None:
    answer = await Browser(house.http).open(address(await registered(other)) + more)
    assert (answer.status_code, "location" in answer.headers) == (400, False)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "read"}, "invalid_scope"),
        ({"scope": "READ MANAGE_OWN_ACCOUNT"}, "invalid_scope"),
        ({"scope": "READ MANAGE_MEMBERS"}, "invalid_scope"),
        ({"request": "eyJ"}, "invalid_request"),
        ({"request_uri": "https://evil.example"}, "invalid_request"),
        ({"response_mode": "fragment"}, "invalid_request"),
    ],
    ids=str,
)
async def test_what_is_wrong_is_told_to_the_application(
    house: RunningHouse, other: Api, changes: dict[str, Any], error: str
) -> None:
    answer = told(await Browser(house.http).open(address(await registered(other), **changes)))
    assert answer["error"] == error
    assert (answer["state"], answer["iss"]) == ("a&b=c d", house.house.settings.base_url)


async def test_a_parameter_given_twice_is_told(house: RunningHouse, other: Api) -> None:
    answer = told(await Browser(house.http).open(address(await registered(other)) + "&scope=READ"))
    assert answer["error"] == "invalid_request"


@pytest.mark.parametrize("state", ["x" * 1001, "é", "a\r\nb"])
async def test_a_state_that_cannot_travel_is_refused_and_stays_behind(
    house: RunningHouse, other: Api, state: str
) -> None:
    answer = told(await Browser(house.http).open(address(await registered(other), state=state)))
    assert answer["error"] == "invalid_request"
    assert "state" not in answer


async def test_an_address_with_parameters_of_its_own_keeps_them(house: RunningHouse, api: Api, other: Api) -> None:
    app = await registered(other, redirectUris=[REDIRECT + "?tenant=7"])
    browser = Browser(house.http)
    page = await browser.open(address(app, redirect_uri=REDIRECT + "?tenant=7"))
    answer = await browser.send(page, act="deny")
    assert answer.headers["location"].startswith(REDIRECT + "?tenant=7&error=access_denied")


async def test_the_page_names_everything_that_is_at_stake(house: RunningHouse, api: Api, other: Api) -> None:
    app = await registered(other, name="Planning <b>Pro</b>")
    _, page = await consent_page(house, app, api)
    assert "Planning &lt;b&gt;Pro&lt;/b&gt;" in page.text
    for words in ("Menuiserie du Canal", "Write draft invoices", "until you revoke it", "app.example", api.email):
        assert words in page.text


async def test_pages_let_nothing_in(house: RunningHouse, api: Api, other: Api) -> None:
    app = await registered(other)
    _, page = await consent_page(house, app, api)
    for answer in (page, await Browser(house.http).open(address(app))):
        policy = answer.headers["content-security-policy"].split("; ")
        assert {"default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy)
        assert "form-action 'self' https://app.example" in policy
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"
        scripts = re.findall(r"<script([^>]*)>(.*?)</script>", answer.text, re.DOTALL)
        assert all('src="/static/pages/' in source and not inline for source, inline in scripts)
        assert bool(scripts) is ("script-src 'self'" in policy)  # only where one signs in


@pytest.mark.parametrize("language", Language)
async def test_the_page_speaks_the_reader_s_language(
    house: RunningHouse, api: Api, other: Api, language: Language
) -> None:
    _, page = await consent_page(house, await registered(other), api, **{"accept-language": f"{language.lower()}-BE"})
    assert f'<html lang="{language.lower()}">' in page.text
    assert {"FR": "Autoriser", "NL": "Toestaan", "DE": "Erlauben", "EN": "Allow"}[language] in page.text


def test_every_scope_that_can_be_granted_has_plain_words() -> None:
    assert set(SCOPES) == GRANTABLE
    for wording in (*WORDS.values(), *SCOPES.values()):
        assert len(set(wording)) == 4


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"csrf": ""}, {}),
        ({"csrf": "0" * 64}, {}),
        ({"csrf": "é"}, {}),
        ({}, {"sec-fetch-site": "cross-site"}),
        ({}, {"sec-fetch-site": "same-site"}),
        ({}, {"origin": "https://evil.example"}),
    ],
    ids=str,
)
@pytest.mark.parametrize("act", ["allow", "switch"])
async def test_a_form_that_is_not_ours_does_nothing(
    house: RunningHouse, api: Api, other: Api, act: str, fields: dict[str, str], headers: dict[str, str]
) -> None:
    browser, page = await consent_page(house, await registered(other), api)
    browser.headers |= headers
    before = await house.counts()
    answer = await browser.send(page, **{"act": act, **fields})
    assert (answer.status_code, "location" in answer.headers) == (403, False)
    assert await house.counts() == before
    browser.headers.clear()
    assert (await browser.send(page, act="allow")).status_code == 303


async def test_another_person_s_form_is_not_ours(house: RunningHouse, api: Api, other: Api) -> None:
    app = await registered(other)
    _, theirs = await consent_page(house, app, other)
    browser, mine = await consent_page(house, app, api)
    answer = await browser.send(theirs, act="allow")
    assert answer.status_code == 403
    assert (await browser.send(mine, act="allow")).status_code == 303


async def test_a_form_of_signing_in_needs_its_cookie(house: RunningHouse, api: Api, other: Api) -> None:
    browser = Browser(house.http)
    page = await browser.open(address(await registered(other)))
    browser.cookies.clear()
    assert (await browser.sign_in(page, api.email)).status_code == 403


@pytest.mark.parametrize("act", ["allow", "", "nonsense"])
async def test_nobody_allows_before_signing_in(house: RunningHouse, other: Api, act: str) -> None:
    browser = Browser(house.http)
    page = await browser.open(address(await registered(other)))
    before = await house.counts()
    assert (await browser.send(page, act=act)).status_code == 400
    assert await house.counts() == before


async def test_an_organisation_that_is_not_theirs_cannot_be_opened(house: RunningHouse, api: Api, other: Api) -> None:
    browser, page = await consent_page(house, await registered(other), api)
    before = await house.counts()
    answer = await browser.send(page, act="allow", organisation=other.organisation)
    assert answer.status_code == 400
    assert await house.counts() == before


async def test_of_several_organisations_one_is_chosen(house: RunningHouse, api: Api, other: Api) -> None:
    await house.truth(
        "INSERT INTO membership (organisation_id, user_id, role, created_at)"
        " SELECT $1, user_id, 'READER', now() FROM membership WHERE organisation_id = $2",
        other.organisation_id,
        api.organisation_id,
    )
    await house.truth(
        "INSERT INTO audit_actor (organisation_id, id, user_id)"
        " SELECT $1, gen_random_uuid(), user_id FROM membership WHERE organisation_id = $2",
        other.organisation_id,
        api.organisation_id,
    )
    browser, page = await consent_page(house, await registered(other), api)
    assert page.text.count('type="radio"') == 2
    assert "Where your role allows less" in page.text
    assert "code" in told(await browser.send(page, act="allow", organisation=other.organisation))
    query = "SELECT scopes FROM oauth_grant WHERE organisation_id = $1 ORDER BY created_at DESC"
    (granted, *_) = await house.truth(query, other.organisation_id)
    assert granted["scopes"] == ["READ"]  # a reader passes on no more than reading


async def test_rights_that_a_role_lacks_are_not_passed_on(house: RunningHouse, api: Api, other: Api) -> None:
    await house.truth("UPDATE membership SET role = 'READER' WHERE organisation_id = $1", api.organisation_id)
    app = await registered(other, scopes=["DRAFT_INVOICES"])
    browser = Browser(house.http)
    page = await browser.sign_in(await browser.open(address(app, scope="DRAFT_INVOICES")), api.email)
    assert page.status_code == 400
    assert "your role does not have" in page.text


async def test_using_another_account_ends_the_session_here(house: RunningHouse, api: Api, other: Api) -> None:
    browser, page = await consent_page(house, await registered(other), api)
    cookie = browser.cookies["__Host-smoall"]
    answer = await browser.send(page, act="switch")
    assert 'name="password"' in (await browser.open(answer.headers["location"])).text
    assert (await Api(house.http, cookie).post({"query": "{ viewer { role } }"})).status_code == 401


async def test_the_token_of_an_application_is_nobody_at_the_page(house: RunningHouse, api: Api, other: Api) -> None:
    await house.truth("UPDATE session SET scopes = '{READ}' WHERE organisation_id = $1", api.organisation_id)
    browser = Browser(house.http, cookies={"__Host-smoall": str(api.token)})
    assert 'name="password"' in (await browser.open(address(await registered(other)))).text


async def test_the_sign_in_page_is_throttled_like_the_mutation(house: RunningHouse, api: Api, other: Api) -> None:
    browser = Browser(house.http)
    page = await browser.open(address(await registered(other)))
    for _ in range(5):
        assert (await browser.sign_in(page, api.email, "not the password")).status_code == 403
    assert "Too many attempts" in (await browser.sign_in(page, api.email)).text
    await house.truth("DELETE FROM throttle")


async def test_five_hundred_strange_addresses_break_nothing(house: RunningHouse, other: Api) -> None:
    app = await registered(other)
    dice = random.Random(7)
    sound = address(app)
    for _ in range(500):
        place = dice.randrange(len("/oauth/authorize?"), len(sound))
        piece = dice.choice(["%00", "%ff", "&", "=", "%0d%0a", "#", "é", "%", "&scope", "x" * 300, "%2e%2e", "+", ";"])
        strange = sound[:place] + piece + sound[place + dice.choice([0, 1, 5]) :]
        answer = await house.http.get(strange, follow_redirects=False)
        assert answer.status_code in (200, 303, 400), strange
        if answer.status_code == 303:
            assert answer.headers["location"].startswith(REDIRECT + "?")


async def test_a_second_factor_is_asked_for_on_a_page_of_its_own(house: RunningHouse, api: Api, other: Api) -> None:
    factor = await enrolled(api)
    browser = Browser(house.http)
    page = await browser.open(address(await registered(other)))
    second = await browser.sign_in(page, api.email)
    assert 'name="code"' in second.text
    assert 'name="password"' not in second.text
    assert PASSWORD not in second.text

    wrong = await browser.send(second, code="000000", act="sign_in")
    assert (wrong.status_code, 'name="code"' in wrong.text) == (403, True)
    right = await browser.send(wrong, code=factor.recovery_codes[0], act="sign_in")

    assert right.status_code == 303
    assert "Write draft invoices" in (await browser.open(right.headers["location"])).text


async def test_the_first_step_is_good_for_its_own_browser_alone(house: RunningHouse, api: Api, other: Api) -> None:
    factor = await enrolled(api)
    app = await registered(other)
    browser, thief = Browser(house.http), Browser(house.http)
    second = await browser.sign_in(await browser.open(address(app)), api.email)
    (sealed,) = re.findall(r'name="step" value="([^"]+)"', second.text)
    theirs = await thief.open(address(app))
    for step in (sealed, sealed[:-8], "", "é", "A" * 9000):
        answer = await thief.send(theirs, step=step, code=factor.recovery_codes[1], act="sign_in")
        assert (answer.status_code, 'name="password"' in answer.text) == (403, True)


def test_the_first_step_is_over_after_five_minutes() -> None:
    clock = [1000.0]
    step = SecondStep(AesGcmVault(b"k" * 32), clock=lambda: clock[0])
    sealed = step.seal(FirstStep("a@b.be", "secret"), visitor="v")
    assert "secret" not in sealed
    clock[0] += LASTS - 1
    assert step.open(sealed, visitor="v") == FirstStep("a@b.be", "secret")
    assert step.open(sealed, visitor="w") is None
    clock[0] += 1
    assert step.open(sealed, visitor="v") is None


async def test_a_challenge_is_for_pages_of_ours(house: RunningHouse) -> None:
    assert (await house.http.post("/account/passkey")).json()["challenge"]
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        assert (await house.http.post("/account/passkey", headers=headers)).status_code == 403


@pytest.mark.parametrize("credential", ["x", "{}", "[]", "null", '{"id": 1}', "é", "{" * 5000])
async def test_what_no_device_signed_signs_nobody_in(house: RunningHouse, other: Api, credential: str) -> None:
    browser = Browser(house.http)
    page = await browser.open(address(await registered(other)))
    answer = await browser.send(page, act="sign_in", credential=credential)
    assert (answer.status_code, 'class="problem" role="alert">' in answer.text) == (403, True)
    assert "__Host-smoall" not in browser.cookies
    await house.truth("DELETE FROM throttle")


async def test_looking_ahead_gives_no_code_away(house: RunningHouse, api: Api, other: Api) -> None:
    app = await registered(other)
    browser, page = await consent_page(house, app, api)
    await browser.send(page, act="allow")
    before = await house.counts()
    cookie = f"__Host-smoall={browser.cookies['__Host-smoall']}"
    ahead = await house.http.head(address(app), headers={"cookie": cookie}, follow_redirects=False)
    assert (ahead.status_code, await house.counts()) == (200, before)
    assert "code" in told(await browser.open(address(app)))
