"""What the token, revocation and introspection endpoints make of what they should never be sent."""

import asyncio
import base64
import random
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import pytest_asyncio

from smoall.domain.access.oauth import challenge_of
from smoall.domain.access.throttle import OAUTH_CALLS_PER_CLIENT
from smoall.infra.postgres.housekeeping import PostgresHousekeeping
from tests.harness.api import Api, Json
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.harness.oauth_acts import REDIRECT, registered
from tests.harness.visitor import Browser, told

VERIFIER = "v" * 50
FORM = "application/x-www-form-urlencoded"
TOKEN, REVOKE, INTROSPECT = "/oauth/token", "/oauth/revoke", "/oauth/introspect"


@pytest_asyncio.fixture(scope="module")
async def quiet(databases: Databases) -> AsyncIterator[RunningHouse]:
    """A house of this file's own: guesses are counted by address, and all tests share one."""
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where)) as running:
            yield running


@pytest_asyncio.fixture
async def person(quiet: RunningHouse) -> Api:
    """Somebody in that house, and no guess counted yet."""
    await quiet.truth("DELETE FROM throttle")
    return await Api.registered(quiet.http)


@pytest_asyncio.fixture
async def app(person: Api) -> Json:
    """A confidential application."""
    return await registered(person)


def address(client_id: str, **changes: str | None) -> str:
    """A sound authorization request, or one with other parameters."""
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": REDIRECT,
        "scope": "READ",
        "state": "st",
        "code_challenge": challenge_of(VERIFIER),
        "code_challenge_method": "S256",
        **changes,
    }
    return "/oauth/authorize?" + urlencode({name: value for name, value in asked.items() if value is not None})


async def code_for(house: RunningHouse, person: Api, client_id: str) -> str:
    """A code that the person gave, asked or not."""
    browser = Browser(house.http)
    page = await browser.sign_in(await browser.open(address(client_id)), person.email)
    return told(page if page.status_code == 303 else await browser.send(page, act="allow"))["code"]


def exchange(app: Json, code: str | None, **changes: str | None) -> dict[str, str]:
    """A sound exchange, or one with other parameters."""
    given = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
        "client_id": app["app"]["id"],
        "client_secret": app["clientSecret"],
        **changes,
    }
    return {name: value for name, value in given.items() if value is not None}


async def ask(house: RunningHouse, fields: dict[str, str], *, at: str = TOKEN, **headers: str) -> tuple[int, Any]:
    """Status and JSON."""
    answer = await house.http.post(at, data=fields, headers=headers)
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, answer.json()


