"""The three questions, asked of every server in paired rounds."""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench import peers
from bench.ground import KEPT, Ground
from bench.load import Load, run_wrk, write_script
from bench.questions import Question, questions
from bench.rounds import Ratio, in_rounds
from bench.same import differences
from bench.servers.started import Server, ours, python_server


@dataclass(frozen=True, slots=True)
class Standing:
    """How one server did on one question: medians over the rounds, and ours over it, round by round."""

    question: str
    server: str
    per_second: float
    cpu_ms: float
    p50: float
    p99: float
    of_floor: Ratio
    ours_over_it: Ratio


@contextmanager
def floor(ground: Ground) -> Iterator[Callable[[str, float], tuple[float, float]]]:
    """(a) as a process of its own: asked by a line, answered by a line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.servers.floor"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DATABASE_APP_URL": ground.app},
    )
    stdin, stdout = process.stdin, process.stdout
    assert stdin is not None
    assert stdout is not None
    assert stdout.readline() == "ready\n"

    def measure(question: str, seconds: float) -> tuple[float, float]:
        stdin.write(f"{question} {seconds}\n")
        stdin.flush()
        rate, spent = stdout.readline().split()
        return float(rate), float(spent)

    try:
        yield measure
    finally:
        stdin.close()
        process.wait(20)


def compare_reads(ground: Ground, *, rounds: int, seconds: float, with_peers: bool) -> tuple[list[Standing], list[str]]:
    """Every server on every question, and what they disagree on."""
    standings: list[Standing] = []
    disagreements: list[str] = []
    with ExitStack() as running:
        alike = [running.enter_context(ours(ground))]
        alike += [running.enter_context(python_server(name, name, ground)) for name in ("fixed", "naive")]
        other: list[Server] = []
        if with_peers:
            alike += [running.enter_context(peers.mercurius(mode, ground)) for mode in ("single", "loaders")]
            other.append(running.enter_context(peers.postgraphile(ground)))
        bare = running.enter_context(floor(ground))
        for question in questions():
            disagreements += differences(alike, question)
            standings += _stand(question, alike, other, bare, rounds=rounds, seconds=seconds)
    return standings, disagreements


def _stand(
    question: Question,
    alike: list[Server],
    other: list[Server],
    bare: Callable[[str, float], tuple[float, float]],
    *,
    rounds: int,
    seconds: float,
) -> list[Standing]:
    told: dict[str, list[tuple[Load, float]]] = {"floor": []}

    def of_floor() -> float:
        rate, spent = bare(question.name, seconds)
        told["floor"].append((Load(rate, 0, 0), spent))
        return rate

    turns: list[tuple[str, Callable[[], float]]] = [("floor", of_floor)]
    turns += [(server.name, _turn(server, question, told, seconds)) for server in alike]
    theirs = peers.as_postgraphile(question)
    turns += [(server.name, _turn(server, theirs, told, seconds)) for server in other if theirs]
    series = in_rounds(turns, rounds=rounds)
    return [
        Standing(
            question=question.name,
            server=name,
            per_second=statistics.median(one.rates),
            cpu_ms=statistics.median(spent for _, spent in told[name][1:]),
            p50=statistics.median(load.p50 for load, _ in told[name][1:]),
            p99=statistics.median(load.p99 for load, _ in told[name][1:]),
            of_floor=Ratio.of(one.rates, series["floor"].rates),
            ours_over_it=Ratio.of(series["ours"].rates, one.rates),
        )
        for name, one in series.items()
    ]


def _turn(
    server: Server, question: Question, told: dict[str, list[tuple[Load, float]]], seconds: float
) -> Callable[[], float]:
    script = write_script(question, KEPT, of=server.name)
    told[server.name] = []

    def turn() -> float:
        before = server.cpu_seconds()
        load = run_wrk(server.url, script, seconds=seconds)
        told[server.name].append((load, (server.cpu_seconds() - before) * 1000 / (load.per_second * seconds)))
        return load.per_second

    return turn
