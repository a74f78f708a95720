"""Every actor, declared over the services it needs. Each is safe to run twice."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

import dramatiq
from dramatiq.errors import Retry

from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.errors import NotFound
from smoall.usecases.access.deliver_message import Desk, deliver_message
from smoall.usecases.access.request_letter import answer_letter_request
from smoall.usecases.actor import Actor
from smoall.usecases.audience import AudienceSync, erase_from_audience, reconcile_audience, sync_audience
from smoall.usecases.billing.bill import bill_subscription, read_collection
from smoall.usecases.billing.change_payer import change_payer
from smoall.usecases.billing.forget_payer import forget_payer
from smoall.usecases.billing.hear_provider import Ear, reconcile
from smoall.usecases.billing.settle import settle_collection
from smoall.usecases.billing.till import Till
from smoall.usecases.billing.turn import turn_subscription
from smoall.usecases.files import FileStore
from smoall.usecases.invoicing.deliver_document import Post, deliver_document
from smoall.usecases.invoicing.lift_suppression import lift_at_provider
from smoall.usecases.invoicing.render_document import render_document
from smoall.usecases.mail import MailReports
from smoall.usecases.operations.housekeeping import Housekeeping
from smoall.usecases.operations.run_job import TryLater, Work, run_job
from smoall.usecases.operations.take_event import Follow, take_event
from smoall.usecases.privacy.erase_account import erase_account
from smoall.usecases.privacy.erase_outside import ErasableFiles, ErasableMailbox, erase_files, erase_letters
from smoall.usecases.privacy.export_organisation import export_organisation
from smoall.usecases.privacy.purge_organisation import Purging, purge_floors, purge_organisation
from smoall.usecases.unit import Units


class KeptFiles(FileStore, ErasableFiles, Protocol):
    """The store of files, from which can also be removed."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What jobs need, made on the event loop on which they run."""

    units: Units
    post: Post
    desk: Desk
    housekeeping: Housekeeping
    mailbox: ErasableMailbox | None
    files: KeptFiles
    purging: Purging
    till: Till
    due: Callable[[], Awaitable[int]]
    followers: Mapping[str, Follow] = field(default_factory=dict)
    """who follows the hints of which provider"""
    ear: Ear | None = None
    """the payment provider that is listened to"""

    reports: MailReports | None = None
    """the mail provider that follows letters, where there is one"""
    audience: AudienceSync | None = None
    """the newsletter's provider, where there is one"""


Watch = Callable[[str, str], AbstractContextManager[Callable[[str, int, str | None], None]]]
"""Watches an attempt at the job of a name and a run key; is told its outcome, number and failure."""


