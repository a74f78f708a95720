"""Deleting one's own account: what goes, what stays, who is stopped from it."""

import asyncio
import hashlib
import json
from uuid import UUID

import asyncpg
import pytest

from smoall.domain.organisations.house import HOUSE
from tests.harness.account_acts import verified
from tests.harness.acts import second_owner
from tests.harness.api import PASSWORD, TERMS, Api, Json, Refused, registration
from tests.harness.billing_acts import sell_something
from tests.harness.house import RunningHouse

RECEIPT = "receipt { id subject at policyVersion lines { category table outcome count until reason citation } }"
GIVEN: Json = {"proof": {"password": PASSWORD}, "confirm": True}


@pytest.fixture(scope="module")
def house(house_apart: RunningHouse) -> RunningHouse:
    """These tests write documents that never went through the journal, which breaks what other tests look for."""
    return house_apart


async def user_of(api: Api) -> UUID:
    found = (await api.ask("{ viewer { user { id } } }"))["viewer"]["user"]["id"]
    return UUID(hex=found.removeprefix("usr_"))


async def deleted(house: RunningHouse, api: Api) -> Json:
    await second_owner(house, api)
    receipt: Json = (await api.do("deleteMyAccount", GIVEN, select=RECEIPT))["receipt"]
    return receipt


async def test_the_receipt_tells_what_is_gone_and_what_stays_until_when(house: RunningHouse, api: Api) -> None:
    user = await user_of(api)
    receipt = await deleted(house, api)
    lines = {(line["table"], line["category"]): line for line in receipt["lines"]}
    assert receipt["subject"] == f"usr_{user.hex}"
    assert lines["user_account", "identity"]["outcome"] == "ERASED"
    assert lines["session", "credential"]["count"] == 1
    kept = lines["consent", "proof of consent"]
    assert (kept["outcome"], kept["reason"], kept["count"]) == ("RETAINED", "PROOF_OF_CONSENT", 2)
    assert kept["until"].endswith("-12-31")
    assert "GDPR" in kept["citation"]
    assert lines["audit_entry", "trace of actions"]["reason"] == "TRACEABILITY"
    stored = await house.truth("SELECT subject, lines FROM erasure_receipt WHERE subject = $1", receipt["subject"])
    assert len(stored) == 1


async def test_every_credential_is_dead_at_once(house: RunningHouse, api: Api) -> None:
    elsewhere = await api.signed_in_again()
    await deleted(house, api)
    for one in (api, elsewhere):
        assert (await one.post({"query": "{ viewer { user { id } } }"})).status_code == 401
    refusal = await Api(house.http).refusal("signIn", {"email": api.email, "password": PASSWORD})
    assert refusal["code"] == "CREDENTIALS_WRONG"


async def test_the_account_stays_as_an_empty_row_and_the_trail_keeps_its_pseudonym(
    house: RunningHouse, api: Api
) -> None:
    user, other = await user_of(api), await Api.registered(house.http)
    await second_owner(house, api)
    await api.do("deleteMyAccount", GIVEN)
    (row,) = await house.truth("SELECT * FROM user_account WHERE id = $1", user)
    assert (row["email"], row["name"], row["password_hash"]) == (f"erased-{user}", "", "")
    actors = await house.truth("SELECT user_id FROM audit_actor WHERE organisation_id = $1", api.organisation_id)
    assert user not in [actor["user_id"] for actor in actors]
    assert None in [actor["user_id"] for actor in actors]
    assert other.token


async def test_the_chain_still_verifies_and_names_nobody(house: RunningHouse, api: Api) -> None:
    other = await second_owner(house, api)
    await house.truth(
        "UPDATE session SET organisation_id = $1 WHERE organisation_id = $2", api.organisation_id, other.organisation_id
    )
    await api.do("deleteMyAccount", GIVEN)
    query = "{ verifyAuditTrail { isIntact entries } auditTrail { nodes { action actor { name } } } }"
    found = await other.ask(query)
    assert found["verifyAuditTrail"]["isIntact"]
    assert {"action": "deleteMyAccount", "actor": {"name": None}} in found["auditTrail"]["nodes"]


async def test_the_same_address_can_register_again_and_nothing_comes_back(house: RunningHouse, api: Api) -> None:
    first = await user_of(api)
    await deleted(house, api)
    version = (await Api(house.http).ask(TERMS))["termsOfService"]["version"]
    select = "user { id } session { token } organisation { id }"
    again = await Api(house.http).do("register", registration(api.email, version), select=select)
    assert again["user"]["id"] != f"usr_{first.hex}"
    fresh = Api(house.http, again["session"]["token"], api.email, again["organisation"]["id"])
    assert (await fresh.ask("{ companies { totalCount } }"))["companies"]["totalCount"] == 0
    assert fresh.organisation != api.organisation


async def test_the_last_owner_is_told_the_way_out(house: RunningHouse, api: Api) -> None:
    before = await house.counts()
    problem = await api.refusal("deleteMyAccount", {**GIVEN, "validateOnly": True})
    assert (problem["__typename"], problem["code"]) == ("ConflictProblem", "LAST_OWNER")
    assert "closeOrganisation" in problem["message"]
    assert await house.counts() == before


