"""A change of sub-processors: announced by Smoall, told to owners, objected to, and in the register from its day on."""

import asyncio
import json
from datetime import date, timedelta
from uuid import UUID

import pytest
import pytest_asyncio

from smoall.domain.organisations.house import HOUSE
from smoall.infra.pdf.register_page import register_html
from smoall.usecases.actor import system
from smoall.usecases.privacy.sub_processors.telling import tell_sub_processor_change
from tests.harness.account_acts import join, proved
from tests.harness.api import Api, Json, today
from tests.harness.house import RunningHouse
from tests.harness.operating import operator as one_of_smoall
from tests.harness.sub_processor_acts import NOTICE, addition, ahead, announced, sub_processor

CHANGE = """change { id kind state concerns sheets takesEffectOn objectionsUntil urgency isObjectable objectionCount
    corrects correctedBy withdrawnAt becomes { name activity countries sheets mechanism agreementSignedOn }
    texts { fr nl de en } }"""
OBJECTIONS = """query ($id: ID!) { subProcessorChanges(where: { id: { eq: $id } }) { nodes { state isObjectable
    objectionCount objections { totalCount nodes { organisation organisationName reason withdrawnAt } } } } }"""
PAGE = """query ($id: ID!, $after: String) { subProcessorChanges(where: { id: { eq: $id } }) { nodes {
    objections(first: 1, after: $after) { edges { cursor node { organisation } } } } } }"""
REGISTER = """query ($at: Date) { processingRegister(at: $at) { announced { code kind text takesEffectOn sheets }
    sheets { code subProcessors { name code countries isConfirmed } } alerts { subProcessor } } }"""
LETTERS = """SELECT m.id, m.kind, m.language, m.words, m.recipient FROM message m
    WHERE m.words->>'reference' = $1 ORDER BY m.created_at, m.id"""


@pytest_asyncio.fixture(scope="module")
async def house(house_apart: RunningHouse) -> RunningHouse:
    """One whose organisations are all told."""
    return house_apart


@pytest_asyncio.fixture(scope="module")
async def operator(house: RunningHouse) -> Api:
    """Somebody of Smoall itself."""
    return await one_of_smoall(house)


@pytest_asyncio.fixture(scope="module")
async def api(house: RunningHouse) -> Api:
    """A customer; what they object to is another announcement in each test."""
    return await proved(house, await Api.registered(house.http))


async def told(api: Api, change: str) -> Json:
    """What an organisation sees of a change."""
    (found,) = (await api.ask(OBJECTIONS, id=change))["subProcessorChanges"]["nodes"]
    seen: Json = found
    return seen


async def hosts(api: Api, sheet: str, at: str) -> list[str]:
    """The names on a sheet of the register of a day."""
    found = (await api.ask(REGISTER, at=at))["processingRegister"]["sheets"]
    return [one["name"] for each in found if each["code"] == sheet for one in each["subProcessors"]]


async def tell(house: RunningHouse, change: str, *, size: int = 200, after: UUID | None = None) -> None:
    """One slice of the job."""
    shop, identity = house.queue.workshops(), UUID(hex=change.removeprefix("spc_"))
    await tell_sub_processor_change(
        shop.units, system(HOUSE), identity, after=after, living=shop.housekeeping.living, size=size
    )


async def test_an_announcement_shows_what_comes_and_until_when_to_object(operator: Api) -> None:
    becomes = sub_processor(name="Scaleway")
    given = addition(kind="REPLACED", concerns="HOSTING/OVH", becomes=becomes)
    found = (await operator.do("announceSubProcessor", given, select=CHANGE))["change"]
    assert (found["kind"], found["state"], found["concerns"]) == ("REPLACED", "ANNOUNCED", "HOSTING/OVH")
    assert (found["takesEffectOn"], found["objectionsUntil"]) == (ahead(), ahead(NOTICE))
    assert found["becomes"] == becomes
    assert found["texts"]["nl"] == "Scaleway vervangt OVH als subverwerker van Smoall (hosting). Landen: FR."
    assert (found["isObjectable"], found["objectionCount"], found["withdrawnAt"]) == (True, 0, None)
    node = "query ($id: ID!) { node(id: $id) { id ... on SubProcessorChange { state } } }"
    assert (await operator.ask(node, id=found["id"]))["node"] == {"id": found["id"], "state": "ANNOUNCED"}


