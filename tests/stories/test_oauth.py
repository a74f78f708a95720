"""Somebody else's application, from its registration to the day the person has had enough of it.

The application is Authlib's client, as any integrator would use it, over real sockets.
"""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client

from tests.harness.api import Api
from tests.harness.house import RunningHouse
from tests.harness.oauth_acts import REDIRECT, registered
from tests.harness.visitor import Browser, told

VIEWER = {"query": "{ viewer { user { email } organisation { id } } }"}


class App:
    """The application, as its makers run it."""

    def __init__(self, house: RunningHouse, client_id: str, secret: str | None, **options: Any) -> None:
        self.house = house
        self.described: dict[str, Any] = {}
        self.verifier = generate_token(48)
        self.client = AsyncOAuth2Client(
            client_id,
            secret,
            redirect_uri=REDIRECT,
            scope="READ DRAFT_INVOICES",
            code_challenge_method="S256",
            **options,
        )

    async def discover(self) -> "App":
        """Read the server's description of itself."""
        answer = await self.house.http.get("/.well-known/oauth-authorization-server")
        self.described = answer.json()
        self.client.metadata["token_endpoint"] = self.described["token_endpoint"]
        return self

    def address(self) -> str:
        """Where a person is sent; the state is remembered."""
        url, self.state = self.client.create_authorization_url(
            self.described["authorization_endpoint"], code_verifier=self.verifier
        )
        return str(url)

    async def fetch(self, location: str) -> dict[str, Any]:
        """Exchange what came back: Authlib checks the state."""
        token: dict[str, Any] = await self.client.fetch_token(
            self.described["token_endpoint"],
            authorization_response=location,
            code_verifier=self.verifier,
            state=self.state,
        )
        return token

    async def call(self, token: str) -> Any:
        """The API in the person's name."""
        return await Api(self.house.http, token).post(VIEWER)


class Makers:
    """Those who make applications, and close what they opened."""

    def __init__(self, house: RunningHouse, owner: Api) -> None:
        self.house = house
        self.owner = owner
        self.apps: list[App] = []

    async def app(self, **changes: Any) -> App:
        """An application that they registered."""
        made = await registered(self.owner, **changes)
        app = await App(self.house, made["app"]["id"], made["clientSecret"]).discover()
        self.apps.append(app)
        return app


@pytest_asyncio.fixture
async def makers(house: RunningHouse, other: Api) -> AsyncIterator[Makers]:
    """People in another organisation, who make applications."""
    found = Makers(house, other)
    yield found
    for app in found.apps:
        await app.client.aclose()


async def allowed(app: App, person: Api, browser: Browser | None = None) -> str:
    """The person signs in on our page and allows the application; the address they are sent back to."""
    browser = browser or Browser(app.house.http)
    page = await browser.open(app.address())
    page = await browser.sign_in(page, person.email)
    answer = await browser.send(page, act="allow")
    assert told(answer)["iss"] == app.described["issuer"]
    return str(answer.headers["location"])


async def test_from_registration_to_revocation(house: RunningHouse, api: Api, makers: Makers) -> None:
    app = await makers.app()
    token = await app.fetch(await allowed(app, api))

    assert token["scope"] == "READ DRAFT_INVOICES"
    assert 3590 <= token["expires_in"] <= 3600
    answer = (await app.call(token["access_token"])).json()["data"]["viewer"]
    assert answer == {"user": {"email": api.email}, "organisation": {"id": api.organisation}}
    (listed,) = (await api.ask("{ authorizedApps { app name ownerName scopes lastUsedAt } }"))["authorizedApps"]
    assert (listed["name"], listed["ownerName"]) == ("Planning Pro", "Menuiserie du Canal")
    assert listed["scopes"] == ["READ", "DRAFT_INVOICES"]

    await api.do("revokeAuthorizedApp", {"app": listed["app"]})

    assert (await app.call(token["access_token"])).status_code == 401
    with pytest.raises(OAuthError, match="invalid_grant"):
        await app.client.refresh_token(app.described["token_endpoint"])
    assert (await api.ask("{ authorizedApps { app } }"))["authorizedApps"] == []


