"""Passkeys: a device that verified its person signs in alone; a challenge is good once; a copied key is found out."""

import asyncio
import json
import random
from dataclasses import replace
from typing import Any

import pytest

from smoall.infra.webauthn.ceremonies import relying_party
from tests.harness.api import Api, Json
from tests.harness.authenticator import PRESENT, VERIFIED, Authenticator, encoded
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

PASSKEYS = "{ passkeys { id name synchronised createdAt lastUsedAt } }"


async def finish(api: Api, credential: str) -> Json:
    """What signing in with that answer of a device comes to, for somebody unknown yet."""
    return await Api(api.http).act("finishPasskeySignIn", {"credential": credential}, select=SIGNED_IN)


async def signs_in(api: Api, device: Authenticator, **changes: Any) -> Json:
    """What signing in with that device comes to."""
    return await finish(api, device.get(await passkey_options(api), **changes))


async def told(house: RunningHouse, api: Api) -> list[str]:
    """What the person was told by letter."""
    query = "SELECT words->>'change' AS change FROM message WHERE recipient = $1 AND kind = $2 ORDER BY created_at, id"
    return [row["change"] for row in await house.truth(query, api.email, "SECOND_FACTOR_CHANGED")]


async def test_a_passkey_signs_in_without_password_or_code(house: RunningHouse, api: Api) -> None:
    device, passkey = await register_passkey(api, name="Téléphone")
    await enrolled(api)
    payload = await signs_in(api, device)
    assert payload["organisation"]["id"] == api.organisation
    again = replace(api, token=payload["session"]["token"])
    (listed,) = (await again.ask(PASSKEYS))["passkeys"]
    assert (listed["id"], listed["name"], listed["synchronised"]) == (passkey, "Téléphone", False)
    assert listed["lastUsedAt"] is not None
    query = "SELECT method FROM session WHERE organisation_id = $1 AND method = 'PASSKEY'"
    assert len(await house.truth(query, api.organisation_id)) == 1
    assert await told(house, api) == ["PASSKEY_ADDED", "TOTP_ENABLED"]


async def test_the_options_tell_of_no_account(api: Api) -> None:
    before = json.loads(await passkey_options(api))
    await register_passkey(api)
    after = json.loads(await passkey_options(api))
    assert before.keys() == after.keys()
    assert before["challenge"] != after["challenge"]
    assert before["rpId"] == after["rpId"] == "localhost" == relying_party(str(api.http.base_url))
    assert not after.get("allowCredentials")


