"""What goes wrong is told in a sentence with its remedy and its exit status, and never as a traceback."""

import socket
from pathlib import Path

import pytest
import typer

from smoall.commands.doctor import examine
from smoall.commands.sdl import print_schema_text
from smoall.commands.speaking import Exit, plain_words
from smoall.settings import Settings
from tests.commands.processes import environment, free_port, refused, smoall

NOWHERE = "postgresql://smoall:secret-of-mine@127.0.0.1:1/smoall"


@pytest.mark.parametrize(
    ("environ", "status", "words"),
    [
        ({"SMOALL_LOG_LEVEL": "loud"}, Exit.SETTINGS, "SMOALL_LOG_LEVEL: 'loud' cannot be used"),
        ({"DATABASE_URL": NOWHERE}, Exit.DATABASE, "Connection refused"),
        ({"SMOALL_HOST": "192.0.2.1"}, Exit.PORT, "192.0.2.1"),
        ({"SMOALL_POSTGRES_BIN": "/proc"}, Exit.DATABASE, "/proc holds no usable PostgreSQL programs"),
    ],
)
def test_trouble_has_its_status_and_its_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, environ: dict[str, str], status: int, words: str
) -> None:
    found, text = refused(capsys, tmp_path / "home", **environ)
    assert found == status
    assert words in text
    assert "Traceback" not in text
    assert "secret-of-mine" not in text


def test_a_home_that_cannot_be_made_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    status, text = refused(capsys, tmp_path / "file" / "home")
    assert status == Exit.HOME
    assert str(tmp_path / "file") in text


def test_a_port_that_another_program_holds_is_told_before_anything_is_made(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        status, text = refused(capsys, tmp_path / "home", SMOALL_PORT=str(port))
    assert status == Exit.PORT
    assert f"Another program uses 127.0.0.1:{port}." in text
    assert not (tmp_path / "home").exists()


def test_a_bug_is_told_without_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as end, plain_words():
        raise ValueError("canary")
    assert end.value.exit_code == Exit.BROKEN
    captured = capsys.readouterr()
    assert "Smoall met a bug" in captured.err
    assert "canary" not in captured.out


def test_a_wrong_setting_ends_the_command_itself(tmp_path: Path) -> None:
    done = smoall("up", env=environment(tmp_path, free_port(), SMOALL_DEMO="perhaps"))
    assert done.returncode == Exit.SETTINGS
    assert "SMOALL_DEMO: 'perhaps' cannot be used; allowed: 1 or 0." in done.stderr
    assert "Traceback" not in done.stderr


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    print_schema_text()
    captured = capsys.readouterr()
    assert "\ntype Query {\n" in captured.out
    assert captured.err == ""


def test_doctor_fails_when_something_is_broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    environ = {"SMOALL_HOME": str(tmp_path), "DATABASE_URL": NOWHERE, "SMOALL_SMTP_URL": "smtp://127.0.0.1:1?tls=none"}
    with pytest.raises(typer.Exit) as end:
        examine(Settings.from_environment(environ))
    assert end.value.exit_code == Exit.BROKEN
    told = capsys.readouterr().out
    assert "✗ mail" in told
    assert "✗ database" in told
    assert "secret-of-mine" not in told
