"""Telling of a request: a figure always, a line when it is worth one."""

import logging

from smoall.infra.telemetry.metrics import REQUESTS

log = logging.getLogger("smoall.access")
SERVER_ERROR = 500


def observe_request(kind: str, status: int, seconds: float, request_id: str) -> None:
    """Count the request; 5xx is a warning, anything else a debug line. ``kind`` is query,
    mutation or none, or names an endpoint or page."""
    REQUESTS.observe(kind, str(status), seconds)
    weight = logging.WARNING if status >= SERVER_ERROR else logging.DEBUG
    if log.isEnabledFor(weight):
        log.log(
            weight,
            "answered",
            extra={"kind": kind, "status": status, "ms": round(seconds * 1000, 1), "request_id": request_id},
        )
