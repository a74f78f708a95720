"""How long records are kept: policies and choices, holds, reviews of prospects."""

from datetime import date, timedelta

import pytest

from tests.harness.ageing import age_company
from tests.harness.api import Api, Json, today
from tests.harness.house import RunningHouse
from tests.harness.retention_acts import held, to_hold

POLICIES = """{ retentionPolicies { category version atEnd
  rules { reason citation years months isUnlimited fromClosing since before isFloor }
  choice { years months isUnlimited isAutomatic reason chosenBy } history { years } } }"""
HOLDS = """query ($where: LegalHoldWhere) { legalHolds(where: $where) {
  nodes { id scope object from to ground reason isOpen releasedAt releaseReason version } totalCount } }"""
REVIEW = """query ($by: Date) { prospectReview(dueBy: $by) {
  total prospects { company name contacts lastDealingOn lastDay keptUntil reason } } }"""


def day(days: int) -> str:
    """A day so many days from now."""
    return (date.fromisoformat(today()) + timedelta(days=days)).isoformat()


async def policy(api: Api, category: str) -> Json:
    """The policy of a category."""
    (found,) = [one for one in (await api.ask(POLICIES))["retentionPolicies"] if one["category"] == category]
    return dict(found)


async def review(api: Api, **arguments: str) -> Json:
    """The prospects that are due."""
    found: Json = (await api.ask(REVIEW, **arguments))["prospectReview"]
    return found


async def test_the_law_stands_there_with_its_articles(api: Api) -> None:
    invoices = await policy(api, "INVOICE")
    assert invoices["atEnd"] == "DELETE"
    assert {(one["years"], one["since"], one["before"], one["fromClosing"]) for one in invoices["rules"]} == {
        (10, "2023-01-01", None, False),
        (7, None, "2023-01-01", False),
        (7, None, None, True),
    }
    assert all(one["isFloor"] and one["citation"] for one in invoices["rules"])
    prospects = await policy(api, "PROSPECT")
    assert [(one["months"], one["isFloor"]) for one in prospects["rules"]] == [(36, False)]
    assert (await policy(api, "RELATION"))["atEnd"] == "ANONYMISE"


async def test_a_choice_lengthens_and_is_remembered(api: Api) -> None:
    await api.do("setRetentionPolicy", {"category": "RELATION", "years": 8, "reason": "Guarantees"})
    chosen = {"category": "RELATION", "years": 6}
    answer = await api.do("setRetentionPolicy", chosen, select="policy { choice { years reason } history { years } }")
    assert answer["policy"] == {"choice": {"years": 6, "reason": None}, "history": [{"years": 6}, {"years": 8}]}
    found = await policy(api, "RELATION")
    assert found["version"].endswith(".2")
    assert {(one["years"], one["reason"], one["isFloor"]) for one in found["rules"]} == {
        (5, "RELATION_TERM", True),
        (6, "ORGANISATION_TERM", False),
    }


async def test_a_choice_of_nothing_goes_back_to_the_floor(api: Api) -> None:
    await api.do("setRetentionPolicy", {"category": "PROSPECT", "unlimited": True, "reason": "Tenders come up again"})
    assert [one["isUnlimited"] for one in (await policy(api, "PROSPECT"))["rules"]] == [True]
    await api.do("setRetentionPolicy", {"category": "PROSPECT"})
    assert [one["months"] for one in (await policy(api, "PROSPECT"))["rules"]] == [36]


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"category": "INVOICE", "years": 9}, "RETENTION_UNDER_FLOOR", "years"),
        ({"category": "INVOICE", "months": 120}, "RETENTION_UNDER_FLOOR", "months"),
        ({"category": "VOUCHER", "years": 7}, "RETENTION_UNDER_FLOOR", "years"),
        ({"category": "RELATION", "months": 60}, "RETENTION_UNDER_FLOOR", "months"),
        ({"category": "INVOICE", "years": 51}, "RETENTION_TERM_RANGE", "years"),
        ({"category": "PROSPECT", "months": 0}, "RETENTION_TERM_RANGE", "months"),
        ({"category": "PROSPECT", "years": 1, "months": 1}, "RETENTION_TERM_AMBIGUOUS", "years"),
        ({"category": "PROSPECT", "unlimited": True}, "RETENTION_REASON_MISSING", "reason"),
        ({"category": "PROSPECT", "unlimited": True, "reason": "  "}, "RETENTION_REASON_MISSING", "reason"),
    ],
)
async def test_a_choice_that_cannot_be_is_refused(
    house: RunningHouse, api: Api, given: Json, code: str, path: str
) -> None:
    before = await house.counts()
    refusal = await api.refusal("setRetentionPolicy", given)
    assert [(one["code"], one["path"]) for one in refusal["findings"]] == [(code, path)]
    assert await house.counts() == before


async def test_a_hold_is_placed_listed_and_released(house: RunningHouse, api: Api) -> None:
    given = await to_hold(house, api)
    placed = (await api.do("placeHold", given, select="hold { id }"))["hold"]["id"]
    (found,) = (await api.ask(HOLDS, where={"isOpen": True, "ground": {"eq": "LITIGATION"}}))["legalHolds"]["nodes"]
    assert (found["id"], found["scope"], found["object"]) == (placed, "COMPANY", given["object"])
    assert (await api.ask("query ($id: ID!) { node(id: $id) { __typename id } }", id=placed))["node"]["id"] == placed
    release = {"hold": placed, "reason": "Judged", "expectedVersion": found["version"]}
    answer = await api.do("releaseHold", release, select="hold { isOpen releaseReason version }")
    assert answer["hold"] == {"isOpen": False, "releaseReason": "Judged", "version": 2}
    assert (await api.refusal("releaseHold", release))["code"] == "STALE"
    assert (await api.refusal("releaseHold", {"hold": placed, "reason": "x"}))["code"] == "HOLD_RELEASED"


