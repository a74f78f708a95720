"""A file is there whole or not at all, wherever its writer dies."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from smoall.infra.files.atomic import remove_abandoned, write_once

WRITER = """
import sys
from pathlib import Path
from smoall.infra.files.atomic import write_once
folder = Path(sys.argv[1])
print("ready", flush=True)
for number in range(100_000):
    write_once(folder / f"{number % 7}" / f"{number}.txt", b"%d\\n" % number * 20_000)
"""


class Death(BaseException):
    """The process ends here."""


def test_writes_the_content_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "ab" / "file"
    assert write_once(path, b"content")
    assert path.read_bytes() == b"content"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_never_rewrites(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_once(path, b"first")
    before = path.stat()
    assert not write_once(path, b"second")
    assert (path.read_bytes(), path.stat().st_ino) == (b"first", before.st_ino)


@pytest.mark.parametrize("step", ["fsync", "rename"])
def test_an_error_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space"):
        write_once(tmp_path / "file", b"content")
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
    assert write_once(tmp_path / "file", b"content")


def test_the_content_is_synced_before_it_gets_its_name_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, rename = os.fsync, os.rename

    def noted_fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "content")
        fsync(descriptor)

    def noted_rename(before: Path, after: Path) -> None:
        steps.append("rename")
        rename(before, after)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "rename", noted_rename)
    write_once(tmp_path / "file", b"content")
    assert steps == ["content", "rename", "folder"]


def test_old_temporary_files_go_and_young_ones_stay(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    old, young, kept = tmp_path / "ab" / "x.1.tmp", tmp_path / "y.2.tmp", tmp_path / "ab" / "file"
    for path in (old, young, kept):
        path.write_bytes(b"")
        os.utime(path, (0, 0))
    os.utime(young)
    assert remove_abandoned(tmp_path) == 1
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["file", "y.2.tmp"]


def test_nothing_to_remove_where_there_is_no_folder(tmp_path: Path) -> None:
    assert remove_abandoned(tmp_path / "missing") == 0


def test_a_killed_writer_leaves_whole_files_only(tmp_path: Path) -> None:
    for round_number in range(4):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.05 + 0.037 * round_number)
            writer.send_signal(signal.SIGKILL)
    written = list(tmp_path.rglob("*.txt"))
    assert len(written) > 10
    assert all(path.read_bytes() == f"{path.stem}\n".encode() * 20_000 for path in written)
