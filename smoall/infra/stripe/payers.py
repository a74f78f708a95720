"""Customers at Stripe: name, address, language and VAT number, and nothing more than a receipt needs."""

from typing import Any

from smoall.domain.kernel.ids import Kind, public_id
from smoall.infra.stripe.calls import Missing, Refused, StripeCalls
from smoall.usecases.billing.gateway import Payer

WRONG_NUMBER = "tax_id_invalid"
EU_VAT = "eu_vat"
_EU = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
    }
)  # fmt: skip  # XI is Northern Ireland


async def open_customer(calls: StripeCalls, payer: Payer, *, key: str) -> str:
    """The new customer's id. A VAT number that Stripe will not have is left out: our own invoices bear it anyway."""
    values, number = _values(payer), _number(payer)
    tax = {"tax_id_data": [{"type": EU_VAT, "value": number}]} if number else {}
    create = calls.client.v1.customers.create_async
    try:
        made = await calls.ask(lambda: create({**values, **tax}, {"idempotency_key": key}))  # type: ignore[arg-type]
    except Refused as refused:
        if refused.reason != WRONG_NUMBER:
            raise
        made = await calls.ask(lambda: create(values, {"idempotency_key": f"{key}:plain"}))  # type: ignore[arg-type]
    return str(made["id"])


async def change_customer(calls: StripeCalls, customer: str, payer: Payer, *, key: str) -> None:
    """Other values, and another VAT number in the place of the old one."""
    api = calls.client.v1.customers
    values, number = _values(payer), _number(payer)
    await calls.ask(lambda: api.update_async(customer, values, {"idempotency_key": key}))  # type: ignore[arg-type]
    known = await calls.ask(lambda: api.tax_ids.list_async(customer, {"limit": 100}))
    for old in known["data"]:
        if old["value"] != number:
            await _remove(calls, customer, old["id"])
    if number and number not in [old["value"] for old in known["data"]]:
        await _add(calls, customer, number, key=f"{key}:vat")


async def _add(calls: StripeCalls, customer: str, number: str, *, key: str) -> None:
    create = calls.client.v1.customers.tax_ids.create_async
    try:
        await calls.ask(lambda: create(customer, {"type": EU_VAT, "value": number}, {"idempotency_key": key}))
    except Refused as refused:
        if refused.reason != WRONG_NUMBER:
            raise


async def _remove(calls: StripeCalls, customer: str, identity: str) -> None:
    try:
        await calls.ask(lambda: calls.client.v1.customers.tax_ids.delete_async(customer, identity))
    except Missing:
        return  # an earlier attempt removed it


def _values(payer: Payer) -> dict[str, Any]:
    address = payer.address
    return {
        "name": payer.name,
        "email": payer.email,
        "preferred_locales": [payer.language.lower()],
        "address": {
            "line1": address.street,
            "postal_code": address.postal_code,
            "city": address.city,
            "country": address.country,
        },
        "metadata": {"organisation": public_id(Kind.ORGANISATION, payer.organisation_id)},
    }


def _number(payer: Payer) -> str | None:
    """The VAT number when it is one of the Union's; others are for our own invoices only."""
    number = payer.vat_number
    return number if number and number[:2] in _EU else None
