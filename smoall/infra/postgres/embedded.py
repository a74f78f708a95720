"""A private Postgres for a machine that has none: started with Smoall, stopped with it, kept under ``home/postgres``.

It listens on 127.0.0.1 only, on a free port, with generated passwords. It survives ``kill -9`` of itself (relaunched on
the same port) and of Smoall (the kernel stops it; a server left over is stopped at the next start).
"""

import fcntl
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Self

from smoall.infra.postgres.binaries import Binaries, EmbeddedPostgresError, find_binaries, look_into
from smoall.infra.postgres.cluster import HOST, SUPERUSER, Address, Cluster
from smoall.infra.postgres.roles import ensure_database, ensure_roles
from smoall.infra.postgres.unprivileged import Account, unprivileged_account

DATABASE = "smoall"
LAUNCH_SECONDS = 10.0  # Postgres refuses to start while orphans of a killed server still hold its shared memory
READY_SECONDS = 300.0  # crash recovery of a large database is slow, and interrupting it would not make it faster
STOP_SECONDS = 15.0
PAUSE = 0.01
SMALL_MACHINE = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",  # a socket's path may hold 107 bytes; a home may be longer
    "shared_buffers": "64MB",
    "max_connections": "100",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",  # costs more than it saves on short statements
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "password_encryption": "scram-sha-256",
}
FORGETFUL = {"fsync": "off", "full_page_writes": "off"}  # survives kill -9 of every process, not a power cut
log = logging.getLogger(__name__)


