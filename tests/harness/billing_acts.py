"""Living a subscription as a client does, and sound inputs for the mutations on it."""

import httpx

from tests.harness.api import Api, Json
from tests.harness.house import RunningHouse

SUBSCRIPTION = """{ subscription { plan { code } state seats allowedActions trialEndsOn endsOn pausedFrom pausedUntil
  nextPlan { code } nextSeats pastDueSince version period { start end } paymentMethod { kind last4 }
  entitlements { name limit used } nextInvoice { on net { amount } gross { amount } lines { description } }
  invoices { nodes { id number state issuedOn paidOn gross { amount } net { amount }
    collections { state amount { amount } failure method { kind } } } } } }"""


async def subscription(api: Api) -> Json:
    """The subscription as its owner sees it."""
    found: Json = (await api.ask(SUBSCRIPTION))["subscription"]
    return found


async def choose(house: RunningHouse, url: str, choice: str) -> httpx.Response:
    """Press a button of a payment page."""
    return await house.http.post(url, content=f"choice={choice}", headers=FORM)


async def leave_trial(house: RunningHouse, api: Api) -> None:
    """The first to register a number has a trial; it is over now."""
    over = "trial_ends_on = current_date - 1, anchor = current_date - 1, next_turn_on = current_date - 1"
    mine = "organisation_id = $1 AND state = 'TRIALING' RETURNING 1"
    if await house.truth(f"UPDATE subscription SET {over} WHERE {mine}", api.organisation_id):
        await house.house.due.wake()
        await house.queue.drain(api.organisation_id)


async def subscribe(house: RunningHouse, api: Api, plan: str = "SOLO", *, choice: str = "card", **more: int) -> None:
    """Begin to pay for a plan, on the payment page."""
    await leave_trial(house, api)
    page = await api.do("startCheckout", {"plan": plan, **more}, select="url")
    await choose(house, page["url"], choice)


async def sell_something(house: RunningHouse) -> None:
    """Smoall's own organisation is founded with its first sale."""
    buyer = await Api.registered(house.http)
    await subscribe(house, buyer)
    await house.queue.drain(buyer.organisation_id)


FORM = {"content-type": "application/x-www-form-urlencoded"}


async def plan_to_begin(house: RunningHouse, api: Api) -> Json:
    """A page to open."""
    await leave_trial(house, api)
    done = {"successUrl": "https://front.example/thanks", "cancelUrl": "https://front.example/back"}
    return {"plan": "SOLO", "seats": 2, **done}


async def other_plan(house: RunningHouse, api: Api) -> Json:
    """A dearer plan."""
    await subscribe(house, api)
    return {"plan": "TEAM", "seats": 4}


async def more_seats(house: RunningHouse, api: Api) -> Json:
    """More seats."""
    await subscribe(house, api)
    return {"seats": 3}


async def pause(house: RunningHouse, api: Api) -> Json:
    """Two months."""
    await subscribe(house, api)
    return {"months": 2}


async def cancelled_when_due(house: RunningHouse, api: Api) -> Json:
    """The end of what is charged."""
    await subscribe(house, api)
    period = (await subscription(api))["period"]
    return {"on": period["end"]}


async def cancelled_before(house: RunningHouse, api: Api) -> Json:
    """Something to take back."""
    await subscribe(house, api)
    await api.do("cancelSubscription", {"validateOnly": False})
    return {"validateOnly": False}


async def known_payer(house: RunningHouse, api: Api) -> Json:
    """Nothing to give, once the provider knows the payer."""
    await subscribe(house, api)
    return {}
