"""What goes by itself: accounts nobody needs, letters, links, proofs, documents of Smoall past their term."""

import asyncio
import json
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from smoall.domain.organisations.house import HOUSE
from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.master_key import master_key
from smoall.usecases.actor import system
from smoall.usecases.privacy.erase_account import erase_account
from tests.harness.account_acts import user_of
from tests.harness.api import PASSWORD, Api
from tests.harness.billing_acts import sell_something
from tests.harness.house import RunningHouse

ROOT = Path(__file__).parents[2]
CLOSING = {"proof": {"password": PASSWORD}, "name": "Menuiserie du Canal"}
LONG_AGO = "now() - interval '200 days'"


@pytest.fixture(scope="module")
def house(house_apart: RunningHouse) -> RunningHouse:
    """These tests write documents that never went through the journal, which breaks what other tests look for."""
    return house_apart


async def forgotten(house: RunningHouse, api: Api) -> UUID:
    """The person belongs to nothing any more, and was last seen long ago."""
    user = await user_of(house, api)
    await house.truth("DELETE FROM membership WHERE user_id = $1", user)
    await house.truth(f"UPDATE session SET seen_at = {LONG_AGO} WHERE user_id = $1", user)
    await house.truth(f"UPDATE user_account SET created_at = {LONG_AGO} WHERE id = $1", user)
    return user


async def tidied(house: RunningHouse) -> list[str]:
    """Run the chores and the jobs that they ask for; the names of those."""
    keeper = house.queue.workshops().housekeeping
    await keeper.find_what_is_over()
    await keeper.forget_expired()
    return [job.name for job in await house.queue.drain()]


async def test_an_account_that_no_organisation_needs_is_erased_after_the_grace(house: RunningHouse, api: Api) -> None:
    user = await forgotten(house, api)
    assert "erase_account" in await tidied(house)
    (row,) = await house.truth("SELECT email, name, erased_at FROM user_account WHERE id = $1", user)
    assert (row["email"], row["name"]) == (f"erased-{user}", "")
    assert row["erased_at"]
    (receipt,) = await house.truth("SELECT lines FROM erasure_receipt WHERE subject = $1", f"usr_{user.hex}")
    assert json.loads(receipt["lines"])
    (entry,) = await house.truth(
        """SELECT a.user_id FROM audit_entry e JOIN audit_actor a
        ON a.organisation_id = e.organisation_id AND a.id = e.actor_id
        WHERE e.action = 'eraseAccount' AND e.object_id = $1""",
        f"usr_{user.hex}",
    )
    assert entry["user_id"] == UUID(int=0)


@pytest.mark.parametrize("kept", ["member", "seen", "new"])
async def test_an_account_that_is_needed_or_used_stays(house: RunningHouse, api: Api, kept: str) -> None:
    user = await forgotten(house, api)
    if kept == "member":
        sql = "INSERT INTO membership (organisation_id, user_id, role, created_at) VALUES ($2, $1, 'READER', now())"
        await house.truth(sql, user, api.organisation_id)
    elif kept == "seen":
        await house.truth("UPDATE session SET seen_at = now() WHERE user_id = $1", user)
    else:
        await house.truth("UPDATE user_account SET created_at = now() WHERE id = $1", user)
    units = house.house.services.units
    assert not await erase_account(units, system(HOUSE), user, grace_days=90)
    await tidied(house)
    (row,) = await house.truth("SELECT email FROM user_account WHERE id = $1", user)
    assert row["email"] == api.email


async def test_whoever_takes_the_person_in_meanwhile_keeps_them(house: RunningHouse, api: Api) -> None:
    user = await forgotten(house, api)
    connection = await asyncpg.connect(house.admin)
    transaction = connection.transaction()
    await transaction.start()
    sql = "INSERT INTO membership (organisation_id, user_id, role, created_at) VALUES ($2, $1, 'READER', now())"
    await connection.execute(sql, user, api.organisation_id)
    erasing = asyncio.create_task(erase_account(house.house.services.units, system(HOUSE), user, grace_days=90))
    while not await house.truth("SELECT FROM pg_locks WHERE NOT granted"):
        assert not erasing.done()
        await asyncio.sleep(0)
    await transaction.commit()
    await connection.close()
    assert not await erasing


