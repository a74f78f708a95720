"""What stays owed, or is owed again, and how its owners learn of it."""

from dataclasses import replace

from smoall.domain.access.message import MessageKind
from smoall.domain.billing.dunning import LAST_ATTEMPT, next_retry
from smoall.domain.billing.provider_fact import CollectionFact
from smoall.domain.billing.subscription import GRACE, Subscription
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.billing.letters import tell_owners
from smoall.usecases.billing.stores import Collection, SubscriptionInvoice
from smoall.usecases.billing.till import save, with_debts
from smoall.usecases.unit import Unit

TAKEN_BACK = "taken_back"


async def owe_again(unit: Unit, collection: Collection) -> bool:
    """The money of a collection went back: its invoice is owed again, and its owners are told.

    Only they can pay it, for who took money back once is not charged again unasked. Once per collection, and not when
    another one paid the invoice since: False then.
    """
    subscription = await unit.subscriptions.get(lock=True)
    invoice = await unit.subscriptions.invoice(collection.invoice_id, lock=True) if collection.invoice_id else None
    last = await unit.subscriptions.last_collection(invoice.id) if invoice else None
    if subscription is None or invoice is None or invoice.paid_on is None or last is None or last.id != collection.id:
        return False
    today, tried = unit.today, max(invoice.attempts, LAST_ATTEMPT)
    owed = replace(invoice, paid_on=None, attempts=tried, failed_on=today, last_on=today)
    await unit.subscriptions.replace_invoice(owed)
    fact = replace(collection.fact, failure=TAKEN_BACK)
    await tell_what_is_owed(unit, subscription, owed, kind=MessageKind.PAYMENT_FAILED, fact=fact)
    await save(unit, with_debts(subscription, await unit.subscriptions.unpaid()))
    unit.record("noteReturn", public_id(Kind.COLLECTION, collection.id))
    return True


async def tell_what_is_owed(
    unit: Unit, subscription: Subscription, owed: SubscriptionInvoice, *, kind: MessageKind, fact: CollectionFact
) -> None:
    """The letter about an invoice that could not be collected: how much, why, when it is tried again."""
    debt = owed.debt
    assert debt is not None
    again = next_retry(debt)
    await tell_owners(
        unit,
        kind,
        plan=subscription.plan.name,
        number=owed.number or "",
        amount=str(fact.amount),
        reason=fact.failure or "",
        due_on=owed.due_on.isoformat() if owed.due_on else "",
        next_attempt_on=again.isoformat() if again else "",
        suspends_on=(debt.failed_on + GRACE).isoformat(),
    )
