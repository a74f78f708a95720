"""Where the database is for this command, and bringing it up to date."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from smoall.commands.speaking import step
from smoall.infra.postgres.cluster import Cluster
from smoall.infra.postgres.embedded import DATABASE, EmbeddedPostgres, running_address
from smoall.infra.postgres.revisions import current_revision, head_revision
from smoall.infra.queue.recovery import forget_workers
from smoall.settings import Settings
from smoall.wiring import Addresses, addresses


@contextmanager
def open_database(settings: Settings, *, join: bool = True) -> Iterator[Addresses]:
    """The database that the settings name, else the embedded one: started here and stopped at the end.

    ``join``: use the embedded one of a Smoall that runs on this home already, where there is one. Raises
    EmbeddedPostgresError when it cannot be started.
    """
    named = addresses(settings) or (joined(settings) if join else None)
    if named:
        yield named
        return
    first = not Cluster(settings.home / "postgres").exists()
    with step("Setting up the database" if first else "Starting the database"):
        postgres = EmbeddedPostgres.start(settings.home, binaries=settings.postgres_bin)
    try:
        # Nobody can be connected to a server that was just started: whoever worked on it before is dead, and the jobs
        # they held go back to the queue at once. A shared database never comes here.
        forget_workers(postgres.owner_dsn())
        yield Addresses(postgres.owner_dsn(), postgres.app_dsn(), None)
    finally:
        postgres.stop()


def joined(settings: Settings) -> Addresses | None:
    """The embedded database of a Smoall that runs on this home, or None."""
    running = running_address(settings.home)
    return Addresses(running.owner_dsn(DATABASE), running.app_dsn(DATABASE), None) if running else None


def bring_up_to_date(where: Addresses) -> bool:
    """Apply the migrations that are missing; whether there were any. Alembic is loaded only then."""
    if is_up_to_date(where):
        return False
    with step("Bringing the tables up to date"):
        from smoall.infra.postgres.migrate import migrate

        migrate(where.owner)
    return True


def is_up_to_date(where: Addresses) -> bool:
    """Whether the database has the schema of this code."""
    with psycopg.connect(where.owner, connect_timeout=5) as connection:
        return current_revision(connection) == head_revision()
