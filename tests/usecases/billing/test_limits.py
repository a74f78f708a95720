"""What a plan allows is held exactly, says what would lift it, and counts nothing where it is unlimited."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.harness.account_acts import proved
from tests.harness.api import Api
from tests.harness.billing_acts import leave_trial, subscribe, subscription
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house

PLANS = """
[[plan]]
code = "FREE"
version = 1
valid-from = 2025-01-01
name = "Free"
price = "0.00"
seats = 1
[plan.limits]
INVOICES_PER_MONTH = 2

[[plan]]
code = "SOLO"
version = 1
valid-from = 2025-01-01
name = "Solo"
price = "12.00"
seats = 2
seat-price = "6.00"
"""


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("plans") / "plans.toml"
    file.write_text(PLANS, "utf-8")
    return file


@pytest_asyncio.fixture(scope="module")
async def strict(databases: Databases, plans: Path) -> AsyncIterator[RunningHouse]:
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where), limits=True, plans=plans) as house:
            yield house


@pytest_asyncio.fixture
async def free(strict: RunningHouse) -> Api:
    """Somebody on the free plan, which allows two invoices a month."""
    api = await proved(strict, await Api.registered(strict.http))
    await leave_trial(strict, api)
    return api


async def test_the_invoice_above_the_limit_is_refused_and_says_what_lifts_it(strict: RunningHouse, free: Api) -> None:
    customer = await free.company()
    for _ in range(2):
        await free.issued(customer)
    draft = await free.draft(customer)
    before = await strict.counts()
    query = """mutation ($input: IssueInvoiceInput!) { issueInvoice(input: $input) {
        ... on ForbiddenProblem { code message liftedBy } } }"""

    answer = (await free.ask(query, input={"invoice": draft}))["issueInvoice"]

    assert (answer["code"], answer["liftedBy"]) == ("LIMIT_REACHED", "SOLO")
    assert "2" in answer["message"]
    assert await strict.counts() == before
    used = {each["name"]: (each["used"], each["limit"]) for each in (await subscription(free))["entitlements"]}
    assert used["INVOICES_PER_MONTH"] == (2, 2)


async def test_at_once_exactly_as_many_are_issued_as_allowed(strict: RunningHouse, free: Api) -> None:
    customer = await free.company()
    drafts = [await free.draft(customer) for _ in range(6)]
    answers = await asyncio.gather(*(free.act("issueInvoice", {"invoice": draft}) for draft in drafts))
    issued = [answer for answer in answers if answer["__typename"] == "IssueInvoicePayload"]
    assert len(issued) == 2
    assert {answer.get("code") for answer in answers if answer not in issued} == {"LIMIT_REACHED"}
    numbers = await strict.truth(
        "SELECT sequence_number AS n FROM document WHERE organisation_id = $1 AND number IS NOT NULL ORDER BY 1",
        free.organisation_id,
    )
    assert [row["n"] for row in numbers] == [1, 2]


async def test_a_paid_plan_lifts_the_limit_at_once(strict: RunningHouse, free: Api) -> None:
    customer = await free.company()
    for _ in range(2):
        await free.issued(customer)
    await subscribe(strict, free)
    assert (await free.issued(customer))["state"] == "ISSUED"


async def test_a_seat_above_those_paid_for_is_refused_and_an_accountant_takes_none(
    strict: RunningHouse, free: Api
) -> None:
    invitation = {"email": "els@menuiserie.example", "role": "MEMBER"}
    before = await strict.counts()
    refused = await free.act("inviteUser", invitation)
    assert (refused["__typename"], refused["code"]) == ("ForbiddenProblem", "LIMIT_REACHED")
    after = await strict.counts()
    assert {name for name in after if after[name] != before[name]} <= {"throttle"}
    invited = await free.act("inviteUser", {"email": "compta@menuiserie.example", "role": "ACCOUNTANT"})
    assert invited["__typename"] == "InviteUserPayload"


async def test_the_last_seat_is_given_once(strict: RunningHouse, free: Api) -> None:
    await subscribe(strict, free)
    invitations = [{"email": f"membre{number}@menuiserie.example", "role": "MEMBER"} for number in range(4)]
    answers = await asyncio.gather(*(free.act("inviteUser", given) for given in invitations))
    assert sorted(answer["__typename"] for answer in answers) == [*["ForbiddenProblem"] * 3, "InviteUserPayload"]


async def test_seats_in_use_are_not_given_back(strict: RunningHouse, free: Api) -> None:
    await subscribe(strict, free, seats=3)
    for number in range(2):
        await free.do("inviteUser", {"email": f"membre{number}@menuiserie.example", "role": "MEMBER"})
    refused = await free.refusal("changeSeats", {"seats": 2})
    assert refused["code"] == "SEATS_IN_USE"
    assert (await subscription(free))["nextSeats"] is None


async def test_no_road_leaves_people_without_a_seat(strict: RunningHouse, free: Api) -> None:
    await subscribe(strict, free, seats=4)
    for number in range(2):
        await free.do("inviteUser", {"email": f"seat{number}@wanted.example", "role": "MEMBER"})
    for mutation, given in (
        ("changeSeats", {"seats": 2}),
        ("changePlan", {"plan": "SOLO", "seats": 2}),
        ("changePlan", {"plan": "FREE"}),
        ("previewPlanChange", {"plan": "SOLO", "seats": 2}),
    ):
        assert (await free.refusal(mutation, given))["code"] == "SEATS_IN_USE"


async def test_a_seat_given_up_for_the_next_period_is_given_to_nobody(strict: RunningHouse, free: Api) -> None:
    await subscribe(strict, free, seats=4)
    await free.do("changeSeats", {"seats": 2})
    await free.do("inviteUser", {"email": "second@wanted.example", "role": "MEMBER"})
    assert (await free.refusal("inviteUser", {"email": "third@wanted.example", "role": "MEMBER"}))[
        "code"
    ] == "LIMIT_REACHED"
    limits = {each["name"]: each["limit"] for each in (await subscription(free))["entitlements"]}
    assert limits["SEATS"] == 2
