"""Closing an organisation: its records handed out, read-only, reopened in time, erased after the grace with proof."""

import asyncio
import io
import json
import zipfile
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest

from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.account_policy import account_policy
from smoall.domain.privacy.retention import Holding, Record, judge
from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.master_key import master_key
from smoall.usecases.privacy.purge_organisation import Purging, purge_organisation
from tests.harness import oauth_acts
from tests.harness.acts import second_owner
from tests.harness.api import PASSWORD, Api, Json, customer
from tests.harness.credentials import create_key
from tests.harness.house import RunningHouse

NAME = "Menuiserie du Canal"
GIVEN: Json = {"proof": {"password": PASSWORD}, "name": NAME}
EXPORT = "id state progress total size download { url }"
CLOSED = f"receipt {{ subject lines {{ table outcome count until reason citation }} }} export {{ {EXPORT} }}"


@pytest.fixture(scope="module")
def house(house_apart: RunningHouse) -> RunningHouse:
    """These tests make documents older than they are, which breaks what other tests look for."""
    return house_apart


async def closed(api: Api) -> Json:
    return await api.do("closeOrganisation", GIVEN, select=CLOSED)


async def make_due(house: RunningHouse, api: Api) -> None:
    """The grace is over, and the export was made."""
    await house.queue.drain(api.organisation_id)
    sql = "UPDATE tenant SET erase_after = brussels_today() - 1 WHERE id = $1"
    await house.truth(sql, api.organisation_id)


async def export_of(house: RunningHouse, api: Api) -> zipfile.ZipFile:
    export = (await api.ask(f"{{ organisationExport {{ {EXPORT} }} }}"))["organisationExport"]
    assert (export["state"], export["progress"]) == ("DONE", export["total"])
    file: httpx.Response = await house.http.get(export["download"]["url"])
    assert file.status_code == 200
    assert len(file.content) == export["size"]
    return zipfile.ZipFile(io.BytesIO(file.content))


async def certificate_of(house: RunningHouse, api: Api) -> Any:
    (row,) = await house.truth("SELECT certificate, signature FROM purge_run WHERE tenant_id = $1", api.organisation_id)
    return json.loads(row["certificate"]), row["signature"]


def signer(house: RunningHouse) -> CertificateSigner:
    return CertificateSigner(master_key(house.home))


async def test_everything_is_exported_before_anything_goes(house: RunningHouse, api: Api) -> None:
    invoice = await api.issued()
    await house.queue.drain(api.organisation_id)
    first = await closed(api)
    assert first["export"]["state"] == "QUEUED"
    await house.queue.drain(api.organisation_id)

    archive = await export_of(house, api)
    names = set(archive.namelist())
    assert {"tables/company.json", "tables/document.json", "tables/audit_entry.json", "invoices.csv"} <= names
    assert {name.rpartition(".")[2] for name in names if name.startswith("documents/")} == {"pdf", "xml"}
    assert archive.read(next(name for name in names if name.endswith(".pdf"))).startswith(b"%PDF")
    (document,) = json.loads(archive.read("tables/document.json"))
    assert document["number"] == invoice["number"]
    assert invoice["number"] in archive.read("invoices.csv").decode("utf-8-sig")
    assert json.loads(archive.read("contents.json")).keys() == names - {"contents.json"}
    assert b"argon2" not in b"".join(archive.read(name) for name in names)


async def test_no_cell_of_the_csv_is_a_formula(house: RunningHouse, api: Api) -> None:
    await api.issued(await api.company(name="=cmd|' /C calc'!A0"))
    await house.queue.drain(api.organisation_id)
    await closed(api)
    await house.queue.drain(api.organisation_id)
    assert "'=cmd" in (await export_of(house, api)).read("invoices.csv").decode("utf-8-sig")


async def test_a_closed_organisation_can_be_read_but_not_changed(house: RunningHouse, api: Api) -> None:
    invoice = await api.issued()
    await closed(api)
    assert (await api.ask("{ invoices { totalCount } }"))["invoices"]["totalCount"] == 1
    before = await house.counts()
    for mutation, given in (("createCompany", customer()), ("sendInvoice", {"invoice": invoice["id"], "to": []})):
        problem = await api.refusal(mutation, given)
        assert (problem["__typename"], problem["code"]) == ("ConflictProblem", "ORGANISATION_CLOSED")
    assert await house.counts() == before
    assert (await api.refusal("closeOrganisation", GIVEN))["code"] == "ORGANISATION_CLOSED"


async def test_members_are_told(house: RunningHouse, api: Api) -> None:
    other = await second_owner(house, api)
    await closed(api)
    sql = "SELECT recipient FROM message WHERE kind = 'ORGANISATION_CLOSED' AND recipient = ANY ($1)"
    told = {row["recipient"] for row in await house.truth(sql, [api.email, other.email])}
    assert told == {api.email, other.email}


