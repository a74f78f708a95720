"""Dramatiq's broker on our Postgres. Jobs enter through the outbox only; nothing here sends."""

from dramatiq.middleware import AgeLimit, Middleware, Retries, ShutdownNotifications, TimeLimit
from dramatiq.middleware.asyncio import AsyncIO
from dramatiq_postgres import PostgresBroker
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool

HEARTBEAT_SECONDS = 5
DEAD_AFTER_SECONDS = 20
LONGEST_JOB = 5 * 60 * 1000


def make_broker(dsn: str, *, role: str | None, threads: int) -> PostgresBroker:
    """A broker whose worker counts as dead, and whose jobs go back to the queue, after twenty silent seconds."""
    conninfo = make_conninfo(dsn, options=f"-c role={role}") if role else dsn
    pool = ConnectionPool(conninfo, min_size=1, max_size=threads + 4, open=False, timeout=5)
    middleware: list[Middleware] = [
        AgeLimit(),
        TimeLimit(time_limit=LONGEST_JOB),
        ShutdownNotifications(),
        Retries(max_retries=20),
        AsyncIO(),
    ]
    pool.open()
    return PostgresBroker(
        pool=pool,
        results=False,
        middleware=middleware,
        heartbeat_interval=HEARTBEAT_SECONDS,
        heartbeat_ttl=DEAD_AFTER_SECONDS,
        maintenance_interval=10,
        purge_maxage="30 days",
    )