def declare_all(broker: dramatiq.Broker, workshop: Callable[[], Workshop], *, watch: Watch) -> None:
    """Make the broker know every job by the name under which it is enqueued."""

    def job(name: str, work: Work) -> None:
        async def perform(organisation_id: str, run_key: str) -> None:
            wait: int | None = None
            with watch(name, run_key) as note:
                try:
                    attempt = await run_job(workshop().units, UUID(organisation_id), run_key, work)
                except TryLater as later:
                    attempt, wait = later.attempt, int(later.delay.total_seconds() * 1000)
                note(attempt.outcome, attempt.number, attempt.failure)
            if wait is not None:
                raise Retry(delay=wait)

        dramatiq.actor(broker=broker, actor_name=name)(perform)

    def chore(name: str, work: Callable[[Housekeeping], Any]) -> None:
        async def perform() -> None:
            with watch(name, "") as note:
                await work(workshop().housekeeping)
                note("done", 1, None)

        dramatiq.actor(broker=broker, actor_name=name)(perform)

    async def render(actor: Actor, given: Mapping[str, Any]) -> None:
        shop = workshop()
        identity, kind = UUID(given["document_id"]), DocumentKind(given["kind"])
        await render_document(shop.units, actor, identity, kind, pdfs=shop.post.pdfs, files=shop.post.files)

    async def deliver(actor: Actor, given: Mapping[str, Any]) -> None:
        identity, kind = UUID(given["delivery_id"]), DocumentKind(given["kind"])
        await deliver_document(workshop().units, actor, identity, kind, post=workshop().post)

    async def write(actor: Actor, given: Mapping[str, Any]) -> None:
        await deliver_message(workshop().units, actor, UUID(given["message_id"]), desk=workshop().desk)

    async def take(actor: Actor, given: Mapping[str, Any]) -> None:
        shop = workshop()
        await take_event(shop.units, actor, given["provider"], given["event_id"], followers=shop.followers)

    async def letters(_actor: Actor, given: Mapping[str, Any]) -> None:
        await erase_letters(workshop().mailbox, [UUID(letter) for letter in given["letters"]])

    async def forget(actor: Actor, given: Mapping[str, Any]) -> None:
        shop = workshop()
        if shop.ear is None:
            raise NotFound("PROVIDER_NOT_SET_UP")
        await forget_payer(shop.units, actor, given["customer"], gateway=shop.ear.gateway)

    async def reconcile_payments(_keeper: Housekeeping) -> None:
        if ear := workshop().ear:
            await reconcile(workshop().units, ear=ear, now=datetime.now(UTC))

    async def answer(actor: Actor, given: Mapping[str, Any]) -> None:
        await answer_letter_request(workshop().units, actor, UUID(given["request_id"]))

    async def sync(actor: Actor, given: Mapping[str, Any]) -> None:
        await sync_audience(workshop().units, actor, UUID(given["user_id"]), audience=workshop().audience)

    async def leave(actor: Actor, given: Mapping[str, Any]) -> None:
        await erase_from_audience(workshop().units, actor, UUID(given["farewell_id"]), audience=workshop().audience)

    async def lift(actor: Actor, given: Mapping[str, Any]) -> None:
        shop = workshop()
        await lift_at_provider(shop.units, actor, UUID(given["delivery_id"]), reports=shop.reports)

    async def contents(_actor: Actor, given: Mapping[str, Any]) -> None:
        await erase_files(workshop().files, given["files"])

    async def export(actor: Actor, given: Mapping[str, Any]) -> None:
        await export_organisation(workshop().units, actor, UUID(given["export_id"]), files=workshop().files)

    async def purge(actor: Actor, given: Mapping[str, Any]) -> None:
        shop, run_id = workshop(), UUID(given["run_id"])
        await purge_organisation(shop.units, actor.organisation_id, run_id, purging=shop.purging)

    async def floors(actor: Actor, given: Mapping[str, Any]) -> None:
        shop, run_id = workshop(), UUID(given["run_id"])
        await purge_floors(shop.units, actor.organisation_id, run_id, purging=shop.purging)

    async def account(actor: Actor, given: Mapping[str, Any]) -> None:
        shop = workshop()
        await erase_account(shop.units, actor, UUID(given["user_id"]), grace_days=shop.purging.grace_days)

    job("erase_files", contents)
    job("export_organisation", export)
    job("purge_organisation", purge)
    job("purge_floors", floors)
    job("erase_account", account)
    chore("forget_expired", lambda keeper: keeper.forget_expired())
    chore("find_what_is_over", lambda keeper: keeper.find_what_is_over())

    async def turn(actor: Actor, _given: Mapping[str, Any]) -> None:
        await turn_subscription(workshop().units, actor, till=workshop().till)

    async def bill(actor: Actor, given: Mapping[str, Any]) -> None:
        shop, invoice = workshop(), UUID(given["invoice_id"])
        await bill_subscription(shop.units, actor, invoice, attempt=given["attempt"], till=shop.till)

    async def read(actor: Actor, given: Mapping[str, Any]) -> None:
        await read_collection(workshop().units, actor, UUID(given["collection_id"]), till=workshop().till)

    async def settle(actor: Actor, given: Mapping[str, Any]) -> None:
        await settle_collection(workshop().units, actor, UUID(given["collection_id"]), till=workshop().till)

    async def payer(actor: Actor, _given: Mapping[str, Any]) -> None:
        await change_payer(workshop().units, actor, till=workshop().till)

    async def wake_due(_keeper: Housekeeping) -> None:
        await workshop().due()

    job("render_document", render)
    job("erase_letters", letters)
    job("deliver_document", deliver)
    job("deliver_message", write)
    job("lift_suppression", lift)
    job("sync_audience", sync)
    job("erase_from_audience", leave)
    job("take_event", take)
    job("forget_payer", forget)

    async def reconcile_readers(_keeper: Housekeeping) -> None:
        await reconcile_audience(workshop().units, audience=workshop().audience)

    chore("reconcile_audience", reconcile_readers)
    chore("reconcile_payments", reconcile_payments)
    chore("forget_events", lambda keeper: keeper.forget_events())
    job("answer_letter_request", answer)
    job("turn_subscription", turn)
    job("bill_subscription", bill)
    job("read_collection", read)
    job("settle_collection", settle)
    job("change_payer", payer)
    chore("wake_due_subscriptions", wake_due)
    chore("forget_replays", lambda keeper: keeper.forget_replays())
    chore("forget_links", lambda keeper: keeper.forget_links())
    chore("forget_sessions", lambda keeper: keeper.forget_sessions())
    chore("wake_lost_jobs", lambda keeper: keeper.wake_lost_jobs())
