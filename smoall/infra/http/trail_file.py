"""The audit trail by signed address, ``trail-2026-01-01_2026-11-26/jsonl``; a day that is left out bounds nothing."""

from datetime import date
from uuid import UUID

from starlette.responses import JSONResponse, Response, StreamingResponse

from smoall.infra.http.attachment import headers_of
from smoall.usecases.privacy.export_trail import export_trail
from smoall.usecases.unit import Units

PREFIX = "trail-"


def trail_file(units: Units, organisation_id: UUID, *, subject: str, kind: str) -> Response:
    """The lines, sent as they are read; 404 for what names none."""
    days = _days(subject.removeprefix(PREFIX))
    if kind != "jsonl" or days is None:
        return JSONResponse({"error": "There is no such file."}, 404)
    since, until = days
    lines = export_trail(units, organisation_id, since=since, until=until)
    return StreamingResponse(lines, media_type="application/jsonl", headers=headers_of("smoall-audit-trail.jsonl"))


def _days(text: str) -> tuple[date | None, date | None] | None:
    try:
        since, until = (date.fromisoformat(day) if day else None for day in text.split("_"))
    except ValueError:
        return None
    return since, until
