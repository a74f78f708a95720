"""Open a payment page: to begin with a plan, to pay what is owed, or to leave a way to pay."""

from dataclasses import dataclass, replace
from decimal import Decimal

from smoall.domain.access.role import Permission
from smoall.domain.billing.change import Decision, decide_plan_change, ensure_allowed
from smoall.domain.billing.plan import Plan
from smoall.domain.billing.provider_fact import CollectionFact, CollectionState
from smoall.domain.billing.subscription import Subscription, SubscriptionAction, SubscriptionState
from smoall.domain.kernel.errors import Conflict, Finding, Invalid
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.actor import Actor
from smoall.usecases.billing.amounts import CURRENCY
from smoall.usecases.billing.change import decide_beginning, ensure_room, named_plan
from smoall.usecases.billing.gateway import Checkout, CheckoutRequest, Payer
from smoall.usecases.billing.quote import Quote, quote
from smoall.usecases.billing.stores import Collection, OpenedCheckout, SubscriptionInvoice
from smoall.usecases.billing.till import Till, load, save, under_way
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit, Units

LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for: a plan with seats, or neither to pay what is owed or to change the way to pay."""

    plan: str | None
    seats: int | None
    success_url: str | None
    cancel_url: str | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that the provider opened, for what was quoted."""

    page: OpenedCheckout
    collection: Collection | None
    customer: str
    checkout: Checkout
    quote: Quote


@dataclass(frozen=True, slots=True)
class _Purpose:
    """What the page is for: ``amount`` None only saves a way to pay."""

    decision: Decision
    amount: Decimal | None = None
    plan: Plan | None = None
    seats: int | None = None
    invoice: SubscriptionInvoice | None = None


async def quote_checkout(unit: Unit, asked: Asked, *, till: Till) -> Quote:
    """What the page would collect; nothing is opened. Raises as :func:`open_checkout` does."""
    _check_urls(asked)
    return await quote(unit, (await _purpose(unit, asked, till=till)).decision)


async def open_checkout(units: Units, actor: Actor, asked: Asked, *, request_id: str, till: Till) -> Opened:
    """Have the provider open the page; :func:`keep_checkout` writes down that it is ours.

    Nothing can be paid on a page of which nobody has the address, so one that is never written down does no harm.
    Raises Forbidden, Conflict SUBSCRIPTION_STATE or PAYMENT_UNDER_WAY, Invalid, Unavailable.
    """
    _check_urls(asked)
    async with units.begin(actor, request_id=request_id) as unit:
        purpose = await _purpose(unit, asked, till=till)
        quoted = await quote(unit, purpose.decision)
        payer = await payer_of(unit)
        known = purpose.decision.subscription.customer
        page = OpenedCheckout(unit.new_id(), None, purpose.plan, purpose.seats)
        collection = _collection(unit, purpose, till=till, attempt=await _attempt(unit, purpose))
        older = await unit.subscriptions.open_checkouts()
    for each in older:  # so that nobody pays twice, on two pages
        if each.provider_id:
            await till.gateway.expire_checkout(each.provider_id)
    key = f"customer:{payer.organisation_id.hex}"
    customer = known or await till.gateway.open_customer(payer, key=key)
    request = CheckoutRequest(
        collection_id=collection.id if collection else None,
        customer=customer,
        amount=purpose.amount,
        currency=CURRENCY,
        description=f"Smoall {purpose.plan.name}" if purpose.plan else "Smoall",
        language=payer.language,
        success_url=asked.success_url or f"{till.home_url}/pay/done",
        cancel_url=asked.cancel_url or f"{till.home_url}/pay/cancelled",
    )
    checkout = await till.gateway.open_checkout(request, key=f"checkout:{page.id.hex}")
    collection_id = collection.id if collection else None
    return Opened(
        replace(page, provider_id=checkout.id, collection_id=collection_id), collection, customer, checkout, quoted
    )


