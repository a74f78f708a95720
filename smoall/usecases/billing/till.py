"""What every use case of billing needs, and how a subscription is loaded up to date and saved with its next day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from smoall.domain.billing.charge import total
from smoall.domain.billing.cycle import Bill, next_turn, turn
from smoall.domain.billing.plan import PlanList
from smoall.domain.billing.provider_fact import CollectionState
from smoall.domain.billing.subscription import Subscription
from smoall.domain.kernel.errors import NotFound
from smoall.domain.organisations.organisation import Organisation
from smoall.usecases.billing.gateway import PaymentGateway
from smoall.usecases.billing.quote import upcoming
from smoall.usecases.billing.stores import SubscriptionInvoice
from smoall.usecases.ports import Rules
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Till:
    """Smoall as a seller: what it sells, who collects, in whose name it invoices.

    ``home_url`` is where a payer is sent back to when a front end names no page of its own.
    """

    plans: PlanList
    gateway: PaymentGateway
    seller: Organisation
    rules: Rules
    home_url: str


async def load(unit: Unit, till: Till) -> Subscription:
    """The subscription, locked, after everything that is due by today. Raises NotFound SUBSCRIPTION_NOT_FOUND."""
    found = await unit.subscriptions.get(lock=True)
    if found is None:
        raise NotFound("SUBSCRIPTION_NOT_FOUND")
    turned = turn(found, free_plan=till.plans.free(unit.today), today=unit.today)
    await add_bills(unit, turned.bills)
    return turned.subscription


async def save(unit: Unit, subscription: Subscription) -> None:
    """The subscription as it is now, with the next day on which there is something to do for it."""
    debts = [invoice.debt for invoice in await unit.subscriptions.unpaid()]
    day = next_turn(subscription, [debt for debt in debts if debt], today=unit.today)
    if await unit.subscriptions.open_collections() or await unit.subscriptions.unfinished():
        # What the provider did not tell of by itself is asked for, and what was given up is begun again, day by day.
        day = min(day or unit.today + timedelta(days=1), unit.today + timedelta(days=1))
    coming = upcoming(subscription, await unit.organisations.get())
    await unit.subscriptions.replace(subscription, today=unit.today, next_turn_on=day, upcoming=coming)


async def add_bills(unit: Unit, bills: Sequence[Bill]) -> None:
    """Decide invoices: each is written down with its lines, once under its key, and a job makes and collects it."""
    for bill in bills:
        invoice = SubscriptionInvoice(unit.new_id(), bill.key, bill.charges, total(bill.charges))
        if await unit.subscriptions.add_invoice(invoice):
            await ask_to_collect(unit, invoice)


async def ask_to_collect(unit: Unit, invoice: SubscriptionInvoice) -> None:
    """Have an invoice made, if it is not, and collected: the next attempt, once."""
    attempt = invoice.attempts
    run_key = bill_key(invoice)
    await unit.enqueue("bill_subscription", run_key=run_key, invoice_id=invoice.id, attempt=attempt)


async def under_way(unit: Unit) -> frozenset[UUID | None]:
    """The invoices that were paid but whose money the banks still move, as a debit takes days: nobody collects or pays
    them a second time meanwhile. None stands among them for a plan that begins with the money."""
    open_ones = await unit.subscriptions.open_collections()
    return frozenset(each.invoice_id for each in open_ones if each.fact.state is CollectionState.PROCESSING)


def bill_key(invoice: SubscriptionInvoice) -> str:
    """The key of the job that makes and collects an invoice, in its present attempt."""
    return f"bill:{invoice.id.hex}:{invoice.attempts}"


def with_debts(subscription: Subscription, unpaid: Sequence[SubscriptionInvoice]) -> Subscription:
    """The subscription as past due since the first failure of what is still owed."""
    since = min((invoice.failed_on for invoice in unpaid if invoice.failed_on), default=None)
    return replace(subscription, past_due_since=since)
