"""Register in Smoall's own ledger what was collected: once per collection, allocated to the invoice it pays."""

from dataclasses import replace
from uuid import UUID

from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.money import ZERO
from smoall.domain.organisations.house import HOUSE
from smoall.usecases.actor import Actor, system
from smoall.usecases.billing.bill import ensure_issued
from smoall.usecases.billing.house import found_house
from smoall.usecases.billing.owing import owe_again
from smoall.usecases.billing.stores import Collection, ProviderCharge
from smoall.usecases.billing.take_fact import take_customer
from smoall.usecases.billing.till import Till
from smoall.usecases.payments.register_payment import register_payment
from smoall.usecases.unit import Unit, Units


async def settle_collection(units: Units, actor: Actor, collection_id: UUID, *, till: Till) -> None:
    """Register the payment, or note what was refunded or disputed since; and learn the way to pay that was left."""
    subscriber = system(actor.organisation_id)
    async with units.begin(subscriber, request_id=f"settle:{collection_id.hex}") as unit:
        collection = await unit.subscriptions.collection(collection_id)
        subscription = await unit.subscriptions.get()
        payer = (await unit.organisations.get()).name
    if collection is None or subscription is None or not collection.fact.succeeded:
        return
    invoice_id = collection.invoice_id
    invoice = await ensure_issued(units, subscriber, invoice_id, till=till) if invoice_id else None
    async with units.begin(system(HOUSE), request_id=f"settle:{collection_id.hex}") as unit:
        await found_house(unit, till.seller)
        await unit.takings.lock(subscriber.organisation_id)
        await _register(unit, collection, invoice.document_id if invoice else None, payer=payer)
        owed_again = await _take_back(unit, collection)
        await unit.commit()
    if owed_again:
        async with units.begin(subscriber, request_id=f"settle:{collection_id.hex}") as unit:
            if await owe_again(unit, collection):
                await unit.commit()
    await _learn_method(units, subscriber, subscription.customer, till=till)


async def _register(unit: Unit, collection: Collection, document_id: UUID | None, *, payer: str) -> None:
    fact = collection.fact
    known = await unit.takings.charge(collection.id)
    if known:
        if (known.refunded, known.disputed) != (fact.refunded, fact.disputed):
            await unit.takings.replace_charge(replace(known, refunded=fact.refunded, disputed=fact.disputed))
            unit.record(
                "noteCharge",
                public_id(Kind.COLLECTION, collection.id),
                refunded=str(fact.refunded),
                disputed=fact.disputed,
            )
        return
    document = await unit.documents.get(document_id, DocumentKind.INVOICE) if document_id else None
    balance = min(document.balance, fact.amount) if document and not collection.given_back else ZERO
    payment_id = await register_payment(
        unit,
        amount=fact.amount,
        currency=fact.currency,
        received_on=unit.today,
        payer=payer,
        communication=public_id(Kind.COLLECTION, collection.id),
        allocations=[(document_id, balance)] if balance > 0 else [],
    )
    await unit.takings.keep_charge(ProviderCharge(collection.id, payment_id, document_id, fact.refunded, fact.disputed))


async def _take_back(unit: Unit, collection: Collection) -> bool:
    """Whether the invoice is owed again, for the money went back to the payer and no credit note says why."""
    charge = await unit.takings.charge(collection.id)
    if charge is None or not collection.fact.went_back:
        return False
    if collection.given_back:  # by us, for it was never owed
        await _note_return(unit, charge)
        return False
    if charge.document_id is None:
        return False
    document = await unit.documents.get(charge.document_id, DocumentKind.INVOICE, lock=True)
    if document is None or document.credited >= collection.fact.amount:
        return False
    await _note_return(unit, charge)
    return True


async def _note_return(unit: Unit, charge: ProviderCharge) -> None:
    if await unit.payments.give_back(charge.payment_id, on=unit.today):
        unit.record("returnPayment", public_id(Kind.PAYMENT, charge.payment_id))


async def _learn_method(units: Units, subscriber: Actor, customer: str | None, *, till: Till) -> None:
    known = await till.gateway.read_customer(customer) if customer else None
    if known is None:
        return
    async with units.begin(subscriber, request_id="settle") as unit:
        if await take_customer(unit, known):
            await unit.commit()
