"""Sound inputs for the mutations on other people's applications."""

from uuid import UUID

from smoall.infra.postgres.identity import new_id
from tests.harness.api import Api, Json
from tests.harness.house import RunningHouse

REDIRECT = "https://app.example/callback"


def application(**changes: object) -> Json:
    """A confidential application that reads and drafts."""
    return {"name": "Planning Pro", "redirectUris": [REDIRECT], "scopes": ["READ", "DRAFT_INVOICES"], **changes}


async def registered(api: Api, **changes: object) -> Json:
    """A new application: ``app { id }`` and ``clientSecret``."""
    return await api.do("registerOAuthApp", application(**changes), select="app { id } clientSecret")


async def grant_for(house: RunningHouse, api: Api, app: str) -> UUID:
    """The person let the application act, and it holds a refresh token; the grant's id."""
    grant = UUID(int=new_id().int)
    await house.truth(
        "INSERT INTO oauth_grant (id, app_id, user_id, organisation_id, scopes, created_at)"
        " SELECT $1, $2, user_id, organisation_id, '{READ}', now() FROM session WHERE organisation_id = $3 LIMIT 1",
        grant,
        UUID(hex=app.removeprefix("app_")),
        api.organisation_id,
    )
    await house.truth(
        "INSERT INTO oauth_refresh (token_hash, grant_id, created_at, expires_at)"
        " VALUES ($1, $2, now(), now() + interval '60 days')",
        grant.bytes,
        grant,
    )
    return grant


async def new_app(_house: RunningHouse, _api: Api) -> Json:
    """Everything that registering takes."""
    return application(kind="CONFIDENTIAL")


async def changed_app(_house: RunningHouse, api: Api) -> Json:
    """A change of all that can be changed."""
    app = (await registered(api))["app"]["id"]
    return {"app": app, "name": "Planning", "redirectUris": ["https://app.example/other"], "scopes": ["READ"]}


async def app_alone(_house: RunningHouse, api: Api) -> Json:
    """An application to end."""
    return {"app": (await registered(api))["app"]["id"]}


async def rotated(_house: RunningHouse, api: Api) -> Json:
    """An application that gets a new secret."""
    return {"app": (await registered(api))["app"]["id"], "overlapHours": 24}


async def authorized(house: RunningHouse, api: Api) -> Json:
    """An application that the person let act."""
    app: str = (await registered(api))["app"]["id"]
    await grant_for(house, api, app)
    return {"app": app}
