"""Lift a suppression: a mailbox that bounced has been put right, and may be written to again."""

from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.invoicing.delivery import SuppressionReason
from smoall.domain.kernel.errors import Conflict, NotFound
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.actor import Actor
from smoall.usecases.gate import require
from smoall.usecases.mail import MailAddress, MailReports
from smoall.usecases.ports import Fingerprints
from smoall.usecases.unit import Unit, Units


async def lift_suppression(unit: Unit, delivery_id: UUID | None, *, fingerprint: Fingerprints) -> UUID:
    """Let the mailbox of one's own delivery be written to again; a job tells the provider too.

    A delivery names the mailbox, so that nobody can ask about the addresses of others. A complaint is its owner's: no
    sender can lift it. Raises Forbidden, NotFound DELIVERY_NOT_FOUND, Conflict NOT_SUPPRESSED, SUPPRESSED_BY_OWNER.
    """
    require(unit, Permission.MANAGE_ORGANISATION)
    delivery = await unit.deliveries.get(delivery_id) if delivery_id else None
    if delivery is None:
        raise NotFound("DELIVERY_NOT_FOUND")
    mailbox = fingerprint(delivery.recipient)
    reason = await unit.suppressions.reason(mailbox)
    if reason is None:
        raise Conflict("NOT_SUPPRESSED")
    if reason is SuppressionReason.COMPLAINED:
        raise Conflict("SUPPRESSED_BY_OWNER")
    await unit.suppressions.lift(mailbox)
    await unit.enqueue("lift_suppression", run_key=f"lift:{unit.new_id().hex}", delivery_id=delivery.id)
    unit.record("liftSuppression", public_id(Kind.DELIVERY, delivery.id))
    return delivery.id


async def lift_at_provider(units: Units, actor: Actor, delivery_id: UUID, *, reports: MailReports | None) -> None:
    """Have the provider forget the bounce, where it keeps a list of its own. Raises Unavailable."""
    if reports is None:
        return
    async with units.begin(actor, request_id=f"lift:{delivery_id.hex}") as unit:
        delivery = await unit.deliveries.get(delivery_id)
    if delivery:
        await reports.forget(MailAddress.parse(delivery.recipient))