async def test_the_receipt_tells_what_goes_and_what_the_law_keeps(house: RunningHouse, api: Api) -> None:
    invoice = await api.issued()
    await api.pay(invoice["id"], "100.00")
    lines = (await closed(api))["receipt"]["lines"]
    kept = {line["table"]: line for line in lines if line["reason"] != "GRACE"}
    going = {line["table"] for line in lines if line["reason"] == "GRACE"}
    assert {"organisation", "membership", "contact"} <= going
    assert (kept["document"]["reason"], kept["document"]["until"]) == ("OPEN_BALANCE", None)
    assert kept["payment"]["reason"] == "VAT_DOCUMENTS"
    assert "art. 60" in kept["payment"]["citation"]


async def test_a_dry_run_shows_the_receipt_and_closes_nothing(house: RunningHouse, api: Api) -> None:
    before = await house.counts()
    dry = await api.do("closeOrganisation", {**GIVEN, "validateOnly": True}, select=CLOSED)
    assert dry["receipt"]["lines"]
    assert await house.counts() == before
    assert (await api.refusal("reopenOrganisation"))["code"] == "ORGANISATION_OPEN"


@pytest.mark.parametrize(
    ("changes", "code"), [({"proof": {"password": "another one"}}, "PROOF_WRONG"), ({"name": "Menuiserie"}, "INVALID")]
)
async def test_without_proof_or_its_name_nothing_is_closed(
    house: RunningHouse, api: Api, changes: Json, code: str
) -> None:
    assert (await api.refusal("closeOrganisation", {**GIVEN, **changes}))["code"] == code
    (row,) = await house.truth("SELECT ended_at FROM tenant WHERE id = $1", api.organisation_id)
    assert row["ended_at"] is None


async def test_it_can_be_reopened_within_the_grace_and_keeps_everything(house: RunningHouse, api: Api) -> None:
    await api.issued()
    await closed(api)
    await make_due(house, api)
    await api.do("reopenOrganisation", select="organisation { id }")
    run = uuid4()
    seal = Purging(signer(house), 90)
    assert not await purge_organisation(house.house.services.units, api.organisation_id, run, purging=seal)
    assert (await api.ask("{ invoices { totalCount } }"))["invoices"]["totalCount"] == 1
    await api.company()


async def test_after_the_grace_it_is_erased_and_a_signed_certificate_says_so(house: RunningHouse, api: Api) -> None:
    await api.issued()
    await api.draft(await api.company(name="Sans facture"))
    await oauth_acts.grant_for(house, api, (await oauth_acts.registered(api))["app"]["id"])
    await create_key(api)
    await house.queue.drain(api.organisation_id)
    await closed(api)
    await house.queue.drain(api.organisation_id)
    await make_due(house, api)
    keeper = house.queue.workshops().housekeeping
    assert await keeper.find_what_is_over() >= 1
    again = await keeper.find_what_is_over()
    done = await house.queue.drain(api.organisation_id)
    assert {job.name for job in done} == {"purge_organisation", "erase_files"}
    assert again == 0

    assert (await api.post({"query": "{ viewer { user { id } } }"})).status_code == 401
    content, signature = await certificate_of(house, api)
    assert signer(house).accepts(content, signature)
    counts = {one["table"]: (one["before"], one["after"]) for one in content["counts"]}
    assert counts["document"] == (2, 1)
    assert counts["contact"][1] == counts["membership"][1] == 0
    assert counts["company"][1] == 1
    for table in ("session", "oauth_app", "oauth_grant", "api_key"):
        sql = f"SELECT FROM {table} WHERE organisation_id = $1"
        assert await house.truth(sql, api.organisation_id) == [], table
    assert {line["table"] for line in content["kept"]} >= {"document", "audit_entry"}
    (head,) = content["chainHeads"]
    (last,) = await house.truth("SELECT sequence, hash FROM audit_head WHERE organisation_id = $1", api.organisation_id)
    assert (head["sequence"], head["hash"]) == (last["sequence"], last["hash"].hex())
    (row,) = await house.truth(
        "SELECT name, iban, email FROM organisation WHERE organisation_id = $1", api.organisation_id
    )
    assert (row["name"], row["iban"], row["email"]) == ("", None, None)


@pytest.mark.parametrize("invoiced", [True, False])
async def test_smoalls_own_record_of_the_customer_goes_unless_it_was_invoiced(
    house: RunningHouse, api: Api, invoiced: bool
) -> None:
    await house.truth(
        """INSERT INTO company (organisation_id, id, name, language, street, postal_code, city, country, email, phone,
        created_at) VALUES ($1, $2, 'Menuiserie', 'FR', 'Quai 1', '1000', 'Bruxelles', 'BE', $3, '+32', now())""",
        HOUSE,
        api.organisation_id,
        api.email,
    )
    if invoiced:
        await house.truth(
            """INSERT INTO document (organisation_id, id, kind, company_id, currency, language, payment_term_days,
            lines_total, discounts_total, net, vat, gross, created_at)
            VALUES ($1, $2, 'INVOICE', $2, 'EUR', 'FR', 30, 10, 0, 10, 0, 10, now())""",
            HOUSE,
            api.organisation_id,
        )
    await closed(api)
    await make_due(house, api)
    purging = Purging(signer(house), 90)
    assert await purge_organisation(house.house.services.units, api.organisation_id, uuid4(), purging=purging)
    rows = await house.truth("SELECT name, email, phone FROM company WHERE id = $1", api.organisation_id)
    assert [tuple(row) for row in rows] == ([("Menuiserie", None, None)] if invoiced else [])


