"""Change plan and seats, pause, cancel, reactivate. Each decides, saves, and asks for the invoice that follows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from smoall.domain.access.message import MessageKind
from smoall.domain.access.role import Permission
from smoall.domain.billing.change import (
    Decision,
    checked_seats,
    decide_cancel,
    decide_pause,
    decide_plan_change,
    decide_reactivate,
    decide_seats,
    decide_start,
)
from smoall.domain.billing.cycle import Bill
from smoall.domain.billing.plan import Plan
from smoall.domain.billing.subscription import Subscription, payable
from smoall.domain.kernel.errors import Conflict, Finding, Invalid
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.billing.letters import tell_owners
from smoall.usecases.billing.quote import Quote, quote
from smoall.usecases.billing.till import Till, add_bills, load, save
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit

Decide = Callable[[Subscription], Decision]


async def preview_plan_change(unit: Unit, plan: str | None, seats: int | None, *, till: Till) -> Quote:
    """What ``change_plan`` or ``change_seats`` would cost, now and next; nothing is written.

    Where a plan would only begin, that is what ``startCheckout`` would collect; in a trial, ``next`` is the first
    invoice after it, as if a way to pay were left by then. Raises as they do.
    """
    require(unit, Permission.READ_SUBSCRIPTION)
    subscription = await load(unit, till)
    if subscription.begins(unit.today):
        return await quote(unit, await decide_beginning(unit, subscription, plan, seats, till=till))
    wanted = named_plan(unit, till, plan) if plan else subscription.plan
    decision = decide_plan_change(subscription, wanted, seats=seats, today=unit.today)
    await ensure_room(unit, decision)
    return await quote(unit, replace(decision, subscription=payable(decision.subscription)))


async def change_plan(unit: Unit, plan: str, seats: int | None, *, till: Till) -> Quote:
    """Another plan: dearer ones at once, cheaper ones with the next period.

    Raises Forbidden, Conflict SUBSCRIPTION_STATE, PLAN_UNCHANGED, SEATS_IN_USE or PAYMENT_METHOD_MISSING, Invalid
    PLAN_UNKNOWN or SEATS_NOT_OFFERED.
    """
    require(unit, Permission.MANAGE_SUBSCRIPTION)
    wanted = named_plan(unit, till, plan)

    def decide(subscription: Subscription) -> Decision:
        return decide_plan_change(subscription, wanted, seats=seats, today=unit.today)

    done = await _change(unit, "changePlan", decide, till=till, seated=True, plan=plan)
    await tell_owners(
        unit,
        MessageKind.SUBSCRIPTION_CHANGED,
        plan=wanted.name,
        seats=str(done.decision.subscription.monthly_from_next[1]),
        from_on=done.decision.effective_on.isoformat(),
    )
    return done


async def change_seats(unit: Unit, seats: int, *, till: Till) -> Quote:
    """More seats at once, fewer with the next period; never fewer than are taken.

    Raises Forbidden, Conflict SUBSCRIPTION_STATE, SEATS_UNCHANGED, SEATS_IN_USE or PAYMENT_METHOD_MISSING, Invalid.
    """
    require(unit, Permission.MANAGE_SUBSCRIPTION)
    return await _change(
        unit,
        "changeSeats",
        lambda sub: decide_seats(sub, seats, today=unit.today),
        till=till,
        seated=True,
        seats=seats,
    )


async def pause_subscription(unit: Unit, months: int, *, till: Till) -> Quote:
    """No use and no charge for up to three months, from the next period on. Raises Forbidden, Conflict, Invalid."""
    require(unit, Permission.MANAGE_SUBSCRIPTION)
    return await _change(
        unit,
        "pauseSubscription",
        lambda sub: decide_pause(sub, months, today=unit.today),
        till=till,
        months=months,
    )


async def cancel_subscription(unit: Unit, on: date | None, *, till: Till) -> Quote:
    """The end, on a day of choice. Everything stays readable. Raises Forbidden, Conflict, Invalid."""
    require(unit, Permission.MANAGE_SUBSCRIPTION)
    done = await _change(
        unit, "cancelSubscription", lambda sub: decide_cancel(sub, on, today=unit.today), till=till, needs_method=False
    )
    plan, ends = done.decision.subscription.plan, done.decision.effective_on
    await tell_owners(unit, MessageKind.SUBSCRIPTION_CANCELLED, plan=plan.name, ends_on=ends.isoformat())
    return done


async def reactivate_subscription(unit: Unit, *, till: Till) -> Quote:
    """Take an end or a pause back. Raises Forbidden, Conflict SUBSCRIPTION_STATE or PAYMENT_METHOD_MISSING."""
    require(unit, Permission.MANAGE_SUBSCRIPTION)
    return await _change(
        unit, "reactivateSubscription", lambda sub: decide_reactivate(sub, today=unit.today), till=till
    )


def named_plan(unit: Unit, till: Till, code: str) -> Plan:
    """The plan of that code as it is sold today. Raises Invalid PLAN_UNKNOWN."""
    found = till.plans.find(code, on=unit.today)
    if found is None:
        known = ", ".join(plan.code for plan in till.plans.offered(unit.today))
        raise Invalid((Finding("PLAN_UNKNOWN", "plan", values={"plan": code[:20], "known": known}),))
    return found


async def decide_beginning(
    unit: Unit, subscription: Subscription, plan: str | None, seats: int | None, *, till: Till
) -> Decision:
    """The plan of that code from today on. Raises Invalid PLAN_TO_PAY_MISSING, PLAN_UNKNOWN or SEATS_NOT_OFFERED,
    Conflict SEATS_IN_USE."""
    wanted = named_plan(unit, till, plan) if plan else None
    if wanted is None or wanted.free:
        raise Invalid((Finding("PLAN_TO_PAY_MISSING", "plan"),))
    decision = decide_start(subscription, wanted, seats=checked_seats(wanted, seats), today=unit.today)
    await ensure_room(unit, decision)
    return decision


async def _change(
    unit: Unit,
    action: str,
    decide: Decide,
    *,
    till: Till,
    seated: bool = False,
    needs_method: bool = True,
    **payload: object,
) -> Quote:
    before = await load(unit, till)
    decision = decide(before)
    if seated:
        await ensure_room(unit, decision)
    owes_more = decision.charges or len(decision.subscription.added) > len(before.added)
    if needs_method and owes_more and before.method_id is None:
        raise Conflict("PAYMENT_METHOD_MISSING")
    quoted = await quote(unit, decision)
    if decision.charges:
        await add_bills(unit, [Bill(f"change:{unit.new_id().hex}", unit.today, decision.charges)])
    await save(unit, decision.subscription)
    unit.record(action, public_id(Kind.SUBSCRIPTION, unit.actor.organisation_id), **payload)
    return quoted


async def ensure_room(unit: Unit, decision: Decision) -> None:
    """Raise Conflict SEATS_IN_USE where people would be left without a seat; invitations that stand open count."""
    taken = await unit.subscriptions.seats_taken()
    if taken > decision.subscription.seats_to_give:
        raise Conflict("SEATS_IN_USE", taken=str(taken))
