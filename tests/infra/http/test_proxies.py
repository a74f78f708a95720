"""From where somebody calls: what a proxy that was named tells, and nobody else."""

from typing import Any

import pytest

from tests.harness.api import PASSWORD, Api
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house

ELSEWHERE = {"x-forwarded-for": "198.51.100.1, 203.0.113.7", "x-forwarded-proto": "https"}


async def seen_from(house: RunningHouse, email: str) -> Any:
    """The address that a new session of the person notes."""
    query = "mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }"
    given = {"email": email, "password": PASSWORD}
    answer = await Api(house.http).post({"query": query, "variables": {"input": given}}, **ELSEWHERE)
    assert answer.json()["data"]["signIn"]["__typename"] == "SignInPayload"
    noted = """SELECT s.remote_address FROM session s JOIN user_account u ON u.id = s.user_id WHERE u.email = $1
        ORDER BY s.created_at DESC LIMIT 1"""
    return (await house.truth(noted, email))[0]["remote_address"]


async def test_nobody_tells_where_they_come_from(house: RunningHouse, api: Api) -> None:
    assert await seen_from(house, api.email) == "127.0.0.1"


@pytest.mark.parametrize("proxies", [("127.0.0.1/32",), ("10.0.0.0/8", "127.0.0.0/8")])
async def test_a_proxy_that_was_named_is_believed_for_its_own_caller(
    databases: Databases, proxies: tuple[str, ...]
) -> None:
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where), proxies=proxies) as running:
            person = await Api.registered(running.http)
            assert await seen_from(running, person.email) == "203.0.113.7"
