"""Taking jobs back from workers that died with their machine or their database."""

import psycopg


def forget_workers(owner_dsn: str) -> int:
    """Count every worker as dead, so that the next one takes their jobs at once; how many there were.

    Only right after starting a database of our own: on a shared one, others are at work.
    """
    with psycopg.connect(owner_dsn, autocommit=True) as connection:
        if connection.execute("SELECT to_regclass('dramatiq.worker')").fetchone() == (None,):
            return 0
        return connection.execute("DELETE FROM dramatiq.worker").rowcount
