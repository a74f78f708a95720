"""API keys: shown once, found by their hash, narrowed by their scopes, dead at once when revoked."""

import asyncio
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from smoall.domain.access.api_key import PATTERN, write_key
from smoall.domain.access.role import GRANTABLE, Permission
from smoall.infra.postgres.database import Database
from tests.harness.acts import ACTS, declared
from tests.harness.api import Api, Json, customer
from tests.harness.credentials import PROOF, create_key
from tests.harness.house import RunningHouse
from tests.schema.test_live import signed_in, told, watch

VIEWER = "{ viewer { user { id } } }"
KEYS = (
    "{ apiKeys { nodes { id name prefix scopes state createdAt expiresAt lastUsedAt revokedAt creator { email } } } }"
)


async def opens(api: Api) -> bool:
    """Whether the client's key opens the API."""
    response = await api.post({"query": VIEWER})
    assert response.status_code in (200, 401), response.text
    return response.status_code == 200


async def shown(api: Api) -> list[Json]:
    """The organisation's keys as a person sees them."""
    found: list[Json] = (await api.ask(KEYS))["apiKeys"]["nodes"]
    return found


async def test_a_key_is_shown_once_and_listed_without_its_secret(house: RunningHouse, api: Api) -> None:
    program, key = await create_key(api, "READ", "DRAFT_INVOICES", name="Boutique")
    assert program.token is not None
    assert PATTERN.fullmatch(program.token)
    assert program.token.startswith(key["prefix"] + "_")
    (listed,) = await shown(api)
    assert listed | {"createdAt": "", "expiresAt": ""} == {
        "id": key["id"],
        "name": "Boutique",
        "prefix": key["prefix"],
        "scopes": ["DRAFT_INVOICES", "READ"],
        "state": "ACTIVE",
        "createdAt": "",
        "expiresAt": "",
        "lastUsedAt": None,
        "revokedAt": None,
        "creator": {"email": api.email},
    }
    secret = program.token.split("_")[3]
    for table in ("api_key", "session", "message", "audit_payload", "idempotency", "job_run"):
        assert not await house.truth(f"SELECT FROM {table} t WHERE t::text LIKE $1", f"%{secret}%"), table


async def test_no_idempotency_key_keeps_the_secret(house: RunningHouse, api: Api) -> None:
    given = {"name": "CI", "scopes": ["READ"], "proof": PROOF}
    first, second = [await api.do("createApiKey", given, key="one and the same") for _ in range(2)]
    assert first["secret"] != second["secret"]
    assert not await house.truth("SELECT FROM idempotency WHERE organisation_id = $1", api.organisation_id)


async def test_its_maker_is_told_by_letter(house: RunningHouse, api: Api) -> None:
    await create_key(api, name="Boutique")
    (row,) = await house.truth("SELECT words FROM message WHERE recipient = $1 AND kind = 'NEW_API_KEY'", api.email)
    assert "Boutique" in row["words"]


async def test_a_key_says_when_it_was_last_used(api: Api) -> None:
    program, _ = await create_key(api)
    assert (await shown(api))[0]["lastUsedAt"] is None
    assert await opens(program)
    assert (await shown(api))[0]["lastUsedAt"] is not None


@pytest.mark.parametrize("permission", sorted(GRANTABLE))
async def test_a_key_does_what_its_scopes_say_and_nothing_else(
    house: RunningHouse, api: Api, permission: Permission
) -> None:
    program, _ = await create_key(api, permission)
    for mutation in ACTS:
        needed = declared(mutation)["needs"]
        if needed is None or needed == permission:
            continue
        given = await _cheap(mutation, house, api)
        if given is not None:
            assert (await program.act(mutation, given, select="__typename"))["code"] == "SCOPE_MISSING", mutation


async def _cheap(mutation: str, house: RunningHouse, api: Api) -> Json | None:
    """Sound input where it costs nothing to make."""
    return await ACTS[mutation](house, api) if mutation in ("createCompany", "enrolTotp", "createApiKey") else None


