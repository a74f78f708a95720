"""Lifting suppressions."""

import strawberry

from smoall.domain.kernel.ids import Kind, parse_id
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.invoicing.types import Delivery
from smoall.schema.performing import Answer, perform
from smoall.usecases.invoicing.lift_suppression import lift_suppression


@strawberry.input(description="Whose mailbox has been put right.")
class LiftSuppressionInput:
    """What lifting takes."""

    delivery: strawberry.ID = says("A delivery to that mailbox, such as the one that bounced.")


@strawberry.type(description="The mailbox may be written to again.")
class LiftSuppressionPayload:
    """The delivery that named it."""

    delivery: Delivery = says("The delivery that named the mailbox; it is not sent again by itself.")


LiftSuppressionResult = result(LiftSuppressionPayload, "What came of lifting a suppression.")


async def lift_suppression_(info: Info, input: LiftSuppressionInput) -> Answer:
    """Let a mailbox be written to again."""
    services = info.context.services

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        delivery = parse_id(input.delivery, Kind.DELIVERY)
        return {"delivery": await lift_suppression(unit, delivery, fingerprint=services.fingerprint)}

    return await perform(info, act)
