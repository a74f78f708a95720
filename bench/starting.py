"""How soon `smoall up` is ready, and what it holds in memory when nobody asks."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.servers.started import ROOT, ServerFailed, free_port

IDLE_SECONDS = 20
READY_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to ready, and megabytes of everything but Postgres."""

    cold_seconds: float
    warm_seconds: float
    idle_pss_mb: float
    idle_rss_mb: float


def measure_start() -> Start:
    """A home of its own: the first start makes it, the second finds it."""
    home = Path(tempfile.mkdtemp(prefix="smoall-bench-"))
    try:
        with _up(home) as (cold, _process):
            pass
        with _up(home) as (warm, process):
            time.sleep(IDLE_SECONDS)
            pss, rss = _memory(process.pid)
        return Start(cold, warm, pss, rss)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _up(home: Path) -> Iterator[tuple[float, subprocess.Popen[bytes]]]:
    port = free_port()
    environment = {**os.environ, "SMOALL_HOME": str(home), "SMOALL_PORT": str(port), "SMOALL_DEMO": "0"}
    for name in ("DATABASE_URL", "DATABASE_APP_URL"):
        environment.pop(name, None)
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "smoall", "up"], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        yield _until_ready(process, port, began), process
    finally:
        process.terminate()
        process.wait(30)


def _until_ready(process: subprocess.Popen[bytes], port: int, began: float) -> float:
    with httpx.Client(timeout=2) as client:
        while time.perf_counter() - began < READY_SECONDS and process.poll() is None:
            with suppress(httpx.TransportError):
                if client.get(f"http://127.0.0.1:{port}/health/ready").status_code == 200:
                    return time.perf_counter() - began
            time.sleep(0.02)
    raise ServerFailed("smoall up does not become ready")


def _memory(pid: int) -> tuple[float, float]:
    """PSS and RSS of a process and its children, in megabytes; Postgres left out."""
    pss = rss = 0.0
    for one in [pid, *_children(pid)]:
        folder = Path(f"/proc/{one}")
        if "postgres" in Path(os.readlink(folder / "exe")).name:
            continue
        told = dict(line.split(":", 1) for line in (folder / "smaps_rollup").read_text().splitlines()[1:])
        pss += int(told["Pss"].split()[0]) / 1024
        rss += int(told["Rss"].split()[0]) / 1024
    return pss, rss


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *_children(int(child))]
    return found
