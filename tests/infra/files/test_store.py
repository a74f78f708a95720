"""The file store: contents under their own hash, checked when read."""

import asyncio
import hashlib
import os
from pathlib import Path

import pytest

from smoall.domain.kernel.errors import Unavailable
from smoall.infra.files.store import LocalFiles
from smoall.usecases.files import FileDamaged, FileMissing, FileStore

CONTENT = b"%PDF-1.7 invoice"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return LocalFiles(tmp_path / "files")


def place(tmp_path: Path, sha256: str = SHA256) -> Path:
    return tmp_path / "files" / sha256[:2] / sha256[2:]


async def test_gives_back_what_was_put(files: FileStore, tmp_path: Path) -> None:
    assert await files.put(CONTENT) == SHA256
    assert await files.get(SHA256) == CONTENT
    assert place(tmp_path).read_bytes() == CONTENT


async def test_the_empty_content_is_a_content(files: FileStore) -> None:
    assert await files.get(await files.put(b"")) == b""


async def test_the_same_content_is_stored_once_and_never_rewritten(files: FileStore, tmp_path: Path) -> None:
    await files.put(CONTENT)
    before = place(tmp_path).stat()
    assert await files.put(CONTENT) == SHA256
    assert place(tmp_path).stat().st_ino == before.st_ino


async def test_many_writers_of_one_content_agree(files: FileStore, tmp_path: Path) -> None:
    assert set(await asyncio.gather(*(files.put(CONTENT) for _ in range(20)))) == {SHA256}
    assert [path.name for path in place(tmp_path).parent.iterdir()] == [SHA256[2:]]


async def test_a_missing_file_is_said_to_be_missing(files: FileStore) -> None:
    with pytest.raises(FileMissing, match=SHA256):
        await files.get(SHA256)


@pytest.mark.parametrize("bytes_now", [b"", CONTENT[:-1], CONTENT + b"\n", CONTENT.replace(b"invoice", b"invoicE")])
async def test_a_damaged_file_is_never_given_out(files: FileStore, tmp_path: Path, bytes_now: bytes) -> None:
    await files.put(CONTENT)
    place(tmp_path).write_bytes(bytes_now)
    with pytest.raises(FileDamaged):
        await files.get(SHA256)


async def test_putting_the_content_of_a_damaged_file_tells_of_the_damage(files: FileStore, tmp_path: Path) -> None:
    await files.put(CONTENT)
    place(tmp_path).write_bytes(b"other")
    with pytest.raises(FileDamaged):
        await files.put(CONTENT)
    assert place(tmp_path).read_bytes() == b"other"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA256.upper(), SHA256[:-1], SHA256 + "\n", "é" * 64])
async def test_only_a_hash_is_a_name(files: FileStore, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        await files.get(name)


async def test_a_full_disk_is_an_outage_that_passes(files: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable) as outage:
        await files.put(CONTENT)
    assert outage.value.values == {"reason": "No space left on device"}
    monkeypatch.undo()
    assert await files.put(CONTENT) == SHA256


async def test_an_unreadable_file_is_an_outage(files: FileStore, tmp_path: Path) -> None:
    place(tmp_path).mkdir(parents=True)
    with pytest.raises(Unavailable):
        await files.get(SHA256)


async def test_starting_cleans_what_a_crash_left(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path / "files")
    await files.put(CONTENT)
    left = place(tmp_path).parent / f"{SHA256[2:]}.0.tmp"
    left.write_bytes(CONTENT[:3])
    os.utime(left, (0, 0))
    assert await files.clean() == 1
    assert await files.get(SHA256) == CONTENT
