"""The story of leaving: somebody looks at what is held about them, hands over, leaves; the last one closes the door."""

import io
import json
import zipfile

import pytest

from tests.harness.account_acts import join
from tests.harness.api import PASSWORD, TERMS, Api, registration
from tests.harness.house import RunningHouse

PROOF = {"password": PASSWORD}
RECEIPT = "receipt { subject lines { category outcome until reason citation } }"


@pytest.fixture(scope="module")
def house(house_apart: RunningHouse) -> RunningHouse:
    """These tests run all that waits: beside others they would do the others' work as well."""
    return house_apart


async def test_one_leaves_and_the_other_closes_the_door(house: RunningHouse, api: Api) -> None:
    # Before anything: who to turn to, who else works with the data, what the notice says. Nobody has to sign in.
    told = await Api(house.http).ask("{ dpoContact { email } subProcessors { name } privacyNotice { version text } }")
    assert told["dpoContact"]["email"] in told["privacyNotice"]["text"]

    # Anne runs her business with Bram.
    invoice = await api.issued()
    bram = await join(house, api, "ADMIN")
    await house.queue.drain(api.organisation_id)

    # She looks at all that is held about her, and takes it with her.
    data = (await api.ask("{ myData { json download { url } holdings { table purposes } } }"))["myData"]
    assert api.email in data["json"]
    assert bram.email not in data["json"]
    assert (await house.http.get(data["download"]["url"])).json()["person"] == json.loads(data["json"])["person"]

    # She wants to leave, but nobody else owns the business: she is told how, and makes Bram an owner.
    leaving = {"proof": PROOF, "confirm": True}
    assert (await api.refusal("deleteMyAccount", leaving))["code"] == "LAST_OWNER"
    members = (await api.ask("{ members { nodes { user { id email } } } }"))["members"]["nodes"]
    (heir,) = [one["user"]["id"] for one in members if one["user"]["email"] == bram.email]
    await api.do("changeRole", {"user": heir, "role": "OWNER"}, select="__typename")

    # She looks at the receipt first, then goes. What the law keeps is named, with its article and its last day.
    dry = await api.do("deleteMyAccount", {**leaving, "validateOnly": True}, select=RECEIPT)
    wet = await api.do("deleteMyAccount", leaving, select=RECEIPT)
    assert {line["category"] for line in dry["receipt"]["lines"]} == {
        line["category"] for line in wet["receipt"]["lines"]
    }
    kept = [line for line in wet["receipt"]["lines"] if line["outcome"] == "RETAINED"]
    assert kept
    assert all(line["citation"] and line["until"] for line in kept)
    assert (await api.post({"query": "{ viewer { role } }"})).status_code == 401

    # The business goes on without her name in it, and its trail is whole.
    bram = await at(bram, api)
    query = "{ verifyAuditTrail { isIntact } auditTrail(first: 100) { nodes { action actor { name } } } }"
    trail = await bram.ask(query)
    assert trail["verifyAuditTrail"]["isIntact"]
    assert {"action": "issueInvoice", "actor": {"name": None}} in trail["auditTrail"]["nodes"]

    # She could come back one day, with the same address, as somebody new.
    version = (await Api(house.http).ask(TERMS))["termsOfService"]["version"]
    again = await Api(house.http).do("register", registration(api.email, version), select="organisation { id }")
    assert again["organisation"]["id"] != api.organisation

    # Years later Bram closes the door: he types its name, takes everything with him, and it can only be read.
    closed = await bram.do(
        "closeOrganisation", {"proof": PROOF, "name": "Menuiserie du Canal"}, select=f"{RECEIPT} export {{ state }}"
    )
    assert closed["export"]["state"] == "QUEUED"
    assert {line["reason"] for line in closed["receipt"]["lines"]} >= {"GRACE", "OPEN_BALANCE"}
    await house.queue.drain(api.organisation_id)
    export = (await bram.ask("{ organisationExport { state download { url } } }"))["organisationExport"]
    archive = zipfile.ZipFile(io.BytesIO((await house.http.get(export["download"]["url"])).content))
    assert invoice["number"] in archive.read("invoices.csv").decode("utf-8-sig")
    assert (await bram.refusal("discardInvoice", {"invoice": invoice["id"]}))["code"] == "ORGANISATION_CLOSED"

    # After the grace it is erased by itself; a signed certificate stays, and what the law keeps.
    await house.truth("UPDATE tenant SET erase_after = brussels_today() - 1 WHERE id = $1", api.organisation_id)
    await house.queue.workshops().housekeeping.find_what_is_over()
    await house.queue.drain()
    assert (await bram.post({"query": "{ viewer { role } }"})).status_code == 401
    (run,) = await house.truth("SELECT certificate FROM purge_run WHERE tenant_id = $1", api.organisation_id)
    certificate = json.loads(run["certificate"])
    assert {line["table"] for line in certificate["kept"]} >= {"document"}
    left = await house.truth("SELECT number FROM document WHERE organisation_id = $1", api.organisation_id)
    assert [row["number"] for row in left] == [invoice["number"]]


async def at(person: Api, host: Api) -> Api:
    """The person with a session of their new role in the host's organisation."""
    given = {"organisation": host.organisation}
    payload = await (await person.signed_in_again()).do("switchOrganisation", given, select="session { token }")
    return Api(person.http, payload["session"]["token"], person.email, host.organisation)