@pytest.mark.parametrize("scope", sorted(frozenset(Permission) - GRANTABLE))
async def test_no_key_reaches_a_person_s_own_account(house: RunningHouse, api: Api, scope: Permission) -> None:
    given = {"name": "CI", "scopes": ["READ", scope], "proof": PROOF}
    (finding,) = (await api.refusal("createApiKey", given))["findings"]
    assert finding["code"] == "SCOPE_NOT_YOURS"
    assert not await house.truth("SELECT FROM api_key WHERE organisation_id = $1", api.organisation_id)


async def test_a_key_reads_only_what_its_scopes_allow(api: Api) -> None:
    reader, _ = await create_key(api, "READ")
    for query in ("{ apiKeys { nodes { id } } }", "{ auditTrail { nodes { action } } }", "{ passkeys { id } }"):
        response = await reader.post({"query": query})
        assert response.status_code == 403, query
        assert response.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    blind, _ = await create_key(api, "MANAGE_COMPANIES")
    assert (await blind.post({"query": VIEWER})).status_code == 403


async def test_a_key_is_no_more_than_the_role_of_its_creator_is_now(house: RunningHouse, api: Api) -> None:
    program, _ = await create_key(api, "READ", "MANAGE_COMPANIES")
    await program.do("createCompany", customer(), select="company { id }")
    await house.truth("UPDATE session SET role = 'READER' WHERE organisation_id = $1", api.organisation_id)
    problem = await program.act("createCompany", customer(), select="__typename")
    assert problem["code"] == "FORBIDDEN"
    assert await opens(program)


async def test_a_key_makes_keys_only_with_a_proof_and_within_its_own_scopes(api: Api) -> None:
    program, _ = await create_key(api, "MANAGE_API_KEYS", "READ")
    beyond = {"name": "CI", "scopes": ["ISSUE_INVOICES"], "proof": PROOF}
    assert (await program.refusal("createApiKey", beyond))["findings"][0]["code"] == "SCOPE_NOT_YOURS"
    assert (await program.refusal("createApiKey", {**beyond, "proof": {}}))["code"] == "PROOF_REQUIRED"


async def test_a_revoked_key_is_dead_at_the_next_call(api: Api) -> None:
    program, key = await create_key(api)
    assert await opens(program)
    revoked = await api.do("revokeApiKey", {"apiKey": key["id"]}, select="apiKey { state revokedAt }")
    assert revoked["apiKey"]["state"] == "REVOKED"
    assert not await opens(program)
    assert (await api.refusal("revokeApiKey", {"apiKey": key["id"]}))["code"] == "KEY_ENDED"
    assert (await api.refusal("rotateApiKey", {"apiKey": key["id"], "proof": PROOF}))["code"] == "KEY_ENDED"


async def test_a_revoked_key_hears_nothing_more_on_an_open_websocket(house: RunningHouse, api: Api) -> None:
    program, key = await create_key(api)
    async with signed_in(house, program) as socket:
        await watch(socket)
        await api.draft(await api.company())
        assert (await told(socket))["type"] == "next"
        await api.do("revokeApiKey", {"apiKey": key["id"]})
        await api.draft(await api.company())
        answer = await told(socket)
        assert (answer["type"], answer["payload"][0]["extensions"]["code"]) == ("error", "UNAUTHENTICATED")


async def test_a_rotated_key_goes_on_for_the_overlap_and_not_longer(house: RunningHouse, api: Api) -> None:
    old, key = await create_key(api, "READ", "DRAFT_INVOICES")
    given = {"apiKey": key["id"], "overlapHours": 2, "proof": PROOF}
    rotated = await api.do("rotateApiKey", given, select="secret apiKey { id name scopes } replaced { id expiresAt }")
    new = replace(api, token=rotated["secret"])
    assert rotated["apiKey"]["scopes"] == ["DRAFT_INVOICES", "READ"]
    assert rotated["apiKey"]["id"] != rotated["replaced"]["id"] == key["id"]
    ends = datetime.fromisoformat(rotated["replaced"]["expiresAt"]) - datetime.now(UTC)
    assert timedelta(hours=1, minutes=59) < ends < timedelta(hours=2, minutes=1)
    assert await opens(old)
    assert await opens(new)
    later = "UPDATE {} SET expires_at = expires_at - interval '121 minutes' WHERE organisation_id = $1"
    for table in ("session", "api_key"):
        await house.truth(later.format(table), api.organisation_id)
    assert not await opens(old)
    assert await opens(new)
    states = {one["id"]: one["state"] for one in await shown(api)}
    assert states == {key["id"]: "EXPIRED", rotated["apiKey"]["id"]: "ACTIVE"}


