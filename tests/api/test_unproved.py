"""Who has only registered writes to nobody else, and registers only so often."""

import pytest
import pytest_asyncio

from tests.harness.account_acts import proved
from tests.harness.api import PASSWORD, TERMS, Api, registration
from tests.harness.credentials import create_key
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house

FREE_TEXT = {"email": "victim@invited.example", "role": "READER", "message": "Win at http://evil.example"}


@pytest_asyncio.fixture
async def newcomer(house: RunningHouse) -> Api:
    """Somebody whose letter is not read yet."""
    await house.truth("DELETE FROM throttle")
    return await Api.registered(house.http)


async def test_an_invitation_waits_for_the_proof_of_one_s_own_address(house: RunningHouse, newcomer: Api) -> None:
    robot, _ = await create_key(newcomer, "MANAGE_MEMBERS", "READ")
    before = await house.counts()
    for caller in (newcomer, robot):
        problem = await caller.refusal("inviteUser", FREE_TEXT)
        assert (problem["__typename"], problem["code"]) == ("ConflictProblem", "EMAIL_UNPROVED")
    assert await house.counts() == before
    await proved(house, newcomer)
    select = "invitation { state id }"
    made = (await newcomer.do("inviteUser", FREE_TEXT, select=select))["invitation"]
    await house.truth("UPDATE user_account SET email_verified_at = NULL WHERE email = $1", newcomer.email)
    assert (await newcomer.refusal("resendInvitation", {"invitation": made["id"]}))["code"] == "EMAIL_UNPROVED"


async def test_a_few_invoices_a_day_leave_before_the_proof(house: RunningHouse, newcomer: Api) -> None:
    invoice = (await newcomer.issued())["id"]
    to = [f"buyer{number}@inkt.example" for number in range(6)]
    await newcomer.do("sendInvoice", {"invoice": invoice, "to": to}, select="__typename")
    before = await house.counts()
    assert (await newcomer.refusal("sendInvoice", {"invoice": invoice, "to": to}))["code"] == "TOO_MANY_ATTEMPTS"
    assert await house.counts() == before
    await newcomer.do("sendInvoice", {"invoice": invoice, "to": to[:4]}, select="__typename")
    await house.truth("UPDATE throttle SET since = since - interval '23 hours'")
    assert (await newcomer.refusal("sendInvoice", {"invoice": invoice, "to": to[:1]}))["code"] == "TOO_MANY_ATTEMPTS"
    await proved(house, newcomer)
    await newcomer.do("sendInvoice", {"invoice": invoice, "to": to}, select="__typename")


async def test_a_change_of_address_is_asked_for_a_few_times_only(newcomer: Api) -> None:
    asked = [{"email": f"victim{number}@elsewhere.example", "password": PASSWORD} for number in range(7)]
    codes = [(await newcomer.act("changeEmail", given)).get("code", "") for given in asked]
    assert codes == [*[""] * 5, *["TOO_MANY_ATTEMPTS"] * 2]


@pytest.mark.parametrize("taken", [False, True])
async def test_a_network_registers_only_so_often(databases: Databases, taken: bool) -> None:
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where), registrations=14) as running:
            anonymous = Api(running.http)
            version = (await anonymous.ask(TERMS))["termsOfService"]["version"]
            codes = []
            for number in range(16):
                email = "anne@example.be" if taken else f"anne{number}@example.be"
                codes.append((await anonymous.act("register", registration(email, version))).get("code", ""))
            expected = ["", *["EMAIL_TAKEN"] * 10] if taken else [""] * 14
            assert codes == [*expected, *["TOO_MANY_ATTEMPTS"] * (16 - len(expected))]
            accounts = await running.truth("SELECT count(*) AS n FROM user_account WHERE email LIKE 'anne%'")
            assert accounts[0]["n"] == (1 if taken else 14)