async def test_known_keys_are_left_out_of_the_next_registration(api: Api) -> None:
    device, _ = await register_passkey(api)
    options = json.loads((await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"])
    assert [one["id"] for one in options["excludeCredentials"]] == [encoded(device.credential_id)]
    assert options["user"]["name"] == api.email


async def test_an_answer_is_good_once_even_when_it_comes_twice_at_once(api: Api) -> None:
    device, _ = await register_passkey(api)
    answer = device.get(await passkey_options(api))
    answers = await asyncio.gather(*(finish(api, answer) for _ in range(3)))
    assert sorted(one["__typename"] for one in answers) == ["FinishPasskeySignInPayload"] + ["ForbiddenProblem"] * 2
    assert (await finish(api, answer))["code"] == "PASSKEY_WRONG"


async def test_a_challenge_is_over_after_five_minutes(house: RunningHouse, api: Api) -> None:
    device, _ = await register_passkey(api)
    answer = device.get(await passkey_options(api))
    await house.truth("UPDATE challenge SET expires_at = expires_at - interval '301 seconds'")
    assert (await finish(api, answer))["code"] == "PASSKEY_WRONG"
    await house.queue.workshops().housekeeping.forget_sessions()
    assert not await house.truth("SELECT FROM challenge")


async def test_a_challenge_for_one_ceremony_is_none_for_the_other(api: Api, other: Api) -> None:
    device, _ = await register_passkey(api)
    registration = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    assert (await finish(api, device.get(registration)))["code"] == "PASSKEY_WRONG"
    sign_in = json.loads(await passkey_options(api))
    sign_in["user"] = {"id": encoded(b"x")}
    problem = await api.refusal("finishPasskeyRegistration", made(api, json.dumps(sign_in)))
    assert problem["findings"][0]["code"] == "PASSKEY_INVALID"
    theirs = (await other.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    problem = await api.refusal("finishPasskeyRegistration", made(api, theirs))
    assert problem["findings"][0]["code"] == "PASSKEY_INVALID"


def made(api: Api, options: str, **changes: Any) -> Json:
    """A registration by a new device."""
    return {"credential": device_of(api).create(options, **changes), "name": "Laptop"}


@pytest.mark.parametrize("flags", [0, PRESENT, VERIFIED])
async def test_a_device_that_did_not_verify_the_person_does_neither(api: Api, flags: int) -> None:
    device, _ = await register_passkey(api)
    device.flags = flags
    assert (await signs_in(api, device))["code"] == "PASSKEY_WRONG"
    careless = replace(device_of(api), flags=flags)
    options = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    given = {"credential": careless.create(options), "name": "Laptop"}
    assert (await api.refusal("finishPasskeyRegistration", given))["findings"][0]["code"] == "PASSKEY_INVALID"
    assert len((await api.ask(PASSKEYS))["passkeys"]) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"client": {"origin": "https://evil.example"}},
        {"client": {"type": "webauthn.create"}},
        {"response": {"signature": encoded(b"\x30\x06\x02\x01\x01\x02\x01\x01")}},
    ],
)
async def test_an_answer_to_somebody_else_does_not_sign_in(api: Api, changes: Json) -> None:
    device, _ = await register_passkey(api)
    assert (await signs_in(api, device, **changes))["code"] == "PASSKEY_WRONG"
    assert (await signs_in(api, device))["__typename"] == "FinishPasskeySignInPayload"


async def test_a_key_that_was_copied_is_refused_and_its_owner_told(house: RunningHouse, api: Api) -> None:
    device, _ = await register_passkey(api)
    copy = replace(device)
    for _ in range(2):
        assert (await signs_in(api, device))["__typename"] == "FinishPasskeySignInPayload"
    before = await house.truth("SELECT count(*) AS n FROM session")

    assert (await signs_in(api, copy))["code"] == "PASSKEY_COPIED"

    assert await house.truth("SELECT count(*) AS n FROM session") == before
    assert (await told(house, api))[-1] == "PASSKEY_COPIED"
    (row,) = await house.truth(
        "SELECT action FROM audit_entry WHERE organisation_id = $1 ORDER BY sequence DESC LIMIT 1", api.organisation_id
    )
    assert row["action"] == "refusePasskey"
    assert (await signs_in(api, device))["__typename"] == "FinishPasskeySignInPayload"


async def test_a_synchronised_key_keeps_no_counter(api: Api) -> None:
    device, _ = await register_passkey(api)
    for _ in range(3):
        device.count = -1  # the device counts one up before it answers: zero each time
        assert (await signs_in(api, device))["__typename"] == "FinishPasskeySignInPayload"


