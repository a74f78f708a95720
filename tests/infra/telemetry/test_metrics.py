"""Figures add up, in the words of Prometheus."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from smoall.infra.telemetry.jobs import watch_job
from smoall.infra.telemetry.metrics import BOUNDS, PROBLEMS, Gauges, Queue, Timings, page
from smoall.infra.telemetry.requests import observe_request


def samples(gauges: Gauges | None = None) -> dict[str, float]:
    text = page(gauges).decode()
    found = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {f"{one.name}{sorted(one.labels.items())}": one.value for one in found}


def test_a_duration_falls_into_its_bound_and_all_wider_ones() -> None:
    timings = Timings((0.1, 1.0))
    for seconds in (0.05, 0.1, 0.5, 7.0):
        timings.observe("query", "200", seconds)
    found = {sample.labels.get("le"): sample.value for sample in timings.family("t", "", ("kind", "status")).samples}
    assert (found["0.1"], found["1.0"], found["+Inf"]) == (2, 3, 4)
    assert timings.tallies["query", "200"].seconds == pytest.approx(7.65)


def test_a_request_is_counted_by_kind_and_status() -> None:
    key = "smoall_request_seconds_count[('kind', 'query'), ('status', '299')]"
    before = samples().get(key, 0)
    observe_request("query", 299, 0.002, "request")
    assert samples()[key] == before + 1
    assert len([name for name in samples() if "'299'" in name and "_bucket" in name]) == len(BOUNDS) + 1


def test_a_problem_is_counted_by_mutation_and_code() -> None:
    key = "smoall_problems_total[('code', 'CODE_WRONG'), ('mutation', 'paint')]"
    for count in (1, 2):
        PROBLEMS.note("paint", "CODE_WRONG")
        assert samples()[key] == count


def test_gauges_are_told_and_an_outage_leaves_the_queue_out() -> None:
    told = samples(Gauges(3, 10, Queue(5, 1, 2, 7.5)))
    assert told["smoall_database_connections_in_use[]"] == 3
    assert told["smoall_queue_jobs[('state', 'waiting')]"] == 5
    assert told["smoall_queue_oldest_seconds[]"] == 7.5
    out = samples(Gauges(0, 10, None))
    assert out["smoall_database_up[]"] == 0
    assert not [name for name in out if name.startswith("smoall_queue")]


def test_a_job_is_counted_by_its_outcome_and_a_bug_is_an_outcome() -> None:
    with watch_job("paint", "run") as note:
        note("parked", 8, "PDF_UNAVAILABLE")
    with pytest.raises(RuntimeError), watch_job("paint", "run"):
        raise RuntimeError
    told = samples()
    assert told["smoall_job_seconds_count[('job', 'paint'), ('outcome', 'parked')]"] == 1
    assert told["smoall_job_seconds_count[('job', 'paint'), ('outcome', 'bug')]"] == 1
