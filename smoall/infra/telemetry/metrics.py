"""Figures for Prometheus, kept as plain numbers: counting a request takes no lock and no label look-up.

No label ever holds a caller's text: kinds, statuses and job names are words of ours.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
JOB_BOUNDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0)


@dataclass(slots=True)
class Tally:
    """How many took how long: one count per bound, one beyond the last, and the sum of seconds."""

    counts: list[int]
    seconds: float = 0.0


@dataclass(slots=True)
class Timings:
    """Durations by two words of ours."""

    bounds: tuple[float, ...]
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)

    def observe(self, one: str, other: str, seconds: float) -> None:
        """Count one duration under the two words."""
        tally = self.tallies.get((one, other))
        if tally is None:
            tally = self.tallies.setdefault((one, other), Tally([0] * (len(self.bounds) + 1)))
        tally.counts[bisect_left(self.bounds, seconds)] += 1
        tally.seconds += seconds

    def family(self, name: str, text: str, labels: tuple[str, str]) -> HistogramMetricFamily:
        """The durations as Prometheus reads them."""
        family = HistogramMetricFamily(name, text, labels=labels)
        for words, tally in list(self.tallies.items()):
            family.add_metric(words, list(_cumulated(self.bounds, tally.counts)), tally.seconds)
        return family


@dataclass(slots=True)
class Counts:
    """How often, by two words of ours."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def note(self, one: str, other: str) -> None:
        """Count once under the two words."""
        self.counts[one, other] = self.counts.get((one, other), 0) + 1

    def family(self, name: str, text: str, labels: tuple[str, str]) -> CounterMetricFamily:
        """The counts as Prometheus reads them."""
        family = CounterMetricFamily(name, text, labels=labels)
        for words, count in list(self.counts.items()):
            family.add_metric(words, count)
        return family


def _cumulated(bounds: tuple[float, ...], counts: list[int]) -> Iterator[tuple[str, float]]:
    total = 0
    for bound, count in zip((*map(str, bounds), "+Inf"), counts, strict=True):
        total += count
        yield bound, total


REQUESTS = Timings(BOUNDS)
JOBS = Timings(JOB_BOUNDS)
WEBHOOKS = Timings(BOUNDS)
PROBLEMS = Counts()


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits: jobs due, jobs at work, dead letters, and the seconds the oldest due one has waited."""

    waiting: int
    running: int
    rejected: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class Gauges:
    """What is measured when somebody asks; ``queue`` is None when the database does not answer."""

    connections_in_use: int
    connections_most: int
    queue: Queue | None


class _Now:
    """Collects the tallies and one reading of the gauges."""

    def __init__(self, gauges: Gauges | None) -> None:
        self._gauges = gauges

    def collect(self) -> Iterable[Metric]:
        """Every family once."""
        yield REQUESTS.family(
            "smoall_request_seconds", "Answering requests: GraphQL, OAuth, pages.", ("kind", "status")
        )
        yield JOBS.family("smoall_job_seconds", "Attempts at background jobs.", ("job", "outcome"))
        yield WEBHOOKS.family("smoall_webhook_seconds", "Answering providers' webhooks.", ("provider", "outcome"))
        yield PROBLEMS.family(
            "smoall_problems", "What was refused with a problem: mutations, endpoints, pages.", ("mutation", "code")
        )
        if self._gauges:
            yield from _gauges(self._gauges)


def _gauges(now: Gauges) -> Iterator[Metric]:
    yield _gauge("smoall_database_connections_in_use", "Connections at work.", now.connections_in_use)
    yield _gauge("smoall_database_connections_most", "Connections this process may open.", now.connections_most)
    yield _gauge("smoall_database_up", "Whether the database answered just now.", float(now.queue is not None))
    if now.queue:
        jobs = GaugeMetricFamily("smoall_queue_jobs", "Jobs in the queue.", labels=("state",))
        for state, count in (("waiting", now.queue.waiting), ("running", now.queue.running)):
            jobs.add_metric((state,), count)
        jobs.add_metric(("rejected",), now.queue.rejected)
        yield jobs
        yield _gauge("smoall_queue_oldest_seconds", "How long the oldest due job waits.", now.queue.oldest_seconds)


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value)


def page(gauges: Gauges | None) -> bytes:
    """The page that Prometheus reads: our figures, and this process's memory, threads of time and open files."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Now(gauges))
    ProcessCollector(registry=registry)
    return generate_latest(registry)
