"""Have the payment provider forget a payer whose subscription is over (GDPR art. 17, 19), until it has."""

from datetime import timedelta

from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.actor import Actor
from smoall.usecases.billing.gateway import Forgetting, PaymentGateway
from smoall.usecases.operations.run_job import Postponed
from smoall.usecases.unit import Units

UNDER_WAY = timedelta(minutes=10)
TOO_EARLY = timedelta(days=31)
"""a payment is forgotten 90 days after it at the earliest: a job has few attempts, asking monthly will do"""


async def forget_payer(units: Units, actor: Actor, customer: str, *, gateway: PaymentGateway) -> None:
    """Ask, and ask again until it is done; the outcome stands in the organisation's trail.

    ``customer`` is the provider's id for the payer. Raises Postponed while the provider is at it, Unavailable.
    """
    async with units.begin(actor, request_id=f"forget_payer:{customer}") as unit:
        today = unit.today
    answer = await gateway.forget(customer, key=f"forget:{customer}:{today.isoformat()}")
    if answer.state is Forgetting.PENDING:
        raise Postponed("PAYER_NOT_FORGOTTEN_YET", TOO_EARLY if answer.reason else UNDER_WAY)
    async with units.begin(actor, request_id=f"forget_payer:{customer}") as unit:
        unit.record(
            "forgetPayer",
            public_id(Kind.ORGANISATION, actor.organisation_id),
            provider=gateway.name,
            outcome=answer.state,
            reason=answer.reason,
        )
        await unit.commit()
