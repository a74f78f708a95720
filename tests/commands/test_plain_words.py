"""What goes wrong is told in a sentence with its remedy and its exit status, and never as a traceback."""

import socket
from pathlib import Path

import pytest

from tests.commands.processes import environment, free_port, smoall

NOWHERE = "postgresql://smoall:secret-of-mine@127.0.0.1:1/smoall"


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ({"SMOALL_LOG_LEVEL": "loud"}, 2, "SMOALL_LOG_LEVEL: 'loud' cannot be used"),
        ({"DATABASE_URL": NOWHERE}, 3, "Connection refused"),
        ({"SMOALL_HOST": "192.0.2.1"}, 4, "192.0.2.1"),
        ({"SMOALL_POSTGRES_BIN": "/proc"}, 3, "/proc holds no usable PostgreSQL programs"),
    ],
)
def test_trouble_has_its_status_and_its_sentence(tmp_path: Path, more: dict[str, str], status: int, words: str) -> None:
    told = smoall("up", env=environment(tmp_path / "home", free_port(), **more))
    assert told.returncode == status, told.stderr
    assert words in told.stderr
    assert "Traceback" not in told.stderr
    assert "secret-of-mine" not in told.stderr + told.stdout


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = smoall("up", env=environment(tmp_path / "file" / "home", free_port()))
    assert told.returncode == 5
    assert str(tmp_path / "file") in told.stderr


def test_a_port_that_another_program_holds_is_told(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = smoall("up", env=environment(tmp_path / "home", port))
    assert told.returncode == 4
    assert f"Another program uses 127.0.0.1:{port}." in told.stderr
    assert not (tmp_path / "home").exists()  # the port is asked for before anything is made


def test_the_schema_is_printed_and_nothing_else(tmp_path: Path) -> None:
    told = smoall("schema", env=environment(tmp_path, free_port()))
    assert told.returncode == 0
    assert "\ntype Query {\n" in told.stdout
    assert told.stderr == ""


def test_doctor_fails_when_something_is_broken(tmp_path: Path) -> None:
    more = {"DATABASE_URL": NOWHERE, "SMOALL_SMTP_URL": "smtp://127.0.0.1:1?tls=none"}
    told = smoall("doctor", env=environment(tmp_path, free_port(), **more))
    assert told.returncode == 1
    assert "✗ mail" in told.stdout
    assert "✗ database" in told.stdout
    assert "secret-of-mine" not in told.stdout + told.stderr
