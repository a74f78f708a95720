"""Acts on the subscription."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any

import strawberry

from smoall.domain.kernel.errors import DomainError
from smoall.schema.billing.shown import quote_fields
from smoall.schema.billing.types import InvoicePreview, NextInvoice, OrganisationSubscription
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.performing import Answer, perform, refused
from smoall.usecases.billing.change import (
    cancel_subscription,
    change_plan,
    change_seats,
    pause_subscription,
    preview_plan_change,
    reactivate_subscription,
)
from smoall.usecases.billing.open_portal import note_portal, open_portal
from smoall.usecases.billing.quote import Quote
from smoall.usecases.billing.start_checkout import Asked, keep_checkout, open_checkout, quote_checkout

MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"
Decide = Callable[[AnsweringUnit], Awaitable[Quote]]


@strawberry.input(description="A change to look at.")
class PreviewPlanChangeInput:
    """What a preview takes."""

    plan: str | None = says("The plan's code; the present plan if absent.", default=None)
    seats: int | None = says("How many seats; as many as now, or as are included, if absent.", default=None)


@strawberry.input(description="Another plan.")
class ChangePlanInput:
    """What changing the plan takes."""

    plan: str = says("The plan's code: `TEAM`.")
    seats: int | None = says("How many seats; as many as now, or as are included, if absent.", default=None)
    validate_only: bool = says("True: the same answer, nothing written.", default=False)


@strawberry.input(description="Another number of seats.")
class ChangeSeatsInput:
    """What changing the seats takes."""

    seats: int = says("How many in all, the included ones among them.")
    validate_only: bool = says("True: the same answer, nothing written.", default=False)


@strawberry.input(description="A pause.")
class PauseSubscriptionInput:
    """What pausing takes."""

    months: int = says("For how many periods: 1 to 3.")
    validate_only: bool = says("True: the same answer, nothing written.", default=False)


@strawberry.input(description="The end of the subscription.")
class CancelSubscriptionInput:
    """What cancelling takes."""

    on: date | None = says("The day on which it is over; the end of what is charged already if absent.", default=None)
    validate_only: bool = says("True: the same answer, nothing written.", default=False)


@strawberry.input(description="Taking an end or a pause back.")
class ReactivateSubscriptionInput:
    """What reactivating takes."""

    validate_only: bool = says("True: the same answer, nothing written.", default=False)


@strawberry.input(description="A payment page.")
class StartCheckoutInput:
    """What opening a payment page takes."""

    plan: str | None = says("The plan to begin with; none to pay what is owed or to leave a way to pay.", default=None)
    seats: int | None = says("How many seats; as many as are included if absent.", default=None)
    success_url: str | None = says("The page of yours on which the payer comes back; ours if absent.", default=None)
    cancel_url: str | None = says("The page of yours for one who goes back without paying.", default=None)
    validate_only: bool = says("True: the same answer without an address; no page is opened.", default=False)


@strawberry.type(description="What the change would cost. Nothing was written.")
class PreviewPlanChangePayload:
    """A preview."""

    effective_on: date = says("From which day the change would hold.")
    now: InvoicePreview = says("What would be invoiced at once.")
    next_invoice: NextInvoice | None = says("The next monthly invoice after it.")


@strawberry.type(description="The subscription with its change.")
class ChangePlanPayload:
    """The plan changed."""

    subscription: OrganisationSubscription = says("The subscription.")
    effective_on: date = says("From which day the change holds.")
    now: InvoicePreview = says("What is invoiced at once.")
    next_invoice: NextInvoice | None = says("The next monthly invoice.")


@strawberry.type(description="The subscription with its seats.")
class ChangeSeatsPayload:
    """The seats changed."""

    subscription: OrganisationSubscription = says("The subscription.")
    effective_on: date = says("From which day the change holds.")
    now: InvoicePreview = says("What is invoiced at once: nothing, for seats are charged with the next invoice.")
    next_invoice: NextInvoice | None = says("The next monthly invoice.")


@strawberry.type(description="The subscription with its pause.")
class PauseSubscriptionPayload:
    """The pause is set."""

    subscription: OrganisationSubscription = says("The subscription.")
    effective_on: date = says("The day on which the pause begins.")


@strawberry.type(description="The subscription with its end.")
class CancelSubscriptionPayload:
    """The end is set."""

    subscription: OrganisationSubscription = says("The subscription.")
    effective_on: date = says("The day on which it is over.")


@strawberry.type(description="The subscription without its end or pause.")
class ReactivateSubscriptionPayload:
    """It goes on."""

    subscription: OrganisationSubscription = says("The subscription.")
    now: InvoicePreview = says("What is invoiced at once: the rest of a period that was not charged.")
    next_invoice: NextInvoice | None = says("The next monthly invoice.")


@strawberry.type(description="A payment page.")
class StartCheckoutPayload:
    """The page."""

    url: str | None = says("Where the payer goes; null when only validated.")
    expires_at: datetime | None = says("Until when the page stands open.")
    now: InvoicePreview = says("What beginning costs; no lines when the page pays what is owed or saves a way to pay.")


@strawberry.type(description="The payment provider's own pages.")
class OpenBillingPortalPayload:
    """The portal."""

    url: str = says("Where they are; open it at once, it does not stay.")


PreviewPlanChangeResult = result(PreviewPlanChangePayload, "What came of previewing a change.")
ChangePlanResult = result(ChangePlanPayload, "What came of changing the plan.")
ChangeSeatsResult = result(ChangeSeatsPayload, "What came of changing the seats.")
PauseSubscriptionResult = result(PauseSubscriptionPayload, "What came of pausing.")
CancelSubscriptionResult = result(CancelSubscriptionPayload, "What came of cancelling.")
ReactivateSubscriptionResult = result(ReactivateSubscriptionPayload, "What came of reactivating.")
StartCheckoutResult = result(StartCheckoutPayload, "What came of opening a payment page.")
OpenBillingPortalResult = result(OpenBillingPortalPayload, "What came of opening the provider's pages.")


async def preview_plan_change_(info: Info, input: PreviewPlanChangeInput) -> Answer:
    """Say what a change costs."""
    till = info.context.services.till

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return quote_fields(await preview_plan_change(unit, input.plan, input.seats, till=till))

    return await perform(info, act, keep=False)


async def change_plan_(info: Info, input: ChangePlanInput) -> Answer:
    """Change the plan."""
    till = info.context.services.till
    return await _changed(
        info, lambda unit: change_plan(unit, input.plan, input.seats, till=till), keep=not input.validate_only
    )


async def change_seats_(info: Info, input: ChangeSeatsInput) -> Answer:
    """Change the seats."""
    till = info.context.services.till
    return await _changed(info, lambda unit: change_seats(unit, input.seats, till=till), keep=not input.validate_only)


async def pause_subscription_(info: Info, input: PauseSubscriptionInput) -> Answer:
    """Pause."""
    till = info.context.services.till
    return await _changed(
        info, lambda unit: pause_subscription(unit, input.months, till=till), keep=not input.validate_only
    )


async def cancel_subscription_(info: Info, input: CancelSubscriptionInput) -> Answer:
    """Set the end."""
    till = info.context.services.till
    return await _changed(
        info, lambda unit: cancel_subscription(unit, input.on, till=till), keep=not input.validate_only
    )


async def reactivate_subscription_(info: Info, input: ReactivateSubscriptionInput) -> Answer:
    """Go on."""
    till = info.context.services.till
    return await _changed(info, lambda unit: reactivate_subscription(unit, till=till), keep=not input.validate_only)


async def start_checkout_(info: Info, input: StartCheckoutInput) -> Answer:
    """Open a payment page. The provider is called before the transaction that keeps the page begins."""
    request, till = info.context, info.context.services.till
    request.signed_in()
    asked = Asked(input.plan, input.seats, input.success_url, input.cancel_url)
    if input.validate_only:

        async def look(unit: AnsweringUnit) -> dict[str, object]:
            return quote_fields(await quote_checkout(unit, asked, till=till))

        return await perform(info, look, keep=False)
    assert request.actor is not None
    try:
        opened = await open_checkout(
            request.services.units, request.actor, asked, request_id=request.request_id, till=till
        )
    except DomainError as error:
        return refused(info, error)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        await keep_checkout(unit, asked, opened, till=till)
        # As it is written in the answer: a replay repeats it to the letter.
        page = {"url": opened.checkout.url, "expiresAt": f"{opened.checkout.expires_at:{MOMENT}}"}
        return {**quote_fields(opened.quote), **page}

    return await perform(info, act)


async def open_billing_portal(info: Info) -> Answer:
    """Open the provider's pages."""
    request, till = info.context, info.context.services.till
    request.signed_in()
    assert request.actor is not None
    try:
        url = await open_portal(request.services.units, request.actor, request_id=request.request_id, till=till)
    except DomainError as error:
        return refused(info, error)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        note_portal(unit)
        return {"url": url}

    return await perform(info, act)


async def _changed(info: Info, decide: Decide, *, keep: bool) -> Answer:
    async def act(unit: AnsweringUnit) -> dict[str, Any]:
        quote = await decide(unit)
        return {"subscription": unit.actor.organisation_id, **quote_fields(quote)}

    return await perform(info, act, keep=keep)
