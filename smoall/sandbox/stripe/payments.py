"""Payments: confirming, settling days later, giving back, disputing.

What a method does is chosen when it is made, as Stripe's test cards do: ``succeed``, ``processing`` (succeeds in three
days), ``processing_fail``, ``authentication_required``, or a decline code such as ``insufficient_funds``.
"""

from datetime import timedelta
from typing import Any

from smoall.sandbox.stripe.books import Books, Thing, shown
from smoall.sandbox.stripe.wire import Refusal, invalid

SEPA_TAKES = timedelta(days=3)
EXPIRES = {"exp_month": 4, "exp_year": 2029}


def make_method(books: Books, kind: str, customer: str | None, *, behaviour: str = "succeed") -> Thing:
    """A payment method, saved with a customer."""
    every: dict[str, Thing] = {
        "card": {
            "brand": "visa",
            "last4": "4242",
            "funding": "credit",
            "fingerprint": "f1",
            "country": "BE",
            **EXPIRES,
        },
        "sepa_debit": {"last4": "7034", "bank_code": "539", "country": "BE", "fingerprint": "f2"},
        "bancontact": {},
    }
    details = every[kind]
    fields = {"type": kind, "customer": customer, kind: details, "billing_details": {"email": None, "name": None}}
    return books.make("pm", **fields, metadata={}, _behaviour=behaviour)


def make_intent(books: Books, *, amount: int, currency: str, **fields: Any) -> Thing:
    """A payment that nobody has confirmed yet."""
    if amount <= 0:
        raise invalid("amount", "This value must be greater than or equal to 1.", "parameter_invalid_integer")
    nothing = {"latest_charge": None, "last_payment_error": None, "next_action": None, "cancellation_reason": None}
    common: Thing = {
        "customer": None,
        "payment_method": None,
        "description": None,
        "metadata": {},
        "capture_method": "automatic",
    }
    intent = books.make(
        "pi",
        amount=amount,
        amount_received=0,
        currency=currency,
        status="requires_payment_method",
        **{**common, **nothing, **fields},
    )
    books.emit("payment_intent.created", intent)
    return intent


def confirm(books: Books, intent: Thing, method: Thing, *, off_session: bool) -> None:
    """Try to collect. Raises the 402 that a declined card answers."""
    if intent["status"] not in ("requires_payment_method", "requires_confirmation", "requires_action"):
        raise _unexpected(intent)
    behaviour = method["_behaviour"]
    books.change(intent, payment_method=method["id"], next_action=None)
    if behaviour == "succeed":
        succeed(books, intent, method)
    elif behaviour.startswith("processing"):
        _wait(books, intent, method, fails=behaviour == "processing_fail")
    elif behaviour == "authentication_required" and not off_session:
        books.change(intent, status="requires_action", next_action={"type": "use_stripe_sdk"})
        books.emit("payment_intent.requires_action", intent)
    else:
        decline(books, intent, method, behaviour)


def succeed(books: Books, intent: Thing, method: Thing) -> None:
    """The money comes."""
    charge = books.find(intent["latest_charge"]) or _charge(books, intent, method)
    books.change(charge, status="succeeded", paid=True)
    books.change(
        intent, status="succeeded", amount_received=intent["amount"], next_action=None, last_payment_error=None
    )
    books.emit("charge.succeeded", charge)
    books.emit("payment_intent.succeeded", intent)


def _wait(books: Books, intent: Thing, method: Thing, *, fails: bool) -> None:
    charge = _charge(books, intent, method)
    due = books.now + int(SEPA_TAKES.total_seconds())
    books.change(intent, status="processing", latest_charge=charge["id"], _due=due, _fails=fails)
    books.emit("payment_intent.processing", intent)


def decline(books: Books, intent: Thing, method: Thing, code: str) -> None:
    """The bank refuses: the intent waits for another method, the caller gets a 402."""
    known = code in ("authentication_required", "expired_card", "incorrect_cvc", "processing_error")
    error: Thing = {
        "type": "card_error",
        "code": code if known else "card_declined",
        "decline_code": code,
        "message": "Your card was declined.",
        "payment_method": shown(method),
    }
    charge = _charge(books, intent, method)
    books.change(charge, status="failed", failure_code=error["code"])
    books.change(intent, status="requires_payment_method", last_payment_error=error, payment_method=None)
    books.emit("payment_intent.payment_failed", intent)
    more = {"decline_code": code, "payment_intent": shown(intent), "payment_method": error["payment_method"]}
    raise Refusal(402, "card_error", error["code"], error["message"], **more)


