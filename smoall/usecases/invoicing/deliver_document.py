"""Deliver: hand one document to one recipient, exactly once where the provider can be asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from smoall.domain.invoicing.delivery import DeliveryState, ensure_transition
from smoall.domain.invoicing.document import DocumentKind, IssuedDocument
from smoall.domain.kernel.errors import Conflict, NotFound
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.actor import Actor
from smoall.usecases.files import FileStore
from smoall.usecases.hand_over import SUPPRESSED, Way, hand_over
from smoall.usecases.invoicing.render_document import PDF, UBL, render_document
from smoall.usecases.mail import Letter, MailAddress
from smoall.usecases.ports import Fingerprints, PdfRenderer
from smoall.usecases.privacy.objection.guard import ensure_may_send
from smoall.usecases.privacy.objection.notice import ContactNotice, Links, note_informed
from smoall.usecases.stores import Delivery
from smoall.usecases.unit import Unit, Units

Compose = Callable[..., Letter]


@dataclass(frozen=True, slots=True)
class Post:
    """All that a delivery needs from outside."""

    way: Way
    compose: Compose
    pdfs: PdfRenderer
    files: FileStore
    fingerprint: Fingerprints
    links: Links


async def deliver_document(units: Units, actor: Actor, delivery_id: UUID, kind: DocumentKind, *, post: Post) -> None:
    """One run over one delivery, as :func:`hand_over` tells. Raises NotFound DELIVERY_NOT_FOUND, Postponed."""
    async with units.begin(actor, request_id=f"deliver:{delivery_id.hex}") as unit:
        delivery = await unit.deliveries.get(delivery_id)
        document = await unit.documents.get(delivery.document_id, kind) if delivery else None
    if delivery is None or document is None or document.issued is None:
        raise NotFound("DELIVERY_NOT_FOUND")
    await hand_over(_Case(units, actor, kind, document.customer_id, document.issued, post), delivery, way=post.way)


@dataclass(frozen=True, slots=True)
class _Case:
    """The short transactions between which one delivery is handed over."""

    units: Units
    actor: Actor
    kind: DocumentKind
    customer_id: UUID
    issued: IssuedDocument
    post: Post

    async def held_back(self, sending: Delivery) -> str | None:
        async with self.units.begin(self.actor, request_id=f"deliver:{sending.id.hex}") as unit:
            if await unit.suppressions.reason(self.post.fingerprint(sending.recipient)):
                return SUPPRESSED
            return await self._objection(unit, sending)

    async def _objection(self, unit: Unit, sending: Delivery) -> str | None:
        """The person may have objected since it was asked for."""
        customer = await unit.companies.get(self.customer_id)
        to, duty = [sending.recipient], sending.legal_duty
        try:
            await ensure_may_send(unit, customer, sending.document_id, to, duty=duty)
        except Conflict as objection:
            return objection.code
        return None

    async def letter(self, sending: Delivery) -> Letter:
        files = self.post.files
        stored = await render_document(
            self.units, self.actor, sending.document_id, self.kind, pdfs=self.post.pdfs, files=files
        )
        email = self.issued.seller.email
        letter = self.post.compose(
            self.issued,
            delivery_id=sending.id,
            recipient=MailAddress.parse(sending.recipient),
            reply_to=MailAddress.parse(email) if email else None,
            pdf=await files.get(stored[PDF].sha256),
            ubl=await files.get(stored[UBL].sha256),
            notice=await self._notice(sending),
        )
        return replace(letter, tenant=self.actor.organisation_id)

    async def _notice(self, sending: Delivery) -> ContactNotice | None:
        """The first letter to a contact tells who writes and how to object."""
        async with self.units.begin(self.actor, request_id=f"deliver:{sending.id.hex}") as unit:
            notice = await self.post.links.notice(unit, sending.recipient, delivery_id=sending.id)
            if notice:
                await unit.commit()
        return notice

    async def take(self, seen: Delivery) -> Delivery | None:
        async with self.units.begin(self.actor, request_id=f"deliver:{seen.id.hex}") as unit:
            attempt = replace(seen, attempts=seen.attempts + 1, state=DeliveryState.ATTEMPTING, attempted_at=unit.now)
            if await unit.deliveries.get(seen.id, lock=True) != seen:
                return None
            await unit.deliveries.replace(attempt)
            await unit.commit()
        return attempt

    async def note(
        self, sending: Delivery, state: DeliveryState, *, failure: str | None = None, provider_id: str | None = None
    ) -> None:
        """Into the trail too."""
        async with self.units.begin(self.actor, request_id=f"deliver:{sending.id.hex}") as unit:
            current = await unit.deliveries.get(sending.id, lock=True)
            if current is None or current.attempts != sending.attempts:
                return
            after = replace(sending, state=state, failure=failure, provider_id=provider_id)
            await note_delivery(unit, current, after, kind=self.kind)
            if state is DeliveryState.SENT:
                await note_informed(unit, sending.id)
            await unit.commit()


async def note_delivery(unit: Unit, before: Delivery, after: Delivery, *, kind: DocumentKind) -> None:
    """The delivery in another state, or with another failure, and that in the trail. Raises Conflict
    DELIVERY_TRANSITION."""
    if before.state is not after.state:
        ensure_transition(before.state, after.state)
    await unit.deliveries.replace(after, sent_at=unit.now if after.state is DeliveryState.SENT else None)
    if after.state is not DeliveryState.QUEUED:
        prefix = Kind.INVOICE if kind is DocumentKind.INVOICE else Kind.CREDIT_NOTE
        delivered = public_id(Kind.DELIVERY, after.id)
        unit.record("deliver", public_id(prefix, after.document_id), delivery=delivered, state=after.state)
    unit.changed(after.document_id)
