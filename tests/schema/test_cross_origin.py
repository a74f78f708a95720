"""Which pages may call: those of the allowed origins, by script, with JSON."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.harness.api import Api
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house

FRONT = "https://front.example"
STRANGE = "https://strange.example"
ASKING = {
    "access-control-request-method": "POST",
    "access-control-request-headers": "content-type, authorization, idempotency-key, x-smoall-csrf",
}


@pytest_asyncio.fixture(scope="module")
async def open_house(databases: Databases) -> AsyncIterator[RunningHouse]:
    """A house that one other origin may call."""
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where), allowed_origins=(FRONT,)) as running:
            yield running


async def test_a_preflight_of_an_allowed_origin_opens_the_door(open_house: RunningHouse) -> None:
    response = await open_house.http.options("/graphql", headers={"origin": FRONT, **ASKING})
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == FRONT
    assert "origin" in response.headers["vary"].lower()
    allowed = response.headers["access-control-allow-headers"].lower()
    assert all(name in allowed for name in ("authorization", "content-type", "idempotency-key", "x-smoall-csrf"))
    assert response.headers["access-control-allow-credentials"] == "true"


async def test_a_preflight_of_any_other_origin_does_not(open_house: RunningHouse) -> None:
    response = await open_house.http.options("/graphql", headers={"origin": STRANGE, **ASKING})
    assert "access-control-allow-origin" not in response.headers


async def test_an_answer_is_readable_to_an_allowed_origin_only(open_house: RunningHouse) -> None:
    for origin, readable in ((FRONT, FRONT), (STRANGE, None)):
        response = await open_house.http.post("/graphql", json={"query": "{ __typename }"}, headers={"origin": origin})
        assert response.headers.get("access-control-allow-origin") == readable


async def test_by_default_no_other_origin_is_let_in(house: RunningHouse) -> None:
    response = await house.http.options("/graphql", headers={"origin": FRONT, **ASKING})
    assert not [name for name in response.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
async def test_what_a_form_can_send_without_asking_is_refused(house: RunningHouse, api: Api, kind: str) -> None:
    body = b'{"query": "mutation { signOut { __typename } }"}'
    response = await api.post(body, **{"content-type": kind, "origin": STRANGE})
    assert response.status_code == 415
    assert (await api.post({"query": "{ viewer { user { id } } }"})).status_code == 200


async def test_no_cookie_is_set(api: Api) -> None:
    response = await api.post({"query": "{ viewer { user { id } } }"})
    assert "set-cookie" not in response.headers
