"""`smoall sandbox`: stand-ins on loopback, and the settings that use them."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from smoall.sandbox.stand_ins import STAND_INS
from smoall.settings import Settings
from tests.commands.processes import ROOT, environment, free_port, smoall


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], str]]:
    env = environment(tmp_path_factory.mktemp("home"), free_port())
    command = [sys.executable, "-m", "smoall", "sandbox", "--port", str(row_of_ports(len(STAND_INS)))]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if line.startswith("Set these"):
                break
        yield process, said
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


def row_of_ports(count: int) -> int:
    """The first of so many free ports in a row."""
    while True:
        first = free_port()
        try:
            for port in range(first, first + count):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            continue
        return first


def test_every_stand_in_answers_and_its_settings_are_real(sandbox: tuple[subprocess.Popen[str], str]) -> None:
    _, said = sandbox
    exported = dict(re.findall(r"export (\w+)='([^']*)'", said))
    settings = Settings.from_environment(exported)
    assert settings.stripe_url
    assert httpx.get(f"{settings.stripe_url}/__control/log").json() == []
    assert len(re.findall(r"stands in at http://127\.0\.0\.1:\d+;", said)) == len(STAND_INS)


def test_a_port_that_is_taken_is_told_in_plain_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = smoall("sandbox", "--port", str(port), env=environment(tmp_path, free_port()))
    assert done.returncode == 4
    assert f"Another program uses 127.0.0.1:{port}." in done.stderr