@pytest.mark.parametrize(
    ("changes", "problem"),
    [({"proof": {"password": "not this one"}}, "PROOF_WRONG"), ({"confirm": False}, "INVALID")],
)
async def test_without_proof_or_confirmation_nothing_is_erased(
    house: RunningHouse, api: Api, changes: Json, problem: str
) -> None:
    await second_owner(house, api)
    assert (await api.refusal("deleteMyAccount", {**GIVEN, **changes}))["code"] == problem
    assert (await user_of(api)).int


async def test_two_owners_that_leave_at_once_do_not_both_leave(house: RunningHouse, api: Api) -> None:
    other = await second_owner(house, api)
    await house.truth("DELETE FROM membership WHERE organisation_id = $1", other.organisation_id)
    answers = await asyncio.gather(api.act("deleteMyAccount", GIVEN), other.act("deleteMyAccount", GIVEN))
    assert sorted(answer["__typename"] for answer in answers) == ["ConflictProblem", "DeleteMyAccountPayload"]


async def test_a_second_deletion_changes_nothing(house: RunningHouse, api: Api) -> None:
    await deleted(house, api)
    before = await house.counts()
    with pytest.raises(Refused, match="UNAUTHENTICATED"):
        await api.act("deleteMyAccount", GIVEN)
    assert await house.counts() == before


async def test_my_data_tells_everything_but_secrets_and_other_people(house: RunningHouse, api: Api) -> None:
    other = await second_owner(house, api)
    await api.issued()
    query = """{ myData { generatedAt json download { url expiresAt }
        holdings { table categories purposes bases retentions sources recipients withheld count } } }"""
    found = (await api.ask(query))["myData"]
    held = {one["table"]: one for one in found["holdings"]}
    assert {"user_account", "consent", "session", "membership", "audit_actor"} <= held.keys()
    assert "password_hash" in held["user_account"]["withheld"]
    assert "token_hash" in held["session"]["withheld"]
    assert held["consent"]["bases"] == ["LEGAL_OBLIGATION"]
    assert all(one["purposes"] and one["recipients"] for one in found["holdings"])
    assert api.email in found["json"]
    assert "argon2" not in found["json"]
    assert other.email not in found["json"]
    assert "inkt.example" not in found["json"]

    download = await house.http.get(found["download"]["url"])
    assert download.status_code == 200
    assert download.headers["content-disposition"].startswith("attachment")
    assert api.email in download.text
    altered = found["download"]["url"].replace("signature=", "signature=0")
    assert (await house.http.get(altered)).status_code == 403
    await api.do("deleteMyAccount", GIVEN)
    assert (await house.http.get(found["download"]["url"])).status_code == 404


async def test_where_smoalls_invoices_were_sent_to_goes_and_the_invoices_stay(house: RunningHouse, api: Api) -> None:
    await sell_something(house)
    await api.do("verifyEmail", await verified(house, api))
    customer = await user_of(api)
    await house.truth(
        """INSERT INTO company (organisation_id, id, name, language, street, postal_code, city, country, email,
        created_at) VALUES ($1, $2, 'Menuiserie', 'FR', 'Quai 1', '1000', 'Bruxelles', 'BE', $3, now())""",
        HOUSE,
        customer,
        api.email,
    )
    connection = await asyncpg.connect(house.admin)
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(
        """INSERT INTO document (organisation_id, id, kind, company_id, currency, language, payment_term_days, number,
        lines_total, discounts_total, net, vat, gross, paid, created_at, issued_on, buyer)
        VALUES ($1, $2, 'INVOICE', $2, 'EUR', 'FR', 30, $3, 10, 0, 10, 0, 10, 10, now(), '2024-05-01', $4)""",
        HOUSE,
        customer,
        f"T-{customer.hex}",
        json.dumps({"name": "Menuiserie", "email": api.email}),
    )
    await connection.close()
    held = (await api.ask("{ myData { json holdings { table purposes count } } }"))["myData"]
    purposes = ["facturer l'abonnement et tenir les comptes"]
    assert {"table": "document", "purposes": purposes, "count": 1} in held["holdings"]
    assert f"T-{customer.hex}" in held["json"]
    lines = {(line["table"], line["outcome"]): line for line in (await deleted(house, api))["lines"]}
    kept = lines["document", "RETAINED"]
    assert (kept["count"], kept["until"], kept["reason"]) == (1, "2034-12-31", "VAT_DOCUMENTS")
    assert lines["company", "ERASED"]["count"] == 1
    (row,) = await house.truth("SELECT name, email FROM company WHERE id = $1", customer)
    assert (row["name"], row["email"]) == ("Menuiserie", None)


async def test_what_was_counted_by_their_address_goes_too(house: RunningHouse, api: Api) -> None:
    await house.truth("DELETE FROM throttle")
    for asking in ("requestPasswordReset", "requestEmailVerification"):
        await Api(house.http).do(asking, {"email": api.email})
    await api.do("changeEmail", {"email": f"new-{api.email}", "password": PASSWORD}, select="__typename")
    user = await user_of(api)
    kinds = ("account", "letter:RESET_PASSWORD", "letter:VERIFY_EMAIL")
    counted = [*(f"{kind}\x1f{api.email}" for kind in kinds), f"changes\x1f{user.hex}"]
    theirs = [hashlib.sha256(text.encode()).digest() for text in counted]
    held = "SELECT count(*) AS n FROM throttle WHERE subject = ANY ($1)"
    assert (await house.truth(held, theirs))[0]["n"] == 4
    await deleted(house, api)
    assert (await house.truth(held, theirs))[0]["n"] == 0
