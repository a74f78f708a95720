"""Try a parked job again."""

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, NotFound
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit


async def retry_job(unit: Unit, run_key: str) -> str:
    """Put a parked job back into the queue with its attempts forgotten. Raises Forbidden, NotFound, Conflict."""
    require(unit, Permission.MANAGE_JOBS)
    state = await unit.jobs.state(run_key)
    if state is None:
        raise NotFound("JOB_NOT_FOUND")
    if state != "PARKED":
        raise Conflict("JOB_NOT_PARKED", state=state)
    await unit.jobs.queue_again(run_key)
    unit.record("retryJob", f"job_{run_key}")
    return run_key
