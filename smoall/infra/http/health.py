"""Whether the house stands, and whether it can take guests."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from smoall.domain.kernel.errors import Unavailable
from smoall.infra.postgres.database import Database

_WORKERS = "SELECT count(*) FROM dramatiq.worker WHERE heartbeat_at > now() - interval '20 seconds'"


async def live(_request: Request) -> Response:
    """200 as long as the process answers at all."""
    return JSONResponse({"status": "live"})


def ready(database: Database, *, migrated: Callable[[], bool]) -> Callable[[Request], object]:
    """200 when the API, the migrations and at least one job worker are ready; else 503 with what is not."""

    async def answer(_request: Request) -> Response:
        parts = {"api": True, "migrations": migrated(), "database": False, "worker": False}
        try:
            async with database.link() as link:
                parts["worker"] = await link.value(_WORKERS) > 0
                parts["database"] = True
        except Unavailable:
            pass
        well = all(parts.values())
        return JSONResponse({"status": "ready" if well else "not ready", **parts}, status_code=200 if well else 503)

    return answer
