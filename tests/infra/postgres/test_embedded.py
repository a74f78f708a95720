"""The private Postgres: starts on a bare machine, comes back after any death, opens to nobody else."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from smoall.infra.postgres.binaries import Binaries, EmbeddedPostgresError, find_binaries, look_into
from smoall.infra.postgres.cluster import Cluster
from smoall.infra.postgres.embedded import SMALL_MACHINE, EmbeddedPostgres, running_address
from smoall.infra.postgres.unprivileged import AS_NOBODY, IN_NAMESPACE, Account

START_AND_DIE = """
import os, signal, sys
from pathlib import Path
from smoall.infra.postgres.embedded import EmbeddedPostgres
EmbeddedPostgres.start(Path(sys.argv[1]), fsync=False)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    started = EmbeddedPostgres.start(tmp_path_factory.mktemp("shared") / "home", fsync=False)
    yield started
    started.stop()


def ask(dsn: str, question: str) -> object:
    with psycopg.connect(dsn) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def ask_until_answered(dsn: str, question: str, *, seconds: float = 10) -> object:
    deadline = time.monotonic() + seconds
    while True:
        try:
            return ask(dsn, question)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def test_owner_owns_the_database_and_is_no_superuser(server: EmbeddedPostgres) -> None:
    owner = ask(
        server.owner_dsn(), "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    )
    assert owner == ask(server.owner_dsn(), "SELECT current_user") == "smoall_owner"
    mighty = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    assert ask(server.owner_dsn(), mighty) is False


def test_app_role_is_bound_by_row_security_and_owns_nothing(server: EmbeddedPostgres) -> None:
    assert ask(server.app_dsn(), "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user") is False
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server.app_dsn(), "CREATE TABLE public.mine (id int)")


