"""`smoall up` as a process of its own, with its own home, to be killed, stopped and started again."""

import asyncio
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from smoall.infra.postgres.embedded import DATABASE, running_address
from tests.commands.processes import ROOT, environment, free_port

READY_SECONDS = 60.0
PLENTY = {"SMOALL_COST_BUCKET": "10000000", "SMOALL_COST_RESTORED": "1000000", "SMOALL_LIMITS": "0"}


@dataclass(slots=True)
class Installation:
    """A home and a port; at most one process runs on them."""

    home: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    started: list[int] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start `smoall up`; its output goes to ``up.log`` in the home."""
        with (self.home / "up.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "smoall", "up"],
                cwd=ROOT,
                env=environment(self.home, self.port, **PLENTY),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(self.process.pid)

    async def ready(self) -> float:
        """Wait until it says that it is ready; how many seconds that took."""
        began = time.monotonic()
        async with httpx.AsyncClient(timeout=2) as http:
            while time.monotonic() - began < READY_SECONDS:
                assert self.process is not None
                assert self.process.poll() is None, self.log()
                try:
                    if (await http.get(f"{self.url}/health/ready")).status_code == 200:
                        return time.monotonic() - began
                except httpx.HTTPError:
                    pass
                await asyncio.sleep(0.05)
        raise AssertionError(f"not ready within {READY_SECONDS} seconds\n{self.log()}")

    def kill(self) -> None:
        """End the process as a power cut would; its database goes on alone."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    async def stop(self) -> tuple[int, float]:
        """Ask it to stop; the exit status, and the seconds it took."""
        assert self.process is not None
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = await asyncio.to_thread(self.process.wait, 30)
        return status, time.monotonic() - began

    def admin_dsn(self) -> str:
        """The superuser's way into the running embedded database."""
        address = running_address(self.home)
        assert address is not None
        return address.admin_dsn(DATABASE)

    def left_behind(self) -> list[str]:
        """The command lines of processes that it started and that still run."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            except OSError:
                continue
            if state != "Z" and (str(self.home) in command or int(session) in self.started):
                found.append(command)
        return found

    def log(self) -> str:
        """The end of what it wrote."""
        return (self.home / "up.log").read_text(errors="replace")[-3000:]
