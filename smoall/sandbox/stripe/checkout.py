"""The payment page: what a payer may do on it, and what it looks like."""

from collections.abc import Mapping
from datetime import timedelta
from html import escape
from typing import Any

from smoall.sandbox.stripe import payments
from smoall.sandbox.stripe.books import Books, Thing
from smoall.sandbox.stripe.wire import Refusal, invalid

OPEN_FOR = timedelta(hours=24)

CHOICES = {
    "card": ("card", "succeed", "Pay by card"),
    "declined": ("card", "card_declined", "Pay by a card that is declined"),
    "insufficient_funds": ("card", "insufficient_funds", "Pay by a card without funds"),
    "three_d_secure": ("card", "authentication_required", "Pay by a card that asks for 3-D Secure"),
    "bancontact": ("bancontact", "succeed", "Pay with Bancontact"),
    "sepa": ("sepa_debit", "processing", "Pay by SEPA debit (three days)"),
    "sepa_fails": ("sepa_debit", "processing_fail", "Pay by SEPA debit that comes back (three days)"),
}


def open_session(books: Books, form: Mapping[str, Any], base: str) -> Thing:
    """A page, open for a day."""
    mode = form.get("mode")
    if mode not in ("payment", "setup"):
        raise invalid("mode", "This stand-in knows the modes payment and setup.", "parameter_unknown")
    customer = books.get("cus", form["customer"])
    if mode == "payment" and not form.get("line_items"):
        raise invalid("line_items", "You must pass line_items.", "parameter_missing")
    total = sum(int(line["price_data"]["unit_amount"]) * int(line["quantity"]) for line in form.get("line_items", []))
    session = books.make(
        "cs",
        mode=mode,
        status="open",
        payment_status="unpaid" if mode == "payment" else "no_payment_required",
        customer=customer["id"],
        amount_total=total if mode == "payment" else None,
        currency=form["line_items"][0]["price_data"]["currency"] if mode == "payment" else None,
        client_reference_id=form.get("client_reference_id"),
        metadata=form.get("metadata", {}),
        locale=form.get("locale"),
        payment_method_types=form.get("payment_method_types", ["card"]),
        success_url=form["success_url"],
        cancel_url=form.get("cancel_url"),
        expires_at=books.now + int(OPEN_FOR.total_seconds()),
        payment_intent=None,
        setup_intent=None,
        _for_payment=form.get("payment_intent_data", {}),
        _for_setup=form.get("setup_intent_data", {}),
    )
    return books.change(session, url=f"{base}/pay/{session['id']}")


def pay(books: Books, session: Thing, choice: str) -> str:
    """What the payer does on the page: one of CHOICES, ``authenticate``, ``fail_authentication``; where it leads.

    Raises the 402 of a declined card: the page stays open for another try.
    """
    lapse(books)
    if session["status"] != "open":
        raise Refusal(400, "invalid_request_error", None, f"This page is {session['status']}.")
    if session["mode"] == "setup":
        return _save(books, session, choice)
    intent = books.find(session["payment_intent"]) or _intent(books, session)
    if choice in ("authenticate", "fail_authentication"):
        method = books.get("pm", intent["payment_method"])
        if choice == "fail_authentication":
            payments.decline(books, intent, method, "authentication_required")
        payments.succeed(books, intent, method)
    else:
        kind, behaviour, _ = CHOICES[choice]
        method = payments.make_method(books, kind, session["customer"], behaviour=behaviour)
        payments.confirm(books, intent, method, off_session=False)
    if intent["status"] == "requires_action":
        return str(session["url"])
    paid = "paid" if intent["status"] == "succeeded" else "unpaid"
    return _complete(books, session, payment_status=paid)


def _intent(books: Books, session: Thing) -> Thing:
    wanted = session["_for_payment"]
    intent = payments.make_intent(
        books,
        amount=session["amount_total"],
        currency=session["currency"],
        customer=session["customer"],
        metadata=wanted.get("metadata", {}),
        description=wanted.get("description"),
        setup_future_usage=wanted.get("setup_future_usage"),
    )
    books.change(session, payment_intent=intent["id"])
    return intent


def _save(books: Books, session: Thing, choice: str) -> str:
    kind, behaviour, _ = CHOICES[choice]
    if kind == "card" and behaviour not in ("succeed", "authentication_required"):
        raise Refusal(402, "card_error", "card_declined", "Your card was declined.", decline_code=behaviour)
    method = payments.make_method(books, kind, session["customer"], behaviour="succeed")
    details: Thing = {kind: {}}
    if kind == "bancontact":
        details[kind]["generated_sepa_debit"] = payments.make_method(books, "sepa_debit", session["customer"])["id"]
        details[kind]["iban_last4"] = "7034"
    common = {"customer": session["customer"], "payment_method": method["id"], "status": "succeeded"}
    attempt = books.make("setatt", **common, payment_method_details={"type": kind, **details})
    metadata = session["_for_setup"].get("metadata", {})
    intent = books.make("seti", **common, usage="off_session", metadata=metadata, latest_attempt=attempt["id"])
    books.emit("setup_intent.succeeded", intent)
    books.emit("payment_method.attached", method)
    return _complete(books, session, setup_intent=intent["id"])


def _complete(books: Books, session: Thing, **fields: Any) -> str:
    books.change(session, status="complete", **fields)
    books.emit("checkout.session.completed", session)
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def lapse(books: Books) -> None:
    """Close the pages whose time is over."""
    for session in books.all("cs", status="open"):
        if session["expires_at"] <= books.now:
            expire(books, session)


def expire(books: Books, session: Thing) -> None:
    """Close a page that nobody went through; its payment is called off."""
    if session["status"] != "open":
        raise Refusal(
            400, "invalid_request_error", None, "Only Checkout Sessions with a status of open can be expired."
        )
    books.change(session, status="expired", url=None)
    if intent := books.find(session["payment_intent"]):
        payments.cancel(books, intent)
    books.emit("checkout.session.expired", session)


def page(books: Books, session: Thing, *, refusal: str | None = None) -> str:
    """The page with a button for everything that can happen."""
    intent = books.find(session["payment_intent"])
    acts = {name: text for name, (_, _, text) in CHOICES.items()}
    if intent and intent["status"] == "requires_action":
        acts = {"authenticate": "Confirm in the bank's app", "fail_authentication": "Refuse in the bank's app"}
    buttons = "".join(
        f'<p><button name="choice" value="{name}">{escape(text)}</button></p>' for name, text in acts.items()
    )
    amount = f"{session['amount_total']} cents" if session["amount_total"] else "Save a method"
    body = f'<form method="post">{buttons}</form>' if session["status"] == "open" else f"<p>{session['status']}</p>"
    told = f'<p role="alert">{escape(refusal)}</p>' if refusal else ""
    back = f'<p><a href="{escape(session["cancel_url"] or "#", quote=True)}">Back</a></p>'
    title = "<title>Stand-in payment page</title>"
    return f"<!doctype html><html lang=en><meta charset=utf-8>{title}<h1>{escape(amount)}</h1>{told}{body}{back}"