async def test_nothing_is_erased_before_it_was_handed_out(house: RunningHouse, api: Api) -> None:
    await closed(api)
    waiting = await house.queue.take(api.organisation_id)
    await make_due(house, api)
    purging, units = Purging(signer(house), 90), house.house.services.units
    assert not await purge_organisation(units, api.organisation_id, uuid4(), purging=purging)
    assert (await api.ask("{ organisation { name } }"))["organisation"]["name"] == NAME
    for message in waiting:
        await house.queue.run(message)
    assert await purge_organisation(units, api.organisation_id, uuid4(), purging=purging)


async def test_a_purge_that_was_cut_off_goes_on_to_the_same_certificate(house: RunningHouse, api: Api) -> None:
    for number in range(3):
        await api.company(name=f"Client {number}")
    await closed(api)
    await make_due(house, api)
    run, units = uuid4(), house.house.services.units

    class Dying:
        def __init__(self, after: int) -> None:
            self.left = after

        def begin(self, *given: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                raise KeyboardInterrupt
            return units.begin(*given, **named)

    purging = Purging(signer(house), 90, slice=1)
    attempts = 0
    before = None
    while True:
        attempts += 1
        try:
            await purge_organisation(Dying(attempts), api.organisation_id, run, purging=purging)
            break
        except KeyboardInterrupt:
            rows = await house.truth("SELECT before FROM purge_run WHERE id = $1", run)
            assert before is None or rows[0]["before"] == before
            before = rows[0]["before"] if rows else None
    assert attempts > 4
    content, signature = await certificate_of(house, api)
    assert signer(house).accepts(content, signature)
    counts = {one["table"]: (one["before"], one["after"]) for one in content["counts"]}
    assert counts["company"] == counts["contact"] == (3, 0)
    assert not await purge_organisation(units, api.organisation_id, run, purging=purging)
    assert await certificate_of(house, api) == (content, signature)


async def test_reopening_and_purging_at_once_do_not_both_happen(house: RunningHouse, api: Api) -> None:
    await api.company()
    await closed(api)
    await make_due(house, api)
    purging = Purging(signer(house), 90)
    purged, answer = await asyncio.gather(
        purge_organisation(house.house.services.units, api.organisation_id, uuid4(), purging=purging),
        api.post({"query": "mutation { reopenOrganisation { __typename } }"}),
    )
    reopened = answer.status_code == 200 and "Payload" in answer.text
    assert purged is not reopened


@pytest.mark.parametrize(
    ("issued", "goes"),
    [("2010-03-01", True), ("2014-12-31", True), ("2016-06-30", True), ("2019-06-30", False), ("2023-01-01", False)],
)
async def test_documents_go_after_their_legal_term_and_never_before(
    house: RunningHouse, api: Api, issued: str, goes: bool
) -> None:
    invoice = await api.issued()
    await api.do("creditInvoice", {"invoice": invoice["id"], "reason": "Erreur"})
    await house.queue.drain(api.organisation_id)
    sql = f"""SET session_replication_role = replica;
        UPDATE document SET issued_on = '{issued}' WHERE organisation_id = '{api.organisation_id}';"""
    admin = await asyncpg.connect(house.admin)
    await admin.execute(sql)
    await admin.close()
    gone = await house.as_app("SELECT gone, files FROM purge_documents(100)", organisation=api.organisation_id)
    assert gone[0]["gone"] == (2 if goes else 0)
    left = await house.truth("SELECT count(*) AS n FROM document WHERE organisation_id = $1", api.organisation_id)
    assert left[0]["n"] == (0 if goes else 2)
    assert bool(gone[0]["files"]) is goes


async def test_an_unpaid_document_stays_however_old(house: RunningHouse, api: Api) -> None:
    await api.issued()
    admin = await asyncpg.connect(house.admin)
    await admin.execute(f"""SET session_replication_role = replica;
        UPDATE document SET issued_on = '1999-01-01' WHERE organisation_id = '{api.organisation_id}';""")
    await admin.close()
    gone = await house.as_app("SELECT gone FROM purge_documents(100)", organisation=api.organisation_id)
    assert gone[0]["gone"] == 0
    with pytest.raises(asyncpg.PostgresError, match="is issued"):
        await house.as_app("DELETE FROM document", organisation=api.organisation_id)


async def test_the_database_and_the_policy_agree_on_every_day(house: RunningHouse) -> None:
    sql = """SELECT d::date AS day, kept_until(d::date) AS until FROM generate_series(
        DATE '1995-01-01', DATE '2060-12-31', interval '13 days') d"""
    policy = account_policy()
    for row in await house.truth(sql):
        verdict = judge(Record(holding=Holding.INVOICE, dated=row["day"]), policy, on=row["day"])
        assert verdict.until is not None
        assert row["until"] >= verdict.until
        assert row["until"] == verdict.until or row["day"].year < 2023