async def test_one_key_belongs_to_one_person(api: Api, other: Api) -> None:
    device, _ = await register_passkey(api)
    options = (await other.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    given = {"credential": replace(device).create(options), "name": "Laptop"}
    assert (await other.refusal("finishPasskeyRegistration", given))["findings"][0]["code"] == "PASSKEY_KNOWN"
    assert (await other.ask(PASSKEYS))["passkeys"] == []
    assert (await signs_in(api, device))["organisation"]["id"] == api.organisation


async def test_a_removed_passkey_signs_nobody_in_and_others_cannot_be_removed(
    house: RunningHouse, api: Api, other: Api
) -> None:
    device, passkey = await register_passkey(api)
    taken = {"passkey": passkey, "proof": PROOF}
    assert (await other.refusal("removePasskey", taken))["code"] == "NO_SUCH_PASSKEY"
    assert (await api.refusal("removePasskey", {**taken, "proof": {}}))["code"] == "PROOF_REQUIRED"
    await api.do("removePasskey", taken)
    assert (await api.ask(PASSKEYS))["passkeys"] == []
    assert (await signs_in(api, device))["code"] == "PASSKEY_WRONG"
    assert await told(house, api) == ["PASSKEY_ADDED", "PASSKEY_REMOVED"]


async def test_names_tell_passkeys_apart_and_twenty_are_enough(house: RunningHouse, api: Api) -> None:
    for _ in range(2):
        await register_passkey(api)
    assert [one["name"] for one in (await api.ask(PASSKEYS))["passkeys"]] == ["Laptop", "Laptop 2"]
    started = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    await house.truth(
        """INSERT INTO passkey (id, user_id, credential_id, public_key, sign_count, name, transports, backed_up,
            created_at)
        SELECT gen_random_uuid(), u.id, decode(md5(random()::text), 'hex'), '', 0, 'n', '{}', false, now()
        FROM user_account u, generate_series(1, 18) WHERE u.email = $1""",
        api.email,
    )
    assert (await api.refusal("startPasskeyRegistration", {"proof": PROOF}))["code"] == "PASSKEYS_ENOUGH"
    assert (await api.refusal("finishPasskeyRegistration", made(api, started)))["code"] == "PASSKEYS_ENOUGH"


async def test_an_api_key_never_comes_near_a_passkey(api: Api) -> None:
    program, _ = await create_key(api, "READ", "MANAGE_API_KEYS")
    assert (await program.refusal("startPasskeyRegistration", {"proof": PROOF}))["code"] == "SCOPE_MISSING"
    options = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    assert (await program.refusal("finishPasskeyRegistration", made(api, options)))["code"] == "SCOPE_MISSING"
    assert (await api.do("finishPasskeyRegistration", made(api, options), select="passkey { id }"))["passkey"]


async def test_hundreds_of_broken_answers_are_refused_in_words(house: RunningHouse, api: Api) -> None:
    rng, device = random.Random(11), (await register_passkey(api))[0]
    document = """mutation ($input: FinishPasskeySignInInput!) {
      finishPasskeySignIn(input: $input) { __typename ... on Problem { code } } }"""
    registering = """mutation ($input: FinishPasskeyRegistrationInput!) {
      finishPasskeyRegistration(input: $input) { __typename ... on Problem { code } } }"""
    for number in range(150):
        await house.truth("DELETE FROM throttle")
        answer = device.get(await passkey_options(api))
        place = rng.randrange(len(answer))
        broken = answer[:place] + rng.choice(['"', "{", "A", "\\", "é", ""]) + answer[place + rng.randint(0, 3) :]
        credential = rng.choice([broken, broken[:place], "", "[]", "null", "{" * 60, "\u0000", '{"response":7}'])
        anonymous = await Api(api.http).post({"query": document, "variables": {"input": {"credential": credential}}})
        found = anonymous.json()["data"]["finishPasskeySignIn"]
        assert found["__typename"] == "FinishPasskeySignInPayload" or found["code"] == "PASSKEY_WRONG", number
        given = {"credential": credential, "name": "x"}
        made_of = (await api.post({"query": registering, "variables": {"input": given}})).json()
        assert made_of["data"]["finishPasskeyRegistration"]["code"] == "INVALID"
    assert len((await api.ask(PASSKEYS))["passkeys"]) == 1


async def test_guesses_from_one_address_are_slowed_down(house: RunningHouse, api: Api) -> None:
    device, _ = await register_passkey(api)
    await house.truth("UPDATE throttle SET failures = 49")
    assert (await finish(api, "{}"))["code"] == "PASSKEY_WRONG"
    assert (await signs_in(api, device))["code"] == "TOO_MANY_ATTEMPTS"