async def test_letters_and_links_go_after_their_term(house: RunningHouse, api: Api) -> None:
    user = await user_of(house, api)
    await house.queue.drain()
    await house.truth("UPDATE message SET created_at = now() - interval '31 days' WHERE user_id = $1", user)
    letters = [row["id"] for row in await house.truth("SELECT id FROM message WHERE user_id = $1", user)]
    links = "SELECT count(*) AS n FROM one_time_token WHERE user_id = $1"
    await house.truth("UPDATE one_time_token SET expires_at = now() - interval '31 days' WHERE user_id = $1", user)
    assert letters
    assert any((house.home / "mailbox" / f"{letter}.eml").exists() for letter in letters)
    await tidied(house)
    assert await house.truth("SELECT FROM message WHERE user_id = $1", user) == []
    assert not any((house.home / "mailbox" / f"{letter}.eml").exists() for letter in letters)
    assert (await house.truth(links, user))[0]["n"] == 0


async def test_the_farewell_goes_as_soon_as_it_is_sent(house: RunningHouse, api: Api) -> None:
    await forgotten(house, api)
    await tidied(house)
    sql = "SELECT state FROM message WHERE recipient = $1 AND kind = 'ACCOUNT_ERASED'"
    (row,) = await house.truth(sql, api.email)
    assert row["state"] == "SENT"
    await tidied(house)
    assert await house.truth(sql, api.email) == []


async def test_proof_of_consent_goes_five_years_after_the_account(house: RunningHouse, api: Api) -> None:
    user = await forgotten(house, api)
    await tidied(house)
    proofs = "SELECT FROM consent WHERE user_id = $1"
    await house.truth("UPDATE user_account SET erased_at = now() - interval '5 years' WHERE id = $1", user)
    await tidied(house)
    assert await house.truth(proofs, user)
    await house.truth("UPDATE user_account SET erased_at = now() - interval '7 years' WHERE id = $1", user)
    await tidied(house)
    assert await house.truth(proofs, user) == []


async def test_a_purge_that_is_killed_goes_on_to_a_certificate_over_all_of_it(house: RunningHouse, api: Api) -> None:
    for number in range(12):
        await api.company(name=f"Client {number}")
    await api.do("closeOrganisation", CLOSING)
    await house.queue.drain(api.organisation_id)
    await house.truth("UPDATE tenant SET erase_after = brussels_today() - 1 WHERE id = $1", api.organisation_id)
    run = uuid4()
    kills = 0
    while not (await house.truth("SELECT erased_at FROM tenant WHERE id = $1", api.organisation_id))[0]["erased_at"]:
        left = await companies(house, api)
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PURGE, house.where.app, house.where.role or "", api.organisation_id.hex, run.hex),
            *(str(house.home),),
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        )
        while kills < 3 and worker.returncode is None:
            if left - await companies(house, api) >= 3:
                worker.send_signal(signal.SIGKILL)
                break
            await asyncio.sleep(0)
        code = await worker.wait()
        kills += code == -signal.SIGKILL
        assert code in (0, -signal.SIGKILL)
    assert kills >= 2
    (row,) = await house.truth("SELECT certificate, signature FROM purge_run WHERE id = $1", run)
    content: Any = json.loads(row["certificate"])
    assert CertificateSigner(master_key(house.home)).accepts(content, row["signature"])
    counts = {one["table"]: (one["before"], one["after"]) for one in content["counts"]}
    assert counts["company"] == counts["contact"] == (12, 0)


async def companies(house: RunningHouse, api: Api) -> int:
    sql = "SELECT count(*) AS n FROM company WHERE organisation_id = $1"
    found: int = (await house.truth(sql, api.organisation_id))[0]["n"]
    return found


PURGE = """
import asyncio, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.master_key import master_key
from smoall.infra.postgres.database import Database
from smoall.infra.postgres.unit import PostgresUnits
from smoall.usecases.privacy.purge_organisation import Purging, purge_organisation
dsn, role, organisation, run, home = sys.argv[1:]

async def main():
    purging = Purging(CertificateSigner(master_key(Path(home))), 90, slice=1)
    units = PostgresUnits(Database(dsn, size=1, role=role or None))
    await purge_organisation(units, UUID(organisation), UUID(run), purging=purging)

asyncio.run(main())
"""