async def test_the_register_shows_it_as_announced_until_its_day_and_in_effect_from_it(
    house: RunningHouse, api: Api, operator: Api
) -> None:
    post = sub_processor(name="Bpost", activity="POSTAL_MAIL", sheets=["B2"])
    change = await announced(operator, becomes=post, takesEffectOn=ahead(60))
    before, after = ahead(59), ahead(60)
    now = (await api.ask(REGISTER))["processingRegister"]
    assert [one["takesEffectOn"] for one in now["announced"] if one["code"] == change] == [after]
    assert "Bpost" not in await hosts(api, "B2", before)
    assert "Bpost" in await hosts(api, "B2", after)
    assert "Bpost" not in await hosts(api, "B1", after)
    later = (await api.ask(REGISTER, at=after))["processingRegister"]
    assert change not in [one["code"] for one in later["announced"]]
    diff = "query ($a: Date!, $b: Date) { registerDiff(from: $a, to: $b) { changes { path kind after } } }"
    found = (await api.ask(diff, a=before, b=after))["registerDiff"]["changes"]
    added = {one["path"]: one["after"] for one in found if one["kind"] == "ADDED"}
    assert added["sheets[B2].subProcessors[POSTAL_MAIL/Bpost].name"] == "Bpost"


async def test_the_files_of_the_register_tell_of_it_too(api: Api, operator: Api) -> None:
    change = await announced(operator, becomes=sub_processor(name="Belnet", sheets=["B3"], countries=["BE", "NL"]))
    files = "query ($at: Date) { processingRegister(at: $at) { files { csv { url } json { url } } } }"
    now, then = [(await api.ask(files, at=at))["processingRegister"]["files"] for at in (today(), ahead())]

    async def fetched(url: str) -> str:
        response = await api.http.get(url)
        assert response.status_code == 200
        return response.content.decode("utf-8", "replace")

    lines = (await fetched(now["csv"]["url"])).splitlines()
    assert f",announced,{change},takesEffectOn,{ahead()}" in lines
    assert not [line for line in lines if line.startswith("B3,subProcessors,HOSTING/Belnet")]
    assert 'B3,subProcessors,HOSTING/Belnet,countries,"BE, NL"' in (await fetched(then["csv"]["url"])).splitlines()
    told_of = json.loads(await fetched(now["json"]["url"]))
    (one,) = [each for each in told_of["announced"] if each["code"] == change]
    assert one["takesEffectOn"] == ahead()
    page = register_html(told_of)  # what the PDF prints
    assert f"{ahead()}: {one['text']} (B3)" in page
    assert "Belnet (BE, NL)" in register_html(json.loads(await fetched(then["json"]["url"])))


async def test_a_protection_that_runs_out_is_alarming_from_that_day(api: Api, operator: Api) -> None:
    new = sub_processor(name="Postmark", activity="TRANSACTIONAL_MAIL", sheets=["A1"], countries=["US"])
    new |= {"mechanism": "DPF", "validFrom": today(), "validTo": ahead(90)}
    await announced(
        operator, kind="REPLACED", concerns="TRANSACTIONAL_MAIL/Mailgun", becomes=new, takesEffectOn=ahead(40)
    )

    async def alarming(at: str) -> set[str]:
        return {one["subProcessor"] for one in (await api.ask(REGISTER, at=at))["processingRegister"]["alerts"]}

    assert "Mailgun" in await alarming(ahead(39))
    assert await alarming(ahead(89)) & {"Mailgun", "Postmark"} == set()
    assert "Postmark" in await alarming(ahead(90))


