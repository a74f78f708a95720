"""Plans, lines and methods as they lie in JSON columns, and back."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from smoall.domain.billing.charge import Charge, ChargeKind, SeatIncrease
from smoall.domain.billing.plan import Entitlement, Plan
from smoall.domain.billing.provider_fact import CollectionFact, CollectionState, PaymentMethod
from smoall.domain.billing.subscription import Subscription
from smoall.usecases.billing.amounts import Upcoming
from smoall.usecases.billing.stores import Collection, OpenedCheckout, SubscriptionInvoice

Json = dict[str, Any]


def plan_json(plan: Plan | None) -> Json | None:
    """A plan, amounts as text."""
    if plan is None:
        return None
    return {
        "code": plan.code,
        "version": plan.version,
        "valid_from": plan.valid_from.isoformat(),
        "name": plan.name,
        "price": str(plan.price),
        "seats": plan.seats,
        "seat_price": None if plan.seat_price is None else str(plan.seat_price),
        "limits": {name.value: limit for name, limit in plan.limits.items()},
    }


def plan_of(stored: Json | None) -> Plan | None:
    """The plan that was stored."""
    if stored is None:
        return None
    seat_price = stored["seat_price"]
    return Plan(
        code=stored["code"],
        version=stored["version"],
        valid_from=date.fromisoformat(stored["valid_from"]),
        name=stored["name"],
        price=Decimal(stored["price"]),
        seats=stored["seats"],
        seat_price=None if seat_price is None else Decimal(seat_price),
        limits={Entitlement(name): limit for name, limit in stored["limits"].items()},
    )


def method_json(method: PaymentMethod | None) -> Json | None:
    """A way to pay, as far as it may be shown."""
    if method is None:
        return None
    return {"kind": method.kind, "brand": method.brand, "last4": method.last4, "expires": method.expires}


def method_of(stored: Json | None) -> PaymentMethod | None:
    """The way to pay that was stored."""
    return PaymentMethod(**stored) if stored else None


def charges_json(charges: Sequence[Charge]) -> list[Json]:
    """The lines of an invoice."""
    return [
        {
            "kind": charge.kind.value,
            "plan": charge.plan,
            "start": charge.start.isoformat(),
            "end": charge.end.isoformat(),
            "days": charge.days,
            "of": charge.of,
            "quantity": charge.quantity,
            "unit_price": str(charge.unit_price),
            "seats": charge.seats,
        }
        for charge in charges
    ]


def upcoming_json(upcoming: Upcoming | None) -> Json | None:
    """The next invoice, as it is shown."""
    if upcoming is None:
        return None
    amounts = upcoming.amounts
    lines = [
        {"description": line.description, "quantity": line.quantity}
        | {"unit_price": str(line.unit_price), "net": str(line.net)}
        for line in amounts.lines
    ]
    totals = {name: str(getattr(amounts, name)) for name in ("net", "vat", "gross")}
    return {"on": upcoming.on.isoformat(), "currency": amounts.currency, "lines": lines, **totals}


def _charge(stored: Json) -> Charge:
    return Charge(
        ChargeKind(stored["kind"]),
        stored["plan"],
        date.fromisoformat(stored["start"]),
        date.fromisoformat(stored["end"]),
        stored["days"],
        stored["of"],
        stored["quantity"],
        Decimal(stored["unit_price"]),
        stored["seats"],
    )


_DATED = (
    *("seats", "anchor", "periods", "charged_until", "trial_ends_on", "next_seats", "paused_from", "paused_until"),
    *("ends_on", "past_due_since", "customer", "method_id"),
)


def subscription_columns(subscription: Subscription) -> Json:
    """A subscription's own columns; its state and its version are the store's."""
    added = [
        {"on": each.on.isoformat(), "seats": each.seats, "price": str(each.price), "plan": each.plan}
        for each in subscription.added
    ]
    return {
        **{name: getattr(subscription, name) for name in _DATED},
        "plan": plan_json(subscription.plan),
        "next_plan": plan_json(subscription.next_plan),
        "added": added,
        "method": method_json(subscription.method),
    }


def subscription_of(row: Mapping[str, Any]) -> Subscription:
    """The subscription in a row."""
    plan = plan_of(row["plan"])
    assert plan is not None
    added = tuple(
        SeatIncrease(date.fromisoformat(each["on"]), each["seats"], Decimal(each["price"]), each["plan"])
        for each in row["added"]
    )
    return Subscription(
        plan=plan,
        next_plan=plan_of(row["next_plan"]),
        added=added,
        method=method_of(row["method"]),
        version=row["version"],
        **{name: row[name] for name in _DATED},
    )


_KEPT = (
    *("id", "key", "net", "vat", "gross", "number", "issued_on", "due_on", "document_id", "attempts"),
    *("failed_on", "last_on", "paid_on"),
)


def invoice_columns(invoice: SubscriptionInvoice) -> Json:
    """An invoice's columns."""
    return {**{name: getattr(invoice, name) for name in _KEPT}, "charges": charges_json(invoice.charges)}


def invoice_of(row: Mapping[str, Any]) -> SubscriptionInvoice:
    """The invoice in a row."""
    charges = tuple(map(_charge, row["charges"]))
    return SubscriptionInvoice(charges=charges, **{name: row[name] for name in _KEPT})


def collection_columns(collection: Collection) -> Json:
    """A collection's columns."""
    fact = collection.fact
    return {
        "id": fact.collection_id,
        "invoice_id": collection.invoice_id,
        "attempt": collection.attempt,
        "amount": fact.amount,
        "currency": fact.currency,
        "provider": collection.provider,
        "provider_id": fact.provider_id,
        "state": fact.state,
        "refunded": fact.refunded,
        "disputed": fact.disputed,
        "given_back": collection.given_back,
        "failure": fact.failure,
        "method": method_json(fact.method),
    }


def collection_of(row: Mapping[str, Any]) -> Collection:
    """The collection in a row."""
    fact = CollectionFact(
        collection_id=row["id"],
        provider_id=row["provider_id"],
        state=CollectionState(row["state"]),
        amount=row["amount"],
        currency=row["currency"],
        refunded=row["refunded"],
        disputed=row["disputed"],
        failure=row["failure"],
        method=method_of(row["method"]),
    )
    return Collection(fact, row["provider"], row["invoice_id"], row["attempt"], row["given_back"])


def checkout_of(row: Mapping[str, Any]) -> OpenedCheckout:
    """The payment page in a row."""
    return OpenedCheckout(
        id=row["id"],
        provider_id=row["provider_id"],
        plan=plan_of(row["plan"]),
        seats=row["seats"],
        collection_id=row["collection_id"],
        used=row["used_at"] is not None,
    )
