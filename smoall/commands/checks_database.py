"""The doctor's look at the database: the one of a Smoall that runs, the one of the settings, or the one at rest."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from smoall.commands.checks_ledger import ledger_checks
from smoall.commands.database import joined
from smoall.commands.verdict import Verdict, broken, odd, well
from smoall.domain.organisations.house import HOUSE
from smoall.infra.postgres.binaries import EmbeddedPostgresError, find_binaries
from smoall.infra.postgres.cluster import Cluster
from smoall.infra.postgres.revisions import current_revision, head_revision
from smoall.settings import Settings
from smoall.wiring import Addresses, addresses

OLDEST_MAJOR = 15
CLOCKS_APART = timedelta(seconds=2)
LONG_WAIT = timedelta(minutes=10)

_WORKERS = "SELECT count(*) FROM dramatiq.worker WHERE heartbeat_at > now() - interval '20 seconds'"
_QUEUE = """
SELECT count(*) FILTER (WHERE state = 'rejected'),
    coalesce(now() - min(available_at) FILTER (WHERE state = 'queued' AND available_at <= now()), interval '0')
FROM dramatiq.queue
"""
_OVERDUE = """
SELECT count(*) FILTER (WHERE now() > notify_by), count(*) FROM breach WHERE organisation_id = %s AND closed_at IS NULL
AND authority_told_at IS NULL AND authority_notify IS DISTINCT FROM false
"""
_RIGHTS = "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def database_checks(settings: Settings) -> Iterator[Verdict]:
    """Every check that needs the database; the embedded one is not started for it."""
    where = addresses(settings) or joined(settings)
    if where is None:
        yield _at_rest(settings)
        return
    try:
        with psycopg.connect(where.owner, connect_timeout=5) as connection:
            yield _version(connection)
            migrated = _migrations(connection)
            yield migrated
            yield _clock(connection)
            if migrated.remedy == "":
                yield from _jobs(connection)
                yield from ledger_checks(connection, settings)
                yield _breaches(connection)
        yield _restricted(where)
    except psycopg.Error as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        yield broken("database", first, "Check that Postgres runs, and DATABASE_URL and DATABASE_APP_URL.")


def _at_rest(settings: Settings) -> Verdict:
    cluster = Cluster(settings.home / "postgres")
    try:
        binaries = find_binaries(major=cluster.major()) if settings.postgres_bin is None else None
    except EmbeddedPostgresError as error:
        return broken("database", str(error), "")
    with_what = f"PostgreSQL {binaries.major}" if binaries else f"the programs in {settings.postgres_bin}"
    state = "at rest" if cluster.exists() else "not made yet"
    return well("database", f"Embedded, {state}; `smoall up` starts it with {with_what}.")


def _version(connection: psycopg.Connection[TupleRow]) -> Verdict:
    major = connection.info.server_version // 10000
    place = f"PostgreSQL {major} at {connection.info.host}:{connection.info.port}, database {connection.info.dbname}."
    if major < OLDEST_MAJOR:
        return broken("database", place, f"Smoall needs PostgreSQL {OLDEST_MAJOR} or newer.")
    return well("database", place)


def _migrations(connection: psycopg.Connection[TupleRow]) -> Verdict:
    current, head = current_revision(connection), head_revision()
    if current == head:
        return well("tables", f"At {head}.")
    return broken("tables", f"At {current or 'nothing'}, this code wants {head}.", "smoall migrate")


def _clock(connection: psycopg.Connection[TupleRow]) -> Verdict:
    row = connection.execute("SELECT clock_timestamp()").fetchone()
    assert row is not None
    apart: timedelta = abs(datetime.now(UTC) - row[0])
    if apart > CLOCKS_APART:
        return broken(
            "clocks", f"The database's clock is {apart.total_seconds():.0f} s away from ours.", "Use NTP on both."
        )
    return well("clocks", "This machine and the database agree.")


def _jobs(connection: psycopg.Connection[TupleRow]) -> Iterator[Verdict]:
    workers = connection.execute(_WORKERS).fetchone()
    queue = connection.execute(_QUEUE).fetchone()
    assert workers is not None
    assert queue is not None
    if workers[0]:
        yield well("worker", f"{workers[0]} at work.")
    else:
        yield broken(
            "worker", "None is at work: documents are not printed or sent.", "Start `smoall up` or `smoall worker`."
        )
    rejected, waits = queue
    if waits > LONG_WAIT:
        yield odd("queue", f"The oldest job waits since {waits}.", "Start more workers, or look at their log.")
    elif rejected:
        yield odd("queue", f"{rejected} dead letters.", "They are kept for thirty days; the log tells why.")
    else:
        yield well("queue", "No job waits long, none was given up.")


def _breaches(connection: psycopg.Connection[TupleRow]) -> Verdict:
    """The clock of GDPR art. 33(1), in Smoall's own register; each organisation reads its own."""
    connection.execute("SELECT set_config('app.organisation', %s, true)", (str(HOUSE),))
    row = connection.execute(_OVERDUE, (HOUSE,)).fetchone()
    assert row is not None
    overdue, waiting = row
    if overdue:
        return broken(
            "breaches",
            f"The time to tell the authority of {overdue} has run out.",
            "Read breaches(where: {isOverdue: true}), tell the authority why it is late, and note it by notifyBreach.",
        )
    if waiting:
        return odd("breaches", f"The authority has to be told of {waiting}, or not.", "Decide it: amendBreach.")
    return well("breaches", "None waits for a notification.")


def _restricted(where: Addresses) -> Verdict:
    """The application's role must be bound by row-level security, or tenants could see one another."""
    with psycopg.connect(where.app, connect_timeout=5) as connection:
        if where.role:
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(where.role)))
        row = connection.execute(_RIGHTS).fetchone()
    assert row is not None
    if row[1]:
        return broken(
            "role", f"{row[0]} passes by row-level security.", "Work as a role without SUPERUSER and BYPASSRLS."
        )
    return well("role", f"{row[0]} is bound by row-level security.")
