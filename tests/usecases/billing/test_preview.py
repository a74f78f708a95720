"""What a plan would cost is said before anything is paid, wherever the subscription stands."""

from tests import builders
from tests.harness.api import Api, Json
from tests.harness.billing_acts import leave_trial, subscribe, subscription
from tests.harness.house import RunningHouse

MONEY = "effectiveOn now { gross { amount } lines { description } } nextInvoice { on gross { amount } }"


async def preview(api: Api, **asked: object) -> Json:
    """The money of a change."""
    return await api.do("previewPlanChange", asked, select=MONEY)


async def test_from_the_free_plan_it_is_what_the_payment_page_collects(house: RunningHouse, api: Api) -> None:
    await leave_trial(house, api)
    shown = await preview(api, plan="TEAM", seats=5)
    page = await api.do("startCheckout", {"plan": "TEAM", "seats": 5}, select="now { gross { amount } }")
    assert shown["now"]["gross"] == page["now"]["gross"]
    assert len(shown["now"]["lines"]) == 2
    assert shown["nextInvoice"]["gross"] == shown["now"]["gross"]


async def test_in_a_trial_it_is_the_first_invoice_after_it(house: RunningHouse) -> None:
    api = await Api.registered(house.http, enterpriseNumber=builders.enterprise_number(9990888))
    ends = (await subscription(api))["trialEndsOn"]
    shown = await preview(api, plan="SOLO")
    assert shown["now"]["lines"] == []
    assert shown["nextInvoice"] == {"on": ends, "gross": {"amount": "14.52"}}
    assert (await subscription(api))["nextInvoice"] is None


async def test_after_an_end_it_is_a_new_beginning(house: RunningHouse, api: Api) -> None:
    await leave_trial(house, api)
    sql = "UPDATE subscription SET ends_on = current_date - 1 WHERE organisation_id = $1"
    await house.truth(sql, api.organisation_id)
    assert (await preview(api, plan="SOLO"))["now"]["gross"] == {"amount": "14.52"}


async def test_no_plan_or_the_free_one_is_nothing_to_begin_with(house: RunningHouse, api: Api) -> None:
    await leave_trial(house, api)
    for asked in ({"plan": None}, {"plan": "FREE"}, {"seats": 2}):
        problem = await api.refusal("previewPlanChange", asked)
        assert [each["code"] for each in problem["findings"]] == ["PLAN_TO_PAY_MISSING"]


async def test_seats_of_the_present_plan_wait_for_the_next_invoice_however_they_are_asked_for(
    house: RunningHouse, api: Api
) -> None:
    await subscribe(house, api, "TEAM")
    shown = await preview(api, plan="TEAM", seats=6)
    assert shown["now"]["lines"] == []
    changed = await api.do("changePlan", {"plan": "TEAM", "seats": 6}, select=MONEY)
    assert {**changed, "__typename": ""} == {**shown, "__typename": ""}
    assert len((await subscription(api))["invoices"]["nodes"]) == 1
