"""Hear that something became of a letter, and ask its provider what: delivered, bounced, complained of.

The hint names our own ids only. What is believed is the provider's answer about the id that we stored.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from smoall.domain.invoicing.delivery import TRANSITIONS, DeliveryState, SuppressionReason
from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.organisations.house import HOUSE
from smoall.usecases.actor import system
from smoall.usecases.invoicing.deliver_document import note_delivery
from smoall.usecases.mail import MailReport, MailReports
from smoall.usecases.messages import Message
from smoall.usecases.operations.hints import Hint
from smoall.usecases.operations.run_job import Postponed
from smoall.usecases.ports import Fingerprints
from smoall.usecases.stores import Delivery
from smoall.usecases.unit import Unit, Units

A_MOMENT = timedelta(minutes=1)
Sending = TypeVar("Sending", Delivery, Message)


class Subject(StrEnum):
    """What a hint about a letter holds: its delivery's or message's id, and whose it is."""

    DELIVERY = "delivery"
    TENANT = "tenant"


@dataclass(frozen=True, slots=True)
class Ear:
    """A provider that follows letters, and how mailboxes are known that must not be written to."""

    reports: MailReports
    fingerprint: Fingerprints


async def hear_mail(units: Units, hint: Hint, *, ear: Ear) -> None:
    """Have the provider's report believed. Safe to run again.

    Raises Unavailable when the provider does not answer, Postponed while the letter is still being handed over.
    """
    letter = UUID(hint.subjects[Subject.DELIVERY])
    tenant = hint.subjects[Subject.TENANT]
    if tenant:
        await _of_delivery(units, UUID(tenant), letter, ear)
    else:
        await _of_message(units, letter, ear)


async def _of_delivery(units: Units, tenant: UUID, delivery_id: UUID, ear: Ear) -> None:
    actor, request_id = system(tenant), f"report:{delivery_id.hex}"
    async with units.begin(actor, request_id=request_id) as unit:
        seen = await unit.deliveries.get(delivery_id)
    if seen is None:
        return
    report = await ear.reports.report(_known(seen))
    async with units.begin(actor, request_id=request_id) as unit:
        before = await unit.deliveries.get(delivery_id, lock=True)
        if before is None:
            return
        after = _reported(before, report)
        if after != before:
            await note_delivery(unit, before, after, kind=await _kind(unit, before))
        await _suppress(unit, before, report, ear)
        await unit.commit()


async def _of_message(units: Units, message_id: UUID, ear: Ear) -> None:
    actor, request_id = system(HOUSE), f"report:{message_id.hex}"
    async with units.begin(actor, request_id=request_id) as unit:
        seen = await unit.messages.get(message_id)
    if seen is None:
        return
    report = await ear.reports.report(_known(seen))
    async with units.begin(actor, request_id=request_id) as unit:
        before = await unit.messages.get(message_id, lock=True)
        if before is None:
            return
        await unit.messages.replace(_reported(before, report))
        await _suppress(unit, before, report, ear)
        await unit.commit()


def _known(sending: Delivery | Message) -> str:
    """The provider's id. A letter of which we hear before its receipt was noted is asked about in a moment."""
    if sending.provider_id is None:
        raise Postponed("MAIL_UNSETTLED", A_MOMENT)
    return sending.provider_id


def _reported(before: Sending, report: MailReport) -> Sending:
    """The sending as the report has it; one that was settled otherwise stays as it is."""
    moved = report.state is not None and report.state in TRANSITIONS[before.state]
    state = report.state if moved and report.state else before.state
    failure = before.failure
    if moved and state is DeliveryState.BOUNCED:
        failure = SuppressionReason.BOUNCED.value
    elif report.suppress is SuppressionReason.COMPLAINED and state is DeliveryState.DELIVERED:
        failure = SuppressionReason.COMPLAINED.value
    return replace(before, state=state, failure=failure)


async def _kind(unit: Unit, delivery: Delivery) -> DocumentKind:
    invoice = await unit.documents.get(delivery.document_id, DocumentKind.INVOICE)
    return DocumentKind.INVOICE if invoice else DocumentKind.CREDIT_NOTE


async def _suppress(unit: Unit, sending: Delivery | Message, report: MailReport, ear: Ear) -> None:
    """A mailbox that took a letter after it had bounced works again."""
    mailbox = ear.fingerprint(sending.recipient)
    if report.suppress:
        await unit.suppressions.add(mailbox, report.suppress, provider=ear.reports.name)
        return
    found = await unit.suppressions.get(mailbox) if report.state is DeliveryState.DELIVERED else None
    bounced = found and found.reason is SuppressionReason.BOUNCED
    if found and bounced and sending.attempted_at and sending.attempted_at > found.since:
        await unit.suppressions.lift(mailbox)
