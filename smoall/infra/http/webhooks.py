"""``POST /webhooks/{provider}``: proved, reduced to ids, written down, answered; all else is a job's.

200 stops the provider from sending again: for what was taken, taken before, or concerns nobody here. 400 is for what
does not bear its signature or is too old, 503 for an outage of ours: then it shall come again.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from time import perf_counter

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from smoall.domain.kernel.errors import Unavailable
from smoall.infra.telemetry.metrics import WEBHOOKS
from smoall.usecases.operations.hints import (
    LONGEST_ID,
    Arrival,
    Foreign,
    Forged,
    Reception,
    Stale,
    WebhookSource,
)
from smoall.usecases.operations.take_event import receive_hint
from smoall.usecases.unit import Units

MOST_BYTES = 256 * 1024
STATUSES = {
    Reception.FORGED: 400,
    Reception.STALE: 400,
    Reception.TOO_LARGE: 413,
    Reception.UNAVAILABLE: 503,
}
log = logging.getLogger("smoall.webhooks")


def webhooks(
    sources: Mapping[str, WebhookSource], units: Units, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Callable[[Request], object]:
    """The route, for GET (a provider that asks whether somebody is there) and POST."""

    async def answer(request: Request) -> Response:
        source = sources.get(request.path_params["provider"])
        if source is None:
            return Response(status_code=404)
        if request.method != "POST":
            return Response(
                status_code=200 if source.probed else 405, headers={} if source.probed else {"allow": "POST"}
            )
        begun = perf_counter()
        reception = await _receive(source, request, units, clock)
        WEBHOOKS.observe(source.name, reception, perf_counter() - begun)
        status = STATUSES.get(reception, 200)
        if status != 200:
            log.warning("webhook refused", extra={"provider": source.name, "reason": reception.value})
        return Response(status_code=status, headers={"retry-after": "5"} if status == 503 else {})

    return answer


async def _receive(source: WebhookSource, request: Request, units: Units, clock: Callable[[], datetime]) -> Reception:
    try:
        body = await _body(request)
        if body is None:
            return Reception.TOO_LARGE
        hint = source.read(Arrival(body, dict(request.headers), dict(request.query_params), clock()))
        if hint is None:
            return Reception.UNKNOWN
        if len(hint.event_id) > LONGEST_ID:
            return Reception.FORGED
        return await receive_hint(units, source.name, hint)
    except (Forged, ClientDisconnect):
        return Reception.FORGED
    except Stale:
        return Reception.STALE
    except Foreign:
        return Reception.FOREIGN
    except Unavailable:
        return Reception.UNAVAILABLE


async def _body(request: Request) -> bytes | None:
    """The raw bytes, for that is what was signed; None when there are too many."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)