@pytest.mark.parametrize("hours", [-1, 169, 2**31 - 1, -(2**31)])
async def test_an_overlap_out_of_bounds_changes_nothing(api: Api, hours: int) -> None:
    old, key = await create_key(api)
    problem = await api.refusal("rotateApiKey", {"apiKey": key["id"], "overlapHours": hours, "proof": PROOF})
    assert [finding["code"] for finding in problem["findings"]] == ["KEY_OVERLAP"]
    assert await opens(old)
    assert len(await shown(api)) == 1


async def test_no_overlap_ends_the_old_key_at_once(api: Api) -> None:
    old, key = await create_key(api)
    await api.do("rotateApiKey", {"apiKey": key["id"], "overlapHours": 0, "proof": PROOF}, select="secret")
    assert not await opens(old)


@pytest.mark.parametrize("days", [-1, 0, 367, 100_000])
async def test_a_key_lasts_a_year_at_most(api: Api, days: int) -> None:
    expires_at = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    given = {"name": "CI", "scopes": ["READ"], "expiresAt": expires_at, "proof": PROOF}
    assert [one["code"] for one in (await api.refusal("createApiKey", given))["findings"]] == ["KEY_EXPIRY"]
    assert await shown(api) == []


async def test_everything_wrong_with_an_order_is_told_at_once(api: Api) -> None:
    given = {"name": " ", "scopes": [], "expiresAt": "2020-01-01T00:00:00Z", "proof": PROOF}
    found = {(one["code"], one["path"]) for one in (await api.refusal("createApiKey", given))["findings"]}
    assert found == {("TEXT_REQUIRED", "name"), ("SCOPES_EMPTY", "scopes"), ("KEY_EXPIRY", "expiresAt")}


async def test_fifty_live_keys_are_enough_even_when_two_ask_at_once(house: RunningHouse, api: Api) -> None:
    await create_key(api)
    await house.truth(
        """INSERT INTO api_key (organisation_id, id, name, prefix, scopes, created_by, created_at, expires_at)
        SELECT organisation_id, gen_random_uuid(), 'n', prefix, scopes, created_by, created_at, expires_at
        FROM api_key, generate_series(1, 48) WHERE organisation_id = $1""",
        api.organisation_id,
    )
    given = {"name": "CI", "scopes": ["READ"], "proof": PROOF}
    answers = await asyncio.gather(*(api.act("createApiKey", given, select="__typename") for _ in range(3)))
    assert sorted(one.get("code", "") for one in answers) == ["", "KEYS_ENOUGH", "KEYS_ENOUGH"]


class Untouched(AssertionError):
    """The database was asked."""


async def test_a_mistyped_key_is_refused_without_the_database(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    program, _ = await create_key(api)
    assert program.token is not None
    rng = random.Random(3)
    wrong = [program.token[:-1], program.token + "0", program.token.replace("smk_live_", "smk_test_")]
    wrong += [program.token.lower(), program.token.swapcase(), f" {program.token[:40]}", "smk_live_", "smk_"]
    for _ in range(300):
        place = rng.randrange(9, len(program.token))
        signs = [sign for sign in "0123456789abcXYZ_-é" if sign != program.token[place]]
        wrong.append(program.token[:place] + rng.choice(signs) + program.token[place + 1 :])

    async def never(*_: Any) -> None:
        raise Untouched

    with monkeypatch.context() as patch:
        patch.setattr(Database, "take", never)
        for token in wrong:
            header = {b"authorization": b"Bearer " + token.encode(), b"content-type": b"application/json"}
            response = await api.http.post("/graphql", json={"query": VIEWER}, headers=[*header.items()])
            assert response.status_code == 401, token
            assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert await opens(program)


async def test_a_well_formed_key_that_was_never_made_opens_nothing(api: Api) -> None:
    _, key = await create_key(api)
    invented = write_key(UUID(hex=key["id"].removeprefix("key_")), secret=bytes(32))
    assert invented.startswith(key["prefix"])
    assert not await opens(replace(api, token=invented))
