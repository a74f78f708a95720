"""Telling of a job attempt: one log line, one figure, one span."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from smoall.infra.telemetry.metrics import JOBS
from smoall.infra.telemetry.tracing import span

log = logging.getLogger("smoall.jobs")
BUG = "bug"


@contextmanager
def watch_job(name: str, run_key: str) -> Iterator[Callable[[str, int, str | None], None]]:
    """Watch one attempt; the block calls ``note(outcome, attempt, failure)`` with what came of it, else it was a bug.

    Outcomes: done, skipped (it was done before), later (it will be tried again), parked (a person must look).
    """
    told: list[tuple[str, int, str | None]] = []
    started = time.perf_counter()
    with span(f"job {name}", run_key=run_key) as attributes:
        try:
            yield lambda outcome, attempt, failure: told.append((outcome, attempt, failure))
        finally:
            outcome, attempt, failure = told[-1] if told else (BUG, 0, None)
            seconds = time.perf_counter() - started
            JOBS.observe(name, outcome, seconds)
            attributes(outcome=outcome, attempt=attempt)
            _tell(name, run_key, outcome, attempt, failure, seconds)


def _tell(name: str, run_key: str, outcome: str, attempt: int, failure: str | None, seconds: float) -> None:
    weight = logging.INFO if outcome in ("done", "skipped") else logging.WARNING
    if log.isEnabledFor(weight):
        seen = {"job": name, "run_key": run_key, "attempt": attempt, "ms": round(seconds * 1000, 1)}
        log.log(weight, outcome, extra=seen | ({"failure": failure} if failure else {}))
