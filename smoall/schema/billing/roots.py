"""What can be asked and done about Smoall's own subscriptions."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.billing import mutations as billing
from smoall.schema.billing import queries
from smoall.schema.billing.types import OrganisationSubscription, Plan
from smoall.schema.building import does, says


@strawberry.type(description="Reading about Smoall's own subscriptions.")
class BillingQueries:
    """Root fields of queries."""

    plans: list[Plan] = strawberry.field(
        resolver=queries.plans, description="The plans that are sold today, in their order. Needs no session."
    )
    subscription: OrganisationSubscription | None = says(
        "Your organisation's subscription; null in an organisation that needs none, such as Smoall's own."
    )


@strawberry.type(description="Acts on Smoall's own subscriptions.")
class BillingMutations:
    """Root fields of mutations."""

    preview_plan_change = does(
        billing.preview_plan_change_,
        billing.PreviewPlanChangeResult,
        "Say what a change of plan or seats costs, to the cent; nothing is written.",
        needs=Permission.READ_SUBSCRIPTION,
        replayed=False,
    )
    start_checkout = does(
        billing.start_checkout_,
        billing.StartCheckoutResult,
        "Open a payment page: to begin with a plan, to pay what is owed, or to leave a way to pay.",
        needs=Permission.MANAGE_SUBSCRIPTION,
    )
    change_plan = does(
        billing.change_plan_,
        billing.ChangePlanResult,
        "Change the plan: a dearer one begins at once, a cheaper one with the next period.",
        needs=Permission.MANAGE_SUBSCRIPTION,
    )
    change_seats = does(
        billing.change_seats_,
        billing.ChangeSeatsResult,
        "Change the seats: more at once, fewer with the next period; all in one invoice a month.",
        needs=Permission.MANAGE_SUBSCRIPTION,
    )
    pause_subscription = does(
        billing.pause_subscription_,
        billing.PauseSubscriptionResult,
        "Pause for up to three periods, from the next one on.",
        needs=Permission.MANAGE_SUBSCRIPTION,
    )
    cancel_subscription = does(
        billing.cancel_subscription_,
        billing.CancelSubscriptionResult,
        "End the subscription on a day. Everything can still be read and exported afterwards.",
        needs=Permission.MANAGE_SUBSCRIPTION,
    )
    reactivate_subscription = does(
        billing.reactivate_subscription_,
        billing.ReactivateSubscriptionResult,
        "Take an end back while it has not come, or a pause.",
        needs=Permission.MANAGE_SUBSCRIPTION,
    )
    open_billing_portal = does(
        billing.open_billing_portal,
        billing.OpenBillingPortalResult,
        "Open the payment provider's own pages: ways to pay, receipts.",
        needs=Permission.MANAGE_SUBSCRIPTION,
    )
