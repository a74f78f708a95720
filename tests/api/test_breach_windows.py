"""Breaches by time window: what the audit trail tells of, by whom and where, to the microsecond."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smoall.domain.organisations.house import HOUSE
from tests.harness.account_acts import join
from tests.harness.acts import contact_of
from tests.harness.api import Api, Json
from tests.harness.breach_acts import ago, noticed, recorded
from tests.harness.credentials import create_key
from tests.harness.house import RunningHouse
from tests.harness.operating import operator

SHARE = "rows { table rows } people { subject count ids } objects trailEntries organisations { organisation }"
FOUND = f"breach {{ id {SHARE} }}"
ENTRIES = "SELECT at, action, object_id FROM audit_entry WHERE organisation_id = $1 ORDER BY sequence"
LETTERS = "SELECT words FROM message WHERE kind = 'DATA_BREACH' AND recipient = $1"
STEP = timedelta(microseconds=1)


@pytest_asyncio.fixture(scope="module")
async def smoall(house: RunningHouse) -> Api:
    """Somebody who works for Smoall."""
    return await operator(house)


async def during(smoall: Api, since: datetime, until: datetime, **window: object) -> Json:
    """What a window comes to; nothing is kept."""
    asked = {"from": since.isoformat(), "until": until.isoformat(), **window}
    # A dry run, so that what other tests did in the window does not reach their registers.
    given = noticed(window=asked, discoveredAt=datetime.now(UTC).isoformat(), validateOnly=True)
    found: Json = (await smoall.do("recordBreach", given, select=FOUND))["breach"]
    return found


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


async def test_a_window_counts_what_the_trail_tells_of(house: RunningHouse, smoall: Api, api: Api) -> None:
    company = await api.company()
    draft = await api.draft(company)
    found = await during(smoall, now() - timedelta(hours=1), now(), organisation=api.organisation)
    entries = await house.truth(ENTRIES, api.organisation_id)
    assert found["trailEntries"] == len(entries)
    assert {company, draft} <= set(found["objects"])
    assert found["organisations"] == [{"organisation": api.organisation}]
    rows = {one["table"]: one["rows"] for one in found["rows"]}
    assert (rows["company"], rows["contact"], rows["document"], rows["document_line"]) == (1, 1, 1, 1)
    people = {one["subject"]: one["ids"] for one in found["people"]}
    assert (people["CUSTOMER"], people["CONTACT"]) == ([company], [await contact_of(api, company)])


async def test_both_ends_of_a_window_are_in_it(house: RunningHouse, smoall: Api, api: Api) -> None:
    await api.company()
    at = (await house.truth(ENTRIES, api.organisation_id))[-1]["at"]
    where = {"organisation": api.organisation}
    assert (await during(smoall, at, at, **where))["trailEntries"] == 1
    assert (await during(smoall, at + STEP, at + STEP, **where))["trailEntries"] == 0
    assert (await during(smoall, at - STEP, at - STEP, **where))["trailEntries"] == 0


async def test_a_window_can_be_about_one_person_or_one_credential(house: RunningHouse, smoall: Api, api: Api) -> None:
    since = now()
    guest = await join(house, api, "MEMBER")
    who = (await guest.ask("{ viewer { user { id } } }"))["viewer"]["user"]["id"]
    key, made = await create_key(api, "READ", "MANAGE_COMPANIES")
    theirs, by_key = await guest.company(), await key.company()
    found = await during(smoall, since, now(), actor=who)
    assert theirs in found["objects"]
    assert by_key not in found["objects"]
    found = await during(smoall, since, now(), credential=made["id"])
    assert by_key in found["objects"]
    assert theirs not in found["objects"]


async def test_a_credential_and_an_actor_have_to_be_one_person(house: RunningHouse, smoall: Api, api: Api) -> None:
    since = now()
    guest = await join(house, api, "MEMBER")
    me, another = [(await one.ask("{ viewer { user { id } } }"))["viewer"]["user"]["id"] for one in (api, guest)]
    key, made = await create_key(api, "READ", "MANAGE_COMPANIES")
    by_key = await key.company()
    both = await during(smoall, since, now(), credential=made["id"], actor=me)
    assert by_key in both["objects"]
    before = await house.counts()
    for who, code, path in (
        (another, "CREDENTIAL_OF_ANOTHER", "window.credential"),
        ("usr_00000000000000000000000000000001", "BREACH_OBJECT_UNKNOWN", "window.actor"),
    ):
        window = {"from": since.isoformat(), "until": now().isoformat(), "credential": made["id"], "actor": who}
        given = noticed(window=window, discoveredAt=now().isoformat())
        (finding,) = (await smoall.refusal("recordBreach", given))["findings"]
        assert (finding["code"], finding["path"]) == (code, path)
    assert await house.counts() == before


async def test_everything_takes_in_what_could_be_read_and_not_what_came_later(smoall: Api, api: Api) -> None:
    before = await api.company()
    until = now()
    since = until - timedelta(milliseconds=1)
    await api.company()
    where = {"organisation": api.organisation}
    acted = await during(smoall, since, until, **where)
    found = await during(smoall, since, until, **where, reach="EVERYTHING")
    assert (acted["people"], acted["trailEntries"]) == ([], 0)
    people = {one["subject"]: one["ids"] for one in found["people"]}
    assert (people["CUSTOMER"], len(people["CONTACT"]), len(people["USER"])) == ([before], 1, 1)


async def test_an_organisation_is_all_that_it_holds(house: RunningHouse, smoall: Api, api: Api) -> None:
    invoice = await api.issued()
    given = noticed(api.organisation, validateOnly=True)
    whole = (await smoall.do("recordBreach", given, select=FOUND))["breach"]
    rows = {one["table"]: one["rows"] for one in whole["rows"]}
    for table in ("company", "contact", "document", "audit_payload", "organisation"):
        (held,) = await house.truth(f"SELECT count(*) FROM {table} WHERE organisation_id = $1", api.organisation_id)
        assert rows[table] == held["count"], table
    part = (await smoall.do("recordBreach", noticed(invoice["id"], validateOnly=True), select=FOUND))["breach"]
    assert {one["table"]: one["rows"] for one in part["rows"]} == {"document": 1, "document_line": 1}
    assert [one["subject"] for one in part["people"]] == ["CUSTOMER"]


@pytest.mark.parametrize("name", ["actor", "credential", "organisation"])
async def test_who_or_what_a_window_names_has_to_exist(house: RunningHouse, smoall: Api, name: str) -> None:
    before = await house.counts()
    for nobody in ("usr_00000000000000000000000000000001", "key_00000000000000000000000000000001", "x", ""):
        window = {"from": ago(hours=2), "until": ago(hours=1), name: nobody}
        (finding,) = (await smoall.refusal("recordBreach", noticed(window=window)))["findings"]
        assert (finding["code"], finding["path"]) == ("BREACH_OBJECT_UNKNOWN", f"window.{name}")
    assert await house.counts() == before


async def test_the_trail_says_who_recorded_a_breach_and_whom_it_affects(
    house: RunningHouse, smoall: Api, api: Api
) -> None:
    breach = await recorded(smoall, await api.company())
    sql = "SELECT convert_from(p.payload, 'UTF8') AS told FROM audit_entry e JOIN audit_payload p USING"
    (row,) = await house.truth(f"{sql} (organisation_id, sequence) WHERE object_id = $1", breach)
    assert api.organisation in row["told"]


async def test_a_persons_name_in_a_breach_goes_with_them(house: RunningHouse, smoall: Api, api: Api) -> None:
    contacts = [{"name": "Wendelien Ostrowski", "email": "wendelien@inkt.example"}]
    company = await api.company(contacts=contacts)
    breach = await recorded(smoall, company, facts="Wendelien Ostrowski had the list")
    given = {"company": company, "reason": "Asked for"}
    dry = await api.do("anonymiseContacts", {**given, "validateOnly": True}, select="previewToken")
    await api.do("anonymiseContacts", {**given, "previewToken": dry["previewToken"]})
    query = "query ($id: ID!) { node(id: $id) { ... on Breach { facts remedy history { facts } } } }"
    mine = (await api.ask(query, id=breach))["node"]
    assert mine == {"facts": "… had the list", "remedy": None, "history": [{"facts": "… had the list"}]}
    await smoall.do("amendBreach", {"breach": breach, "remedy": "It was deleted"})
    await smoall.do("notifyBreach", {"breach": breach, "party": "CONTROLLERS", "at": now().isoformat()})
    later = (await api.ask(query, id=breach))["node"]
    assert (later["facts"], later["remedy"]) == ("… had the list", "It was deleted")
    for message in await house.queue.take(HOUSE):
        await house.queue.run(message)
    (letter,) = await house.truth(LETTERS, api.email)
    assert "Ostrowski" not in letter["words"]
    assert "… had the list" in letter["words"]


async def test_drafts_are_made_for_the_register_at_hand(smoall: Api, api: Api, other: Api) -> None:
    breach = await recorded(smoall, await api.company())
    query = "query ($id: ID!) { breachDrafts(breach: $id, language: NL) { authority controller people } }"
    mine, whole = (
        (await api.ask(query, id=breach))["breachDrafts"],
        (await smoall.ask(query, id=breach))["breachDrafts"],
    )
    assert "Menuiserie du Canal" in mine["authority"]
    assert "contactgegevens" in mine["people"]
    assert "Menuiserie" not in str(whole)
    assert await other.ask(query, id=breach) == {"breachDrafts": None}


async def test_smoall_drafts_what_it_writes_to_one_organisation(smoall: Api, api: Api, other: Api) -> None:
    breach = await recorded(smoall, await api.company())
    query = """query ($id: ID!, $whose: ID) {
        breachDrafts(breach: $id, language: FR, organisation: $whose) { controller } }"""
    mine = await api.ask(query, id=breach)
    assert await smoall.ask(query, id=breach, whose=api.organisation) == mine
    for nobody in (other.organisation, "x"):
        assert await smoall.ask(query, id=breach, whose=nobody) == {"breachDrafts": None}
    (error,) = (await api.answer(query, {"id": breach, "whose": api.organisation}))["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"


moments = st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)
words = st.one_of(
    st.text(max_size=60), st.sampled_from(["usr_", "org_" + "0" * 32, "brc_" + "f" * 32, "\x00", "ctc_" + "é" * 32])
)
windows = st.fixed_dictionaries(
    {"from": moments, "until": moments},
    optional={
        "reach": st.sampled_from(["ACTED", "EVERYTHING"]),
        "actor": words,
        "credential": words,
        "organisation": words,
    },
)
inputs = st.fixed_dictionaries(
    {
        "natures": st.lists(st.sampled_from(["INTEGRITY", "AVAILABILITY"]), max_size=3),
        "facts": words,
        "discoveredAt": moments,
    },
    optional={
        "effects": words,
        "occurredFrom": moments,
        "occurredUntil": moments,
        "objects": st.lists(words, max_size=4),
        "window": windows,
    },
)


@given(given_up=inputs)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_is_named_is_answered_and_what_is_refused_leaves_nothing(
    house: RunningHouse, smoall: Api, given_up: dict[str, Any]
) -> None:
    count = "SELECT (SELECT count(*) FROM breach) + (SELECT count(*) FROM breach_entry) AS n"
    before = (await house.truth(count))[0]["n"]
    answer = await smoall.act("recordBreach", {**given_up, "validateOnly": True})
    assert answer["__typename"] in ("InvalidProblem", "RecordBreachPayload")
    if answer["__typename"] == "InvalidProblem":
        assert answer["findings"]
    assert (await house.truth(count))[0]["n"] == before