async def test_an_exchange_with_everything_right(quiet: RunningHouse, person: Api, app: Json) -> None:
    status, found = await ask(quiet, exchange(app, await code_for(quiet, person, app["app"]["id"])))
    assert status == 200
    assert found["token_type"] == "Bearer"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": "w" * 50}, "invalid_grant"),
        ({"code_verifier": challenge_of(VERIFIER)}, "invalid_grant"),
        ({"code_verifier": None}, "invalid_request"),
        ({"code_verifier": ""}, "invalid_request"),
        ({"redirect_uri": REDIRECT + "/"}, "invalid_grant"),
        ({"redirect_uri": None}, "invalid_request"),
        ({"code": "smac_unknown"}, "invalid_grant"),
        ({"grant_type": None}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"client_secret": None}, "invalid_client"),
        ({"client_secret": "smcs_wrong"}, "invalid_client"),
        ({"client_id": "app_" + "0" * 32}, "invalid_client"),
        ({"client_id": None}, "invalid_client"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
async def test_one_thing_wrong_gets_no_token(
    quiet: RunningHouse, person: Api, app: Json, changes: dict[str, str | None], error: str
) -> None:
    code = await code_for(quiet, person, app["app"]["id"])
    status, found = await ask(quiet, exchange(app, **{"code": code, **changes}))
    assert (status, found["error"]) == (401 if error == "invalid_client" else 400, error)
    assert (
        await quiet.truth("SELECT FROM session WHERE kind = 'OAUTH' AND user_id = $1", await _user(quiet, person)) == []
    )


async def test_a_wrong_verifier_uses_the_code_up(quiet: RunningHouse, person: Api, app: Json) -> None:
    code = await code_for(quiet, person, app["app"]["id"])
    await ask(quiet, exchange(app, code, code_verifier="w" * 50))
    assert (await ask(quiet, exchange(app, code)))[1]["error"] == "invalid_grant"


async def test_another_application_s_code_does_not_open_and_is_not_spoilt(
    quiet: RunningHouse, person: Api, app: Json
) -> None:
    other = await registered(person, name="Mixed up")
    code = await code_for(quiet, person, app["app"]["id"])
    assert (await ask(quiet, exchange(other, code)))[1]["error"] == "invalid_grant"
    assert (await ask(quiet, exchange(app, code)))[0] == 200


async def test_a_code_is_over_after_a_minute(quiet: RunningHouse, person: Api, app: Json) -> None:
    code = await code_for(quiet, person, app["app"]["id"])
    await quiet.truth("UPDATE oauth_code SET expires_at = now()")
    assert (await ask(quiet, exchange(app, code)))[1]["error"] == "invalid_grant"


async def test_another_application_s_refresh_token_is_none(quiet: RunningHouse, person: Api, app: Json) -> None:
    other = await registered(person, name="Mixed up")
    _, token = await ask(quiet, exchange(app, await code_for(quiet, person, app["app"]["id"])))
    given = {"grant_type": "refresh_token", "refresh_token": token["refresh_token"]}
    mine = {"client_id": app["app"]["id"], "client_secret": app["clientSecret"]}
    theirs = {"client_id": other["app"]["id"], "client_secret": other["clientSecret"]}
    assert (await ask(quiet, {**given, **theirs}))[1]["error"] == "invalid_grant"
    assert (await ask(quiet, {"token": token["access_token"], **theirs}, at=INTROSPECT))[1] == {"active": False}
    assert (await ask(quiet, {"token": token["refresh_token"], **theirs}, at=INTROSPECT))[1] == {"active": False}
    assert (await ask(quiet, {"token": token["refresh_token"], **theirs}, at=REVOKE)) == (200, {})
    assert (await ask(quiet, {**given, "scope": "READ MANAGE_MEMBERS", **mine}))[1]["error"] == "invalid_scope"
    assert (await ask(quiet, {**given, **mine}))[0] == 200


async def test_who_left_the_organisation_opens_it_no_more(quiet: RunningHouse, person: Api, app: Json) -> None:
    _, token = await ask(quiet, exchange(app, await code_for(quiet, person, app["app"]["id"])))
    await quiet.truth("DELETE FROM membership WHERE organisation_id = $1", person.organisation_id)
    mine = {"client_id": app["app"]["id"], "client_secret": app["clientSecret"]}
    given = {"grant_type": "refresh_token", "refresh_token": token["refresh_token"], **mine}
    assert (await ask(quiet, given))[1]["error"] == "invalid_grant"


async def test_an_access_token_lasts_no_longer_than_it_says(quiet: RunningHouse, person: Api, app: Json) -> None:
    _, token = await ask(quiet, exchange(app, await code_for(quiet, person, app["app"]["id"])))
    acting = Api(quiet.http, token["access_token"])
    assert (await acting.post({"query": "{ organisation { name } }"})).status_code == 200
    await quiet.truth("UPDATE session SET expires_at = now() WHERE kind = 'OAUTH'")
    assert (await acting.post({"query": "{ organisation { name } }"})).status_code == 401


@pytest.mark.parametrize("named", [True, False])
async def test_the_secret_may_come_by_header(quiet: RunningHouse, person: Api, app: Json, named: bool) -> None:
    code = await code_for(quiet, person, app["app"]["id"])
    fields = exchange(app, code, client_secret=None, client_id=app["app"]["id"] if named else None)
    basic = base64.b64encode(f"{quote(app['app']['id'])}:{quote(app['clientSecret'])}".encode()).decode()
    assert (await ask(quiet, fields, authorization=f"Basic {basic}"))[0] == 200


async def test_one_way_of_authenticating_at_a_time(quiet: RunningHouse, person: Api, app: Json) -> None:
    basic = base64.b64encode(f"{app['app']['id']}:{app['clientSecret']}".encode()).decode()
    fields = exchange(app, "smac_x")
    assert (await ask(quiet, fields, authorization=f"Basic {basic}"))[1]["error"] == "invalid_request"


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !!", "Basic YQ==", "Bearer smo_x", "Basic /w==", "Digest a", "x" * 9000]
)
async def test_a_bad_header_is_an_unknown_client(quiet: RunningHouse, person: Api, header: str) -> None:
    answer = await quiet.http.post(
        TOKEN, data={"grant_type": "refresh_token", "refresh_token": "x"}, headers={"authorization": header}
    )
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic")


