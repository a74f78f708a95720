"""Servers as processes: started on a free port, ended by the process that started them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.ground import KEPT, Ground

POOL = 8
START_SECONDS = 60
ROOT = Path(__file__).parents[2]


class ServerFailed(Exception):
    """A server did not come up."""


@dataclass(frozen=True, slots=True)
class Server:
    """One running server process."""

    name: str
    process: subprocess.Popen[bytes]
    port: int

    @property
    def url(self) -> str:
        """Where it answers GraphQL."""
        return f"http://127.0.0.1:{self.port}/graphql"

    def cpu_seconds(self) -> float:
        """The processor time it has used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(
    name: str, command: Sequence[str], *, ground: Ground, more: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """The server, answering; ``{port}`` in the command is where. ServerFailed, with its log's end, when it does not."""
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": ground.owner,
        "DATABASE_APP_URL": ground.app,
        "BENCH_ADMIN_URL": ground.admin,
        **ground.common,
        "PORT": str(port),
        **{key: value.format(port=port) for key, value in (more or {}).items()},
    }
    log = KEPT / f"{name.split()[0].lower()}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [part.format(port=port) for part in command], env=environment, cwd=ROOT, stdout=output, stderr=output
        )
    server = Server(name, process, port)
    try:
        _wait(server, log)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: Server, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            httpx.post(server.url, json={"query": "{__typename}"}, timeout=2)
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise ServerFailed(f"{server.name} does not answer; its log ends with:\n{log.read_text(errors='replace')[-2000:]}")


def ours(ground: Ground, *, home: Path = KEPT / "ours") -> AbstractContextManager[Server]:
    """Smoall's API with authentication, row security and cost limit on, as `smoall serve` runs it."""
    settings = {
        "SMOALL_HOME": str(home),
        "SMOALL_PORT": "{port}",
        "SMOALL_POOL_SIZE": str(POOL),
        "SMOALL_COST_BUCKET": "10000000",
        "SMOALL_COST_RESTORED": "1000000",
        "SMOALL_LIMITS": "0",
    }
    return started("ours", [sys.executable, "-m", "smoall", "serve"], ground=ground, more=settings)


def python_server(name: str, module: str, ground: Ground) -> AbstractContextManager[Server]:
    """A server of this package."""
    return started(name, [sys.executable, "-m", f"bench.servers.{module}", "{port}"], ground=ground)
