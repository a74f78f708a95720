"""Stripe's objects in our words. Of a card or an account nothing is read but brand, last four digits and expiry."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from smoall.domain.billing.provider_fact import CollectionFact, CollectionState, PaymentMethod
from smoall.domain.kernel.money import ZERO, round_cents
from smoall.infra.stripe.calls import decline_reason
from smoall.usecases.billing.gateway import CheckoutState

MARK = "collection"
"""the key of Stripe's metadata under which a payment says which collection it is"""
WAY, PAGE, DIRECT = "way", "page", "direct"
"""how it is collected: on a page where another method may be tried, or from a saved method, once"""

Thing = Mapping[str, Any]

_STATES = {
    "requires_payment_method": CollectionState.CREATED,
    "requires_confirmation": CollectionState.CREATED,
    "requires_action": CollectionState.ACTION_REQUIRED,
    "processing": CollectionState.PROCESSING,
    "requires_capture": CollectionState.PROCESSING,
    "canceled": CollectionState.CANCELLED,
    "succeeded": CollectionState.SUCCEEDED,
}
CHECKOUT_STATES = {
    "open": CheckoutState.OPEN,
    "complete": CheckoutState.COMPLETE,
    "expired": CheckoutState.EXPIRED,
}


def to_cents(amount: Decimal) -> int:
    """An amount with two decimals as the whole number that Stripe counts in. ValueError when there are more."""
    if amount != round_cents(amount):
        raise ValueError(f"{amount} is no amount in whole cents")
    return int(amount.scaleb(2))


def from_cents(cents: int) -> Decimal:
    """12345 → 123.45"""
    return Decimal(cents).scaleb(-2) + ZERO


def mark_of(collection_id: UUID) -> str:
    """A collection's id as it stands in Stripe's metadata."""
    return f"col_{collection_id.hex}"


def collection_of(intent: Thing) -> UUID | None:
    """Which collection a payment is; None when it is none of ours."""
    prefix, _, digits = str((intent.get("metadata") or {}).get(MARK, "")).partition("_")
    try:
        return UUID(hex=digits) if prefix == "col" else None
    except ValueError:
        return None


def is_in_doubt(intent: Thing) -> bool:
    """Whether only its page can tell: an attempt there failed, and another may follow or not."""
    page = (intent.get("metadata") or {}).get(WAY) == PAGE
    return page and intent["status"] == "requires_payment_method" and bool(intent.get("last_payment_error"))


def is_disputed(intent: Thing) -> bool:
    """Whether it has disputes, or inquiries, that are to be asked for."""
    charge = intent.get("latest_charge")
    return isinstance(charge, Mapping) and bool(charge.get("disputed"))


def takes_money(dispute: Thing) -> bool:
    """Whether the payer's bank took the money back: a mere inquiry (``warning_…``) does not, nor one that was won."""
    return not str(dispute["status"]).startswith("warning_") and dispute["status"] not in ("won", "prevented")


def collection_fact(intent: Thing, *, page: str | None = None, disputed: bool = False) -> CollectionFact | None:
    """A payment (with its latest charge) as a fact; ``page`` is the state of its page where that was asked for."""
    collection_id = collection_of(intent)
    if collection_id is None:
        return None
    charge = intent.get("latest_charge")
    charge = charge if isinstance(charge, Mapping) else {}
    state = _state(intent, page)
    failed = state is CollectionState.FAILED
    return CollectionFact(
        collection_id=collection_id,
        provider_id=intent["id"],
        state=state,
        amount=from_cents(intent["amount"]),
        currency=str(intent["currency"]).upper(),
        refunded=from_cents(charge.get("amount_refunded") or 0),
        disputed=disputed,
        failure=decline_reason(intent.get("last_payment_error") or {}) if failed else None,
        method=method_of_charge(charge),
    )


def _state(intent: Thing, page: str | None) -> CollectionState:
    state = _STATES.get(intent["status"], CollectionState.CREATED)
    if state is not CollectionState.CREATED or not intent.get("last_payment_error"):
        return state
    if (intent.get("metadata") or {}).get(WAY) == DIRECT or page == "complete":
        return CollectionState.FAILED
    return CollectionState.CANCELLED if page == "expired" else CollectionState.CREATED


def method_of_charge(charge: Thing) -> PaymentMethod | None:
    """What was paid with."""
    details = charge.get("payment_method_details") or {}
    return _method(details.get("type"), details.get(details.get("type") or "") or {})


def method_of(method: Thing) -> PaymentMethod | None:
    """A saved method as it may be shown."""
    return _method(method.get("type"), method.get(method.get("type") or "") or {})


def _method(kind: str | None, details: Thing) -> PaymentMethod | None:
    if kind is None:
        return None
    year, month = details.get("exp_year"), details.get("exp_month")
    return PaymentMethod(
        kind=kind,
        brand=details.get("brand") or details.get("bank_name"),
        last4=details.get("last4") or details.get("iban_last4"),
        expires=f"{year:04}-{month:02}" if year and month else None,
    )


def saved_method(details: Thing | None, used: Any) -> Any:
    """What later collections are taken from: after Bancontact the SEPA debit that came with it, else what was used."""
    kind = (details or {}).get("type")
    generated = ((details or {}).get(kind or "") or {}).get("generated_sepa_debit")
    return generated if kind == "bancontact" else used
