"""After a breach was recorded: amended, decided about, told of, closed; and the letters to those whom it affects."""

import pytest_asyncio

from smoall.domain.organisations.house import HOUSE
from tests.harness.api import Api, Json
from tests.harness.breach_acts import DECIDED, FACTS, ago, own, recorded, to_amend, to_close
from tests.harness.house import RunningHouse
from tests.harness.operating import operator

BREACH = """breach { id version state facts remedy notifyBy isOverdue remainingHours
    authorityDecision { notify reason } authorityNotified { at reference } controllersNotified { at reference }
    history { act party notify reason toldAt facts remedy by } }"""
ONE = f"query ($id: ID!) {{ node(id: $id) {{ ... on Breach {{ {BREACH.removeprefix('breach {')} }} }}"
LETTERS = "SELECT recipient, words FROM message WHERE kind = 'DATA_BREACH' AND recipient = $1"


@pytest_asyncio.fixture(scope="module")
async def smoall(house: RunningHouse) -> Api:
    """Somebody who works for Smoall."""
    return await operator(house)


async def seen(api: Api, breach: str) -> Json:
    """The breach as the organisation's register has it."""
    found: Json = (await api.ask(ONE, id=breach))["node"]
    return found


async def test_what_becomes_known_later_reaches_all_registers_and_nothing_is_written_over(
    smoall: Api, api: Api
) -> None:
    breach = await recorded(smoall, await api.company())
    given = {"breach": breach, "facts": "It went to two addresses", "remedy": "Both have deleted it"}
    changed = (await smoall.do("amendBreach", given, select=BREACH))["breach"]
    assert (changed["facts"], changed["version"]) == ("It went to two addresses", 2)
    mine = await seen(api, breach)
    assert (mine["facts"], mine["remedy"]) == ("It went to two addresses", "Both have deleted it")
    assert [(one["act"], one["facts"]) for one in mine["history"]] == [
        ("RECORDED", FACTS),
        ("AMENDED", "It went to two addresses"),
    ]
    assert {one["by"] for one in mine["history"]} == {None}
    assert None not in {one["by"] for one in changed["history"]}


async def test_each_register_decides_for_itself(house: RunningHouse, api: Api) -> None:
    given = await to_amend(house, api)
    changed = (await api.do("amendBreach", given, select=BREACH))["breach"]
    assert changed["authorityDecision"] == DECIDED["authority"]
    assert [one["act"] for one in changed["history"]] == ["RECORDED", "DECIDED", "DECIDED"]
    whole = await seen(await operator(house), given["breach"])
    assert (whole["authorityDecision"], len(whole["history"])) == (None, 1)


async def test_only_smoall_says_what_happened_and_tells_the_organisations(house: RunningHouse, api: Api) -> None:
    breach = await own(house, api)
    before = await house.counts()
    told = {"breach": breach, "party": "CONTROLLERS", "at": ago(minutes=1)}
    assert (await api.refusal("notifyBreach", told))["code"] == "OPERATOR_ONLY"
    assert (await api.refusal("amendBreach", {"breach": breach, "facts": "Nothing"}))["code"] == "OPERATOR_ONLY"
    assert await house.counts() == before


async def test_telling_the_organisations_begins_their_clocks_and_writes_to_their_owners_once(
    house: RunningHouse, smoall: Api, api: Api, other: Api
) -> None:
    breach = await recorded(smoall, await api.company())
    assert (await seen(api, breach))["notifyBy"] is None
    given = {"breach": breach, "party": "CONTROLLERS", "at": ago(minutes=1), "reference": "mail"}
    await smoall.do("notifyBreach", given)
    mine = await seen(api, breach)
    assert (mine["controllersNotified"]["reference"], mine["remainingHours"], mine["isOverdue"]) == ("mail", 71, False)
    messages = await house.queue.take(HOUSE)
    for message in [*messages, *messages]:
        await house.queue.run(message)
    (letter,) = await house.truth(LETTERS, api.email)
    assert FACTS in letter["words"]
    assert await house.truth(LETTERS, other.email) == []
    assert [one["act"] for one in (await seen(api, breach))["history"]] == ["RECORDED", "NOTIFIED", "WRITTEN"]
    trail = await api.ask("query ($id: ID!) { auditTrail(object: $id) { nodes { action } } }", id=breach)
    assert trail["auditTrail"]["nodes"] == [{"action": "tellOfBreach"}]


async def test_the_first_time_that_somebody_is_told_counts(house: RunningHouse, api: Api) -> None:
    breach = await own(house, api)
    given = {"breach": breach, "party": "AUTHORITY", "at": ago(minutes=5)}
    await api.do("notifyBreach", {**given, "reference": "first"})
    changed = (await api.do("notifyBreach", {**given, "reference": "more"}, select=BREACH))["breach"]
    assert (changed["authorityNotified"]["reference"], changed["remainingHours"]) == ("first", None)
    assert [one["act"] for one in changed["history"]] == ["RECORDED", "NOTIFIED", "NOTIFIED"]


async def test_it_is_closed_when_all_is_decided_and_stays_as_it_is(house: RunningHouse, api: Api) -> None:
    breach = await own(house, api)
    assert (await api.refusal("closeBreach", {"breach": breach}))["code"] == "BREACH_UNDECIDED"
    given = await to_close(house, api)
    assert (await api.do("closeBreach", given, select=BREACH))["breach"]["state"] == "CLOSED"
    before = await house.counts()
    assert (await api.refusal("amendBreach", {**given, **DECIDED}))["code"] == "BREACH_CLOSED"
    assert await house.counts() == before


async def test_smoall_closes_once_the_organisations_are_told(smoall: Api, api: Api) -> None:
    breach = await recorded(smoall, await api.company())
    await smoall.do("amendBreach", {"breach": breach, **DECIDED})
    refusal = await smoall.refusal("closeBreach", {"breach": breach})
    assert "CONTROLLERS" in refusal["message"]
    await smoall.do("notifyBreach", {"breach": breach, "party": "CONTROLLERS", "at": ago(minutes=1)})
    await smoall.do("closeBreach", {"breach": breach})


async def test_what_cannot_have_been_told_is_refused(house: RunningHouse, api: Api) -> None:
    breach = await own(house, api)
    before = await house.counts()
    for at, code in (("2199-01-01T00:00:00Z", "MOMENT_IN_THE_FUTURE"), (ago(days=9), "TOLD_TOO_EARLY")):
        given = {"breach": breach, "party": "AUTHORITY", "at": at}
        assert [one["code"] for one in (await api.refusal("notifyBreach", given))["findings"]] == [code]
    empty = await api.refusal("amendBreach", {"breach": breach})
    assert [one["code"] for one in empty["findings"]] == ["BREACH_SAYS_NOTHING"]
    assert (await api.refusal("closeBreach", {"breach": breach, "expectedVersion": 9}))["code"] == "STALE"
    assert await house.counts() == before
