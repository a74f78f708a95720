"""`smoall worker` as a process."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg

from bench.ground import Ground
from bench.servers.started import ROOT, ServerFailed

WAIT_SECONDS = 60
_AT_WORK = "SELECT count(*) FROM dramatiq.worker WHERE heartbeat_at > now() - interval '3 seconds'"


@contextmanager
def worker(ground: Ground, settings: Mapping[str, str]) -> Iterator[None]:
    """`smoall worker`, at work when the block begins."""
    environment = {**os.environ, **ground.common, **settings, "SMOALL_PORT": "1", "DATABASE_URL": ground.owner}
    environment["DATABASE_APP_URL"] = ground.app
    command = [sys.executable, "-m", "smoall", "worker"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _until_at_work(ground, process)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _until_at_work(ground: Ground, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    with psycopg.connect(ground.admin, autocommit=True) as connection:
        while connection.execute(_AT_WORK).fetchone() == (0,):
            if time.monotonic() > deadline or process.poll() is not None:
                raise ServerFailed("the worker does not start")
            time.sleep(0.1)
