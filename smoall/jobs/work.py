"""Every job and every chore under the name it is known by. Each is safe to run twice."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.errors import NotFound
from smoall.jobs.workshop import Workshop
from smoall.usecases.access.deliver_message import deliver_message
from smoall.usecases.access.request_letter import answer_letter_request
from smoall.usecases.actor import Actor
from smoall.usecases.audience import erase_from_audience, reconcile_audience, sync_audience
from smoall.usecases.billing.bill import bill_subscription, read_collection
from smoall.usecases.billing.change_payer import change_payer
from smoall.usecases.billing.forget_payer import forget_payer
from smoall.usecases.billing.give_back import give_back
from smoall.usecases.billing.hear_provider import reconcile
from smoall.usecases.billing.settle import settle_collection
from smoall.usecases.billing.turn import turn_subscription
from smoall.usecases.invoicing.deliver_document import deliver_document
from smoall.usecases.invoicing.lift_suppression import lift_at_provider
from smoall.usecases.invoicing.render_document import render_document
from smoall.usecases.operations.take_event import take_event
from smoall.usecases.privacy.breaches.tell_of_breach import tell_of_breach
from smoall.usecases.privacy.close_organisation import close_unsubscribed
from smoall.usecases.privacy.erase_account import erase_account
from smoall.usecases.privacy.erase_outside import erase_files, erase_letters
from smoall.usecases.privacy.export_organisation import export_organisation
from smoall.usecases.privacy.ledger.copy_erasures import copy_erasures
from smoall.usecases.privacy.purge_organisation import purge_floors, purge_organisation
from smoall.usecases.privacy.retention.purging import purge_by_standing_order, purge_records
from smoall.usecases.privacy.sign_heads import sign_heads
from smoall.usecases.privacy.sub_processors.telling import tell_sub_processor_change
from smoall.usecases.privacy.subjects.keep_answer import keep_answer

Given = Mapping[str, Any]
"""the parameters that a job was enqueued with"""


async def _render_document(shop: Workshop, actor: Actor, given: Given) -> None:
    identity, kind = UUID(given["document_id"]), DocumentKind(given["kind"])
    await render_document(shop.units, actor, identity, kind, pdfs=shop.post.pdfs, files=shop.post.files)


async def _deliver_document(shop: Workshop, actor: Actor, given: Given) -> None:
    identity, kind = UUID(given["delivery_id"]), DocumentKind(given["kind"])
    await deliver_document(shop.units, actor, identity, kind, post=shop.post)


async def _deliver_message(shop: Workshop, actor: Actor, given: Given) -> None:
    await deliver_message(shop.units, actor, UUID(given["message_id"]), desk=shop.desk)


async def _answer_letter_request(shop: Workshop, actor: Actor, given: Given) -> None:
    await answer_letter_request(shop.units, actor, UUID(given["request_id"]))


async def _lift_suppression(shop: Workshop, actor: Actor, given: Given) -> None:
    await lift_at_provider(shop.units, actor, UUID(given["delivery_id"]), reports=shop.reports)


async def _sync_audience(shop: Workshop, actor: Actor, given: Given) -> None:
    await sync_audience(shop.units, actor, UUID(given["user_id"]), audience=shop.audience)


async def _erase_from_audience(shop: Workshop, actor: Actor, given: Given) -> None:
    await erase_from_audience(shop.units, actor, UUID(given["farewell_id"]), audience=shop.audience)


async def _take_event(shop: Workshop, actor: Actor, given: Given) -> None:
    await take_event(shop.units, actor, given["provider"], given["event_id"], followers=shop.followers)


async def _turn_subscription(shop: Workshop, actor: Actor, _given: Given) -> None:
    await turn_subscription(shop.units, actor, till=shop.till)


async def _bill_subscription(shop: Workshop, actor: Actor, given: Given) -> None:
    invoice = UUID(given["invoice_id"])
    await bill_subscription(shop.units, actor, invoice, attempt=given["attempt"], till=shop.till)


async def _read_collection(shop: Workshop, actor: Actor, given: Given) -> None:
    await read_collection(shop.units, actor, UUID(given["collection_id"]), till=shop.till)


async def _settle_collection(shop: Workshop, actor: Actor, given: Given) -> None:
    await settle_collection(shop.units, actor, UUID(given["collection_id"]), till=shop.till)


async def _give_back(shop: Workshop, actor: Actor, given: Given) -> None:
    await give_back(shop.units, actor, UUID(given["collection_id"]), till=shop.till)


async def _change_payer(shop: Workshop, actor: Actor, given: Given) -> None:
    await change_payer(shop.units, actor, UUID(given["change_id"]), till=shop.till)


async def _forget_payer(shop: Workshop, actor: Actor, given: Given) -> None:
    if shop.ear is None:
        raise NotFound("PROVIDER_NOT_SET_UP")
    await forget_payer(shop.units, actor, given["customer"], gateway=shop.ear.gateway)


async def _erase_letters(shop: Workshop, _actor: Actor, given: Given) -> None:
    await erase_letters(shop.mailbox, [UUID(letter) for letter in given["letters"]])


async def _erase_files(shop: Workshop, _actor: Actor, given: Given) -> None:
    await erase_files(shop.files, given["files"])


async def _keep_answer(shop: Workshop, actor: Actor, given: Given) -> None:
    await keep_answer(shop.units, actor, UUID(given["request_id"]), writer=shop.papers, files=shop.files)


async def _erase_account(shop: Workshop, actor: Actor, given: Given) -> None:
    await erase_account(shop.units, actor, UUID(given["user_id"]), grace_days=shop.purging.grace_days)


async def _close_unsubscribed(shop: Workshop, actor: Actor, _given: Given) -> None:
    await close_unsubscribed(shop.units, actor, grace_days=shop.purging.grace_days)


async def _export_organisation(shop: Workshop, actor: Actor, given: Given) -> None:
    await export_organisation(shop.units, actor, UUID(given["export_id"]), files=shop.files)


async def _purge_organisation(shop: Workshop, actor: Actor, given: Given) -> None:
    await purge_organisation(shop.units, actor.organisation_id, UUID(given["run_id"]), purging=shop.purging)


async def _purge_floors(shop: Workshop, actor: Actor, given: Given) -> None:
    await purge_floors(shop.units, actor.organisation_id, UUID(given["run_id"]), purging=shop.purging)


async def _tell_sub_processor_change(shop: Workshop, actor: Actor, given: Given) -> None:
    after = UUID(given["after"]) if given.get("after") else None
    change_id, living = UUID(given["change_id"]), shop.housekeeping.living
    await tell_sub_processor_change(shop.units, actor, change_id, after=after, living=living)


async def _tell_of_breach(shop: Workshop, _actor: Actor, given: Given) -> None:
    await tell_of_breach(shop.units, UUID(given["breach_id"]))


async def _purge_records(shop: Workshop, actor: Actor, given: Given) -> None:
    await purge_records(shop.units, actor.organisation_id, UUID(given["order_id"]), purging=shop.purging)


async def _purge_by_standing_order(shop: Workshop, actor: Actor, _given: Given) -> None:
    await purge_by_standing_order(shop.units, actor.organisation_id)


async def _reconcile_payments(shop: Workshop) -> None:
    if shop.ear:
        await reconcile(shop.units, ear=shop.ear, now=datetime.now(UTC))


async def _sign_heads(shop: Workshop) -> None:
    await sign_heads(shop.units, shop.housekeeping.organisations, seal=shop.purging.seal)


async def _copy_erasures(shop: Workshop) -> None:
    await copy_erasures(shop.units, shop.ledger)


async def _reconcile_audience(shop: Workshop) -> None:
    await reconcile_audience(shop.units, audience=shop.audience)


JOBS: Mapping[str, Callable[[Workshop, Actor, Given], Awaitable[None]]] = {
    "render_document": _render_document,
    "deliver_document": _deliver_document,
    "deliver_message": _deliver_message,
    "answer_letter_request": _answer_letter_request,
    "lift_suppression": _lift_suppression,
    "sync_audience": _sync_audience,
    "erase_from_audience": _erase_from_audience,
    "take_event": _take_event,
    "turn_subscription": _turn_subscription,
    "bill_subscription": _bill_subscription,
    "read_collection": _read_collection,
    "settle_collection": _settle_collection,
    "give_back": _give_back,
    "change_payer": _change_payer,
    "forget_payer": _forget_payer,
    "erase_letters": _erase_letters,
    "erase_files": _erase_files,
    "keep_answer": _keep_answer,
    "erase_account": _erase_account,
    "close_unsubscribed": _close_unsubscribed,
    "export_organisation": _export_organisation,
    "purge_organisation": _purge_organisation,
    "purge_floors": _purge_floors,
    "tell_sub_processor_change": _tell_sub_processor_change,
    "tell_of_breach": _tell_of_breach,
    "purge_records": _purge_records,
    "purge_by_standing_order": _purge_by_standing_order,
}
"""What an organisation has done for it, asked for in the transaction that needs it."""

CHORES: Mapping[str, Callable[[Workshop], Awaitable[object]]] = {
    "forget_replays": lambda shop: shop.housekeeping.forget_replays(),
    "forget_links": lambda shop: shop.housekeeping.forget_links(),
    "forget_sessions": lambda shop: shop.housekeeping.forget_sessions(),
    "forget_events": lambda shop: shop.housekeeping.forget_events(),
    "forget_expired": lambda shop: shop.housekeeping.forget_expired(),
    "find_what_is_over": lambda shop: shop.housekeeping.find_what_is_over(),
    "sign_heads": _sign_heads,
    "copy_erasures": _copy_erasures,
    "wake_lost_jobs": lambda shop: shop.housekeeping.wake_lost_jobs(),
    "wake_due_subscriptions": lambda shop: shop.due(),
    "reconcile_payments": _reconcile_payments,
    "reconcile_audience": _reconcile_audience,
}
"""What is done for all at once, by the clock."""