async def test_smoalls_own_documents_past_their_term_go_once_a_year_with_a_certificate(house: RunningHouse) -> None:
    await sell_something(house)
    old, young = uuid4(), uuid4()
    connection = await asyncpg.connect(house.admin)
    await connection.execute("SET session_replication_role = replica")
    for identity, day in ((old, "2012-05-01"), (young, "2024-05-01")):
        await connection.execute(
            f"""WITH customer AS (INSERT INTO company (organisation_id, id, name, language, street, postal_code, city,
                country, created_at) VALUES ($1, $2, 'Client', 'FR', '', '', '', 'BE', now()))
            INSERT INTO document (organisation_id, id, kind, company_id, currency, language, payment_term_days, number,
                lines_total, discounts_total, net, vat, gross, paid, created_at, issued_on)
            VALUES ($1, $2, 'INVOICE', $2, 'EUR', 'FR', 30, $3, 10, 0, 10, 0, 10, 10, now(), '{day}')""",
            HOUSE,
            identity,
            f"T-{identity.hex}",
        )
    restricted = "INSERT INTO document_restriction VALUES ($1, $2, now(), 'Leur personne a été effacée')"
    await connection.execute(restricted, HOUSE, old)
    await connection.execute("DELETE FROM job_run WHERE actor = 'purge_floors'")  # those of this year
    await connection.execute("DELETE FROM purge_run WHERE tenant_id = $1", HOUSE)
    await connection.close()
    assert "purge_floors" in await tidied(house)
    assert "purge_floors" not in await tidied(house)
    left = {row["id"] for row in await house.truth("SELECT id FROM document WHERE organisation_id = $1", HOUSE)}
    assert young in left
    assert old not in left
    assert await house.truth("SELECT FROM document_restriction WHERE document_id = $1", old) == []
    sql = "SELECT certificate, signature FROM purge_run WHERE tenant_id = $1 ORDER BY started_at DESC LIMIT 1"
    (run,) = await house.truth(sql, HOUSE)
    content: Any = json.loads(run["certificate"])
    assert CertificateSigner(master_key(house.home)).accepts(content, run["signature"])
    (documents,) = [one for one in content["counts"] if one["table"] == "document"]
    assert documents["before"] - documents["after"] >= 1


async def unsubscribed(house: RunningHouse, api: Api, *, days: int) -> None:
    """The subscription ended so many days ago."""
    sql = (
        "UPDATE subscription SET ends_on = brussels_today() - $2::int, trial_ends_on = NULL WHERE organisation_id = $1"
    )
    await house.truth(sql, api.organisation_id, days)


async def ending(house: RunningHouse, api: Api) -> dict[str, Any]:
    sql = "SELECT ended_at, erase_after - brussels_today() AS days, erased_at FROM tenant WHERE id = $1"
    (row,) = await house.truth(sql, api.organisation_id)
    return dict(row)


@pytest.mark.parametrize(("days", "left"), [(31, 59), (85, 30), (400, 30)])
async def test_an_organisation_is_closed_after_the_end_of_its_subscription_and_told_in_time(
    house: RunningHouse, api: Api, days: int, left: int
) -> None:
    await unsubscribed(house, api, days=days)
    assert "close_unsubscribed" in await tidied(house)
    found = await ending(house, api)
    assert found["ended_at"]
    assert found["days"] == left
    assert (await api.ask("{ organisationExport { state } }"))["organisationExport"]["state"] == "DONE"
    told = "SELECT kind FROM message WHERE recipient = $1 AND kind = 'ORGANISATION_CLOSED'"
    assert len(await house.truth(told, api.email)) == 1


@pytest.mark.parametrize("kept", ["lately", "reopened", "anew"])
async def test_it_is_not_closed_while_it_may_begin_anew(house: RunningHouse, api: Api, kept: str) -> None:
    await unsubscribed(house, api, days=30 if kept == "lately" else 40)
    if kept == "reopened":
        await tidied(house)
        await api.do("reopenOrganisation")
    elif kept == "anew":
        await house.truth("UPDATE subscription SET ends_on = NULL WHERE organisation_id = $1", api.organisation_id)
    await tidied(house)
    assert (await ending(house, api))["ended_at"] is None


async def test_what_providers_told_of_goes_whether_it_was_followed_or_not(house: RunningHouse) -> None:
    sql = """INSERT INTO inbox (organisation_id, provider, event_id, body, received_at, handled_at)
        VALUES ($1, 'stripe', $2, '{}', now() - $3::interval, $4)"""
    for event, age, followed in (("evt_old", 91, None), ("evt_done", 91, datetime.now(UTC)), ("evt_new", 89, None)):
        await house.truth(sql, HOUSE, event, timedelta(days=age), followed)
    await house.queue.workshops().housekeeping.forget_events()
    left = await house.truth("SELECT event_id FROM inbox WHERE event_id LIKE 'evt\\_%' AND provider = 'stripe'")
    assert [row["event_id"] for row in left] == ["evt_new"]