def _charge(books: Books, intent: Thing, method: Thing) -> Thing:
    kind = method["type"]
    details: Thing = {"type": kind, kind: dict(method[kind])}
    if kind == "bancontact":
        saved = make_method(books, "sepa_debit", intent["customer"]) if intent.get("setup_future_usage") else None
        generated = saved["id"] if saved else None
        details[kind] = {"bank_name": "KBC", "iban_last4": "7034", "generated_sepa_debit": generated}
    copied = {name: intent[name] for name in ("amount", "currency", "customer", "metadata")}
    charge = books.make(
        "ch",
        **copied,
        payment_intent=intent["id"],
        payment_method=method["id"],
        payment_method_details=details,
        status="pending",
        paid=False,
        amount_refunded=0,
        refunded=False,
        disputed=False,
        failure_code=None,
    )
    books.change(intent, latest_charge=charge["id"])
    return charge


def settle(books: Books) -> None:
    """Let what has waited its days out come in, or come back."""
    for intent in books.all("pi", status="processing"):
        if intent["_due"] > books.now:
            continue
        method = books.get("pm", intent["payment_method"])
        if intent["_fails"]:
            charge = books.get("ch", intent["latest_charge"])
            books.change(charge, status="failed", failure_code="debit_not_authorized")
            error = {"type": "card_error", "code": "payment_intent_payment_attempt_failed", "decline_code": None}
            books.change(intent, status="requires_payment_method", last_payment_error={**error, "message": "No funds."})
            books.emit("charge.failed", charge)
            books.emit("payment_intent.payment_failed", intent)
        else:
            succeed(books, intent, method)
        for session in books.all("cs", payment_intent=intent["id"]):
            paid = "unpaid" if intent["_fails"] else "paid"
            books.change(session, payment_status=paid)
            kind = "failed" if intent["_fails"] else "succeeded"
            books.emit(f"checkout.session.async_payment_{kind}", session)


def cancel(books: Books, intent: Thing) -> None:
    """Call a payment off that has not come."""
    if intent["status"] in ("succeeded", "canceled", "processing"):
        raise _unexpected(intent)
    books.change(intent, status="canceled", cancellation_reason="requested_by_customer")
    books.emit("payment_intent.canceled", intent)


def refund(books: Books, intent: Thing, *, amount: int | None, reason: str | None, metadata: Thing) -> Thing:
    """Give back part or all."""
    charge = books.find(intent["latest_charge"])
    if charge is None or intent["status"] != "succeeded":
        raise invalid(
            "payment_intent", "This PaymentIntent has no successful charge to refund.", "charge_not_refundable"
        )
    left = charge["amount"] - charge["amount_refunded"]
    amount = left if amount is None else amount
    if charge["refunded"]:
        raise invalid("charge", "Charge has already been refunded.", "charge_already_refunded")
    if not 0 < amount <= left:
        raise invalid("amount", "Refund amount is greater than unrefunded amount on charge.", "amount_too_large")
    given = charge["amount_refunded"] + amount
    books.change(charge, amount_refunded=given, refunded=given == charge["amount"])
    made = books.make(
        "re",
        amount=amount,
        currency=charge["currency"],
        charge=charge["id"],
        payment_intent=intent["id"],
        reason=reason,
        status="succeeded",
        metadata=metadata,
    )
    books.emit("refund.created", made)
    books.emit("charge.refunded", charge)
    return made


def dispute(books: Books, intent: Thing, *, reason: str = "fraudulent") -> Thing:
    """The payer goes to the bank."""
    charge = books.get("ch", intent["latest_charge"])
    books.change(charge, disputed=True)
    copied = {name: charge[name] for name in ("amount", "currency", "payment_intent")}
    made = books.make("du", **copied, charge=charge["id"], reason=reason, status="needs_response", metadata={})
    books.emit("charge.dispute.created", made)
    return made


def _unexpected(intent: Thing) -> Refusal:
    message = f"This PaymentIntent has a status of {intent['status']}."
    code = "payment_intent_unexpected_state"
    return Refusal(400, "invalid_request_error", code, message, payment_intent=shown(intent))