async def test_a_refresh_token_is_exchanged_and_its_reuse_ends_everything(
    house: RunningHouse, api: Api, makers: Makers
) -> None:
    app = await makers.app()
    first = dict(await app.fetch(await allowed(app, api)))
    second = dict(await app.client.refresh_token(app.described["token_endpoint"]))
    assert second["refresh_token"] != first["refresh_token"]
    assert (await app.call(second["access_token"])).status_code == 200

    with pytest.raises(OAuthError, match="invalid_grant"):  # a thief, or the application itself: nobody can tell
        await app.client.refresh_token(app.described["token_endpoint"], refresh_token=first["refresh_token"])

    assert (await app.call(second["access_token"])).status_code == 401
    with pytest.raises(OAuthError, match="invalid_grant"):
        await app.client.refresh_token(app.described["token_endpoint"], refresh_token=second["refresh_token"])
    trail = await api.ask("{ auditTrail(first: 1) { nodes { action actor { name } } } }")
    assert trail["auditTrail"]["nodes"] == [{"action": "revokeAuthorizedApp", "actor": {"name": "Smoall"}}]


async def test_a_code_that_comes_twice_ends_what_came_of_it(house: RunningHouse, api: Api, makers: Makers) -> None:
    app = await makers.app()
    location = await allowed(app, api)
    token = dict(await app.fetch(location))
    with pytest.raises(OAuthError, match="invalid_grant"):
        await app.fetch(location)
    assert (await app.call(token["access_token"])).status_code == 401


async def test_an_application_asks_what_a_token_opens_and_gives_it_back(
    house: RunningHouse, api: Api, makers: Makers
) -> None:
    app = await makers.app()
    token = dict(await app.fetch(await allowed(app, api)))
    ask = app.described["introspection_endpoint"]
    found = (await app.client.introspect_token(ask, token=token["access_token"])).json()
    assert found["active"]
    assert (found["scope"], found["organisation"]) == ("READ DRAFT_INVOICES", api.organisation)

    await app.client.revoke_token(app.described["revocation_endpoint"], token=token["access_token"])
    assert (await app.client.introspect_token(ask, token=token["access_token"])).json() == {"active": False}
    assert (await app.call(token["access_token"])).status_code == 401
    assert (await app.client.introspect_token(ask, token=token["refresh_token"])).json()["active"]

    await app.client.revoke_token(app.described["revocation_endpoint"], token=token["refresh_token"])
    with pytest.raises(OAuthError, match="invalid_grant"):
        await app.client.refresh_token(app.described["token_endpoint"])


async def test_scopes_bound_what_the_application_may_do(house: RunningHouse, api: Api, makers: Makers) -> None:
    app = await makers.app()
    token = await app.fetch(await allowed(app, api))
    acting = Api(house.http, token["access_token"])
    assert (await acting.refusal("createCompany", COMPANY))["code"] == "SCOPE_MISSING"
    narrow = await app.client.refresh_token(app.described["token_endpoint"], scope="READ")
    assert narrow["scope"] == "READ"


COMPANY = {"name": "X", "address": {"street": "a", "postalCode": "1000", "city": "b", "country": "BE"}}


async def test_a_public_application_needs_no_secret_and_is_always_asked(
    house: RunningHouse, api: Api, makers: Makers
) -> None:
    app = await makers.app(kind="PUBLIC")
    browser = Browser(house.http)
    token = await app.fetch(await allowed(app, api, browser))
    assert (await app.call(token["access_token"])).status_code == 200
    again = await browser.open(app.address())
    assert again.status_code == 200
    assert "Planning Pro" in again.text


async def test_who_said_yes_to_the_same_is_not_asked_again(house: RunningHouse, api: Api, makers: Makers) -> None:
    app = await makers.app()
    browser = Browser(house.http)
    await app.fetch(await allowed(app, api, browser))
    assert "code" in told(await browser.open(app.address()))
    more = app.address().replace("READ+DRAFT_INVOICES", "READ")
    assert (await browser.open(more)).status_code == 200


async def test_a_new_secret_and_the_one_before_both_hold_for_a_while(
    house: RunningHouse, api: Api, makers: Makers
) -> None:
    app = await makers.app()
    rotated = await makers.owner.do("rotateOAuthAppSecret", {"app": app.client.client_id}, select="clientSecret")
    await app.fetch(await allowed(app, api))
    app.client.client_secret = rotated["clientSecret"]
    await app.client.refresh_token(app.described["token_endpoint"])


async def test_an_application_that_is_ended_is_dead_for_everybody(
    house: RunningHouse, api: Api, makers: Makers
) -> None:
    app = await makers.app()
    token = await app.fetch(await allowed(app, api))
    await makers.owner.do("revokeOAuthApp", {"app": app.client.client_id})
    assert (await app.call(token["access_token"])).status_code == 401
    with pytest.raises(OAuthError, match="invalid_client"):
        await app.client.refresh_token(app.described["token_endpoint"])
    assert (await Browser(house.http).open(app.address())).status_code == 400
