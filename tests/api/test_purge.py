"""What is over goes, and only that: previews, orders, races, certificates."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.organisations.house import HOUSE
from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.master_key import master_key
from smoall.usecases.actor import system
from smoall.usecases.privacy.purge_organisation import Purging, purge_floors
from tests.harness.ageing import age, age_company
from tests.harness.api import Api, Json, payment, today
from tests.harness.house import RunningHouse
from tests.harness.retention_acts import REASON, previewed, to_purge
from tests.harness.sowing import Sown, sow, sow_draft_credit
from tests.harness.traces import rows_with

PREVIEW = """query ($on: Date, $categories: [RetentionCategory!], $first: Int! = 500) {
  purgePreview(on: $on, categories: $categories, first: $first) {
    on policyVersion total previewToken parts { table action count ids } rows { table count }
    kept { category table outcome count until reason citation } } }"""
RUNS = "{ purgeRuns { nodes { id state total done kept finishedAt orderedBy } } }"
CERTIFICATES = """{ purgeCertificates { id subject policyVersion anonymised counts { table before after }
  kept { table count until reason } paper } }"""
GROSS = "query ($id: ID!) { invoice(id: $id) { totals { gross { amount } } } }"
SCRIPT = Path(__file__).parents[2] / "scripts" / "verify_certificate.py"
LONG_AGO = date(2012, 6, 1)
OWN = "organisation_id = $1"
OURS = {"contact": f"{OWN} AND name <> ''", "document": f"{OWN} AND credits_id IS NULL"}
KINDS = ("contact", "document", "payment", "company")


@pytest.fixture
def house(house_apart: RunningHouse) -> RunningHouse:
    """Documents of long ago have no place in any numbering: beside others they would look like a gap."""
    return house_apart


async def seen(api: Api, **arguments: object) -> Json:
    """A preview."""
    found: Json = (await api.ask(PREVIEW, **arguments))["purgePreview"]
    return found


async def going(api: Api) -> dict[str, set[UUID]]:
    """What a preview says goes, by table."""
    parts = (await seen(api))["parts"]
    return {part["table"]: {UUID(hex=one.partition("_")[2]) for one in part["ids"]} for part in parts}


async def order(house: RunningHouse, api: Api, *, drained: bool = True) -> Json:
    """Order what the preview shows, and let it be carried out."""
    given = {"reason": REASON, "previewToken": await previewed(api)}
    run: Json = (await api.do("runPurge", given, select="run { id state }"))["run"]
    if drained:
        await house.queue.drain(api.organisation_id)
    return run


async def left(house: RunningHouse, api: Api) -> dict[str, set[UUID]]:
    """What is there, by table: invoices without their credit notes, contacts who are still named."""
    found = {}
    for table in KINDS:
        rows = await house.truth(f"SELECT id FROM {table} WHERE {OURS.get(table, OWN)}", api.organisation_id)
        found[table] = {row["id"] for row in rows}
    return found


async def test_a_settled_invoice_goes_with_its_money_and_its_files(house: RunningHouse, api: Api) -> None:
    invoice = (await api.issued())["id"]
    total = (await api.ask(GROSS, id=invoice))["invoice"]["totals"]["gross"]["amount"]
    received = await api.do("registerPayment", payment(total, {invoice: total}), select="payment { id }")
    await house.queue.drain(api.organisation_id)
    mine = "SELECT sha256 FROM document_file WHERE organisation_id = $1"
    files = [row["sha256"] for row in await house.truth(mine, api.organisation_id)]
    await age(house, api, LONG_AGO)
    preview = await seen(api)
    parts = {part["table"]: part["ids"] for part in preview["parts"]}
    assert parts["document"] == [invoice]
    assert parts["payment"] == [received["payment"]["id"]]
    assert {one["table"]: one["count"] for one in preview["rows"]}["document_file"] == len(files) == 2
    assert [(one["table"], one["reason"]) for one in preview["kept"]] == [("company", "DOCUMENTS_STAY")]
    run = await order(house, api)
    (done,) = (await api.ask(RUNS))["purgeRuns"]["nodes"]
    assert (done["id"], done["state"], done["done"], done["kept"]) == (run["id"], "DONE", 3, 0)
    found = await left(house, api)
    assert (found["document"], found["payment"], found["contact"], len(found["company"])) == (set(), set(), set(), 1)
    assert not [one for one in files if list((house.home / "files").rglob(f"{one}*"))]


async def verifies(text: str, folder: Path) -> bool:
    """Whether the script, which knows nothing of Smoall, accepts the paper."""
    paper = folder / "certificate.json"
    paper.write_text(text, "utf-8")
    started = await asyncio.create_subprocess_exec(sys.executable, SCRIPT, paper, stdout=PIPE, stderr=PIPE)
    await started.communicate()
    return started.returncode == 0


async def test_its_certificate_is_checked_without_smoall(house: RunningHouse, api: Api, tmp_path: Path) -> None:
    await sow(house, api, [Sown(issued_on=LONG_AGO, received_on=LONG_AGO), Sown(issued_on=LONG_AGO)])
    run = await order(house, api)
    (found,) = (await api.ask(CERTIFICATES))["purgeCertificates"]
    assert (found["id"], found["subject"], found["anonymised"]) == (run["id"], api.organisation, 1)
    counts = {one["table"]: (one["before"], one["after"]) for one in found["counts"]}
    assert (counts["document"], counts["document_line"], counts["payment"]) == ((2, 1), (2, 1), (1, 0))
    assert {(one["table"], one["reason"], one["count"]) for one in found["kept"]} == {
        ("document", "OPEN_BALANCE", 1),
        ("contact", "OPEN_BALANCE", 1),
        ("company", "OPEN_BALANCE", 1),
    }
    assert await verifies(found["paper"], tmp_path)
    assert not await verifies(found["paper"].replace('"before": 2', '"before": 3', 1), tmp_path)


@pytest.mark.parametrize(
    ("invoice", "reason"),
    [
        (Sown(issued_on=LONG_AGO), "OPEN_BALANCE"),
        (Sown(issued_on=LONG_AGO, received_on=LONG_AGO, draft_credit=True), "DRAFT_UNDER_WAY"),
        (Sown(issued_on=LONG_AGO, credited_on=date(2024, 1, 1)), "VAT_DOCUMENTS"),
        (Sown(issued_on=LONG_AGO, received_on=date(2025, 1, 1)), "VAT_DOCUMENTS"),
    ],
    ids=["owed", "being credited", "credited lately", "paid lately"],
)
async def test_an_old_invoice_stays_while_something_keeps_it(
    house: RunningHouse, api: Api, invoice: Sown, reason: str
) -> None:
    await sow(house, api, [invoice])
    kept = {one["table"]: one["reason"] for one in (await seen(api))["kept"]}
    assert kept["document"] == reason
    assert "document" not in await going(api)


async def test_a_term_that_was_chosen_keeps_longer(house: RunningHouse, api: Api) -> None:
    await sow(house, api, [Sown(issued_on=date(2015, 5, 5), received_on=date(2015, 5, 6))])
    assert "document" in await going(api)
    await api.do("setRetentionPolicy", {"category": "INVOICE", "years": 12})
    (kept,) = [one for one in (await seen(api))["kept"] if one["table"] == "document"]
    assert (kept["reason"], kept["until"]) == ("ORGANISATION_TERM", "2027-12-31")


async def test_a_day_to_come_is_looked_at_and_not_ordered(house: RunningHouse, api: Api) -> None:
    await sow(house, api, [Sown(issued_on=date(2024, 5, 5), received_on=date(2024, 5, 6))])
    assert "document" not in await going(api)
    later = await seen(api, on="2035-01-01")
    assert {part["table"] for part in later["parts"]} >= {"document", "payment"}
    assert later["previewToken"] is None
    answer = await api.answer(PREVIEW, {"on": "2026-01-01"})
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_only_the_categories_that_were_asked_for_go(house: RunningHouse, api: Api) -> None:
    await sow(house, api, [Sown(issued_on=LONG_AGO, received_on=LONG_AGO)])
    preview = await seen(api, categories=["INVOICE", "VOUCHER"])
    assert {part["table"] for part in preview["parts"]} == {"document", "payment"}
    given = {"reason": REASON, "previewToken": preview["previewToken"], "categories": ["INVOICE", "VOUCHER"]}
    await api.do("runPurge", given)
    await house.queue.drain(api.organisation_id)
    assert len((await left(house, api))["contact"]) == 1


async def test_nothing_goes_without_a_token_that_holds(house: RunningHouse, api: Api) -> None:
    given = await to_purge(house, api)
    before = await house.counts()
    missing = await api.refusal("runPurge", {"reason": REASON})
    assert [one["code"] for one in missing["findings"]] == ["PREVIEW_TOKEN_MISSING"]
    assert (await api.refusal("runPurge", {**given, "previewToken": "0" * 64}))["code"] == "PREVIEW_OUTDATED"
    assert await house.counts() == before
    await sow(house, api, [Sown(issued_on=LONG_AGO, received_on=LONG_AGO)])
    assert (await api.refusal("runPurge", given))["code"] == "PREVIEW_OUTDATED"


async def test_there_is_one_purge_at_a_time_and_none_of_nothing(house: RunningHouse, api: Api) -> None:
    nothing = {"reason": REASON, "previewToken": await previewed(api)}
    assert (await api.refusal("runPurge", nothing))["code"] == "NOTHING_IS_OVER"
    await sow(house, api, [Sown(issued_on=LONG_AGO, received_on=LONG_AGO)])
    run = await order(house, api, drained=False)
    again = await api.refusal("runPurge", {"reason": REASON, "previewToken": await previewed(api)})
    assert again["code"] == "PURGE_UNDER_WAY"
    assert run["id"] in again["message"]


async def test_what_is_held_after_the_order_stays(house: RunningHouse, api: Api) -> None:
    held, free = (Sown(issued_on=LONG_AGO, received_on=LONG_AGO) for _ in range(2))
    await sow(house, api, [held, free])
    await order(house, api, drained=False)
    hold = {"object": public_id(Kind.INVOICE, held.id), "ground": "DISPUTE", "reason": "Contested"}
    await api.do("placeHold", hold)
    await house.queue.drain(api.organisation_id)
    found = await left(house, api)
    assert (found["document"], found["payment"], found["contact"]) == ({held.id}, {held.payment}, {held.contact})
    (run,) = (await api.ask(RUNS))["purgeRuns"]["nodes"]
    assert (run["state"], run["total"], run["kept"]) == ("DONE", 6, 3)
    (certificate,) = (await api.ask(CERTIFICATES))["purgeCertificates"]
    assert ("document", "OPEN_DISPUTE") in {(one["table"], one["reason"]) for one in certificate["kept"]}


async def test_a_credit_note_that_is_drafted_after_the_order_keeps_its_invoice(house: RunningHouse, api: Api) -> None:
    one = Sown(issued_on=LONG_AGO, received_on=LONG_AGO)
    await sow(house, api, [one])
    await order(house, api, drained=False)
    await sow_draft_credit(house, api, one)
    await house.queue.drain(api.organisation_id)
    assert one.id in (await left(house, api))["document"]


async def test_a_hold_that_was_granted_is_never_broken(house: RunningHouse, api: Api) -> None:
    invoices = [Sown(issued_on=LONG_AGO, received_on=LONG_AGO) for _ in range(12)]
    await sow(house, api, invoices)
    await order(house, api, drained=False)

    async def hold(one: Sown) -> UUID | None:
        given = {"object": public_id(Kind.INVOICE, one.id), "ground": "LITIGATION", "reason": "Case"}
        answer = await api.act("placeHold", given, select="hold { id }")
        return one.id if "hold" in answer else None

    async def held() -> list[UUID | None]:
        return [await hold(one) for one in invoices]

    granted, _ = await asyncio.gather(held(), house.queue.drain(api.organisation_id))
    assert {one for one in granted if one} == (await left(house, api))["document"]


async def test_a_standing_order_purges_by_itself(house: RunningHouse, api: Api) -> None:
    await sow(house, api, [Sown(issued_on=LONG_AGO, received_on=LONG_AGO)])
    await house.queue.workshops().housekeeping.find_what_is_over()
    await house.queue.drain()
    assert len((await left(house, api))["document"]) == 1
    await api.do("setRetentionPolicy", {"category": "INVOICE", "automatic": True})
    await house.queue.workshops().housekeeping.find_what_is_over()
    await house.queue.drain()
    found = await left(house, api)
    assert (found["document"], len(found["contact"]), len(found["payment"])) == (set(), 1, 1)
    (run,) = (await api.ask(RUNS))["purgeRuns"]["nodes"]
    assert (run["state"], run["orderedBy"]) == ("DONE", None)


async def test_who_asked_that_their_data_is_only_kept_stays(house: RunningHouse, api: Api) -> None:
    kept, free = (Sown(issued_on=LONG_AGO, received_on=LONG_AGO) for _ in range(2))
    await sow(house, api, [kept, free])
    given = {"contact": public_id(Kind.CONTACT, kept.contact), "reason": "Claim against the printer"}
    await api.do("restrictProcessing", given)
    assert (await going(api))["contact"] == {free.contact}
    lines = {(one["table"], one["reason"]) for one in (await seen(api))["kept"]}
    assert ("contact", "RESTRICTION") in lines


async def test_a_former_customer_is_one_when_the_last_document_has_gone(house: RunningHouse, api: Api) -> None:
    await api.do("setRetentionPolicy", {"category": "RELATION", "years": 30})
    one = Sown(issued_on=LONG_AGO, received_on=LONG_AGO)
    await sow(house, api, [one])
    await order(house, api)
    found = await left(house, api)
    assert (found["document"], found["contact"]) == (set(), {one.contact})
    kept = {line["table"]: (line["reason"], line["until"]) for line in (await seen(api))["kept"]}
    assert kept == dict.fromkeys(("contact", "company"), ("ORGANISATION_TERM", f"{LONG_AGO.year + 30}-12-31"))


async def test_a_letter_that_is_on_its_way_keeps_its_reader_and_nobody_else(house: RunningHouse, api: Api) -> None:
    reader, other = (Sown(issued_on=LONG_AGO, received_on=LONG_AGO) for _ in range(2))
    await sow(house, api, [reader, other])
    address = "UPDATE contact SET email = 'lezer@inkt.example' WHERE id = $1"
    await house.truth(address, reader.contact)
    await order(house, api, drained=False)
    invoice = await api.issued()
    await api.do("sendInvoice", {"invoice": invoice["id"], "to": ["lezer@inkt.example"]})
    (job,) = [one for one in await house.queue.take(api.organisation_id) if one["actor_name"] == "purge_records"]
    await house.queue.run(job)
    assert (await left(house, api))["contact"] >= {reader.contact}
    assert other.contact not in (await left(house, api))["contact"]
    assert (await api.ask(RUNS))["purgeRuns"]["nodes"][0]["state"] == "DONE"


async def test_two_orders_at_once_are_one(house: RunningHouse, api: Api) -> None:
    await sow(house, api, [Sown(issued_on=LONG_AGO, received_on=LONG_AGO)])
    given = {"reason": REASON, "previewToken": await previewed(api)}
    answers = await asyncio.gather(*(api.act("runPurge", given) for _ in range(4)))
    assert sorted(one["__typename"] for one in answers) == ["ConflictProblem"] * 3 + ["RunPurgePayload"]


async def test_a_person_who_trades_is_forgotten_with_their_company(house: RunningHouse, api: Api) -> None:
    company = await api.company(name="Wendelien Ostrowski", isNaturalPerson=True, contacts=[])
    await api.draft(await api.company(contacts=[]), note="Ring Wendelien Ostrowski first")
    await age_company(house, api, company)
    await order(house, api)
    assert await rows_with(house, ["Ostrowski"]) == {}


async def test_who_chose_terms_is_not_purged_by_the_laws_alone(house: RunningHouse, api: Api) -> None:
    await sow(house, api, [Sown(issued_on=LONG_AGO, received_on=LONG_AGO)])
    await api.do("setRetentionPolicy", {"category": "INVOICE", "years": 40})
    purging = Purging(CertificateSigner(master_key(house.home)), 90)
    units = house.house.services.units
    assert await purge_floors(units, api.organisation_id, uuid4(), purging=purging) == 0
    assert len((await left(house, api))["document"]) == 1


@pytest.mark.parametrize("held", [True, False])
async def test_smoall_keeps_its_record_of_a_subscriber_whom_it_holds(house: RunningHouse, api: Api, held: bool) -> None:
    record = """INSERT INTO company
        (organisation_id, id, name, language, street, postal_code, city, country, created_at)
        VALUES ($1, $2, 'Abonné', 'FR', '', '', '', 'BE', now())"""
    await house.truth(record, HOUSE, api.organisation_id)
    if held:
        hold = """INSERT INTO legal_hold (organisation_id, id, scope, target_id, ground, reason, placed_at, placed_by)
            VALUES ($1, $2, 'COMPANY', $3, 'LITIGATION', 'Unpaid', now(), $3)"""
        await house.truth(hold, HOUSE, uuid4(), api.organisation_id)
    async with house.house.services.units.begin(system(api.organisation_id), request_id="test") as unit:
        await unit.endings.forget_subscriber()
        await unit.commit()
    there = await house.truth("SELECT FROM company WHERE organisation_id = $1 AND id = $2", HOUSE, api.organisation_id)
    assert bool(there) is held


DAYS = st.dates(date(2008, 1, 1), date(2026, 11, 1))
INVOICES = st.builds(
    Sown,
    issued_on=DAYS,
    received_on=st.one_of(st.none(), DAYS),
    credited_on=st.one_of(st.none(), DAYS),
    draft_credit=st.booleans(),
)
Held: TypeAlias = tuple[int, str, str, int | None]
HOLDS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(["INVOICE", "COMPANY", "CONTACT", "PAYMENT", "PERIOD"]),
        st.sampled_from(["DISPUTE", "TAX_INSPECTION"]),
        st.one_of(st.none(), st.integers(0, 3)),
    ),
    max_size=3,
)


async def place(api: Api, invoices: list[Sown], hold: Held) -> None:
    """A hold on something of one of them, until some days from now."""
    one = invoices[hold[0] % len(invoices)]
    until = (date.fromisoformat(today()) + timedelta(days=hold[3])).isoformat() if hold[3] is not None else None
    on: Json = {
        "INVOICE": {"object": public_id(Kind.INVOICE, one.id)},
        "COMPANY": {"object": public_id(Kind.COMPANY, one.company)},
        "CONTACT": {"object": public_id(Kind.CONTACT, one.contact)},
        "PAYMENT": {"object": public_id(Kind.PAYMENT, one.payment)},
        "PERIOD": {"from": one.issued_on.isoformat(), "to": one.issued_on.isoformat()},
    }[hold[1]]
    await api.act("placeHold", {**on, "ground": hold[2], "reason": "Held", "until": until})


def tries(most: int) -> settings:
    """So many examples; each is an organisation's records, put down, held and purged."""
    unhealthy = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=most, deadline=None, suppress_health_check=unhealthy)


