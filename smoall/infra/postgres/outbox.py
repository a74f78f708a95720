"""Jobs as rows of the business transaction: what leaves the process leaves through here.

A job is remembered twice: ``job_run`` is its permanent record under a key that runs once for all times, and the row in
``dramatiq.queue`` is what wakes a worker. Both are written with the state that asked for them, or not at all.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from dramatiq import Message

from smoall.infra.postgres.database import Link
from smoall.infra.postgres.identity import new_id

QUEUE = "default"

_ASK = """
WITH asked AS (
    INSERT INTO job_run (organisation_id, run_key, actor, arguments, state, attempts, created_at, updated_at)
    VALUES ($1, $2, $3, $4, 'QUEUED', 0, $5, $5) ON CONFLICT DO NOTHING RETURNING run_key
),
queued AS (
    INSERT INTO dramatiq.queue (queue_name, message_id, state, message)
    SELECT $6::text, $7::uuid, 'queued', $8::jsonb FROM asked RETURNING message_id
)
SELECT pg_notify('dramatiq.' || $6 || '.enqueue', '') FROM queued
"""
_WAKE = """
WITH queued AS (
    INSERT INTO dramatiq.queue (queue_name, message_id, state, message) VALUES ($1, $2, 'queued', $3)
)
SELECT pg_notify('dramatiq.' || $1 || '.enqueue', '')
"""


async def enqueue(
    link: Link, *, organisation_id: UUID, job: str, run_key: str, arguments: Mapping[str, Any], now: datetime
) -> bool:
    """Ask for a job; False when its key was taken before, whether that run is over or not."""
    stored = orjson.loads(orjson.dumps(arguments, default=str))
    message = _message(job, str(organisation_id), run_key)
    identity = UUID(message.message_id)
    asked = await link.row(_ASK, organisation_id, run_key, job, stored, now, QUEUE, identity, message.asdict())
    return asked is not None


async def wake(link: Link, job: str, *arguments: str) -> None:
    """Put a message for ``job`` into the queue; workers hear of it when the transaction commits."""
    message = _message(job, *arguments)
    await link.row(_WAKE, QUEUE, UUID(message.message_id), message.asdict())


def _message(job: str, *arguments: str) -> Message[None]:
    return Message(queue_name=QUEUE, actor_name=job, args=arguments, kwargs={}, options={}, message_id=str(new_id()))
