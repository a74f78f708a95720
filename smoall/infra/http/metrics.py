"""``GET /metrics``: for Prometheus, from inside the operator's own network."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from smoall.domain.kernel.errors import Unavailable
from smoall.infra.postgres.database import Database
from smoall.infra.telemetry.metrics import MEDIA_TYPE, Gauges, Queue, page

_QUEUE = """
SELECT count(*) FILTER (WHERE state = 'queued' AND available_at <= now()) AS waiting,
    count(*) FILTER (WHERE state = 'consumed') AS running,
    count(*) FILTER (WHERE state = 'rejected') AS rejected,
    coalesce(extract(epoch FROM now() - min(available_at) FILTER (WHERE state = 'queued' AND available_at <= now())), 0)
        AS oldest
FROM dramatiq.queue
"""


def metrics(database: Database) -> Callable[[Request], object]:
    """The route; a database that does not answer leaves its figures out and says so."""

    async def answer(_request: Request) -> Response:
        in_use = database.in_use
        try:
            queue = await _queue(database)
        except Unavailable:
            queue = None
        return Response(page(Gauges(in_use, database.size, queue)), media_type=MEDIA_TYPE)

    return answer


async def _queue(database: Database) -> Queue:
    async with database.link() as link:
        row = await link.row(_QUEUE)
    assert row is not None
    return Queue(row["waiting"], row["running"], row["rejected"], float(row["oldest"]))
