"""A credential that is made while its owner loses what it rests on: it never outlives that."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from smoall.domain.access.api_key import ApiKey
from smoall.domain.access.role import Permission, Role
from smoall.infra.crypto.oauth_secrets import OAuthSecrets
from smoall.infra.crypto.tokens import RandomTokens
from smoall.infra.postgres.identity import new_id
from smoall.usecases.actor import Actor
from smoall.usecases.credentials.create_api_key import open_key
from smoall.usecases.oauth.refresh_tokens import refresh_tokens
from smoall.usecases.oauth.tokens import Issued, Issuer
from smoall.usecases.unit import Unit
from tests.harness.account_acts import join, user_of
from tests.harness.api import Api
from tests.harness.house import RunningHouse
from tests.harness.oauth_acts import registered
from tests.harness.overtaking import overtaking

SECRETS = OAuthSecrets()
Make = Callable[[RunningHouse, Unit, Api], Awaitable[str]]


async def opens(house: RunningHouse, token: str) -> str | None:
    """The role in which the credential opens the API; None when it opens nothing."""
    reader = await house.house.sessions(token, fresh=True)
    return reader.role if reader else None


async def key(house: RunningHouse, unit: Unit, maker: Api) -> str:
    """A key of the maker, not yet committed."""
    user = await user_of(house, maker)
    await unit.act_as(Actor(user, maker.organisation_id, Role.ADMIN))
    order = ApiKey(new_id(), "CI", frozenset({Permission.READ}), unit.now.replace(year=unit.now.year + 1), user)
    return (await open_key(unit, order, entropy=house.house.services.entropy)).text


async def granted(house: RunningHouse, person: Api, app: str) -> str:
    """A refresh token that the person's application holds."""
    secret, digest = SECRETS.refresh_token()
    grant = new_id()
    await house.truth(
        "INSERT INTO oauth_grant (id, app_id, user_id, organisation_id, scopes, created_at)"
        " VALUES ($1, $2, $3, $4, '{READ}', now())",
        grant,
        UUID(hex=app.removeprefix("app_")),
        await user_of(house, person),
        person.organisation_id,
    )
    await house.truth(
        "INSERT INTO oauth_refresh (token_hash, grant_id, created_at, expires_at)"
        " VALUES ($1, $2, now(), now() + interval '60 days')",
        digest,
        grant,
    )
    return secret


async def access_token(unit: Unit, app: str, refresh_token: str) -> str:
    """A fresh access token, not yet committed."""
    found = await unit.oauth.app(UUID(hex=app.removeprefix("app_")))
    assert found is not None
    issuer = Issuer(RandomTokens(), SECRETS)
    made = await refresh_tokens(unit, found, refresh_token=refresh_token, scope=None, issuer=issuer)
    assert isinstance(made, Issued)
    return made.access_token


async def token(house: RunningHouse, unit: Unit, person: Api) -> str:
    """The same of a new application."""
    app = (await registered(await Api.registered(house.http)))["app"]["id"]
    return await access_token(unit, app, await granted(house, person, app))


@pytest.mark.parametrize("make", [key, token])
async def test_it_dies_with_the_membership(house: RunningHouse, api: Api, make: Make) -> None:
    member = await join(house, api, "ADMIN")
    removed = {"user": f"usr_{(await user_of(house, member)).hex}"}
    async with house.house.services.units.begin(None, request_id="test") as unit:
        made = await make(house, unit, member)
        running = await overtaking(house, api.do("removeMember", removed))
        await unit.commit()
    await running
    assert await opens(house, made) is None


@pytest.mark.parametrize("make", [key, token])
async def test_it_follows_the_role(house: RunningHouse, api: Api, make: Make) -> None:
    member = await join(house, api, "ADMIN")
    changed = {"user": f"usr_{(await user_of(house, member)).hex}", "role": "READER"}
    async with house.house.services.units.begin(None, request_id="test") as unit:
        made = await make(house, unit, member)
        running = await overtaking(house, api.do("changeRole", changed))
        await unit.commit()
    await running
    assert await opens(house, made) == Role.READER


async def test_nobody_makes_a_key_who_has_just_been_removed(house: RunningHouse, api: Api) -> None:
    member = await join(house, api, "ADMIN")
    async with house.house.services.units.begin(None, request_id="test") as unit:
        await api.do("removeMember", {"user": f"usr_{(await user_of(house, member)).hex}"})
        with pytest.raises(Exception, match="FORBIDDEN"):
            await key(house, unit, member)
    assert not await house.truth("SELECT FROM api_key WHERE organisation_id = $1", api.organisation_id)


@pytest.mark.parametrize("mutation", ["revokeAuthorizedApp", "revokeOAuthApp"])
async def test_a_token_dies_with_the_permission_it_came_from(house: RunningHouse, api: Api, mutation: str) -> None:
    makers = await Api.registered(house.http)
    app = (await registered(makers))["app"]["id"]
    refresh = await granted(house, api, app)
    caller = makers if mutation == "revokeOAuthApp" else api
    async with house.house.services.units.begin(None, request_id="test") as unit:
        made = await access_token(unit, app, refresh)
        running = await overtaking(house, caller.do(mutation, {"app": app}))
        await unit.commit()
    await running
    assert await opens(house, made) is None
