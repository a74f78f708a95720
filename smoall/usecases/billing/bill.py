"""Make an invoice of Smoall to a subscriber and collect it: once, however often it is begun again after a crash.

Each step is a transaction of its own that leaves behind what the next one needs; a step that was done is found done.
"""

from dataclasses import replace
from uuid import UUID

from smoall.domain.billing.provider_fact import CollectionFact, CollectionState
from smoall.domain.crm.company import Company
from smoall.domain.crm.natural_person import told_by
from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.errors import NotFound
from smoall.domain.organisations.house import HOUSE
from smoall.domain.organisations.organisation import Organisation
from smoall.usecases.actor import Actor, system
from smoall.usecases.billing.amounts import CURRENCY
from smoall.usecases.billing.gateway import Declined
from smoall.usecases.billing.house import found_house
from smoall.usecases.billing.quote import content_for
from smoall.usecases.billing.stores import Collection, SubscriptionInvoice
from smoall.usecases.billing.take_fact import take_fact
from smoall.usecases.billing.till import Till, under_way
from smoall.usecases.invoicing.draft_invoice import draft_invoice
from smoall.usecases.invoicing.issue_invoice import issue_invoice
from smoall.usecases.invoicing.send_invoice import send_document
from smoall.usecases.unit import Unit, Units

NO_METHOD = "no_payment_method"


async def bill_subscription(units: Units, actor: Actor, invoice_id: UUID, *, attempt: int, till: Till) -> None:
    """Issue the invoice in Smoall's own organisation unless it is, then collect it unless that was done.

    ``attempt`` counts the failures before: a job of an earlier attempt does nothing. Raises Unavailable while the
    provider does not answer; what became of a call that broke off is asked before anything is sent again.
    """
    subscriber = system(actor.organisation_id)
    invoice = await ensure_issued(units, subscriber, invoice_id, till=till)
    if invoice.paid_on or invoice.attempts != attempt:
        return
    await _collect(units, subscriber, invoice, till=till)


async def ensure_issued(units: Units, subscriber: Actor, invoice_id: UUID, *, till: Till) -> SubscriptionInvoice:
    """The invoice with its number: issued and sent by Smoall's own organisation, once under its key."""
    async with units.begin(subscriber, request_id=f"bill:{invoice_id.hex}") as unit:
        invoice = await unit.subscriptions.invoice(invoice_id)
        organisation = await unit.organisations.get()
        owners = await unit.subscriptions.owners()
    if invoice is None:
        raise NotFound("SUBSCRIPTION_INVOICE_NOT_FOUND")
    if invoice.document_id:
        return invoice
    to = organisation.email or (owners[0].email if owners else None)
    issued = await _issue(units, invoice, organisation, to=to, till=till)
    async with units.begin(subscriber, request_id=f"bill:{invoice_id.hex}") as unit:
        current = await unit.subscriptions.invoice(invoice_id, lock=True)
        assert current is not None
        numbered = replace(
            current,
            document_id=issued.document_id,
            number=issued.number,
            issued_on=issued.issued_on,
            due_on=issued.due_on,
            vat=issued.vat,
            gross=issued.gross,
        )
        await unit.subscriptions.replace_invoice(numbered)
        await unit.commit()
    return numbered


async def _issue(
    units: Units, invoice: SubscriptionInvoice, organisation: Organisation, *, to: str | None, till: Till
) -> SubscriptionInvoice:
    async with units.begin(system(HOUSE), request_id=f"bill:{invoice.id.hex}") as unit:
        await found_house(unit, till.seller)
        await unit.takings.lock(organisation.id)
        document_id = await unit.takings.document(organisation.id, invoice.key)
        if document_id is None:
            document_id = await _make(unit, invoice, organisation, to=to, till=till)
            await unit.takings.keep_document(organisation.id, invoice.key, document_id)
            await unit.commit()
        document = await unit.documents.get(document_id, DocumentKind.INVOICE)
    assert document is not None
    assert document.issued is not None
    return replace(
        invoice,
        document_id=document_id,
        number=document.issued.number,
        issued_on=document.issued.issued_on,
        due_on=document.issued.due_on,
        vat=document.totals.vat,
        gross=document.totals.gross,
    )


# Whatever the subscriber objected to, what they subscribe to is invoiced.
_DUTY = "VAT Code art. 53 § 2: the subscription is invoiced"


async def _make(
    unit: Unit, invoice: SubscriptionInvoice, organisation: Organisation, *, to: str | None, till: Till
) -> UUID:
    """Draft, issue and send, as anybody does it."""
    await _know(unit, organisation, email=to)
    content = content_for(invoice.charges, organisation)
    draft, _ = await draft_invoice(unit, organisation.id, content, language=organisation.language, legal_duty=_DUTY)
    await issue_invoice(unit, draft, issued_on=None, expected_version=None, rules=till.rules)
    if to:
        await send_document(unit, draft, DocumentKind.INVOICE, channel="EMAIL", to=[to], legal_duty=_DUTY)
    return draft


