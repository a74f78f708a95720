"""Customers, their tax numbers and methods, and how they are forgotten."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from smoall.sandbox.stripe.books import Books, Thing
from smoall.sandbox.stripe.wire import Refusal, invalid

PERSONAL = ("name", "email", "phone", "address", "description")
WRITABLE = (*PERSONAL, "preferred_locales", "metadata", "tax_exempt")
TOO_RECENT = timedelta(days=90)


def open_customer(books: Books, form: Mapping[str, Any]) -> Thing:
    """A customer, with tax numbers when they are given."""
    numbers = form.get("tax_id_data", [])
    for given in numbers:
        _check(given)
    empty = dict.fromkeys(PERSONAL) | {"preferred_locales": [], "metadata": {}, "tax_exempt": "none"}
    given = {name: form[name] for name in WRITABLE if name in form}
    settings = {"default_payment_method": None}
    customer = books.make("cus", **{**empty, **given}, invoice_settings=settings, balance=0, delinquent=False)
    for number in numbers:
        _add(books, customer, number)
    books.emit("customer.created", customer)
    return customer


def change_customer(books: Books, customer: Thing, form: Mapping[str, Any]) -> Thing:
    """Other values; an empty text clears a field."""
    given = {name: form[name] or None for name in WRITABLE if name in form}
    if default := form.get("invoice_settings", {}).get("default_payment_method"):
        books.get("pm", default)
        given["invoice_settings"] = {"default_payment_method": default}
    books.change(customer, **given)
    books.emit("customer.updated", customer)
    return customer


def add_number(books: Books, customer: Thing, form: Mapping[str, Any]) -> Thing:
    """One more tax number."""
    _check(form)
    return _add(books, customer, form)


def _check(given: Mapping[str, Any]) -> None:
    value = str(given.get("value", ""))
    if given.get("type") != "eu_vat":
        raise invalid("type", "This stand-in knows eu_vat.", "parameter_unknown")
    if value.startswith("BE") and not (value[2:].isdigit() and len(value) == 12):
        raise invalid("value", "Invalid value for eu_vat.", "tax_id_invalid")


def _add(books: Books, customer: Thing, given: Mapping[str, Any]) -> Thing:
    value = str(given["value"])
    common = {"customer": customer["id"], "type": given["type"], "value": value, "country": value[:2]}
    return books.make("txi", **common, verification={"status": "pending"})


def delete_customer(books: Books, customer: Thing) -> Thing:
    """Gone, except for what was paid."""
    books.change(customer, deleted=True, **dict.fromkeys(PERSONAL))
    for method in books.all("pm", customer=customer["id"]):
        books.change(method, customer=None)
    books.emit("customer.deleted", customer)
    return {"id": customer["id"], "object": "customer", "deleted": True}


def open_job(books: Books, form: Mapping[str, Any]) -> Thing:
    """A wish to have objects emptied of personal data."""
    customers = form.get("objects", {}).get("customers", [])
    for identity in customers:
        books.get("cus", identity)
    return books.make("prj", status="validating", objects={"customers": customers}, validation_errors=None)


def look_at_job(books: Books, job: Thing) -> Thing:
    """A job as it is; the look moves it on, for nothing here takes time."""
    if job["status"] == "validating":
        customers = job["objects"]["customers"]
        since = books.now - int(TOO_RECENT.total_seconds())
        recent = [ch for ch in books.all("ch") if ch["customer"] in customers and ch["created"] > since]
        books.change(job, status="failed" if recent and job.get("_strict", True) else "ready")
        if job["status"] == "failed":
            books.change(job, validation_errors=[{"code": "charge_too_recent", "id": recent[0]["id"]}])
    elif job["status"] == "redacting":
        _empty(books, job)
    return job


def run_job(books: Books, job: Thing) -> Thing:
    """Do it."""
    if job["status"] != "ready":
        raise Refusal(400, "invalid_request_error", None, f"This job is {job['status']}.")
    return books.change(job, status="redacting")


def _empty(books: Books, job: Thing) -> None:
    for identity in job["objects"]["customers"]:
        customer = books.get("cus", identity)
        books.change(customer, **dict.fromkeys(PERSONAL), redacted=True)
        for number in books.all("txi", customer=identity):
            books.change(number, value=None)
        for event in books.all("evt"):
            thing = event["data"]["object"]
            if identity in (thing.get("id"), thing.get("customer")):
                books.change(event, data={"object": {"id": thing["id"], "object": thing["object"]}})
    books.change(job, status="succeeded")