STRIPE = {"kind": "REPLACED", "concerns": "PAYMENT/Stripe"}
REPLACING = addition(**STRIPE, becomes=sub_processor(activity="PAYMENT"))
REFUSED: list[tuple[Json, str]] = [
    ({"takesEffectOn": ahead(NOTICE - 1)}, "NOTICE_TOO_SHORT"),
    ({"takesEffectOn": ahead(NOTICE - 1), "urgency": "  "}, "NOTICE_TOO_SHORT"),
    ({"takesEffectOn": ahead(-1), "urgency": "It burns"}, "EFFECT_IN_THE_PAST"),
    ({"takesEffectOn": "2099-01-01"}, "EFFECT_TOO_FAR"),
    ({"concerns": "HOSTING/Nobody"}, "SUB_PROCESSOR_UNKNOWN"),
    ({"concerns": None}, "SUB_PROCESSOR_UNKNOWN"),
    ({"becomes": None}, "SUB_PROCESSOR_MISSING"),
    ({"kind": "ENDED"}, "SUB_PROCESSOR_UNWANTED"),
    ({"kind": "ADDED"}, "SUB_PROCESSOR_UNWANTED"),
    (
        {"kind": "ADDED", "concerns": None, "becomes": sub_processor(name="Stripe", activity="PAYMENT")},
        "SUB_PROCESSOR_KNOWN",
    ),
    ({"becomes": sub_processor(name="")}, "TEXT_REQUIRED"),
    ({"becomes": sub_processor(sheets=[])}, "SHEETS_MISSING"),
    ({"becomes": sub_processor(countries=[])}, "COUNTRIES_MISSING"),
    ({"becomes": sub_processor(countries=["XX"])}, "COUNTRY_UNKNOWN"),
    ({"becomes": sub_processor(mechanism="PRIVACY_SHIELD")}, "MECHANISM_MISSING"),
    ({"becomes": sub_processor(mechanism="UNKNOWN")}, "MECHANISM_MISSING"),
    ({"becomes": sub_processor(mechanism="DPF", validFrom="2023-07-10", validTo=today())}, "MECHANISM_MISSING"),
    ({"becomes": sub_processor(mechanism="DPF", validTo=ahead())}, "MECHANISM_MISSING"),
    ({"becomes": sub_processor(mechanism="DPF", validFrom=ahead(NOTICE + 1))}, "MECHANISM_MISSING"),
    ({"becomes": sub_processor(mechanism="DPF", countries=["US"], validFrom=ahead(), validTo=ahead(NOTICE + 1))}, ""),
    ({"becomes": sub_processor(countries=["FR", "US"])}, "OUTSIDE_THE_EEA"),
    ({"becomes": sub_processor(countries=["BE", "is", "LI", "NO"])}, ""),
    ({"becomes": sub_processor(validFrom=ahead(1), validTo=today())}, "VALIDITY_REVERSED"),
]


@pytest.mark.parametrize(("change", "code"), REFUSED)
async def test_what_cannot_be_announced_is_refused(house: RunningHouse, operator: Api, change: Json, code: str) -> None:
    before = await house.counts()
    given = {**REPLACING, **change, "validateOnly": True}
    answer = await operator.act("announceSubProcessor", given)
    assert [one["code"] for one in answer.get("findings", [])] == ([code] if code else [])
    assert await house.counts() == before


async def test_urgency_shortens_the_way_but_not_the_time_to_object(api: Api, operator: Api) -> None:
    new = sub_processor(name="Kbo", activity="COMPANY_INFORMATION")
    given = addition(kind="REPLACED", concerns="COMPANY_INFORMATION/Data.be", becomes=new)
    given |= {"takesEffectOn": today(), "urgency": "Data.be is on fire"}
    found = (await operator.do("announceSubProcessor", given, select=CHANGE))["change"]
    assert (found["state"], found["isObjectable"], found["objectionsUntil"]) == ("IN_EFFECT", True, ahead(NOTICE))
    everybody = (await Api(api.http).ask("{ subProcessors { code } }"))["subProcessors"]
    assert {"code": "COMPANY_INFORMATION/Kbo"} in everybody
    assert {"code": "COMPANY_INFORMATION/Data.be"} not in everybody
    late = {"change": found["id"], "reason": "Too late"}
    assert (await operator.refusal("withdrawSubProcessorAnnouncement", late))["code"] == "SUB_PROCESSOR_CHANGE_STATE"
    await api.do("objectToSubProcessor", {"change": found["id"], "reason": "We were not asked"})


