"""Open the provider's own pages about the payer: ways to pay, receipts."""

from smoall.domain.access.role import Permission
from smoall.domain.billing.subscription import SubscriptionAction
from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.actor import Actor
from smoall.usecases.billing.till import Till, load
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit, Units


async def open_portal(units: Units, actor: Actor, *, request_id: str, till: Till) -> str:
    """The address of the pages. Raises Forbidden, Conflict PAYER_UNKNOWN before the first checkout, Unavailable."""
    async with units.begin(actor, request_id=request_id) as unit:
        require(unit, Permission.MANAGE_SUBSCRIPTION)
        subscription = await load(unit, till)
        allowed = SubscriptionAction.OPEN_BILLING_PORTAL in subscription.allowed_actions(unit.today)
        language = (await unit.organisations.get()).language
    if subscription.customer is None or not allowed:
        raise Conflict("PAYER_UNKNOWN")
    return await till.gateway.open_portal(subscription.customer, return_url=till.home_url, language=language)


def note_portal(unit: Unit) -> None:
    """An entry of the trail."""
    unit.record("openBillingPortal", public_id(Kind.SUBSCRIPTION, unit.actor.organisation_id))
