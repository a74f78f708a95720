"""Background jobs."""

import strawberry

from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.performing import Answer, perform
from smoall.usecases.operations.retry_job import retry_job


@strawberry.input(description="Which parked job to try again.")
class RetryJobInput:
    """What retrying takes."""

    key: str = says("The job's key.")


@strawberry.type(description="The job is in the queue again.")
class RetryJobPayload:
    """The job."""

    key: str = says("The job's key.")


RetryJobResult = result(RetryJobPayload, "What came of retrying a job.")


async def retry_job_(info: Info, input: RetryJobInput) -> Answer:
    """Try a parked job again."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"key": await retry_job(unit, input.key)}

    return await perform(info, act)
