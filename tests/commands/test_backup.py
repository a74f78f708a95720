"""`smoall backup` and `smoall restore`: all of it comes back, and nothing that is not whole is taken for a backup."""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio

from smoall.infra.backup.manifest import BackupDamaged, checked
from smoall.infra.postgres.embedded import DATABASE, EmbeddedPostgres
from tests.harness.api import Api, customer
from tests.harness.house import RunningHouse

ROOT = Path(__file__).parents[2]
COUNTED = "SELECT count(*), md5(string_agg(e.hash::text, '' ORDER BY e.organisation_id, e.sequence)) FROM audit_entry e"
EXPORTED = """
INSERT INTO organisation_export (organisation_id, id, state, sha256, created_at)
VALUES ($1, gen_random_uuid(), 'DONE', $2, now())
"""
Said = subprocess.CompletedProcess[str]


async def smoall(*arguments: object, **environment: object) -> Said:
    """Run the command."""
    return await asyncio.to_thread(
        _smoall, [str(one) for one in arguments], {k: str(v) for k, v in environment.items()}
    )


def _smoall(arguments: list[str], environment: Mapping[str, str]) -> Said:
    command = [sys.executable, "-m", "smoall", *arguments]
    known = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=known, cwd=ROOT, check=False)


def backed_up(house: RunningHouse) -> Mapping[str, object]:
    """The settings of the house."""
    return {"SMOALL_HOME": house.home, "DATABASE_URL": house.admin}


@pytest_asyncio.fixture
async def folder(house: RunningHouse, api: Api, tmp_path: Path) -> Path:
    """A backup of a house with a customer and a file in it."""
    await api.do("createCompany", customer(name="Klant"))
    stored = await house.house.services.files.put(b"a document")
    await house.truth(EXPORTED, api.organisation_id, stored)
    said = await smoall("backup", tmp_path / "copy", **backed_up(house))
    assert said.returncode == 0, said.stderr
    return tmp_path / "copy"


async def test_what_was_copied_comes_back_whole(house: RunningHouse, folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(house.home / "secret.key", home)
    said = await smoall("restore", folder, SMOALL_HOME=home)
    assert (said.returncode, "ledger of erasures is missing" in said.stderr) == (6, True)
    for name in ("erasures.ledger", "erasures.ledger.seal"):
        shutil.copy(house.home / name, home)

    said = await smoall("restore", folder, SMOALL_HOME=home)

    assert said.returncode == 0, said.stderr
    assert restored(home, sha256(b"a document").hexdigest()) == b"a document"
    (was,) = await house.truth(COUNTED)
    assert await asyncio.to_thread(counted, home) == tuple(was.values())
    again = await smoall("restore", folder, SMOALL_HOME=home)
    assert (again.returncode, "is not empty" in again.stderr) == (5, True)
    assert names(tmp_path) == {"copy", "home"}


def restored(home: Path, name: str) -> bytes:
    """A stored file of a home."""
    return (home / "files" / name[:2] / name[2:]).read_bytes()


def counted(home: Path) -> tuple[object, ...] | None:
    """The trail in a home."""
    server = EmbeddedPostgres.start(home, fsync=False)
    try:
        with psycopg.connect(server.address.admin_dsn(DATABASE)) as connection:
            return connection.execute(COUNTED).fetchone()
    finally:
        server.stop()


async def test_the_wrong_key_and_none_are_refused_before_anything_is_made(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for key, word in ((None, "key is missing"), ("ab" * 32, "not that of the backup")):
        given = {"SMOALL_SECRET_KEY": key} if key else {}
        said = await smoall("restore", folder, SMOALL_HOME=home, **given)
        assert said.returncode == 5
        assert word in said.stderr
    assert not home.exists()


async def test_no_backup_replaces_another_or_is_left_unfinished(house: RunningHouse, folder: Path) -> None:
    said = await smoall("backup", folder, **backed_up(house))
    assert (said.returncode, "is there already" in said.stderr) == (1, True)
    said = await smoall("backup", folder / "manifest.json" / "below", **backed_up(house))
    assert (said.returncode, "cannot be written" in said.stderr) == (5, True)
    assert "database.dump" in checked(folder).files


def names(folder: Path) -> set[str]:
    """What lies in a folder."""
    return {one.name for one in folder.iterdir()}


def damaged(path: Path) -> Path:
    """The file, with other bytes in it."""
    path.write_bytes(b"x")
    return path


async def test_a_stored_file_that_is_damaged_stops_the_backup(house: RunningHouse, api: Api, tmp_path: Path) -> None:
    name = await house.house.services.files.put(api.email.encode())
    stored = damaged(house.home / "files" / name[:2] / name[2:])
    said = await smoall("backup", tmp_path / "copy", **backed_up(house))
    stored.unlink()
    assert (said.returncode, "is damaged" in said.stderr) == (1, True)
    assert names(tmp_path) == set()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A backup as the manifest tells it."""
    copy = tmp_path / "small"
    copy.mkdir()
    (copy / "database.dump").write_bytes(b"PGDMP")
    told = {"format": 1, "version": "0.1.0", "revision": "r", "made_at": "2026-01-01", "key": "k"}
    files = {"database.dump": sha256(b"PGDMP").hexdigest()}
    (copy / "manifest.json").write_text(json.dumps({**told, "files": files}))
    assert checked(copy).files == files
    return copy


@pytest.mark.parametrize("place", range(5))
def test_one_byte_that_changed_is_found(small: Path, place: int) -> None:
    content = bytearray(b"PGDMP")
    content[place] ^= 1
    (small / "database.dump").write_bytes(content)
    with pytest.raises(BackupDamaged, match="checksum"):
        checked(small)


@pytest.mark.parametrize(
    ("manifest", "word"),
    [
        ("", "cannot be read"),
        ("[]", "cannot be read"),
        ("{}", "cannot be read"),
        ('{"format": 3}', "of format 3"),
        ('{"format": 1}', "cannot be read"),
    ],
)
def test_a_manifest_that_is_none_or_newer_is_refused(small: Path, manifest: str, word: str) -> None:
    (small / "manifest.json").write_text(manifest)
    with pytest.raises(BackupDamaged, match=word):
        checked(small)


def test_what_is_missing_or_foreign_is_named(small: Path) -> None:
    (small / "other").touch()
    with pytest.raises(BackupDamaged, match="other does not belong"):
        checked(small)
    (small / "other").unlink()
    (small / "database.dump").unlink()
    with pytest.raises(BackupDamaged, match=r"database\.dump is missing"):
        checked(small)
    with pytest.raises(BackupDamaged, match="is no backup"):
        checked(small / "nowhere")


async def test_a_backup_of_a_newer_schema_is_refused(small: Path, tmp_path: Path) -> None:
    said = await smoall("restore", small, SMOALL_HOME=tmp_path / "home")
    assert (said.returncode, "newer version" in said.stderr) == (1, True)
    assert not (tmp_path / "home").exists()
