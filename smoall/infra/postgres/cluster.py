"""The files of a private Postgres and what they tell: version, running server, passwords, log."""

import json
import os
import secrets
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from smoall.infra.postgres.binaries import EmbeddedPostgresError
from smoall.infra.postgres.roles import APP, OWNER

HOST = "127.0.0.1"
SUPERUSER = "postgres"
LOG_BYTES = 5_000_000
LOG_TAIL_LINES = 15
# Lines of postmaster.pid, counted from nought.
PID_LINE, PORT_LINE, STATUS_LINE = 0, 3, 7


@dataclass(frozen=True, slots=True, repr=False)
class Passwords:
    """One generated password for each role."""

    admin: str
    owner: str
    app: str


@dataclass(frozen=True, slots=True)
class Address:
    """A server on this machine and the way in, by role."""

    port: int
    passwords: Passwords

    def admin_dsn(self, database: str = "postgres") -> str:
        """The superuser's address: for creating databases, never for the application."""
        return self._dsn(SUPERUSER, self.passwords.admin, database)

    def owner_dsn(self, database: str) -> str:
        """The address of the role that owns the tables."""
        return self._dsn(OWNER, self.passwords.owner, database)

    def app_dsn(self, database: str) -> str:
        """The address of the role that row-level security binds."""
        return self._dsn(APP, self.passwords.app, database)

    def _dsn(self, role: str, password: str, database: str) -> str:
        return f"postgresql://{role}:{password}@{HOST}:{self.port}/{database}"


@dataclass(frozen=True, slots=True)
class Cluster:
    """The folder ``root`` and the meaning of what lies in it."""

    root: Path

    @property
    def data(self) -> Path:
        """Postgres's own files."""
        return self.root / "data"

    @property
    def unfinished(self) -> Path:
        """Where they are made, so that ``data`` is either whole or absent."""
        return self.root / "data.new"

    @property
    def lock(self) -> Path:
        """Held by the one process that runs the server; names its process id."""
        return self.root / "lock"

    @property
    def log(self) -> Path:
        """What Postgres says."""
        return self.root / "postgres.log"

    @property
    def password_file(self) -> Path:
        """Readable by its owner only."""
        return self.root / "passwords.json"

    def exists(self) -> bool:
        """Whether the server has been set up."""
        return (self.data / "PG_VERSION").is_file()

    def major(self) -> int | None:
        """The major version that wrote the files, None before the first start."""
        return int((self.data / "PG_VERSION").read_text().strip()) if self.exists() else None

    def passwords(self) -> Passwords:
        """The generated passwords; EmbeddedPostgresError when their file is gone, for nothing else opens the server."""
        try:
            return Passwords(**json.loads(self.password_file.read_text()))
        except FileNotFoundError:
            raise EmbeddedPostgresError(
                f"{self.password_file} is missing, and without it the database in {self.data} stays closed. Put the "
                "file back from a copy, or move the folder away and restore a backup into a new one."
            ) from None

    def create_passwords(self) -> Passwords:
        """New passwords, or those that a first start which was interrupted has left."""
        if not self.password_file.exists():
            passwords = Passwords(*(secrets.token_hex(24) for _ in range(3)))
            draft = self.root / "passwords.new"
            draft.unlink(missing_ok=True)
            with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
                json.dump(asdict(passwords), file)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(self.password_file)
        return self.passwords()

    def server_pid(self) -> int | None:
        """The process id of a live server on these files; a stale or recycled number counts as none."""
        pid = self._told(PID_LINE)
        return pid if pid and _works_in(pid, self.data) else None

    def ready_pid(self) -> int | None:
        """The process id that says it accepts connections. The file outlives ``kill -9``: compare with the child's."""
        return self._told(PID_LINE) if self._line(STATUS_LINE) == "ready" else None

    def ready_port(self) -> int | None:
        """The port of the server that says it accepts connections."""
        return self._told(PORT_LINE) if self._line(STATUS_LINE) == "ready" else None

    def stop_leftover(self, *, seconds: float) -> None:
        """Stop a server whose parent died without it: fast first, at once when it does not obey in ``seconds``."""
        for number in (signal.SIGINT, signal.SIGQUIT):
            pid = self.server_pid()
            if pid is None:
                return
            os.kill(pid, number)
            deadline = time.monotonic() + seconds
            while self.server_pid() == pid and time.monotonic() < deadline:
                time.sleep(0.01)
        if pid := self.server_pid():
            raise EmbeddedPostgresError(f"an earlier Postgres (process {pid}) on {self.data} does not stop; end it.")

    def give_to(self, uid: int, gid: int) -> None:
        """Make ``uid`` the owner of every file: it changes when the way root runs Postgres does."""
        if self.data.stat().st_uid == uid:
            return
        for folder, _, files in os.walk(self.data):
            os.chown(folder, uid, gid)
            for name in files:
                os.chown(Path(folder) / name, uid, gid)

    def open_log(self) -> IO[bytes]:
        """The log, opened to append; past five megabytes it first becomes ``postgres.log.1``."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        return open(os.open(self.log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "ab")

    def log_tail(self) -> str:
        """The log's last lines, for an error message."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-LOG_TAIL_LINES:])

    def _line(self, number: int) -> str:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return ""
        return lines[number].strip() if number < len(lines) else ""

    def _told(self, number: int) -> int | None:
        line = self._line(number)
        return int(line) if line.isdigit() else None


def _works_in(pid: int, folder: Path) -> bool:
    """Whether that process lives with ``folder`` as its working folder, as every Postgres server does."""
    if not Path("/proc/self/cwd").exists():
        return _lives(pid)
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder.resolve()
    except OSError:
        return False


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
