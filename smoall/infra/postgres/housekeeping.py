"""Forgetting on Postgres what has had its time."""

from smoall.infra.postgres.database import Database
from smoall.infra.postgres.replay import FORGET

_SESSIONS = "DELETE FROM session WHERE coalesce(revoked_at, expires_at) < now() - interval '30 days'"
_ATTEMPTS = "DELETE FROM throttle WHERE since < now() - interval '1 day'"


class PostgresHousekeeping:
    """Deletes in one statement each; safe to run twice."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def forget_replays(self) -> int:
        """Answers kept for replay longer than a day."""
        return await self._delete(FORGET)

    async def forget_sessions(self) -> int:
        """Sessions over for thirty days, and counts of failed attempts whose window is over."""
        return await self._delete(_SESSIONS) + await self._delete(_ATTEMPTS)

    async def _delete(self, sql: str) -> int:
        async with self._database.link() as link:
            outcome = await link.connection.execute(sql)
        return int(outcome.rpartition(" ")[2])
