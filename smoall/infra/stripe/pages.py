"""A Checkout page that pays."""

from typing import Any

from smoall.infra.stripe.facts import MARK, PAGE, WAY, mark_of, to_cents
from smoall.usecases.billing.gateway import CheckoutRequest


def payment_page(request: CheckoutRequest) -> dict[str, Any]:
    """What makes a page collect the amount of a collection, and keep the method for later ones."""
    assert request.amount is not None
    assert request.collection_id is not None
    metadata = {MARK: mark_of(request.collection_id), WAY: PAGE}
    price = {
        "currency": request.currency.lower(),
        "unit_amount": to_cents(request.amount),
        "product_data": {"name": request.description},
    }
    return {
        "mode": "payment",
        "line_items": [{"quantity": 1, "price_data": price}],
        "client_reference_id": metadata[MARK],
        "metadata": metadata,
        "payment_intent_data": {
            "setup_future_usage": "off_session",
            "description": request.description,
            "metadata": metadata,
        },
    }