async def _know(unit: Unit, organisation: Organisation, *, email: str | None) -> None:
    """The subscriber as a customer of Smoall's own organisation, under the id it has as an organisation."""
    known = await unit.companies.get(organisation.id, lock=True)
    told = told_by(f"{organisation.name} {organisation.legal_form or ''}", organisation.vat_number)
    wanted = Company(
        id=organisation.id,
        name=organisation.name,
        address=organisation.address,
        language=organisation.language,
        enterprise_number=organisation.enterprise_number,
        vat_number=organisation.vat_number,
        email=email,
        phone=organisation.phone,
        natural_person=known.natural_person if known else told,
        version=known.version if known else 1,
    )
    if known is None:
        await unit.companies.add(wanted)
    elif known != wanted:
        await unit.companies.replace(wanted)


async def _collect(units: Units, subscriber: Actor, invoice: SubscriptionInvoice, *, till: Till) -> None:
    begun = await _begin(units, subscriber, invoice, till=till)
    if begun is None:
        return
    collection, again = begun
    fact = await till.gateway.find_collection(collection.id) if again else None
    fact = fact or await _ask(units, subscriber, collection, invoice, till=till)
    async with units.begin(subscriber, request_id=f"collect:{collection.id.hex}") as unit:
        await take_fact(unit, fact)
        await unit.commit()


async def _begin(
    units: Units, subscriber: Actor, invoice: SubscriptionInvoice, *, till: Till
) -> tuple[Collection, bool] | None:
    """The attempt, written down before the provider hears of it, and whether it was before; None when one is on."""
    async with units.begin(subscriber, request_id=f"collect:{invoice.id.hex}") as unit:
        await unit.subscriptions.get(lock=True)
        current = await unit.subscriptions.invoice(invoice.id)
        last = await unit.subscriptions.last_collection(invoice.id)
        if current is None or current.paid_on or current.attempts != invoice.attempts or not invoice.gross:
            return None
        own = last is not None and await unit.subscriptions.checkout_of(last.id) is None
        if last and own and not last.fact.state.final:
            return (last, True) if last.fact.state is CollectionState.CREATED else None
        if (last and last.fact.succeeded and not last.fact.went_back) or invoice.id in await under_way(unit):
            return None
        fact = CollectionFact(unit.new_id(), "", CollectionState.CREATED, invoice.gross, CURRENCY)
        collection = Collection(fact, till.gateway.name, invoice.id, last.attempt + 1 if last else 1)
        await unit.subscriptions.add_collection(collection)
        await unit.commit()
    return collection, False


async def _ask(
    units: Units, subscriber: Actor, collection: Collection, invoice: SubscriptionInvoice, *, till: Till
) -> CollectionFact:
    """Let the provider collect; a refusal of the payer's bank is a fact too."""
    async with units.begin(subscriber, request_id=f"collect:{collection.id.hex}") as unit:
        subscription = await unit.subscriptions.get()
    fact = collection.fact
    if subscription is None or subscription.customer is None or subscription.method_id is None:
        return replace(fact, state=CollectionState.FAILED, failure=NO_METHOD)
    try:
        return await till.gateway.collect(
            collection_id=collection.id,
            customer=subscription.customer,
            method=subscription.method_id,
            amount=fact.amount,
            currency=fact.currency,
            description=f"Smoall {invoice.number}",
            key=f"collect:{collection.id.hex}",
        )
    except Declined as refusal:
        return replace(fact, state=CollectionState.FAILED, failure=refusal.reason)


async def read_collection(units: Units, actor: Actor, collection_id: UUID, *, till: Till) -> None:
    """Ask the provider about a collection of which it has not told the end."""
    subscriber = system(actor.organisation_id)
    fact = await till.gateway.find_collection(collection_id)
    if fact is None:
        fact = await _lapsed(units, subscriber, collection_id, till=till)
    if fact is None:
        return
    async with units.begin(subscriber, request_id=f"read:{collection_id.hex}") as unit:
        await take_fact(unit, fact)
        await unit.commit()


async def _lapsed(units: Units, subscriber: Actor, collection_id: UUID, *, till: Till) -> CollectionFact | None:
    """A collection whose payment page has lapsed with nothing paid on it is over."""
    async with units.begin(subscriber, request_id=f"read:{collection_id.hex}") as unit:
        collection = await unit.subscriptions.collection(collection_id)
        page = await unit.subscriptions.checkout_of(collection_id)
    if collection is None or page is None or page.provider_id is None:
        return None
    seen = await till.gateway.read_checkout(page.provider_id)
    if seen and seen.state == "OPEN":
        return None
    return (seen and seen.collection) or replace(collection.fact, state=CollectionState.CANCELLED)
