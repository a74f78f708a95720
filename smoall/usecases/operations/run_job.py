"""Run one background job: count the attempt, do the work, note what came of it."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from smoall.domain.access.role import Role
from smoall.domain.kernel.errors import DomainError, Unavailable
from smoall.usecases.actor import Actor, system
from smoall.usecases.unit import Units

MOST_ATTEMPTS = 9
MOST_FAILURES = 3

log = logging.getLogger("smoall.jobs")

Work = Callable[[Actor, Mapping[str, Any]], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one attempt: done, skipped (nothing was left to do), later or parked; ``number`` counts from 1."""

    outcome: str
    number: int = 0
    failure: str | None = None


class Postponed(Unavailable):
    """An outage after which the work itself says how long to wait; it also says when to give up, by not raising."""

    def __init__(self, code: str, delay: timedelta) -> None:
        super().__init__(code)
        self.delay = delay


class TryLater(Exception):
    """The attempt failed; another one after ``delay`` is right."""

    def __init__(self, delay: timedelta, attempt: Attempt) -> None:
        super().__init__(str(delay))
        self.delay = delay
        self.attempt = attempt


async def run_job(units: Units, organisation_id: UUID, run_key: str, work: Work) -> Attempt:
    """Claim the job and do it on behalf of whoever asked for it; a second run of a job that is done does nothing.

    An outage is tried again up to nine times, a bug three times, each after a longer wait (TryLater), and Postponed as
    often as the work says; then the job is parked and shown to a person. A DomainError other than Unavailable parks it
    at once: no retry can mend it.
    """
    claimer = system(organisation_id)
    async with units.begin(claimer, request_id=run_key) as unit:
        run = await unit.jobs.claim(run_key)
        await unit.commit()
    if run is None:
        return Attempt("skipped")
    actor = Actor(UUID(run.arguments["requested_by"]), organisation_id, Role.OWNER)
    failure, most = None, MOST_FAILURES
    wait = min(timedelta(seconds=2**run.attempt), timedelta(minutes=10))
    try:
        await work(actor, run.arguments)
    except Postponed as outage:
        failure, most, wait = outage.code, MOST_ATTEMPTS + 1, outage.delay
    except Unavailable as outage:
        failure, most = outage.code, MOST_ATTEMPTS
    except DomainError as refusal:
        failure, most = refusal.code, 0
    except Exception as bug:
        log.exception("a bug in a job", extra={"run_key": run_key})
        failure = type(bug).__name__
    await _note(units, claimer, run_key, failure, final=run.attempt >= most)
    if failure and run.attempt < most:
        raise TryLater(wait, Attempt("later", run.attempt, failure))
    return Attempt("parked" if failure else "done", run.attempt, failure)


async def _note(units: Units, claimer: Actor, run_key: str, failure: str | None, *, final: bool) -> None:
    async with units.begin(claimer, request_id=run_key) as unit:
        if failure is None:
            await unit.jobs.finish(run_key)
        else:
            await unit.jobs.fail(run_key, failure, final=final)
        await unit.commit()
