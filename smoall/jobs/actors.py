"""The queue's actors: one for every job and chore."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from functools import partial
from uuid import UUID

import dramatiq
from dramatiq.errors import Retry

from smoall.jobs.work import CHORES, JOBS
from smoall.jobs.workshop import Workshop
from smoall.usecases.operations.run_job import TryLater, run_job

Watch = Callable[[str, str], AbstractContextManager[Callable[[str, int, str | None], None]]]
"""Watches an attempt at the job of a name and a run key; is told its outcome, number and failure."""
Open = Callable[[], Workshop]
"""Gives the workshop, on the event loop on which the job runs."""


def declare_all(broker: dramatiq.Broker, workshop: Open, *, watch: Watch) -> None:
    """Make the broker know every job and chore by the name under which it is enqueued."""
    for name in JOBS:
        dramatiq.actor(broker=broker, actor_name=name)(_job(name, workshop, watch))
    for name in CHORES:
        dramatiq.actor(broker=broker, actor_name=name)(_chore(name, workshop, watch))


def _job(name: str, workshop: Open, watch: Watch) -> Callable[[str, str], Awaitable[None]]:
    async def perform(organisation_id: str, run_key: str) -> None:
        wait: int | None = None
        with watch(name, run_key) as note:
            shop = workshop()
            try:
                attempt = await run_job(shop.units, UUID(organisation_id), run_key, partial(JOBS[name], shop))
            except TryLater as later:
                attempt, wait = later.attempt, int(later.delay.total_seconds() * 1000)
            note(attempt.outcome, attempt.number, attempt.failure)
        if wait is not None:
            raise Retry(delay=wait)

    return perform


def _chore(name: str, workshop: Open, watch: Watch) -> Callable[[], Awaitable[None]]:
    async def perform() -> None:
        with watch(name, "") as note:
            await CHORES[name](workshop())
            note("done", 1, None)

    return perform
