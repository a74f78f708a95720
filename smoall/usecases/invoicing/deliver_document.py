"""Deliver: hand one document to one recipient, exactly once where the provider can be asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from smoall.domain.invoicing.delivery import AlreadySent, DeliveryState, GiveUpUnknown, decide_attempt, needs_lookup
from smoall.domain.invoicing.document import DocumentKind, IssuedDocument
from smoall.domain.kernel.errors import NotFound, Unavailable
from smoall.usecases.actor import Actor
from smoall.usecases.files import FileStore
from smoall.usecases.invoicing.render_document import PDF, UBL, render_document
from smoall.usecases.mail import Letter, Mail, MailAddress, Rejected, Unconfirmed
from smoall.usecases.ports import PdfRenderer
from smoall.usecases.stores import Delivery
from smoall.usecases.unit import Units

Compose = Callable[..., Letter]


@dataclass(frozen=True, slots=True)
class Post:
    """All that a delivery needs from outside."""

    mail: Mail
    compose: Compose
    pdfs: PdfRenderer
    files: FileStore
    resend_unknown: bool = False


async def deliver_document(units: Units, actor: Actor, delivery_id: UUID, kind: DocumentKind, *, post: Post) -> None:
    """Mark the delivery ATTEMPTING and commit, hand the letter over, note what came of it.

    Safe to run again at any point: what was cut off is looked up at the provider before anything is sent again.
    Raises Unavailable when nothing was taken: the job is tried again later.
    """
    delivery, issued = await _load(units, actor, delivery_id, kind)
    if delivery.state not in (DeliveryState.QUEUED, DeliveryState.ATTEMPTING):
        return
    lookup = await post.mail.find(delivery.id) if needs_lookup(delivery.state) else None
    decision = decide_attempt(delivery.state, lookup, resend_unknown=post.resend_unknown)
    if isinstance(decision, AlreadySent):
        await _note(units, actor, delivery, DeliveryState.SENT)
        return
    if isinstance(decision, GiveUpUnknown):
        await _note(units, actor, delivery, DeliveryState.UNKNOWN)
        return
    letter = await _letter(units, actor, delivery, kind, issued, post)
    attempt = replace(delivery, attempts=delivery.attempts + 1)
    if not await _take(units, actor, delivery, attempt):
        return
    try:
        await post.mail.send(letter)
    except Rejected as refusal:
        await _note(units, actor, attempt, DeliveryState.FAILED, failure=refusal.reason)
        return
    except Unconfirmed:
        await _note(units, actor, attempt, DeliveryState.UNKNOWN)
        return
    except Unavailable:
        await _note(units, actor, attempt, DeliveryState.QUEUED)
        raise
    await _note(units, actor, attempt, DeliveryState.SENT)


async def _load(units: Units, actor: Actor, delivery_id: UUID, kind: DocumentKind) -> tuple[Delivery, IssuedDocument]:
    async with units.begin(actor, request_id=f"deliver:{delivery_id.hex}") as unit:
        delivery = await unit.deliveries.get(delivery_id)
        document = await unit.documents.get(delivery.document_id, kind) if delivery else None
    if delivery is None or document is None or document.issued is None:
        raise NotFound("DELIVERY_NOT_FOUND")
    return delivery, document.issued


async def _letter(
    units: Units, actor: Actor, delivery: Delivery, kind: DocumentKind, issued: IssuedDocument, post: Post
) -> Letter:
    stored = await render_document(units, actor, delivery.document_id, kind, pdfs=post.pdfs, files=post.files)
    return post.compose(
        issued,
        delivery_id=delivery.id,
        recipient=MailAddress.parse(delivery.recipient),
        reply_to=MailAddress.parse(issued.seller.email) if issued.seller.email else None,
        pdf=await post.files.get(stored[PDF].sha256),
        ubl=await post.files.get(stored[UBL].sha256),
    )


async def _take(units: Units, actor: Actor, seen: Delivery, attempt: Delivery) -> bool:
    """Mark the delivery ATTEMPTING, unless another run of the job moved it on meanwhile."""
    async with units.begin(actor, request_id=f"deliver:{seen.id.hex}") as unit:
        if await unit.deliveries.get(seen.id, lock=True) != seen:
            return False
        await unit.deliveries.replace(replace(attempt, state=DeliveryState.ATTEMPTING))
        await unit.commit()
    return True


async def _note(
    units: Units, actor: Actor, delivery: Delivery, state: DeliveryState, *, failure: str | None = None
) -> None:
    """Write the delivery's state, and what came of it into the trail."""
    async with units.begin(actor, request_id=f"deliver:{delivery.id.hex}") as unit:
        sent_at = unit.now if state is DeliveryState.SENT else None
        await unit.deliveries.replace(replace(delivery, state=state, failure=failure), sent_at=sent_at)
        unit.changed(delivery.document_id)
        await unit.commit()