async def test_a_public_application_cannot_look_into_tokens(quiet: RunningHouse, person: Api) -> None:
    public = await registered(person, kind="PUBLIC")
    status, found = await ask(quiet, {"token": "smo_x", "client_id": public["app"]["id"]}, at=INTROSPECT)
    assert (status, found["error"]) == (401, "invalid_client")
    status, found = await ask(
        quiet, {"token": "smo_x", "client_id": public["app"]["id"], "client_secret": "x"}, at=REVOKE
    )
    assert (status, found["error"]) == (401, "invalid_client")


async def test_guessing_is_slowed_down_for_the_guesser_alone(quiet: RunningHouse, person: Api, app: Json) -> None:
    code = await code_for(quiet, person, app["app"]["id"])
    for _ in range(OAUTH_CALLS_PER_CLIENT.most):
        assert (await ask(quiet, exchange(app, "smac_x", client_secret="smcs_guess")))[0] == 401
    answer = await quiet.http.post(TOKEN, data=exchange(app, code))
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    counted = 'smoall_problems_total{code="invalid_client",mutation="oauth_token"}'
    assert counted in (await quiet.http.get("/metrics")).text
    other = await registered(person, name="Undisturbed")
    assert (await ask(quiet, exchange(other, await code_for(quiet, person, other["app"]["id"]))))[0] == 200


async def test_what_comes_to_nothing_with_the_right_secret_is_no_guess(
    quiet: RunningHouse, person: Api, app: Json
) -> None:
    for _ in range(OAUTH_CALLS_PER_CLIENT.most + 5):
        status, found = await ask(quiet, exchange(app, "smac_unknown"))
        assert (status, found["error"]) == (400, "invalid_grant")


NASTY = [
    "",
    " ",
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "é",
    "😀",
    "'",
    '"',
    "%",
    "%00",
    "%ff",
    "\r\n",
    "../",
    "{}",
    "[]",
    "null",
]
NAMES = [
    "grant_type",
    "code",
    "redirect_uri",
    "code_verifier",
    "client_id",
    "client_secret",
    "refresh_token",
    "scope",
    "token",
    "token_type_hint",
    "x",
]
VALUES = [
    *NASTY,
    "authorization_code",
    "refresh_token",
    "app_" + "0" * 32,
    "app_" + "g" * 32,
    "READ",
    VERIFIER,
    REDIRECT,
    "a" * 5000,
]
TYPES = [
    FORM,
    FORM,
    FORM,
    FORM + "; charset=utf-16",
    "application/json",
    "text/plain",
    "multipart/form-data; boundary=x",
    "",
]


def malformed(dice: random.Random) -> tuple[bytes, dict[str, str]]:
    """One request that no client would write."""
    pairs = [(dice.choice(NAMES), dice.choice(VALUES)) for _ in range(dice.randint(0, 8))]
    body = urlencode(pairs).encode()
    kind = dice.randint(0, 5)
    if kind == 0:
        body = bytes(dice.randrange(256) for _ in range(dice.randint(0, 300)))
    elif kind == 1:
        body = "&".join(f"{name}={value}" for name, value in pairs).encode("utf-8", "replace")
    elif kind == 2:
        body = b"a=b&" * 100 + body
    elif kind == 3:
        body += b"%e2%82&%c3=%28" + b"x" * dice.choice([0, 17_000])
    headers = {"content-type": dice.choice(TYPES)}
    if dice.random() < 0.3:
        headers["authorization"] = "Basic " + base64.b64encode(dice.randbytes(dice.randint(1, 40))).decode()
    return body, headers


