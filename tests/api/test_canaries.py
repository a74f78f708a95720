"""The canary test of the account holder: everything of X is gone but what the receipt names, Y is untouched."""

import secrets
from dataclasses import dataclass

import pytest

from smoall.domain.privacy.personal_data import Subject
from tests.harness import oauth_acts
from tests.harness.account_acts import invited, user_of, verified
from tests.harness.api import PASSWORD, TERMS, Api, registration
from tests.harness.credentials import PROOF, create_key, enrolled, register_passkey
from tests.harness.house import RunningHouse
from tests.harness.traces import among, binaries_with, contents_with, dumped, files_with, unfilled

CANNOT_BE_FILLED = {
    "audience_farewell.member_id": "how Mailchimp names a member; there is no Mailchimp here",
    "audience_member.member_id": "how Mailchimp names a member; there is no Mailchimp here",
    "audit_actor.user_id": "an opaque id",
    "audit_payload.salt": "random bytes",
    "consent.remote_address": "that of the network, which many share",
    "session.remote_address": "that of the network, which many share",
    "letter_request.email": "taken away as soon as it is answered",
    "throttle.subject": "a hash",
    "user_account.source_detail": "the name of an employer",
}
"""The columns about people who sign in that hold no token, and why."""
RECEIPT = "receipt { lines { table outcome } }"


@pytest.fixture(scope="module")
def house(house_apart: RunningHouse) -> RunningHouse:
    """These tests run all that waits: beside others they would do the others' work as well."""
    return house_apart


@dataclass(frozen=True, slots=True)
class Canary:
    """A person whose every field bears a token that occurs nowhere else."""

    api: Api
    tokens: tuple[str, ...]


async def canary(house: RunningHouse, letter: str) -> Canary:
    """A new person with traces in every table that can hold one."""
    told = {what: f"{letter}{what}{secrets.token_hex(6)}" for what in ("mail", "name", "next", "agent", "key")}
    version = (await Api(house.http).ask(TERMS))["termsOfService"]["version"]
    given = {**registration(f"{told['mail']}@example.be", version), "name": f"Kanari {told['name']}"}
    host = await Api.registered(house.http)
    house.http.headers["user-agent"] = f"Device/{told['agent']}"
    payload = await Api(house.http).do("register", given, select="session { token } organisation { id }")
    api = Api(house.http, payload["session"]["token"], given["email"], payload["organisation"]["id"])
    await _leave_traces(house, api, told, host)
    house.http.headers["user-agent"] = "tests"
    return Canary(api, tuple(told.values()))


async def _leave_traces(house: RunningHouse, api: Api, told: dict[str, str], host: Api) -> None:
    await api.do("verifyEmail", await verified(house, api))
    name = {"name": f"Kanari {told['name']}", "language": "NL"}
    await api.do("updateMe", name, key=f"canary-{told['key']}", select="user { email name }")
    await api.do("setMarketingConsent", {"given": True})
    await api.do("changeEmail", {"email": f"{told['next']}@example.be", "password": PASSWORD})
    await Api(house.http).act("requestPasswordReset", {"email": api.email})
    await Api(house.http).act("signIn", {"email": api.email, "password": "a wrong guess"})
    await register_passkey(api, name=f"Phone {told['name']}")
    await create_key(api)
    await oauth_acts.grant_for(house, api, (await oauth_acts.registered(api))["app"]["id"])
    await invited(house, host, api.email, message=f"Dear {told['name']}")
    await api.signed_in_again()
    await enrolled(api)
    invoice = (await api.issued())["id"]
    await api.do("restrictProcessing", {"document": invoice, "reason": "To be looked into"})
    await api.do("liftRestriction", {"document": invoice, "reason": f"Kanari {told['name']} looked into it"})
    await house.queue.drain()


@pytest.fixture
async def both(house: RunningHouse) -> tuple[Canary, Canary]:
    return await canary(house, "x"), await canary(house, "y")


async def test_all_of_x_is_gone_and_y_is_untouched(
    house: RunningHouse, both: tuple[Canary, Canary], caplog: pytest.LogCaptureFixture
) -> None:
    x, y = both
    assert set(await unfilled(house, [Subject.USER], x.tokens)) == set(CANNOT_BE_FILLED)
    before = dumped(house)
    before_x, before_y = among(before, x.tokens), among(before, y.tokens)
    tables = {"user_account", "session", "message", "passkey", "email_change", "invitation", "idempotency"}
    assert tables <= before_x.keys()
    assert {name: len(rows) for name, rows in before_x.items()} == {name: len(rows) for name, rows in before_y.items()}
    assert files_with(house, x.tokens)
    mail_of_y = contents_with(house, y.tokens)
    user = await user_of(house, x.api)
    await _second_owner(house, x.api, y.api)
    caplog.set_level("DEBUG")

    receipt = (await x.api.do("deleteMyAccount", {"proof": PROOF, "confirm": True}, select=RECEIPT))["receipt"]
    await house.queue.drain()
    keeper = house.queue.workshops().housekeeping
    await keeper.forget_expired()
    await house.queue.drain()

    kept = {line["table"] for line in receipt["lines"] if line["outcome"] == "RETAINED"}
    assert kept == {"consent", "audit_entry"}
    after = dumped(house)
    assert among(after, x.tokens).keys() <= kept
    assert await binaries_with(house, x.tokens) <= kept
    assert files_with(house, x.tokens) == []
    assert not any(token in caplog.text for token in x.tokens)
    assert among(after, y.tokens) == before_y
    assert contents_with(house, y.tokens) == mail_of_y
    assert (await y.api.ask("{ viewer { user { email } } }"))["viewer"]["user"]["email"] == y.api.email
    for table in ("session", "passkey", "second_factor", "recovery_code", "oauth_grant", "membership"):
        assert await house.truth(f"SELECT FROM {table} WHERE user_id = $1", user) == []
    assert await house.truth("SELECT FROM api_key WHERE created_by = $1", user) == []


async def _second_owner(house: RunningHouse, host: Api, guest: Api) -> None:
    await house.truth(
        """WITH seat AS (INSERT INTO membership (organisation_id, user_id, role, created_at)
            SELECT $1, id, 'OWNER', now() FROM user_account WHERE email = $2 RETURNING user_id)
        INSERT INTO audit_actor (organisation_id, id, user_id) SELECT $1, gen_random_uuid(), user_id FROM seat""",
        host.organisation_id,
        guest.email,
    )


async def test_an_api_key_of_x_is_dead_with_the_account(house: RunningHouse, api: Api) -> None:
    key, _ = await create_key(api)
    await _second_owner(house, api, await Api.registered(house.http))
    assert (await key.post({"query": "{ companies { totalCount } }"})).status_code == 200
    await api.do("deleteMyAccount", {"proof": PROOF, "confirm": True})
    assert (await key.post({"query": "{ companies { totalCount } }"})).status_code == 401