@given(invoices=st.lists(INVOICES, min_size=1, max_size=6), holds=HOLDS)
@tries(6)
async def test_what_a_preview_shows_is_what_goes(
    house: RunningHouse, api: Api, invoices: list[Sown], holds: list[Held]
) -> None:
    await purge_and_compare(house, api, invoices, holds)


@pytest.mark.storm
@given(invoices=st.lists(INVOICES, min_size=1, max_size=6), holds=HOLDS)
@tries(150)
async def test_what_a_preview_shows_is_what_goes_a_hundred_times(
    house: RunningHouse, api: Api, invoices: list[Sown], holds: list[Held]
) -> None:
    await purge_and_compare(house, api, invoices, holds)


async def purge_and_compare(house: RunningHouse, api: Api, invoices: list[Sown], holds: list[Held]) -> None:
    """Put records down, hold some, and purge: what is gone is what was shown."""
    fresh = [Sown(**{name: getattr(one, name) for name in _GIVEN}) for one in invoices]
    await sow(house, api, fresh)
    for hold in holds:
        await place(api, fresh, hold)
    before, shown = await left(house, api), await going(api)
    if not shown:
        return
    await order(house, api)
    after = await left(house, api)
    assert {table: before[table] - after[table] for table in KINDS} == {
        table: shown.get(table, set()) for table in KINDS
    }


_GIVEN = ("issued_on", "received_on", "credited_on", "draft_credit")