@pytest.mark.parametrize("at", [TOKEN, REVOKE, INTROSPECT])
async def test_a_thousand_malformed_requests_are_refused_one_by_one(quiet: RunningHouse, person: Api, at: str) -> None:
    dice = random.Random(20261125)
    before = await _kept(quiet)
    for _ in range(1000):
        body, headers = malformed(dice)
        answer = await quiet.http.post(at, content=body, headers=headers)
        assert answer.status_code in (400, 401, 429), (body, headers, answer.text)
        assert set(answer.json()) == {"error", "error_description"}
    assert await _kept(quiet) == before


async def _kept(house: RunningHouse) -> dict[str, int]:
    return {name: n for name, n in (await house.counts()).items() if name != "throttle"}


async def _user(house: RunningHouse, person: Api) -> Any:
    return (await house.truth("SELECT id FROM user_account WHERE email = $1", person.email))[0]["id"]


async def test_of_ten_exchanges_at_once_no_token_survives(quiet: RunningHouse, person: Api, app: Json) -> None:
    """Nine of them are replays, and a replay ends what the code gave."""
    code = await code_for(quiet, person, app["app"]["id"])
    answers = await asyncio.gather(*(ask(quiet, exchange(app, code)) for _ in range(10)))
    assert sorted(status for status, _ in answers) == [200] + [400] * 9
    (token,) = [found["access_token"] for status, found in answers if status == 200]
    assert (await Api(quiet.http, token).post({"query": "{ organisation { name } }"})).status_code == 401


async def test_of_ten_refreshes_at_once_no_token_survives(quiet: RunningHouse, person: Api, app: Json) -> None:
    _, first = await ask(quiet, exchange(app, await code_for(quiet, person, app["app"]["id"])))
    mine = {"client_id": app["app"]["id"], "client_secret": app["clientSecret"]}
    given = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"], **mine}
    answers = await asyncio.gather(*(ask(quiet, given) for _ in range(10)))
    assert sorted(status for status, _ in answers) == [200] + [400] * 9
    live = "SELECT FROM session WHERE kind = 'OAUTH' AND revoked_at IS NULL AND user_id = $1"
    assert await quiet.truth(live, await _user(quiet, person)) == []


async def test_what_is_over_is_forgotten_and_what_holds_is_not(quiet: RunningHouse, person: Api, app: Json) -> None:
    _, old = await ask(quiet, exchange(app, await code_for(quiet, person, app["app"]["id"])))
    await quiet.truth("UPDATE oauth_grant SET created_at = now() - interval '90 days'")
    await quiet.truth("UPDATE oauth_code SET expires_at = now() - interval '2 days'")
    await quiet.truth("UPDATE oauth_refresh SET expires_at = now() - interval '1 second'")
    _, new = await ask(quiet, exchange(app, await code_for(quiet, person, app["app"]["id"])))

    await PostgresHousekeeping(quiet.house.database, grace_days=30).forget_sessions()

    assert [row["n"] for row in await quiet.truth("SELECT count(*) AS n FROM oauth_grant")] == [1]
    mine = {"client_id": app["app"]["id"], "client_secret": app["clientSecret"]}
    for token, status in ((old, 400), (new, 200)):
        given = {"grant_type": "refresh_token", "refresh_token": token["refresh_token"], **mine}
        assert (await ask(quiet, given))[0] == status


@pytest.mark.parametrize("at", [TOKEN, "/oauth/revoke", "/oauth/introspect"])
async def test_a_card_number_is_no_parameter(quiet: RunningHouse, app: Json, at: str) -> None:
    status, answer = await ask(quiet, {"grant_type": "refresh_token", "refresh_token": "4242424242424242"}, at=at)
    assert (status, answer["error"]) == (400, "invalid_request")
    assert "4242" not in str(answer)
