"""A new master key takes over while people go on signing in; an erased person leaves no credential behind."""

from dataclasses import replace

from smoall.infra.crypto.sealing import AesGcmVault
from smoall.usecases.credentials.reseal import Resealed
from smoall.wiring import reseal
from tests.harness.acts import second_owner
from tests.harness.api import PASSWORD, Api
from tests.harness.credentials import PROOF, create_key, enrolled, register_passkey
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, generous, running_house, temporary_home

OLD, NEW = bytes(range(32)), bytes(range(32, 64))


async def test_the_master_key_is_replaced_while_people_sign_in(databases: Databases) -> None:
    with databases.copy() as where:
        admin = databases.admin(where)
        async with running_house(where, admin=admin, secret_key=OLD) as before:
            api = await Api.registered(before.http)
            factor = await enrolled(api)
        given = {"email": api.email, "password": PASSWORD}
        async with running_house(where, admin=admin, secret_key=NEW, former_secret_keys=(OLD,)) as between:
            await Api(between.http).do("signIn", {**given, "code": factor.code()})
            (row,) = await between.truth("SELECT secret_sealed FROM second_factor")
            assert AesGcmVault(NEW).is_current(row["secret_sealed"])
            await between.truth("UPDATE second_factor SET last_counter = 0")  # else this test would wait a minute
        async with running_house(where, admin=admin, secret_key=NEW) as after:
            await Api(after.http).do("signIn", {**given, "code": factor.code()})
        async with running_house(where, admin=admin, secret_key=OLD) as lost:
            problem = await Api(lost.http).refusal("signIn", {**given, "code": factor.code()})
            assert (problem["__typename"], problem["code"]) == ("UnavailableProblem", "SECRET_CLOSED")
            await Api(lost.http).do("signIn", {**given, "code": factor.recovery_codes[0]})


async def test_resealing_lets_an_earlier_key_go_without_anybody_signing_in(databases: Databases) -> None:
    with databases.copy() as where, temporary_home() as home:
        admin = databases.admin(where)
        async with running_house(where, admin=admin, secret_key=OLD) as before:
            people = [await Api.registered(before.http) for _ in range(3)]
            factors = [await enrolled(api) for api in people]
        both = generous(home, 8000, secret_key=NEW, former_secret_keys=(OLD,))
        assert await reseal(generous(home, 8000, secret_key=NEW), where) == Resealed(3, 0, 3)
        assert await reseal(both, where) == Resealed(3, 3, 0)
        assert await reseal(both, where) == Resealed(3, 0, 0)
        async with running_house(where, admin=admin, secret_key=NEW) as after:
            for api, factor in zip(people, factors, strict=True):
                await Api(after.http).do("signIn", {"email": api.email, "password": PASSWORD, "code": factor.code()})


async def test_an_erased_person_leaves_no_credential(house: RunningHouse, api: Api) -> None:
    await enrolled(api)
    await register_passkey(api)
    program, _ = await create_key(api)
    await second_owner(house, api)
    (person,) = await house.truth("SELECT id FROM user_account WHERE email = $1", api.email)

    await api.do("deleteMyAccount", {"proof": PROOF, "confirm": True}, select="__typename")

    for table in ("second_factor", "recovery_code", "passkey", "challenge"):
        assert not await house.truth(f"SELECT FROM {table} WHERE user_id = $1", person["id"]), table
    response = await replace(api, token=program.token).post({"query": "{ viewer { role } }"})
    assert response.status_code == 401
