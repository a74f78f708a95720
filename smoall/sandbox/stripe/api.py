"""The API as a table: method, path, what it does."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from smoall.sandbox.stripe import checkout, payments, people
from smoall.sandbox.stripe.books import Books, Thing
from smoall.sandbox.stripe.wire import Refusal, invalid, listing, missing

SEARCH_LAGS = 60
"""seconds before a search finds what was written: Stripe says up to a minute"""


@dataclass(frozen=True, slots=True)
class Call:
    """One request: its form, the ids in its path, and whether it shall see an old state."""

    books: Books
    form: Mapping[str, Any]
    path: Mapping[str, str]
    url: str
    base: str
    stale: bool = False

    def it(self, prefix: str) -> Thing:
        """The object that the path names."""
        if not self.stale:
            return self.books.get(prefix, self.path["id"])
        before = self.books.shelves[prefix].before(self.path["id"])
        if before is None:
            raise missing(prefix, self.path["id"])
        return before

    def listed(self, prefix: str, *filters: str) -> Thing:
        """A page of objects that have the form's values for these fields."""
        wanted = {name: self.form[name] for name in filters if name in self.form}
        return listing(self.books.all(prefix, **wanted), self.form, url=self.url)


Act = Callable[[Call], Any]


def _open_intent(call: Call) -> Thing:
    form, books = call.form, call.books
    confirming = form.get("confirm") == "true"
    method = books.get("pm", form["payment_method"]) if "payment_method" in form else None
    if confirming and method is None:
        raise invalid("payment_method", "A payment method is needed to confirm.", "parameter_missing")
    if method and method["customer"] != form.get("customer"):
        raise invalid(
            "payment_method", "The PaymentMethod does not belong to this customer.", "payment_method_unexpected"
        )
    copied = {name: form[name] for name in ("customer", "description", "metadata") if name in form}
    if "customer" in copied and books.get("cus", copied["customer"]).get("deleted"):
        raise missing("customer", copied["customer"])
    intent = payments.make_intent(books, amount=int(form["amount"]), currency=form["currency"], **copied)
    if confirming and method:
        payments.confirm(books, intent, method, off_session=form.get("off_session") == "true")
    return intent


def _confirm(call: Call) -> Thing:
    intent = call.it("pi")
    method = call.books.get("pm", call.form.get("payment_method") or intent["payment_method"] or "")
    payments.confirm(call.books, intent, method, off_session=call.form.get("off_session") == "true")
    return intent


def _cancel(call: Call) -> Thing:
    payments.cancel(call.books, call.it("pi"))
    return call.it("pi")


def _search(call: Call) -> Thing:
    found = re.fullmatch(r"""metadata\[['"](\w+)['"]\]:['"](\w+)['"]""", call.form.get("query", ""))
    if found is None:
        raise invalid("query", "This stand-in searches metadata only.", "parameter_invalid_string")
    seen = call.books.now - SEARCH_LAGS
    rows = [pi for pi in call.books.all("pi") if pi["metadata"].get(found[1]) == found[2] and pi["created"] <= seen]
    return {"object": "search_result", "url": call.url, "has_more": False, "next_page": None, "data": rows}


def _refund(call: Call) -> Thing:
    form = call.form
    amount = int(form["amount"]) if "amount" in form else None
    intent = call.books.get("pi", form["payment_intent"])
    reason, metadata = form.get("reason"), form.get("metadata", {})
    return payments.refund(call.books, intent, amount=amount, reason=reason, metadata=metadata)


def _customer(call: Call) -> Thing:
    customer = call.it("cus")
    if customer.get("deleted"):
        return {"id": customer["id"], "object": "customer", "deleted": True}
    return customer


def _expire(call: Call) -> Thing:
    checkout.expire(call.books, call.it("cs"))
    return call.it("cs")


def _portal(call: Call) -> Thing:
    customer = call.books.get("cus", call.form["customer"])
    fields = {name: call.form.get(name) for name in ("return_url", "locale")}
    session = call.books.make("bps", customer=customer["id"], **fields)
    return call.books.change(session, url=f"{call.base}/portal/{session['id']}")


