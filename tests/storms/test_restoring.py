"""Smoall as its operator meets it after a disaster: an installation is replaced by an older backup of it."""

import asyncio
import shutil
import subprocess
from pathlib import Path

import httpx
import psycopg
import pytest

from smoall.infra.postgres.embedded import DATABASE, EmbeddedPostgres, running_address
from tests.commands.processes import Up, environment, free_port, running_up, smoall
from tests.harness.api import Api, customer
from tests.harness.subject_acts import REASON, previewed

pytestmark = pytest.mark.storm
X, Y = "Xanthippe-canary", "Ysolde-canary"


def kept(home: Path) -> bytes:
    """All that the database of a home holds, as its programs write it out."""
    server = EmbeddedPostgres.start(home, fsync=False)
    try:
        program = server.binaries.folder / "pg_dump"
        dsn = server.address.admin_dsn(DATABASE)
        return subprocess.run([program, f"--dbname={dsn}"], capture_output=True, check=True).stdout
    finally:
        server.stop()


async def _with_both(up: Up) -> tuple[Api, str]:
    async with httpx.AsyncClient(base_url=up.url, timeout=30) as http:
        api = await Api.registered(http)
        address = running_address(up.home)
        assert address is not None
        with psycopg.connect(address.admin_dsn(DATABASE)) as connection:
            connection.execute("UPDATE user_account SET email_verified_at = now()")
        contacts = [{"name": name, "email": f"{name}@example.be"} for name in (X, Y)]
        select = "company { contacts { nodes { id name } } }"
        made = await api.do("createCompany", customer(contacts=contacts), select=select)
        (x,) = [one["id"] for one in made["company"]["contacts"]["nodes"] if one["name"] == X]
    return api, x


async def _erase(up: Up, token: str | None, x: str) -> None:
    async with httpx.AsyncClient(base_url=up.url, timeout=30) as http:
        api = Api(http, token)
        given = {"contacts": [x], "reason": REASON}
        await api.do("anonymiseContacts", {**given, "previewToken": await previewed(api, given)})


def ended(env: dict[str, str], *words: str) -> tuple[int, str]:
    """How a command ended, and what it said in one line."""
    done = smoall(*words, env=env)
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_an_installation_is_replaced_by_an_older_backup_of_itself(tmp_path: Path) -> None:
    home, copy = tmp_path / "home", tmp_path / "copy"
    with running_up(home) as up:
        api, x = asyncio.run(_with_both(up))
        assert ended(up.env, "backup", str(copy))[0] == 0
        asyncio.run(_erase(up, api.token, x))
        up.process.kill()  # at once: the ledger may know of it, or not yet
        up.process.wait()
    env = environment(home, free_port())
    assert ended(env, "restore", str(copy))[0] == 5

    status, said = ended(env, "restore", str(copy), "--replace")

    assert (status, "erased since: 1." in said) == (0, True), said
    (aside,) = tmp_path.glob("home.before-*")
    assert (aside / "postgres").is_dir()
    with running_up(home):
        pass
    left = kept(home)
    assert (X.encode() in left, Y.encode() in left) == (False, True)


def test_nothing_starts_on_a_database_into_which_the_ledger_was_not_replayed(tmp_path: Path) -> None:
    home, copy, other = tmp_path / "home", tmp_path / "copy", tmp_path / "other"
    with running_up(home) as up:
        api, x = asyncio.run(_with_both(up))
        assert ended(up.env, "backup", str(copy))[0] == 0
        asyncio.run(_erase(up, api.token, x))
        assert up.stop()[0] == 0
    with running_up(home) as up:  # what waited is in the ledger once it runs
        assert up.stop()[0] == 0
    other.mkdir()
    shutil.copy(home / "secret.key", other)
    env = environment(other, free_port())
    assert ended(env, "restore", str(copy))[0] == 6
    assert ended(env, "restore", str(copy), "--without-ledger")[0] == 2
    assert ended(env, "restore", str(copy), "--without-ledger", "--because", "a fire")[0] == 0
    for name in ("erasures.ledger", "erasures.ledger.seal"):  # it was found again
        shutil.copy(home / name, other)
    for command in ("up", "serve", "worker", "backup"):
        words = [command, str(tmp_path / "never")] if command == "backup" else [command]
        status, said = ended(env, *words)
        assert (status, "smoall replay" in said) == (6, True), (command, said)
    assert "Erasures done again: 1." in ended(env, "replay")[1]
    assert "knows of every erasure" in ended(env, "replay")[1]
    with running_up(other):
        pass
    left = kept(other)
    assert (X.encode() in left, Y.encode() in left) == (False, True)
