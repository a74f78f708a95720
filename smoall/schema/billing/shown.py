"""Plans and quotes by field name, as payloads and computed queries answer them."""

from collections.abc import Mapping
from typing import Any

from smoall.domain.billing.plan import Entitlement, Plan
from smoall.usecases.billing.amounts import Amounts, Upcoming
from smoall.usecases.billing.quote import Quote

Fields = dict[str, Any]


def plan_fields(plan: Plan) -> Fields:
    """A plan."""
    limits: Mapping[Entitlement, int | None] = plan.limits
    seats = plan.seats if plan.seat_price is None else None
    found = {each: limits.get(each) for each in Entitlement} | {Entitlement.SEATS: seats}
    return {
        "code": plan.code,
        "version": plan.version,
        "name": plan.name,
        "price": _money(plan.price),
        "seats": plan.seats,
        "seatPrice": None if plan.seat_price is None else _money(plan.seat_price),
        "entitlements": [{"name": name, "limit": limit} for name, limit in found.items()],
    }


def quote_fields(quote: Quote) -> Fields:
    """What a decision brings: from when, what now, what next."""
    return {
        "effectiveOn": quote.decision.effective_on,
        "now": _amounts(quote.now),
        "nextInvoice": _upcoming(quote.upcoming),
    }


def _upcoming(upcoming: Upcoming | None) -> Fields | None:
    return {"on": upcoming.on, **_amounts(upcoming.amounts)} if upcoming else None


def _amounts(amounts: Amounts) -> Fields:
    lines = [
        {
            "description": line.description,
            "quantity": line.quantity,
            "unitPrice": _money(line.unit_price),
            "net": _money(line.net),
        }
        for line in amounts.lines
    ]
    return {"lines": lines, **{name: _money(getattr(amounts, name)) for name in ("net", "vat", "gross")}}


def _money(amount: object) -> Fields:
    return {"amount": str(amount), "currency": "EUR"}