async def test_only_smoall_itself_announces(house: RunningHouse, api: Api, operator: Api) -> None:
    change, before = await announced(operator), await house.counts()
    for mutation, given in (
        ("announceSubProcessor", addition()),
        ("withdrawSubProcessorAnnouncement", {"change": change, "reason": "No"}),
    ):
        assert (await api.refusal(mutation, given))["code"] == "OPERATOR_ONLY"
    assert await house.counts() == before


async def test_an_objection_is_seen_by_who_made_it_and_by_smoall(house: RunningHouse, api: Api, operator: Api) -> None:
    change, other = await announced(operator), await proved(house, await Api.registered(house.http))
    for who, reason in ((api, "We need a Belgian host"), (other, "Too far")):
        await who.do("objectToSubProcessor", {"change": change, "reason": reason})
    mine = (await told(api, change))["objections"]["nodes"]
    assert [(one["organisation"], one["reason"]) for one in mine] == [(api.organisation, "We need a Belgian host")]
    assert mine[0]["organisationName"] == "Menuiserie du Canal"
    seen = await told(operator, change)
    assert (seen["objectionCount"], seen["objections"]["totalCount"]) == (2, 2)
    assert {one["organisation"] for one in seen["objections"]["nodes"]} == {api.organisation, other.organisation}
    assert (await told(other, change))["objectionCount"] == 1
    page, objecting = None, set()
    for _ in range(2):
        (found,) = (await operator.ask(PAGE, id=change, after=page))["subProcessorChanges"]["nodes"]
        (edge,) = found["objections"]["edges"]
        page = edge["cursor"]
        objecting.add(edge["node"]["organisation"])
    assert objecting == {api.organisation, other.organisation}


async def test_an_objection_stands_once_until_it_is_taken_back(api: Api, operator: Api) -> None:
    change = await announced(operator)
    for reason in ("First", "Second"):
        await api.do("objectToSubProcessor", {"change": change, "reason": reason})
    assert [one["reason"] for one in (await told(operator, change))["objections"]["nodes"]] == ["First"]
    await api.do("withdrawSubProcessorObjection", {"change": change})
    assert (await told(operator, change))["objectionCount"] == 0
    assert (await api.refusal("withdrawSubProcessorObjection", {"change": change}))["code"] == "OBJECTION_NOT_FOUND"
    await api.do("objectToSubProcessor", {"change": change, "reason": "Again"})
    found = (await told(operator, change))["objections"]["nodes"]
    assert [(one["reason"], one["withdrawnAt"]) for one in found] == [("Again", None)]


async def test_there_is_no_objecting_after_the_last_day(house: RunningHouse, api: Api, operator: Api) -> None:
    change = await announced(operator)
    await house.truth(
        "UPDATE sub_processor_change SET objections_until = $2 WHERE id = $1",
        UUID(hex=change.removeprefix("spc_")),
        date.fromisoformat(today()) - timedelta(days=1),
    )
    before = await house.counts()
    refusal = await api.refusal("objectToSubProcessor", {"change": change, "reason": "Late"})
    assert (refusal["code"], (await told(api, change))["isObjectable"]) == ("OBJECTION_TOO_LATE", False)
    assert await house.counts() == before


async def test_of_sheet_a1_smoall_is_the_controller(api: Api, operator: Api) -> None:
    new = sub_processor(name="Brevo", activity="NEWSLETTER", sheets=["A1"])
    change = await announced(operator, becomes=new)
    refusal = await api.refusal("objectToSubProcessor", {"change": change, "reason": "No"})
    assert refusal["code"] == "OBJECTION_NOT_FOR_THIS_SHEET"
    assert not (await told(api, change))["isObjectable"]


