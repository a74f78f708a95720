"""Believe what a provider says: join it with what is known, and let the subscription follow.

Facts may be unknown, late, doubled or somebody else's: none of that does any harm. The caller commits.
"""

from dataclasses import replace

from smoall.domain.access.message import MessageKind
from smoall.domain.billing.change import decide_cure, decide_start
from smoall.domain.billing.charge import total
from smoall.domain.billing.cycle import Bill
from smoall.domain.billing.dunning import letter_after
from smoall.domain.billing.provider_fact import CollectionFact, CollectionState, join
from smoall.domain.billing.subscription import Subscription, SubscriptionState
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.actor import system
from smoall.usecases.billing.gateway import CheckoutFact, CheckoutState, CustomerFact
from smoall.usecases.billing.owing import tell_what_is_owed
from smoall.usecases.billing.stores import Collection, SubscriptionInvoice
from smoall.usecases.billing.till import add_bills, ask_to_collect, save, with_debts
from smoall.usecases.unit import Unit


async def take_fact(unit: Unit, fact: CollectionFact) -> bool:
    """Take what was said about one collection; False when it changes nothing.

    The unit may be anybody's: it goes on in the organisation in which the collection lies, as Smoall itself, so do
    before what belongs elsewhere. A fact about an unknown collection, or about another amount, is left aside.
    """
    organisation_id = await unit.subscriptions.organisation_of_collection(fact.collection_id)
    if organisation_id is None:
        return False
    await unit.act_as(system(organisation_id))
    # Always first the subscription, then the collection: whoever takes both takes them in this order.
    subscription = await unit.subscriptions.get(lock=True)
    collection = await unit.subscriptions.collection(fact.collection_id, lock=True)
    if subscription is None or collection is None or not _about(collection, fact):
        return False
    known = replace(collection, fact=join(collection.fact, fact))
    if known == collection:
        return False
    await unit.subscriptions.replace_collection(known)
    if known.fact.succeeded and not collection.fact.succeeded:
        subscription, known = await _succeeded(unit, subscription, known)
    elif known.fact.state.final and not collection.fact.state.final:
        subscription = await _failed(unit, subscription, known, before=collection.fact.state)
    if known.fact.succeeded:
        run_key = f"settle:{known.id.hex}:{known.fact.refunded}:{known.fact.disputed}"
        await unit.enqueue("settle_collection", run_key=run_key, collection_id=known.id)
    await save(unit, subscription)
    unit.record("takeFact", public_id(Kind.COLLECTION, known.id), state=known.fact.state)
    return True


async def take_checkout(unit: Unit, fact: CheckoutFact) -> bool:
    """Take what became of a payment page: the way to pay that was left on it, and the collection made there."""
    changed = False
    if fact.state is CheckoutState.COMPLETE:
        # By the customer: a page of the provider's own, which it opened to change the way to pay, is known to it alone.
        changed = await take_customer(unit, CustomerFact(fact.customer, fact.method, fact.method_id))
    organisation_id = await unit.subscriptions.organisation_of_checkout(fact.checkout)
    if organisation_id is not None and fact.state is CheckoutState.COMPLETE:
        await unit.act_as(system(organisation_id))
        page = await unit.subscriptions.checkout(fact.checkout)
        if page and not page.used:
            await unit.subscriptions.replace_checkout(replace(page, used=True))
            changed = True
    return await take_fact(unit, fact.collection) or changed if fact.collection else changed


async def take_customer(unit: Unit, fact: CustomerFact) -> bool:
    """Take the way to pay that a payer chose at the provider; an unknown payer is left aside."""
    organisation_id = await unit.subscriptions.organisation_of_customer(fact.customer)
    if organisation_id is None:
        return False
    await unit.act_as(system(organisation_id))
    return await _take_method(unit, fact)


class Believing:
    """Whoever reads at a provider has what was read believed here (:class:`.hear_provider.Facts`)."""

    async def collection(self, unit: Unit, fact: CollectionFact) -> bool:
        """See :func:`take_fact`."""
        return await take_fact(unit, fact)

    async def checkout(self, unit: Unit, fact: CheckoutFact) -> bool:
        """See :func:`take_checkout`."""
        return await take_checkout(unit, fact)

    async def customer(self, unit: Unit, fact: CustomerFact) -> bool:
        """See :func:`take_customer`."""
        return await take_customer(unit, fact)