def _attach(call: Call) -> Thing:
    books = call.books
    customer = books.get("cus", call.form["customer"])
    method = books.change(call.it("pm"), customer=customer["id"])
    books.emit("payment_method.attached", method)
    return method


def _events(call: Call) -> Thing:
    rows = call.books.all("evt")
    if call.form.get("delivery_success") == "false":
        waiting = call.books.undelivered()
        rows = [event for event in rows if event["id"] in waiting]
    if kinds := call.form.get("types") or ([call.form["type"]] if "type" in call.form else None):
        rows = [event for event in rows if event["type"] in kinds]
    return listing(rows, call.form, url=call.url)


def _delete_number(call: Call) -> Thing:
    number = call.books.shelves["txi"].pop(call.path["number"], None)
    if number is None:
        raise missing("tax id", call.path["number"])
    return {"id": number["id"], "object": "tax_id", "deleted": True}


def _numbers(call: Call) -> Thing:
    return listing(call.books.all("txi", customer=call.it("cus")["id"]), call.form, url=call.url)


def _methods(call: Call) -> Thing:
    return listing(call.books.all("pm", customer=call.it("cus")["id"]), call.form, url=call.url)


def _dead(call: Call) -> Thing:
    raise Refusal(404, "invalid_request_error", None, f"Unrecognized request URL ({call.url}).")


CUSTOMER, INTENT, JOB = "/v1/customers/{id}", "/v1/payment_intents/{id}", "/v1/privacy/redaction_jobs/{id}"
SESSION = "/v1/checkout/sessions/{id}"

ACTS: tuple[tuple[str, str, Act], ...] = (
    ("POST", "/v1/customers", lambda call: people.open_customer(call.books, call.form)),
    ("GET", CUSTOMER, _customer),
    ("POST", CUSTOMER, lambda call: people.change_customer(call.books, call.it("cus"), call.form)),
    ("DELETE", CUSTOMER, lambda call: people.delete_customer(call.books, call.it("cus"))),
    ("GET", CUSTOMER + "/tax_ids", _numbers),
    ("POST", CUSTOMER + "/tax_ids", lambda call: people.add_number(call.books, call.it("cus"), call.form)),
    ("DELETE", CUSTOMER + "/tax_ids/{number}", _delete_number),
    ("GET", CUSTOMER + "/payment_methods", _methods),
    ("GET", "/v1/payment_methods/{id}", lambda call: call.it("pm")),
    ("POST", "/v1/payment_methods/{id}/attach", _attach),
    ("POST", "/v1/checkout/sessions", lambda call: checkout.open_session(call.books, call.form, call.base)),
    ("GET", "/v1/checkout/sessions", lambda call: call.listed("cs", "payment_intent", "customer", "status")),
    ("GET", SESSION, lambda call: call.it("cs")),
    ("POST", SESSION + "/expire", _expire),
    ("POST", "/v1/payment_intents", _open_intent),
    ("GET", "/v1/payment_intents", lambda call: call.listed("pi", "customer")),
    ("GET", "/v1/payment_intents/search", _search),
    ("GET", INTENT, lambda call: call.it("pi")),
    ("POST", INTENT + "/confirm", _confirm),
    ("POST", INTENT + "/cancel", _cancel),
    ("GET", "/v1/setup_intents/{id}", lambda call: call.it("seti")),
    ("POST", "/v1/refunds", _refund),
    ("GET", "/v1/refunds", lambda call: call.listed("re", "payment_intent", "charge")),
    ("GET", "/v1/disputes", lambda call: call.listed("du", "payment_intent", "charge")),
    ("POST", "/v1/billing_portal/sessions", _portal),
    ("GET", "/v1/events", _events),
    ("GET", "/v1/events/{id}", lambda call: call.it("evt")),
    ("POST", "/v1/privacy/redaction_jobs", lambda call: people.open_job(call.books, call.form)),
    ("GET", JOB, lambda call: people.look_at_job(call.books, call.it("prj"))),
    ("POST", JOB + "/run", lambda call: people.run_job(call.books, call.it("prj"))),
    ("GET", "/v1/{rest:path}", _dead),
    ("POST", "/v1/{rest:path}", _dead),
)