async def test_a_correction_stands_in_the_place_of_what_it_corrects(api: Api, operator: Api) -> None:
    new = sub_processor(name="Proximus", sheets=["B3"])
    first = await announced(operator, becomes=new)
    again = addition(becomes={**new, "countries": ["BE"]}, corrects=first)
    found = (await operator.do("announceSubProcessor", again, select=CHANGE))["change"]
    assert found["corrects"] == first
    assert (await told(api, first))["state"] == "CORRECTED"
    for mutation in ("objectToSubProcessor", "withdrawSubProcessorAnnouncement"):
        refusal = await operator.refusal(mutation, {"change": first, "reason": "No"})
        assert refusal["code"] == "SUB_PROCESSOR_CHANGE_STATE"
    assert (await operator.refusal("announceSubProcessor", again))["code"] == "SUB_PROCESSOR_CHANGE_STATE"
    assert (await hosts(api, "B3", ahead())).count("Proximus") == 1


async def test_what_is_withdrawn_never_takes_effect(api: Api, operator: Api) -> None:
    new = sub_processor(name="Combell", sheets=["B3"])
    change = await announced(operator, becomes=new)
    assert "Combell" in await hosts(api, "B3", ahead())
    await operator.do("withdrawSubProcessorAnnouncement", {"change": change, "reason": "No contract"})
    assert "Combell" not in await hosts(api, "B3", ahead())
    assert (await told(api, change))["state"] == "WITHDRAWN"
    refusal = await api.refusal("objectToSubProcessor", {"change": change, "reason": "No"})
    assert refusal["code"] == "SUB_PROCESSOR_CHANGE_STATE"


async def test_every_owner_is_told_once_in_their_language(house: RunningHouse, api: Api, operator: Api) -> None:
    await join(house, api, "MEMBER")
    second = await join(house, api, "OWNER")
    await house.truth("UPDATE user_account SET language = 'NL' WHERE email = $1", second.email)
    closed = await proved(house, await Api.registered(house.http))
    await house.truth("UPDATE tenant SET ended_at = now() WHERE id = $1", closed.organisation_id)
    change = await announced(operator)
    await asyncio.gather(tell(house, change), tell(house, change))
    await tell(house, change)
    letters = await house.truth(LETTERS, change)
    mine = [one for one in letters if one["recipient"] in (api.email, second.email)]
    told_twice = [(second.email, "NL")] * 2  # for the other organisation of theirs as well
    assert sorted((one["recipient"], one["language"]) for one in mine) == [(api.email, "FR"), *told_twice]
    assert "wordt subverwerker van Smoall" in mine[-1]["words"]
    assert closed.email not in [one["recipient"] for one in letters]
    await house.queue.drain(api.organisation_id)
    (letter,) = [one for one in (await api.ask("{ mailbox { recipient text } }"))["mailbox"] if change in one["text"]]
    assert "objectToSubProcessor" in letter["text"]


async def test_telling_goes_on_slice_by_slice_from_where_it_stopped(
    house: RunningHouse, api: Api, operator: Api
) -> None:
    change = await announced(operator)
    await house.queue.take(HOUSE)
    living = await house.queue.workshops().housekeeping.living(None, 1000)
    await tell(house, change, size=1)
    assert len(await house.truth("SELECT FROM sub_processor_notice WHERE change_id = $1", _uuid(change))) == 1
    (following,) = [one for one in await house.queue.take(HOUSE) if change[4:] in one["args"][1]]
    await house.queue.run(following)
    told_of = await house.truth(
        "SELECT organisation_id FROM sub_processor_notice WHERE change_id = $1 ORDER BY 1", _uuid(change)
    )
    assert [row["organisation_id"] for row in told_of] == living
    assert api.organisation_id in living
    assert HOUSE not in living


async def test_only_who_was_told_is_told_of_the_withdrawal(house: RunningHouse, api: Api, operator: Api) -> None:
    heard, unheard = await announced(operator), await announced(operator)
    await tell(house, heard)
    for change in (heard, unheard):
        await operator.do("withdrawSubProcessorAnnouncement", {"change": change, "reason": "No contract"})
        await tell(house, change)
        await tell(house, change)
    kinds = [one["kind"] for one in await house.truth(LETTERS, heard) if one["recipient"] == api.email]
    assert kinds == ["SUB_PROCESSOR_CHANGE", "SUB_PROCESSOR_CHANGE_WITHDRAWN"]
    assert await house.truth(LETTERS, unheard) == []


def _uuid(change: str) -> UUID:
    return UUID(hex=change.removeprefix("spc_"))