class EmbeddedPostgres:
    """One running server. ``start`` it, take ``owner_dsn`` and ``app_dsn``, ``stop`` it."""

    def __init__(self, cluster: Cluster, *, binaries: Binaries, lock: IO[str], fsync: bool) -> None:
        self.binaries = binaries
        self._cluster, self._lock, self._fsync = cluster, lock, fsync
        self._account = unprivileged_account()
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._failure: EmbeddedPostgresError | None = None
        self._ready, self._stopping = threading.Event(), threading.Event()
        # The kernel ties a child to the THREAD that started it, so one thread lives as long as the server does.
        self._keeper = threading.Thread(target=self._keep, name="postgres-keeper", daemon=True)

    @classmethod
    def start(cls, home: Path, *, fsync: bool = True, binaries: Path | None = None) -> Self:
        """Start the server of this home, creating it on first use: roles, passwords and the database ``smoall``.

        ``fsync=False`` is for tests: faster, safe from ``kill -9`` but not from a power cut. ``binaries`` names a
        folder to use in place of those found. Blocks until Postgres accepts connections. Raises EmbeddedPostgresError
        with what to do.
        """
        cluster = Cluster(home.expanduser().absolute() / "postgres")
        cluster.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = _take_lock(cluster)
        try:
            server = cls(cluster, binaries=_binaries_for(cluster, binaries), lock=lock, fsync=fsync)
            server._begin()
        except BaseException:
            lock.close()
            raise
        return server

    @property
    def address(self) -> Address:
        """Where the server listens, and its passwords."""
        return Address(self._port, self._cluster.passwords())

    def owner_dsn(self, database: str = DATABASE) -> str:
        """The address for migrations: the role that owns the tables."""
        return self.address.owner_dsn(database)

    def app_dsn(self, database: str = DATABASE) -> str:
        """The address for the application: the role bound by row-level security."""
        return self.address.app_dsn(database)

    @property
    def running(self) -> bool:
        """Whether the server accepts connections; False for good once relaunching it has failed."""
        return self._ready.is_set() and self._failure is None

    def stop(self) -> None:
        """Stop fast and clean: open transactions are rolled back, everything committed is on disk. Safe to repeat."""
        self._stopping.set()
        self._ready.clear()
        self._signal(signal.SIGINT)
        self._keeper.join(STOP_SECONDS)
        if self._keeper.is_alive():
            self._signal(signal.SIGQUIT)
            self._keeper.join(STOP_SECONDS)
        self._lock.close()

    def _begin(self) -> None:
        self._cluster.stop_leftover(seconds=STOP_SECONDS)
        if not self._cluster.exists():
            _create(self._cluster, self.binaries, self._account, fsync=self._fsync)
        self._cluster.give_to(*self._account.owner)
        self._keeper.start()
        while not self._ready.wait(PAUSE):
            if not self._keeper.is_alive():
                raise self._failure or EmbeddedPostgresError("Postgres was stopped while it started")
        try:
            self._prepare()
        except BaseException:
            self.stop()
            raise

    def _prepare(self) -> None:
        address = self.address
        admin = address.admin_dsn() + "?sslmode=disable"
        ensure_roles(admin, owner_password=address.passwords.owner, app_password=address.passwords.app)
        ensure_database(admin, name=DATABASE)

    def _keep(self) -> None:
        try:
            while not self._stopping.is_set():
                process = self._launch()
                self._ready.set()
                code = process.wait()
                self._ready.clear()
                if not self._stopping.is_set():
                    log.warning("Postgres ended with %s; starting it again on port %s", code, self._port)
        except EmbeddedPostgresError as error:
            self._failure = error
            log.critical("Postgres cannot be started: %s", error)

    def _launch(self) -> subprocess.Popen[bytes]:
        again = self._port  # a relaunch keeps the port: connection pools know no other
        deadline = time.monotonic() + LAUNCH_SECONDS
        while True:
            self._port = again or _free_port()
            process = self._process = self._spawn()
            if self._stopping.is_set():
                process.send_signal(signal.SIGINT)
            if self._became_ready(process) or self._stopping.is_set():
                return process
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(f"Postgres does not start. Its log ends with:\n{self._cluster.log_tail()}")
            time.sleep(20 * PAUSE)

    def _spawn(self) -> subprocess.Popen[bytes]:
        options = SMALL_MACHINE | ({} if self._fsync else FORGETFUL) | {"port": str(self._port)}
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        postgres = self.binaries.program("postgres")
        with self._cluster.open_log() as output:
            # A session of its own: Ctrl-C in a terminal must reach Smoall alone, which then stops Postgres last.
            return subprocess.Popen(
                self._account.server_command(postgres, "-D", str(self._cluster.data), *flags),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def _became_ready(self, process: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + READY_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            if self._cluster.ready_pid() == process.pid:
                return True
            time.sleep(PAUSE)
        return False

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)


def running_address(home: Path) -> Address | None:
    """The address of the server that another process (``smoall up``) runs for this home, or None when none does."""
    cluster = Cluster(home.expanduser().absolute() / "postgres")
    port = cluster.ready_port()
    return Address(port, cluster.passwords()) if port and cluster.server_pid() else None


def _binaries_for(cluster: Cluster, folder: Path | None) -> Binaries:
    wanted = cluster.major()
    if folder is None:
        return find_binaries(major=wanted)
    binaries = look_into(folder)
    if binaries is None:
        raise EmbeddedPostgresError(f"{folder} holds no usable PostgreSQL programs (initdb and postgres).")
    if wanted not in {None, binaries.major}:
        raise EmbeddedPostgresError(
            f"the files in {cluster.data} were written by PostgreSQL {wanted}, {folder} holds {binaries.major}."
        )
    return binaries


def _take_lock(cluster: Cluster) -> IO[str]:
    file = cluster.lock.open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip() or "unknown"
        file.close()
        raise EmbeddedPostgresError(
            f"another Smoall (process {holder}) uses {cluster.root.parent}. Stop it, or set SMOALL_HOME to another "
            "folder."
        ) from None
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file


def _create(cluster: Cluster, binaries: Binaries, account: Account, *, fsync: bool) -> None:
    passwords = cluster.create_passwords()
    shutil.rmtree(cluster.unfinished, ignore_errors=True)  # a first start that was killed half-way
    cluster.unfinished.mkdir(mode=0o700)
    os.chown(cluster.unfinished, *account.owner)
    flags = (
        "--encoding=UTF8",
        *_locale(binaries.major),
        "--auth=scram-sha-256",
        "--data-checksums",
        "--no-instructions",
    )
    where = (f"--pgdata={cluster.unfinished}", f"--username={SUPERUSER}", "--pwfile=/dev/stdin")
    done = subprocess.run(
        account.command(binaries.program("initdb"), *where, *flags, *(() if fsync else ("--no-sync",))),
        input=passwords.admin,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise EmbeddedPostgresError(f"Postgres could not be set up in {cluster.root}:\n{done.stderr.strip()}")
    cluster.unfinished.rename(cluster.data)


def _locale(major: int) -> tuple[str, ...]:
    """Sorted by code point, letters of every language known; alike on every machine, whatever its own locale."""
    if major >= 17:
        return ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    return ("--locale=C", "--lc-ctype=C.UTF-8") if sys.platform == "linux" else ("--locale=C",)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