async def _take_method(unit: Unit, fact: CustomerFact) -> bool:
    subscription = await unit.subscriptions.get(lock=True)
    if subscription is None or subscription.customer != fact.customer or fact.method_id is None:
        return False
    if (subscription.method_id, subscription.method) == (fact.method_id, fact.method):
        return False
    await save(unit, replace(subscription, method_id=fact.method_id, method=fact.method))
    unit.record("changePaymentMethod", public_id(Kind.SUBSCRIPTION, unit.actor.organisation_id))
    if subscription.method_id is None or subscription.past_due_since:
        # With another way to pay what could not be collected is tried at once.
        for invoice in await unit.subscriptions.unpaid():
            await ask_to_collect(unit, invoice)
    return True


def _about(collection: Collection, fact: CollectionFact) -> bool:
    return (collection.fact.amount, collection.fact.currency) == (fact.amount, fact.currency.upper())


async def _succeeded(unit: Unit, subscription: Subscription, collection: Collection) -> tuple[Subscription, Collection]:
    """The money is there: what it was for is paid, or begins."""
    if collection.invoice_id is None:
        return await _begun(unit, subscription, collection)
    invoice = await unit.subscriptions.invoice(collection.invoice_id, lock=True)
    assert invoice is not None
    if invoice.paid_on is None:
        await unit.subscriptions.replace_invoice(replace(invoice, paid_on=unit.today))
    elif await _paid_otherwise(unit, collection):
        return subscription, await give_back_whole(unit, collection)
    unpaid = await unit.subscriptions.unpaid()
    if unpaid or subscription.past_due_since is None:
        return with_debts(subscription, unpaid), collection
    decision = decide_cure(subscription, today=unit.today)
    if decision.charges:
        await add_bills(unit, [Bill(f"cure:{collection.id.hex}", unit.today, decision.charges)])
    return decision.subscription, collection


async def _begun(unit: Unit, subscription: Subscription, collection: Collection) -> tuple[Subscription, Collection]:
    """A plan was paid for on a payment page: it begins today, and its invoice is paid already.

    When the subscription has begun otherwise meanwhile, the money is for nothing that is owed, and is given back.
    """
    page = await unit.subscriptions.checkout_of(collection.id)
    open_to_begin = subscription.plan.free or subscription.state(unit.today) is SubscriptionState.ENDED
    if page is None or page.plan is None or page.seats is None:
        return subscription, collection
    if not open_to_begin:
        return subscription, await give_back_whole(unit, collection)
    decision = decide_start(subscription, page.plan, seats=page.seats, today=unit.today)
    invoice = SubscriptionInvoice(
        unit.new_id(),
        f"start:{collection.id.hex}",
        decision.charges,
        total(decision.charges),
        paid_on=unit.today,
    )
    await unit.subscriptions.add_invoice(invoice)
    await ask_to_collect(unit, invoice)
    paid = replace(collection, invoice_id=invoice.id)
    await unit.subscriptions.replace_collection(paid)
    await unit.subscriptions.replace_checkout(replace(page, used=True))
    return decision.subscription, paid


async def _paid_otherwise(unit: Unit, collection: Collection) -> bool:
    """Whether the money of another collection has paid the invoice, and stays."""
    assert collection.invoice_id is not None
    made = await unit.subscriptions.collections_of(collection.invoice_id)
    others = [each for each in made if each.id != collection.id and not each.given_back]
    return any(each.fact.succeeded and not each.fact.went_back for each in others)


async def give_back_whole(unit: Unit, collection: Collection) -> Collection:
    """It is for nothing that is owed (any more): a job has the provider refund it, once."""
    amount = collection.fact.amount
    decided = replace(collection, given_back=amount)
    await unit.subscriptions.replace_collection(decided)
    await unit.enqueue("give_back", run_key=f"give_back:{collection.id.hex}", collection_id=collection.id)
    unit.record("giveBack", public_id(Kind.COLLECTION, collection.id), amount=str(amount))
    return decided


async def _failed(
    unit: Unit, subscription: Subscription, collection: Collection, *, before: CollectionState
) -> Subscription:
    """Nothing came of it: the invoice stays owed, its owners are told, and it is tried again on its days.

    A page on which nobody paid is no failure; a debit from one that came back is.
    """
    invoice = await unit.subscriptions.invoice(collection.invoice_id, lock=True) if collection.invoice_id else None
    by_a_person = await unit.subscriptions.checkout_of(collection.id) is not None
    if invoice is None or invoice.paid_on or (by_a_person and before is not CollectionState.PROCESSING):
        return subscription
    today = unit.today
    failed = replace(invoice, attempts=invoice.attempts + 1, failed_on=invoice.failed_on or today, last_on=today)
    await unit.subscriptions.replace_invoice(failed)
    kind = MessageKind(letter_after(failed.attempts))
    await tell_what_is_owed(unit, subscription, failed, kind=kind, fact=collection.fact)
    return with_debts(subscription, await unit.subscriptions.unpaid())
