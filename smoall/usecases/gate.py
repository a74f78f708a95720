"""The one place where an act is allowed or refused."""

from datetime import date

from smoall.domain.access.role import OPEN_WHEN_CLOSED, PERMISSIONS, Permission
from smoall.domain.billing.cycle import turn
from smoall.domain.billing.plan import Entitlement, PlanList
from smoall.domain.billing.subscription import Subscription, SubscriptionAction
from smoall.domain.kernel.errors import Conflict, Forbidden
from smoall.usecases.unit import Unit


def require(unit: Unit, permission: Permission) -> None:
    """Raise Forbidden unless the actor's role includes ``permission`` (FORBIDDEN), and their credential's scopes do
    (SCOPE_MISSING). Raise Conflict ORGANISATION_CLOSED for what changes an organisation that has been closed."""
    actor = unit.actor
    if permission not in PERMISSIONS[actor.role]:
        raise Forbidden("FORBIDDEN", role=actor.role, permission=permission)
    if permission not in actor.permissions:
        raise Forbidden("SCOPE_MISSING", permission=permission)
    if actor.is_closed and permission not in OPEN_WHEN_CLOSED:
        raise Conflict("ORGANISATION_CLOSED")


async def within_limit(unit: Unit, entitlement: Entitlement, *, on: date | None = None) -> None:
    """Raise Forbidden when the organisation now has more of something than its plan allows. Call it last, once the
    thing is written: what is counted then holds the thing itself, and a refusal undoes it.

    Invoices are counted by the month of their date, ``on``: dating one back into a full month does not help.
    Exact under concurrency: invoices are counted while the sequence that numbered this one is locked, seats with the
    subscription locked. An unlimited entitlement costs one look at the subscription, and nothing where limits are off.
    Raises LIMIT_REACHED with the limit, the plan and what would lift it; SUBSCRIPTION_NOT_USABLE in a pause, a
    suspension or after the end, when everything can be read and exported and nothing new be made.
    """
    if unit.limits is None:
        return
    seats = entitlement is Entitlement.SEATS
    found = await unit.subscriptions.get(lock=seats)
    if found is None:
        return
    # As it stands today, though the job that writes it down may still be on its way.
    subscription = turn(found, free_plan=unit.limits.free(unit.today), today=unit.today).subscription
    _ensure_usable(subscription, unit.today)
    limit = subscription.seats_to_give if seats else subscription.plan.limits.get(entitlement)
    if limit is None:
        return
    if seats:
        used = await unit.subscriptions.seats_taken()
    else:
        used = await unit.subscriptions.issued_invoices(on or unit.today, most=limit + 1)
    if used > limit:
        raise Forbidden(
            "LIMIT_REACHED",
            entitlement=entitlement,
            limit=str(limit),
            plan=subscription.plan.code,
            liftedBy=_lifted_by(unit.limits, entitlement, limit=limit, on=unit.today),
        )


def _ensure_usable(subscription: Subscription, today: date) -> None:
    state = subscription.state(today)
    if not state.usable:
        actions = subscription.allowed_actions(today)
        way = (
            SubscriptionAction.REACTIVATE
            if SubscriptionAction.REACTIVATE in actions
            else SubscriptionAction.START_CHECKOUT
        )
        raise Forbidden("SUBSCRIPTION_NOT_USABLE", state=state, liftedBy=way)


def _lifted_by(plans: PlanList, entitlement: Entitlement, *, limit: int, on: date) -> str:
    plan = plans.lifting(entitlement, above=limit, on=on)
    return plan.code if plan else ""
