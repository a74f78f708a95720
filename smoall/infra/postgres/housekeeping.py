"""Forgetting on Postgres what has had its time, and putting back what fell out of the queue."""

from smoall.domain.organisations.house import HOUSE
from smoall.infra.postgres import outbox
from smoall.infra.postgres.database import SET_ORGANISATION, Database
from smoall.infra.postgres.replay import FORGET

_AS_KEEPER = "SELECT set_config('app.keeper', 'on', true)"
_SESSIONS = "DELETE FROM session WHERE coalesce(revoked_at, expires_at) < now() - interval '30 days'"
_ATTEMPTS = "DELETE FROM throttle WHERE since < now() - interval '1 day'"
_EVENTS = "DELETE FROM inbox WHERE handled_at < now() - interval '60 days'"
_CHALLENGES = "DELETE FROM challenge WHERE expires_at < now()"
_LOST = """
SELECT j.organisation_id, j.run_key, j.actor FROM job_run j
WHERE j.state IN ('QUEUED', 'RUNNING') AND j.updated_at < now() - interval '2 minutes' AND NOT EXISTS (
    SELECT FROM dramatiq.queue q WHERE q.state <> 'rejected' AND q.message->'args'->>1 = j.run_key
    AND q.message->'args'->>0 = j.organisation_id::text)
LIMIT 1000
"""


class PostgresHousekeeping:
    """Each chore is one transaction; safe to run twice."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def forget_replays(self) -> int:
        """Answers kept for replay longer than a day."""
        return await self._delete(FORGET)

    async def forget_sessions(self) -> int:
        """Sessions over for thirty days, counts of failed attempts whose window is over, challenges nobody answered."""
        return sum([await self._delete(sql) for sql in (_SESSIONS, _ATTEMPTS, _CHALLENGES)])

    async def forget_events(self) -> int:
        """Providers' events followed more than sixty days ago; they lie in Smoall's own organisation."""
        async with self._database.link() as link, link.connection.transaction():
            await link.value(SET_ORGANISATION, str(HOUSE))
            outcome = await link.connection.execute(_EVENTS)
        return int(outcome.rpartition(" ")[2])

    async def wake_lost_jobs(self) -> int:
        """Unfinished jobs without a message in the queue, as after a long outage, get a new one."""
        async with self._database.link() as link, link.connection.transaction():
            await link.value(_AS_KEEPER)
            lost = await link.rows(_LOST)
            for row in lost:
                await outbox.wake(link, row["actor"], str(row["organisation_id"]), row["run_key"])
        return len(lost)

    async def _delete(self, sql: str) -> int:
        async with self._database.link() as link, link.connection.transaction():
            await link.value(_AS_KEEPER)
            outcome = await link.connection.execute(sql)
        return int(outcome.rpartition(" ")[2])
