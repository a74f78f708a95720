"""Smoall as a process of its own, as a person starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import typer

from smoall.commands.running import run_all
from smoall.commands.speaking import plain_words
from smoall.settings import Settings

ROOT = Path(__file__).parents[2]
READY_SECONDS = 60


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path, port: int, **more: str) -> dict[str, str]:
    """What the process finds: nothing of this one's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SMOALL_", "DATABASE_"))}
    return kept | {"SMOALL_HOME": str(home), "SMOALL_PORT": str(port), "COLUMNS": "200", **more}


def smoall(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "smoall", *words],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip


def refused(capsys: pytest.CaptureFixture[str], home: Path, **environ: str) -> tuple[int, str]:
    """Start `smoall up` in this process; it must not come up. Its exit status, and all it said in one line."""
    given = {"SMOALL_HOME": str(home), "SMOALL_PORT": str(free_port()), **environ}
    with pytest.raises(typer.Exit) as end, plain_words():
        run_all(Settings.from_environment(given))
    captured = capsys.readouterr()
    return end.value.exit_code, " ".join((captured.out + captured.err).split())


@dataclass(frozen=True, slots=True)
class Up:
    """A running `smoall up`."""

    process: subprocess.Popen[str]
    env: dict[str, str]
    url: str
    home: Path

    def get(self, path: str) -> httpx.Response:
        """One request."""
        return httpx.get(self.url + path, timeout=10)

    def wait_until_ready(self) -> None:
        """Until /health/ready says 200; RuntimeError with what the process said when it ends or takes too long."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if self.get("/health/ready").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        self.process.kill()
        raise RuntimeError("\n".join(self.process.communicate()))

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
        """Send a signal; the exit status and what was said."""
        self.process.send_signal(number)
        said, complained = self.process.communicate(timeout=30)
        return self.process.returncode, said, complained


@contextmanager
def running_up(home: Path, **more: str) -> Iterator[Up]:
    """`smoall up` on a free port, ready; killed at the end of the block if it still runs."""
    port = free_port()
    env = environment(home, port, **more)
    process = subprocess.Popen(
        [sys.executable, "-m", "smoall", "up"],
        cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    up = Up(process, env, f"http://127.0.0.1:{port}", home)
    try:
        up.wait_until_ready()
        yield up
    finally:
        if process.poll() is None:
            process.kill()
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()
        process.wait()