async def test_what_a_hold_can_be_on(house: RunningHouse, api: Api) -> None:
    invoice = await api.issued()
    contact = (await api.ask("{ contacts(first: 1) { nodes { id } } }"))["contacts"]["nodes"][0]["id"]
    for on in (
        {"object": invoice["id"]},
        {"object": contact},
        {"from": "2026-01-01", "to": "2026-12-31"},
        {"to": "2020-12-31"},
        {"everything": True},
    ):
        hold = {**on, "ground": "TAX_INSPECTION", "reason": "Letter of the inspection"}
        found = (await api.do("placeHold", hold, select="hold { object from to isOpen }"))["hold"]
        expected = {name: on.get(name) for name in ("object", "from", "to")}
        assert found == {**expected, "isOpen": True}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "HOLD_TARGET_AMBIGUOUS"),
        ({"everything": True, "from": "2026-01-01"}, "HOLD_TARGET_AMBIGUOUS"),
        ({"from": "2026-02-01", "to": "2026-01-01"}, "HOLD_PERIOD_REVERSED"),
        ({"everything": True, "until": "2020-01-01"}, "HOLD_ENDS_IN_THE_PAST"),
        ({"everything": True, "reason": ""}, "TEXT_REQUIRED"),
    ],
)
async def test_a_hold_that_cannot_be_is_refused(api: Api, given: Json, code: str) -> None:
    refusal = await api.refusal("placeHold", {"ground": "OTHER", "reason": "Why", **given})
    assert [one["code"] for one in refusal["findings"]] == [code]


async def test_a_hold_on_nothing_is_refused(house: RunningHouse, api: Api, other: Api) -> None:
    before = await house.counts()
    draft, foreign = await api.draft(await api.company()), await other.company()
    for nothing in (draft, foreign, api.organisation, "inv_0", "", "cmp_" + "0" * 32):
        given = {"object": nothing, "ground": "OTHER", "reason": "Why"}
        assert (await api.refusal("placeHold", given))["code"] == "HOLD_TARGET_NOT_FOUND"
    assert (await house.counts()).get("legal_hold") == before.get("legal_hold")


async def test_the_same_hold_is_placed_once(house: RunningHouse, api: Api) -> None:
    given = await to_hold(house, api)
    first = (await api.do("placeHold", given, select="hold { id }"))["hold"]["id"]
    refusal = await api.refusal("placeHold", given)
    assert refusal["code"] == "HOLD_DUPLICATE"
    assert first in refusal["message"]


async def test_somebody_elses_hold_is_not_found(house: RunningHouse, api: Api, other: Api) -> None:
    given = {"hold": await held(house, api), "reason": "x"}
    assert (await other.refusal("releaseHold", given))["code"] == "HOLD_NOT_FOUND"


async def test_prospects_are_due_three_years_after_the_last_dealing(house: RunningHouse, api: Api) -> None:
    company = await api.company(name="Drukkerij Vergeten")
    assert (await review(api))["total"] == 0
    await age_company(house, api, company, date(2022, 11, 25))
    found = await review(api)
    assert found["total"] == 1
    (one,) = found["prospects"]
    assert (one["company"], one["name"], one["contacts"]) == (company, "Drukkerij Vergeten", 1)
    assert (one["lastDealingOn"], one["lastDay"]) == ("2022-11-25", "2025-11-25")


async def test_a_prospect_is_kept_for_a_reason(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    await age_company(house, api, company, date(2020, 1, 1))
    given = {"companies": [company], "reason": "Their tender comes up in spring", "until": day(100)}
    await api.do("keepProspects", given)
    assert (await review(api))["total"] == 0
    (one,) = (await review(api, by=day(101)))["prospects"]
    assert (one["keptUntil"], one["reason"]) == (day(100), given["reason"])
    kept = (await api.ask("{ purgePreview { total kept { table reason until } } }"))["purgePreview"]
    assert kept["total"] == 0
    assert {(line["reason"], line["until"]) for line in kept["kept"]} == {("KEPT_AFTER_REVIEW", day(100))}


async def test_a_prospect_can_be_kept_without_end(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    await age_company(house, api, company)
    await api.do("keepProspects", {"companies": [company], "reason": "Public body"})
    assert (await review(api, by="2099-01-01"))["total"] == 0


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": " "}, "TEXT_REQUIRED"),
        ({"until": "2020-01-01"}, "REVIEW_ENDS_IN_THE_PAST"),
        ({"companies": []}, "TOO_MANY_COMPANIES"),
        ({"companies": ["cmp_0"] * 101}, "TOO_MANY_COMPANIES"),
    ],
)
async def test_keeping_that_cannot_be_is_refused(api: Api, given: Json, code: str) -> None:
    refusal = await api.refusal("keepProspects", {"companies": [await api.company()], "reason": "Why", **given})
    assert [one["code"] for one in refusal["findings"]] == [code]


async def test_only_prospects_of_ones_own_are_kept(api: Api, other: Api) -> None:
    customer = await api.company()
    await api.issued(customer)
    for company in (customer, await other.company(), "cmp_0"):
        given = {"companies": [await api.company(), company], "reason": "Why"}
        assert (await api.refusal("keepProspects", given))["code"] == "PROSPECT_NOT_FOUND"
