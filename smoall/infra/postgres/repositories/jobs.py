"""The permanent records of background jobs."""

from datetime import datetime
from uuid import UUID

from smoall.infra.postgres import outbox
from smoall.infra.postgres.database import Link
from smoall.usecases.operations.run_job import MOST_ATTEMPTS
from smoall.usecases.stores import Run

LONGEST_FAILURE = 200


class PostgresJobs:
    """The job records of one organisation."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def state(self, run_key: str) -> str | None:
        """Where the job stands, locked; None when there is none of that key."""
        found: str | None = await self._link.value(
            "SELECT state FROM job_run WHERE organisation_id = $1 AND run_key = $2 FOR UPDATE",
            self._organisation_id,
            run_key,
        )
        return found

    async def queue_again(self, run_key: str) -> None:
        """Put a parked job back into the queue, its attempts forgotten."""
        job = await self._link.value(
            "UPDATE job_run SET state = 'QUEUED', attempts = 0, updated_at = $3"
            " WHERE organisation_id = $1 AND run_key = $2 RETURNING actor",
            self._organisation_id,
            run_key,
            self._now,
        )
        await outbox.wake(self._link, job, str(self._organisation_id), run_key)

    async def claim(self, run_key: str) -> Run | None:
        """Count one more attempt and take the job; None when it is done or parked.

        The count is committed before the work starts, so that a job which kills its process is counted too. Above
        MOST_ATTEMPTS it is parked and shown to a person.
        """
        row = await self._link.row(_CLAIM, self._organisation_id, run_key, self._now, MOST_ATTEMPTS)
        if row is None or row["state"] == "PARKED":
            return None
        return Run(row["arguments"], row["attempts"])

    async def finish(self, run_key: str) -> None:
        """The job is done for all times."""
        await self._note(run_key, "DONE", None)

    async def fail(self, run_key: str, failure: str, *, final: bool) -> None:
        """The attempt failed: the job waits for its next one, or is parked."""
        await self._note(run_key, "PARKED" if final else "QUEUED", failure[:LONGEST_FAILURE])

    async def _note(self, run_key: str, state: str, failure: str | None) -> None:
        await self._link.row(
            "UPDATE job_run SET state = $3, failure = $4, updated_at = $5 WHERE organisation_id = $1 AND run_key = $2",
            self._organisation_id,
            run_key,
            state,
            failure,
            self._now,
        )


_CLAIM = """
UPDATE job_run SET attempts = attempts + 1, updated_at = $3,
    state = CASE WHEN attempts >= $4 THEN 'PARKED' ELSE 'RUNNING' END
WHERE organisation_id = $1 AND run_key = $2 AND state IN ('QUEUED', 'RUNNING')
RETURNING state, arguments, attempts
"""
