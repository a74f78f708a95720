"""Deliver: hand one document to one recipient, exactly once where the provider can be asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from smoall.domain.invoicing.delivery import (
    AlreadySent,
    DeliveryState,
    GiveUpUnknown,
    decide_attempt,
    decide_retry,
    ensure_transition,
    needs_lookup,
)
from smoall.domain.invoicing.document import DocumentKind, IssuedDocument
from smoall.domain.kernel.errors import NotFound, Unavailable
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.actor import Actor
from smoall.usecases.files import FileStore
from smoall.usecases.invoicing.render_document import PDF, UBL, render_document
from smoall.usecases.mail import Letter, Mail, MailAddress, Rejected, Unconfirmed
from smoall.usecases.operations.run_job import Postponed
from smoall.usecases.ports import PdfRenderer
from smoall.usecases.stores import Delivery
from smoall.usecases.unit import Units

Compose = Callable[..., Letter]
NOW = timedelta(0)


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

    Safe to run again at any point: what was cut off is looked up at the provider before anything is sent again. Raises
    Postponed during an outage, with the wait that ``decide_retry`` gives; after the last one the delivery has FAILED.
    """
    case = _Case(units, actor, kind)
    delivery, issued = await case.load(delivery_id)
    if delivery.state not in (DeliveryState.QUEUED, DeliveryState.ATTEMPTING):
        return
    lookup = await post.mail.find(delivery.id) if needs_lookup(delivery.state) else None
    decision = decide_attempt(delivery.state, lookup, resend_unknown=post.resend_unknown)
    if isinstance(decision, AlreadySent):
        await case.note(delivery, DeliveryState.SENT)
        return
    if isinstance(decision, GiveUpUnknown):
        await case.note(delivery, DeliveryState.UNKNOWN)
        return
    letter = await case.letter(delivery, issued, post)
    attempt = await case.take(delivery)
    if attempt:
        await _hand_over(case, attempt, letter, post.mail)


async def _hand_over(case: "_Case", attempt: Delivery, letter: Letter, mail: Mail) -> None:
    try:
        await mail.send(letter)
    except Rejected as refusal:
        await case.note(attempt, DeliveryState.FAILED, failure=refusal.reason)
    except Unconfirmed as doubt:
        # It may have been taken: it stays ATTEMPTING, and the next run of the job asks before anything else.
        raise Postponed(doubt.code, decide_retry(1) or NOW) from doubt
    except Unavailable as outage:
        wait = decide_retry(attempt.attempts)
        await case.note(attempt, DeliveryState.QUEUED if wait else DeliveryState.FAILED, failure=outage.code)
        if wait:
            raise Postponed(outage.code, wait) from outage
    else:
        await case.note(attempt, DeliveryState.SENT)


@dataclass(frozen=True, slots=True)
class _Case:
    """The short transactions between which one delivery is handed over."""

    units: Units
    actor: Actor
    kind: DocumentKind

    async def load(self, delivery_id: UUID) -> tuple[Delivery, IssuedDocument]:
        async with self.units.begin(self.actor, request_id=f"deliver:{delivery_id.hex}") as unit:
            delivery = await unit.deliveries.get(delivery_id)
            document = await unit.documents.get(delivery.document_id, self.kind) if delivery else None
        if delivery is None or document is None or document.issued is None:
            raise NotFound("DELIVERY_NOT_FOUND")
        return delivery, document.issued

    async def letter(self, delivery: Delivery, issued: IssuedDocument, post: Post) -> Letter:
        stored = await render_document(
            self.units, self.actor, delivery.document_id, self.kind, pdfs=post.pdfs, files=post.files
        )
        return post.compose(
            issued,
            delivery_id=delivery.id,
            recipient=MailAddress.parse(delivery.recipient),
            reply_to=MailAddress.parse(issued.seller.email) if issued.seller.email else None,
            pdf=await post.files.get(stored[PDF].sha256),
            ubl=await post.files.get(stored[UBL].sha256),
        )

    async def take(self, seen: Delivery) -> Delivery | None:
        """The delivery in its next attempt, marked ATTEMPTING; None when another run moved it on meanwhile."""
        attempt = replace(seen, attempts=seen.attempts + 1, state=DeliveryState.ATTEMPTING)
        async with self.units.begin(self.actor, request_id=f"deliver:{seen.id.hex}") as unit:
            if await unit.deliveries.get(seen.id, lock=True) != seen:
                return None
            await unit.deliveries.replace(attempt)
            await unit.commit()
        return attempt

    async def note(self, delivery: Delivery, state: DeliveryState, *, failure: str | None = None) -> None:
        """Write what came of the attempt, into the trail too; a run that was overtaken by another writes nothing."""
        async with self.units.begin(self.actor, request_id=f"deliver:{delivery.id.hex}") as unit:
            current = await unit.deliveries.get(delivery.id, lock=True)
            if current is None or current.attempts != delivery.attempts:
                return
            ensure_transition(current.state, state)
            sent_at = unit.now if state is DeliveryState.SENT else None
            await unit.deliveries.replace(replace(delivery, state=state, failure=failure), sent_at=sent_at)
            if state is not DeliveryState.QUEUED:
                prefix = Kind.INVOICE if self.kind is DocumentKind.INVOICE else Kind.CREDIT_NOTE
                delivered = public_id(Kind.DELIVERY, delivery.id)
                unit.record("deliver", public_id(prefix, delivery.document_id), delivery=delivered, state=state)
            unit.changed(delivery.document_id)
            await unit.commit()
