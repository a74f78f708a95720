"""The rule of delivery with the real mailbox and a real SMTP server: what arrives when the worker dies anywhere."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from smoall.domain.invoicing.delivery import (
    AlreadySent,
    DeliveryState,
    GiveUpUnknown,
    Send,
    decide_attempt,
    ensure_transition,
    needs_lookup,
)
from smoall.domain.kernel.errors import Unavailable
from smoall.infra.mail.mailbox import LocalMailbox
from smoall.infra.mail.smtp import SmtpMail
from smoall.infra.mail.smtp_config import Security, SmtpConfig
from smoall.usecases.mail import Mail, Rejected, Unconfirmed
from tests.infra.mail.letters import DELIVERY, MAIL_FROM, SENT_AT, clock, letter
from tests.standins.smtp import Break, SmtpStandIn, Stage

S = DeliveryState


class Death(BaseException):
    """The worker's process ends."""


class Worker:
    """The shortest worker that follows the rule; ``states`` is its database, which survives it."""

    def __init__(self, mail: Mail, *, resend_unknown: bool = False, chance_of_death: float = 0, seed: int = 0) -> None:
        self.states: dict[UUID, S] = {}
        self._mail = mail
        self._resend_unknown = resend_unknown
        self._chance = chance_of_death
        self._random = Random(seed)

    async def attempt(self, delivery_id: UUID) -> None:
        """One attempt, dying at any of four moments."""
        state = self.states.setdefault(delivery_id, S.QUEUED)
        lookup = await self._mail.find(delivery_id, since=SENT_AT) if needs_lookup(state) else None
        match decide_attempt(state, lookup, resend_unknown=self._resend_unknown):
            case Send():
                await self._send(delivery_id)
            case AlreadySent():
                self._mark(delivery_id, S.SENT)
            case GiveUpUnknown():
                self._mark(delivery_id, S.UNKNOWN)

    async def _send(self, delivery_id: UUID) -> None:
        self._maybe_die()
        self.states[delivery_id] = S.ATTEMPTING
        self._maybe_die()
        try:
            await self._mail.send(letter(delivery_id=delivery_id))
        except Unavailable:
            self._mark(delivery_id, S.QUEUED)
        except Rejected:
            self._mark(delivery_id, S.FAILED)
        except Unconfirmed:
            pass  # it stays ATTEMPTING: the next attempt looks it up
        else:
            self._maybe_die()
            self._mark(delivery_id, S.SENT)
            self._maybe_die()

    def _mark(self, delivery_id: UUID, state: S) -> None:
        ensure_transition(self.states[delivery_id], state)
        self.states[delivery_id] = state

    def _maybe_die(self) -> None:
        if self._random.random() < self._chance:
            raise Death


@pytest.fixture
async def server() -> AsyncIterator[SmtpStandIn]:
    async with SmtpStandIn() as standin:
        yield standin


def smtp(server: SmtpStandIn) -> Mail:
    config = SmtpConfig("127.0.0.1", server.port, Security.NONE, timeout_seconds=2)
    return SmtpMail(config, mail_from=MAIL_FROM, clock=clock)


async def run(worker: Worker, deliveries: list[UUID]) -> int:
    """Attempt until all are settled; answer how often the worker died."""
    deaths = 0
    for delivery_id in deliveries:
        while worker.states.get(delivery_id, S.QUEUED) in {S.QUEUED, S.ATTEMPTING}:
            try:
                await worker.attempt(delivery_id)
            except Death:
                deaths += 1
    return deaths


def arrived_in(folder: Path) -> list[str]:
    """The names of the letters, sorted."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("seed", range(3))
async def test_the_mailbox_holds_each_letter_exactly_once(tmp_path: Path, seed: int) -> None:
    deliveries = [UUID(int=number) for number in range(60)]
    worker = Worker(LocalMailbox(tmp_path, mail_from=MAIL_FROM, clock=clock), chance_of_death=0.3, seed=seed)
    assert await run(worker, deliveries) > 20
    assert set(worker.states.values()) == {S.SENT}
    assert arrived_in(tmp_path) == sorted(f"{one}.eml" for one in deliveries)


async def test_smtp_sends_no_letter_twice_however_often_the_worker_dies(server: SmtpStandIn) -> None:
    deliveries = [UUID(int=number) for number in range(60)]
    worker = Worker(smtp(server), chance_of_death=0.2)
    assert await run(worker, deliveries) > 10
    arrived = [kept.message["Message-ID"] for kept in server.received]
    assert len(arrived) == len(set(arrived))
    sent = {f"<{one}@smoall.example>" for one, state in worker.states.items() if state is S.SENT}
    assert sent <= set(arrived)
    assert set(worker.states.values()) == {S.SENT, S.UNKNOWN}


async def test_smtp_loses_no_letter_where_sending_twice_is_preferred(server: SmtpStandIn) -> None:
    deliveries = [UUID(int=number) for number in range(60)]
    worker = Worker(smtp(server), resend_unknown=True, chance_of_death=0.2)
    assert await run(worker, deliveries) > 10
    arrived = [kept.message["Message-ID"] for kept in server.received]
    assert set(arrived) == {f"<{one}@smoall.example>" for one in deliveries}
    assert len(arrived) > len(set(arrived))
    assert set(worker.states.values()) == {S.SENT}


async def test_a_letter_taken_before_the_connection_broke_ends_unknown_and_once(server: SmtpStandIn) -> None:
    server.fail(Stage.ACCEPTED, Break.DROP)
    worker = Worker(smtp(server))
    await run(worker, [DELIVERY])
    assert worker.states == {DELIVERY: S.UNKNOWN}
    assert len(server.received) == 1


async def test_an_outage_is_followed_by_one_letter(server: SmtpStandIn) -> None:
    server.fail(Stage.RCPT, "451 later")
    server.fail(Stage.RCPT, Break.DROP)
    worker = Worker(smtp(server))
    await run(worker, [DELIVERY])
    assert worker.states == {DELIVERY: S.SENT}
    assert len(server.received) == 1


async def test_a_refusal_is_the_end(server: SmtpStandIn) -> None:
    server.fail(Stage.RCPT, "550 nobody")
    worker = Worker(smtp(server))
    await run(worker, [DELIVERY])
    assert worker.states == {DELIVERY: S.FAILED}
    assert (server.received, server.connections) == ([], 1)