async def keep_checkout(unit: Unit, asked: Asked, opened: Opened, *, till: Till) -> None:
    """Write down what the page is for, in the transaction that answers with its address."""
    purpose = await _purpose(unit, asked, till=till)
    if purpose.amount != (opened.collection.fact.amount if opened.collection else None):
        raise Conflict("CHECKOUT_OUTDATED")
    if opened.collection:
        await unit.subscriptions.add_collection(opened.collection)
    await unit.subscriptions.add_checkout(opened.page)
    begins_later = purpose.amount is None
    kept = purpose.decision.subscription if begins_later else await load(unit, till)
    await save(unit, replace(kept, customer=opened.customer))
    unit.record("startCheckout", public_id(Kind.SUBSCRIPTION, unit.actor.organisation_id), plan=asked.plan)


async def payer_of(unit: Unit) -> Payer:
    """The organisation as the provider is told of it."""
    organisation = await unit.organisations.get()
    owners = await unit.subscriptions.owners()
    return Payer(
        organisation_id=organisation.id,
        name=organisation.name,
        email=organisation.email or (owners[0].email if owners else ""),
        language=organisation.language,
        address=organisation.address,
        vat_number=organisation.vat_number,
    )


async def _purpose(unit: Unit, asked: Asked, *, till: Till) -> _Purpose:
    require(unit, Permission.MANAGE_SUBSCRIPTION)
    subscription = await load(unit, till)
    today = unit.today
    ensure_allowed(subscription, SubscriptionAction.START_CHECKOUT, today=today)
    moving = await under_way(unit)
    unpaid = await unit.subscriptions.unpaid()
    for owed in (invoice for invoice in unpaid if invoice.id not in moving):
        return _Purpose(Decision(subscription, today), owed.gross, invoice=owed)
    if unpaid or None in moving:
        raise Conflict("PAYMENT_UNDER_WAY")
    state = subscription.state(today)
    if state is SubscriptionState.TRIALING:
        plan = named_plan(unit, till, asked.plan) if asked.plan else subscription.plan
        chosen = decide_plan_change(subscription, plan, seats=asked.seats, today=today)
        await ensure_room(unit, chosen)
        return _Purpose(chosen)
    if subscription.begins(today):
        return await _begin(unit, subscription, asked, till=till)
    return _save_method(subscription, asked, unit)


async def _begin(unit: Unit, subscription: Subscription, asked: Asked, *, till: Till) -> _Purpose:
    decision = await decide_beginning(unit, subscription, asked.plan, asked.seats, till=till)
    quoted, begun = await quote(unit, decision), decision.subscription
    return _Purpose(decision, quoted.now.gross, begun.plan, begun.seats)


def _save_method(subscription: Subscription, asked: Asked, unit: Unit) -> _Purpose:
    if asked.plan and asked.plan != subscription.plan.code:
        raise Conflict(
            "SUBSCRIPTION_STATE", state=subscription.state(unit.today), action=SubscriptionAction.START_CHECKOUT
        )
    return _Purpose(Decision(subscription, unit.today))


async def _attempt(unit: Unit, purpose: _Purpose) -> int:
    last = await unit.subscriptions.last_collection(purpose.invoice.id) if purpose.invoice else None
    return last.attempt + 1 if last else 1


def _collection(unit: Unit, purpose: _Purpose, *, till: Till, attempt: int) -> Collection | None:
    if purpose.amount is None:
        return None
    fact = CollectionFact(unit.new_id(), "", CollectionState.CREATED, purpose.amount, CURRENCY)
    return Collection(fact, till.gateway.name, purpose.invoice.id if purpose.invoice else None, attempt)


def _check_urls(asked: Asked) -> None:
    findings = [
        Finding("URL_INVALID", path)
        for path, url in (("successUrl", asked.success_url), ("cancelUrl", asked.cancel_url))
        if url is not None and not _is_web_page(url)
    ]
    if findings:
        raise Invalid(tuple(findings))


def _is_web_page(url: str) -> bool:
    scheme, _, rest = url.partition("://")
    plain = url.isascii() and url.isprintable() and not any(sign in url for sign in " \"'<>\\`")
    return scheme in ("https", "http") and plain and len(url) <= LONGEST_URL and bool(rest.split("/")[0])
