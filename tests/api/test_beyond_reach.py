"""What reaches further than it should: keys into other organisations, a name into others' traces, an address that is
not theirs into others' letters, a key into ownership, a link into a mailbox that was left."""

from uuid import UUID

import pytest

from smoall.domain.access.message import MessageKind
from tests.harness.account_acts import invited, join, user_of
from tests.harness.api import Api, Json
from tests.harness.credentials import PROOF, create_key
from tests.harness.house import RunningHouse

MEMBERSHIPS = "{ viewer { memberships { role organisation { id name iban } } } }"


@pytest.fixture(scope="module")
def house(house_apart: RunningHouse) -> RunningHouse:
    """These tests run all that waits: beside others they would do the others' work as well."""
    return house_apart


async def seen(api: Api) -> set[str]:
    """The organisations that the credential is shown."""
    found = (await api.ask(MEMBERSHIPS))["viewer"]["memberships"]
    return {one["organisation"]["id"] for one in found}


async def test_a_key_sees_only_the_organisation_it_was_made_in(house: RunningHouse, api: Api) -> None:
    elsewhere = await Api.registered(house.http)
    there = await join(house, elsewhere, "ADMIN")
    program, _ = await create_key(there)
    assert len(await seen(there)) == 2
    assert await seen(program) == {elsewhere.organisation}


async def payloads(house: RunningHouse, api: Api, action: str) -> list[bytes]:
    """What the trail says of an act of the organisation."""
    rows = await house.truth(
        "SELECT p.payload FROM audit_entry e JOIN audit_payload p USING (organisation_id, sequence)"
        " WHERE e.organisation_id = $1 AND e.action = $2",
        api.organisation_id,
        action,
    )
    return [bytes(row["payload"]) for row in rows]


async def test_nobody_takes_the_traces_of_others_along(house: RunningHouse, api: Api) -> None:
    await create_key(api)
    insider = await join(house, api, "READER")
    await house.truth("DELETE FROM membership WHERE user_id = $1 AND role = 'OWNER'", await user_of(house, insider))
    await insider.do("updateMe", {"name": "scopes"})
    before = await payloads(house, api, "createApiKey")
    assert b"scopes" in before[0]
    await insider.do("deleteMyAccount", {"proof": PROOF, "confirm": True})
    assert await payloads(house, api, "createApiKey") == before


async def take_over(house: RunningHouse, email: str) -> Api:
    """Somebody who gives an address that is not proved to be theirs."""
    squatter = await Api.registered(house.http)
    await house.truth("UPDATE user_account SET email = $1 WHERE email = $2", email, squatter.email)
    return squatter


async def test_an_address_that_is_not_proved_opens_no_letters(house: RunningHouse, api: Api) -> None:
    await invited(house, api, "victim@wanted.example")
    squatter = await take_over(house, "victim@wanted.example")
    told: list[Json] = (await squatter.ask("{ myData { holdings { table count } } }"))["myData"]["holdings"]
    assert not [one for one in told if one["table"] == "invitation"]
    (letters,) = (one["count"] for one in told if one["table"] == "message")
    assert letters == 1  # the one that asks them to prove it


async def test_nor_does_it_erase_them(house: RunningHouse, api: Api) -> None:
    identity, _ = await invited(house, api, "other@wanted.example")
    squatter = await take_over(house, "other@wanted.example")
    await join(house, squatter, "OWNER")
    await squatter.do("deleteMyAccount", {"proof": PROOF, "confirm": True})
    (row,) = await house.truth("SELECT email FROM invitation WHERE id = $1", UUID(hex=identity.removeprefix("ivt_")))
    assert row["email"] == "other@wanted.example"


@pytest.mark.parametrize("act", ["inviteUser", "changeRole", "removeMember"])
async def test_no_key_makes_or_unmakes_an_owner(house: RunningHouse, api: Api, act: str) -> None:
    other = f"usr_{(await user_of(house, await join(house, api, 'OWNER' if act == 'removeMember' else 'MEMBER'))).hex}"
    given: dict[str, Json] = {
        "inviteUser": {"email": "accomplice@wanted.example", "role": "OWNER"},
        "changeRole": {"user": other, "role": "OWNER"},
        "removeMember": {"user": other},
    }
    program, _ = await create_key(api, "MANAGE_MEMBERS", "READ")
    before = await house.truth("SELECT user_id, role FROM membership WHERE organisation_id = $1", api.organisation_id)
    assert (await program.act(act, given[act], select="__typename"))["code"] == "OWNER_ONLY"
    after = await house.truth("SELECT user_id, role FROM membership WHERE organisation_id = $1", api.organisation_id)
    assert sorted(before) == sorted(after)


async def test_no_link_is_made_for_a_mailbox_that_was_left(house: RunningHouse, api: Api) -> None:
    await house.queue.drain()
    await Api(house.http).do("requestPasswordReset", {"email": api.email})
    (asked,) = [one for one in await house.queue.take() if one["actor_name"] == "answer_letter_request"]
    await house.queue.run(asked)
    person = await user_of(house, api)
    await house.truth("UPDATE user_account SET email = $1 WHERE id = $2", f"moved-{api.email}", person)
    await house.queue.drain()
    (row,) = await house.truth(
        "SELECT state FROM message WHERE user_id = $1 AND kind = $2", person, MessageKind.RESET_PASSWORD
    )
    assert row["state"] == "FAILED"
    links = await house.truth("SELECT 1 FROM one_time_token WHERE user_id = $1 AND purpose = 'RESET_PASSWORD'", person)
    assert links == []


async def test_nobody_floods_a_mailbox_with_changes_of_address(api: Api) -> None:
    given = {"email": f"flooded-{api.email}", "password": PROOF["password"]}
    for _ in range(3):
        await api.do("changeEmail", given)
    assert (await api.refusal("changeEmail", given))["code"] == "TOO_MANY_ATTEMPTS"
