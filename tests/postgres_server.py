"""One Postgres for a whole test run: started when the first test asks, shared by every worker, stopped at the end.

The controlling process runs it, for it outlives the workers; they ask by a file and are answered by a file.
TEST_DATABASE_URL (a superuser's address) names a server to use in its place.
"""

import json
import shutil
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from smoall.infra.postgres.embedded import EmbeddedPostgres
from smoall.infra.postgres.roles import APP, OWNER, ensure_roles

START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """The way in, by role. It holds both roles and no database of ours: tests make their own."""

    admin: str
    owner_password: str
    app_password: str

    @classmethod
    def at(cls, admin: str) -> Self:
        """A server that runs already, given both roles with passwords known to every worker."""
        server = cls(admin, "owner-of-the-tests", "app-of-the-tests")
        ensure_roles(admin, owner_password=server.owner_password, app_password=server.app_password)
        return server

    def admin_dsn(self, database: str = "postgres") -> str:
        """The superuser's address."""
        return urlsplit(self.admin)._replace(path=f"/{database}").geturl()

    def owner_dsn(self, database: str) -> str:
        """The address of the role that owns the tables."""
        return self._as(OWNER, self.owner_password, database)

    def app_dsn(self, database: str) -> str:
        """The address of the role that row-level security binds."""
        return self._as(APP, self.app_password, database)

    def _as(self, role: str, password: str, database: str) -> str:
        place = urlsplit(self.admin)
        return place._replace(
            netloc=f"{role}:{password}@{place.netloc.rpartition('@')[2]}", path=f"/{database}"
        ).geturl()


class ServerOfTheRun:
    """Lives in the controlling process."""

    def __init__(self, *, url: str | None) -> None:
        self.counter = Path(tempfile.mkdtemp(prefix="smoall-tests-"))
        self._url = url
        self._embedded: EmbeddedPostgres | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="postgres-of-the-tests", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop what was started and remove its files."""
        self._over.set()
        self._thread.join()
        if self._embedded is not None:
            self._embedded.stop()
        shutil.rmtree(self.counter, ignore_errors=True)

    def _serve(self) -> None:
        while not (self.counter / "wanted").exists():
            if self._over.wait(0.02):
                return
        try:
            answer = asdict(self._start())
        except Exception as error:  # told to the workers, whose tests fail with it
            answer = {"error": str(error)}
        draft = self.counter / "answer.new"
        draft.write_text(json.dumps(answer))
        draft.rename(self.counter / "answer")

    def _start(self) -> PostgresServer:
        if self._url is not None:
            return PostgresServer.at(self._url)
        self._embedded = EmbeddedPostgres.start(self.counter / "home", fsync=False)
        address = self._embedded.address
        return PostgresServer(address.admin_dsn(), address.passwords.owner, address.passwords.app)


def ask_for_server(counter: Path) -> PostgresServer:
    """The run's server; waits for it to start, RuntimeError when it does not."""
    (counter / "wanted").touch()
    deadline = time.monotonic() + START_SECONDS
    while not (counter / "answer").exists():
        if time.monotonic() > deadline:
            raise RuntimeError(f"no Postgres within {START_SECONDS} seconds")
        time.sleep(0.01)
    answer = json.loads((counter / "answer").read_text())
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return PostgresServer(**answer)
