"""Listening to Stripe: its hints are followed by reading what they name; what it could not deliver, it is asked for."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime

from smoall.infra.stripe.gateway import StripeGateway
from smoall.infra.stripe.webhooks import StripeWebhooks
from smoall.usecases.billing.hear_provider import Ear, Facts, follow_hint
from smoall.usecases.operations.hints import Foreign, Forged, Hint
from smoall.usecases.operations.take_event import Follow
from smoall.usecases.unit import Units


def stripe_ear(gateway: StripeGateway, source: StripeWebhooks, facts: Facts) -> Ear:
    """An account that is listened to; ``facts`` believes."""

    async def missed(since: datetime) -> AsyncIterator[Hint]:
        async for event in gateway.undelivered_events(since):
            with suppress(Foreign, Forged):  # of another account, or of a shape that the road refuses too
                if hint := source.hint(event):
                    yield hint

    return Ear(gateway, facts, missed)


def follower(ear: Ear) -> Follow:
    """Follows the hints of the one who is listened to."""

    async def follow(units: Units, hint: Hint) -> None:
        await follow_hint(units, hint, ear=ear)

    return follow