def test_a_wrong_password_is_refused(server: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        ask(re.sub(":[0-9a-f]{48}@", ":wrong@", server.app_dsn()), "SELECT 1")


def test_it_listens_on_this_machine_only_and_on_no_socket_file(server: EmbeddedPostgres) -> None:
    assert ask(server.address.admin_dsn(), "SHOW listen_addresses") == "127.0.0.1"
    assert ask(server.address.admin_dsn(), "SHOW unix_socket_directories") == ""


def test_text_is_unicode_sorted_by_code_point_and_pages_are_checked(server: EmbeddedPostgres) -> None:
    assert ask(server.owner_dsn(), "SELECT lower('ÉTÉ ĲSSEL')") == "été ĳssel"
    assert ask(server.owner_dsn(), "SELECT string_agg(x, '' ORDER BY x) FROM unnest(array['é','Z','a']) x") == "Zaé"
    assert ask(server.owner_dsn(), "SHOW data_checksums") == "on"


def test_passwords_and_log_are_closed_to_others(server: EmbeddedPostgres) -> None:
    root = server._cluster.root
    assert root.stat().st_mode & 0o077 == 0
    assert {(root / name).stat().st_mode & 0o777 for name in ("passwords.json", "postgres.log")} == {0o600}


def test_a_second_start_on_the_same_home_says_who_has_it(server: EmbeddedPostgres) -> None:
    with pytest.raises(EmbeddedPostgresError, match=f"process {os.getpid()}.*SMOALL_HOME"):
        EmbeddedPostgres.start(server._cluster.root.parent)
    assert ask(server.owner_dsn(), "SELECT 1") == 1


def test_another_command_finds_the_running_server(server: EmbeddedPostgres) -> None:
    found = running_address(server._cluster.root.parent)
    assert found == server.address


def test_passwords_stay_out_of_texts(server: EmbeddedPostgres) -> None:
    assert server.address.passwords.admin not in repr(server.address)


def test_what_was_committed_survives_stop_and_start(home: Path) -> None:
    first = EmbeddedPostgres.start(home, fsync=False)
    with psycopg.connect(first.owner_dsn()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    first.stop()
    assert running_address(home) is None
    second = EmbeddedPostgres.start(home, fsync=False)
    try:
        assert ask(second.owner_dsn(), "SELECT answer FROM kept") == 42
    finally:
        second.stop()


def test_it_comes_back_on_the_same_port_after_kill_9_of_itself(server: EmbeddedPostgres) -> None:
    dsn, process = server.owner_dsn(), server._process
    with psycopg.connect(dsn) as connection:
        connection.execute("CREATE TABLE survives AS SELECT generate_series(1, 1000)")
    assert process is not None
    process.kill()
    process.wait()
    started = time.monotonic()
    assert ask_until_answered(dsn, "SELECT count(*) FROM survives") == 1000
    assert time.monotonic() - started < 5


def test_it_comes_back_after_kill_9_of_its_parent(home: Path) -> None:
    subprocess.run([sys.executable, "-c", START_AND_DIE, str(home)], check=False, cwd=Path.cwd())
    started = time.monotonic()
    server = EmbeddedPostgres.start(home, fsync=False)
    try:
        assert ask(server.owner_dsn(), "SELECT 1") == 1
        assert time.monotonic() - started < 5
    finally:
        server.stop()


def test_the_kernel_stops_it_when_its_parent_dies(home: Path) -> None:
    subprocess.run([sys.executable, "-c", START_AND_DIE, str(home)], check=False, cwd=Path.cwd())
    deadline = time.monotonic() + 5
    while running_address(home) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert running_address(home) is None


def test_a_server_left_over_is_stopped_before_a_new_one_starts(home: Path) -> None:
    first = EmbeddedPostgres.start(home, fsync=False)
    first._lock.close()  # as if this process were gone and the kernel had not stopped its child
    first._stopping.set()
    second = EmbeddedPostgres.start(home, fsync=False)
    try:
        assert running_address(home) == second.address
        assert first._process is not None
        assert first._process.wait(5) == 0
        assert ask(second.owner_dsn(), "SELECT 1") == 1
    finally:
        second.stop()


def test_a_first_start_that_was_cut_short_is_begun_again(home: Path) -> None:
    cluster = Cluster(home / "postgres")
    cluster.unfinished.mkdir(parents=True)
    (cluster.unfinished / "PG_VERSION").write_text("18\n")
    server = EmbeddedPostgres.start(home, fsync=False)
    server.stop()
    assert cluster.exists()
    assert not cluster.unfinished.exists()


def test_a_stale_process_number_is_not_taken_for_a_server(home: Path) -> None:
    cluster = Cluster(home / "postgres")
    cluster.data.mkdir(parents=True)
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n0\n5432\n\n127.0.0.1\n1 1\nready\n")
    assert cluster.ready_pid() == os.getpid()
    assert cluster.server_pid() is None
    assert running_address(home) is None


def test_files_of_another_major_version_are_left_alone(home: Path) -> None:
    cluster = Cluster(home / "postgres")
    cluster.data.mkdir(parents=True)
    (cluster.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(EmbeddedPostgresError, match=r"written by PostgreSQL 9.*Install PostgreSQL 9"):
        EmbeddedPostgres.start(home)
    assert [path.name for path in cluster.data.iterdir()] == ["PG_VERSION"]


def test_without_any_postgres_both_mends_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smoall.infra.postgres.binaries._folders", lambda: iter(()))
    with pytest.raises(EmbeddedPostgresError, match=r"apt-get install postgresql.*DATABASE_URL"):
        find_binaries()


def test_a_folder_without_postgres_is_refused_by_name(home: Path, tmp_path: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match=re.escape(str(tmp_path))):
        EmbeddedPostgres.start(home, binaries=tmp_path)


def test_a_postgres_that_cannot_start_shows_its_log(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smoall.infra.postgres.embedded.LAUNCH_SECONDS", 0.0)
    monkeypatch.setitem(SMALL_MACHINE, "jit", "perhaps")
    with pytest.raises(EmbeddedPostgresError, match='parameter "jit" requires a Boolean value'):
        EmbeddedPostgres.start(home, fsync=False)


def test_lost_passwords_are_told_and_the_files_kept(home: Path) -> None:
    EmbeddedPostgres.start(home, fsync=False).stop()
    cluster = Cluster(home / "postgres")
    cluster.password_file.unlink()
    with pytest.raises(EmbeddedPostgresError, match=r"passwords\.json is missing"):
        EmbeddedPostgres.start(home)
    assert cluster.exists()


def test_a_long_log_is_set_aside_at_the_start(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path)
    cluster.log.write_bytes(b"x" * 5_000_001)
    with cluster.open_log() as log:
        log.write(b"new\n")
    assert cluster.log.read_bytes() == b"new\n"
    assert (tmp_path / "postgres.log.1").stat().st_size == 5_000_001


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another account; run scripts/test as root to see these")
@pytest.mark.parametrize("account", [IN_NAMESPACE, AS_NOBODY], ids=["namespace", "nobody"])
def test_root_runs_it_without_being_root(home: Path, monkeypatch: pytest.MonkeyPatch, account: Account) -> None:
    if subprocess.run(account.command("true"), capture_output=True, check=False).returncode:
        pytest.skip(f"this machine does not let root run {account.prefix[0]}; allow user namespaces or CAP_SETUID")
    home.mkdir(mode=0o700)
    monkeypatch.setattr("smoall.infra.postgres.embedded.unprivileged_account", lambda: account)
    for _ in range(2):
        server = EmbeddedPostgres.start(home, fsync=False)
        assert ask(server.owner_dsn(), "SELECT 1") == 1
        server.stop()
    assert Cluster(home / "postgres").data.stat().st_uid == account.owner[0]
    assert home.stat().st_mode & 0o077 == 0


def test_system_postgres_15_serves_as_well(home: Path) -> None:
    old = look_into(Path("/usr/lib/postgresql/15/bin"))
    if old is None:
        pytest.skip("no PostgreSQL 15 here; Debian 12: apt-get install postgresql-15")
    server = EmbeddedPostgres.start(home, fsync=False, binaries=old.folder)
    try:
        assert str(ask(server.owner_dsn(), "SHOW server_version")).startswith("15.")
        assert ask(server.owner_dsn(), "SELECT lower('ÉTÉ')") == "été"
        assert ask(server.owner_dsn(), "SELECT string_agg(x, '' ORDER BY x) FROM unnest(array['é','Z','a']) x") == "Zaé"
    finally:
        server.stop()
    assert find_binaries(major=15) == Binaries(old.folder, 15)
