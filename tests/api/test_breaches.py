"""The register of breaches: whom a breach affects, who may record one, and who sees it."""

from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from smoall.commands.checks_database import database_checks
from smoall.commands.verdict import Health
from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.breach import BreachNature
from smoall.settings import Settings
from smoall.usecases.actor import system
from smoall.usecases.privacy.breaches.record_breach import Noticed, record_breach
from tests.harness.acts import contact_of
from tests.harness.api import Api
from tests.harness.breach_acts import FACTS, ago, known_to_smoall, noticed, recorded
from tests.harness.house import RunningHouse
from tests.harness.operating import operator

SHARE = """facts categories objects trailEntries
    rows { table rows } people { subject count ids } organisations { organisation people }"""
BREACH = f"breach {{ id state notifyBy isOverdue remainingHours {SHARE} }}"
NODE = f"id isOverdue remainingHours {SHARE}"
LIST = f"query ($where: BreachWhere) {{ breaches(where: $where) {{ nodes {{ {NODE} }} totalCount }} }}"


@pytest_asyncio.fixture(scope="module")
async def smoall(house: RunningHouse) -> Api:
    """Somebody who works for Smoall."""
    return await operator(house)


async def test_objects_tell_whom_a_breach_affects(smoall: Api, api: Api) -> None:
    company = await api.company()
    contact = await contact_of(api, company)
    found = (await smoall.do("recordBreach", noticed(company), select=BREACH))["breach"]
    assert {one["table"]: one["rows"] for one in found["rows"]} == {"company": 1, "contact": 1}
    people = {one["subject"]: (one["count"], one["ids"]) for one in found["people"]}
    assert people == {"CONTACT": (1, [contact]), "CUSTOMER": (1, [company])}
    assert found["organisations"] == [{"organisation": api.organisation, "people": 2}]
    assert (found["objects"], found["trailEntries"], found["remainingHours"]) == ([company], 0, 70)
    assert {"contact", "identity"} <= set(found["categories"])


async def test_a_company_that_is_nobody_is_not_counted_among_people(smoall: Api, api: Api) -> None:
    legal, sole, unsaid = [await api.company(isNaturalPerson=one, contacts=[]) for one in (False, True, None)]
    invoice = await api.issued(legal)
    for objects, seen in (((legal, sole, unsaid), {sole, unsaid}), ((invoice["id"],), set()), ((legal,), set())):
        given = noticed(*objects, validateOnly=True)
        found = (await smoall.do("recordBreach", given, select=BREACH))["breach"]
        assert {one for each in found["people"] for one in each["ids"]} == seen
    whole = (await smoall.do("recordBreach", noticed(api.organisation, validateOnly=True), select=BREACH))["breach"]
    (customers,) = [one for one in whole["people"] if one["subject"] == "CUSTOMER"]
    assert (customers["count"], set(customers["ids"])) == (2, {sole, unsaid})
    assert {one["table"]: one["rows"] for one in whole["rows"]}["company"] == 3


async def test_an_organisation_sees_its_own_share_and_another_nothing(smoall: Api, api: Api, other: Api) -> None:
    company, stranger = await api.company(), await other.company()
    breach = await recorded(smoall, company, stranger)
    (mine,) = (await api.ask(LIST))["breaches"]["nodes"]
    assert (mine["id"], mine["facts"], mine["objects"]) == (breach, FACTS, [company])
    assert [one["count"] for one in mine["people"]] == [1, 1]
    assert mine["organisations"] == []
    assert stranger not in str(mine)
    third = await recorded(smoall, stranger)
    assert (await api.ask("query ($id: ID!) { node(id: $id) { id } }", id=third)) == {"node": None}
    assert (await smoall.ask(LIST, where={"id": {"in": [breach, third]}}))["breaches"]["totalCount"] == 2


async def test_breaches_come_in_pages_the_latest_first(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    known = [await known_to_smoall(house, company) for _ in range(3)]
    page = "query ($after: String) { breaches(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }"
    first = (await api.ask(page))["breaches"]
    rest = (await api.ask(page, after=first["pageInfo"]["endCursor"]))["breaches"]
    assert [one["id"] for one in (*first["nodes"], *rest["nodes"])] == known[::-1]


async def test_only_smoall_records_breaches(house: RunningHouse, api: Api) -> None:
    given = noticed(await api.company())
    before = await house.counts()
    assert (await api.refusal("recordBreach", given))["code"] == "OPERATOR_ONLY"
    assert await house.counts() == before


async def test_the_clock_that_runs_out_is_seen_by_a_filter_and_by_the_doctor(house: RunningHouse, smoall: Api) -> None:
    late = await recorded(smoall, await smoall.company(), discoveredAt=ago(hours=73))
    fresh = await recorded(smoall, await smoall.company(), discoveredAt=ago(hours=71))
    where = {"isOverdue": True, "id": {"in": [late, fresh]}}
    (found,) = (await smoall.ask(LIST, where=where))["breaches"]["nodes"]
    assert (found["id"], found["isOverdue"], found["remainingHours"]) == (late, True, 0)
    (verdict,) = [one for one in database_checks(Settings(database_url=house.admin)) if one.name == "breaches"]
    assert (verdict.health, "notifyBreach" in verdict.remedy) == (Health.BROKEN, True)
    await smoall.do("notifyBreach", {"breach": late, "party": "AUTHORITY", "at": ago(minutes=1)})
    assert (await smoall.ask(LIST, where=where))["breaches"]["totalCount"] == 0


async def test_the_hours_are_those_of_the_setting(house: RunningHouse, smoall: Api) -> None:
    assert house.house.services.breach_hours == Settings().breach_hours == 72
    aware = datetime.now(UTC)
    noted = Noticed(
        natures=(BreachNature.AVAILABILITY,),
        facts="The disk is full",
        effects=None,
        remedy=None,
        discovered_at=aware,
        occurred_from=None,
        occurred_until=None,
        objects=(smoall.organisation,),
        window=None,
        hours=5,
    )
    async with house.house.services.units.begin(system(HOUSE), request_id="clock") as unit:
        breach = await unit.breaches.get(await record_breach(unit, noted))
    assert breach is not None
    assert breach.notify_by == aware + timedelta(hours=5)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"objects": []}, ["BREACH_NAMES_NOTHING"]),
        ({"objects": ["cmp_00000000000000000000000000000000", "nonsense"]}, ["BREACH_OBJECT_UNKNOWN"] * 2),
        ({"objects": ["x"] * 501}, ["TOO_MANY_OBJECTS"]),
        ({"natures": []}, ["BREACH_NATURE_MISSING"]),
        ({"facts": " "}, ["TEXT_REQUIRED"]),
        ({"discoveredAt": "2199-01-01T00:00:00Z"}, ["MOMENT_IN_THE_FUTURE"]),
        ({"occurredFrom": ago(hours=2), "occurredUntil": ago(hours=3)}, ["WINDOW_REVERSED"]),
        ({"window": {"from": ago(hours=2), "until": ago(hours=3)}}, ["WINDOW_REVERSED"]),
        ({"occurredFrom": ago(minutes=5)}, ["DISCOVERED_TOO_EARLY"]),
    ],
)
async def test_what_cannot_be_a_breach_is_refused(
    house: RunningHouse, smoall: Api, changes: dict[str, object], codes: list[str]
) -> None:
    before = await house.counts()
    given = {**noticed(smoall.organisation), **changes}
    found = (await smoall.refusal("recordBreach", given))["findings"]
    assert [one["code"] for one in found] == codes
    assert await house.counts() == before
