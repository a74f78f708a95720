"""The report to a person by signed address: ``sbr_…-FR/pdf``, ``sbr_…-FR/json``, or ``sbr_…/data``, the JSON of old."""

from uuid import UUID

from starlette.responses import JSONResponse, Response

from smoall.domain.access.role import Role
from smoall.domain.kernel.errors import DomainError, Unavailable
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import NOBODY
from smoall.infra.http.attachment import attachment
from smoall.usecases.actor import Actor
from smoall.usecases.privacy.subjects.access_report import access_report
from smoall.usecases.privacy.subjects.export_report import ReportFormat, ReportWriter
from smoall.usecases.unit import Units

_MEDIA = {ReportFormat.PDF: "application/pdf", ReportFormat.JSON: "application/json"}


async def report_file(
    units: Units, writer: ReportWriter, organisation_id: UUID, *, subject: str, kind: str
) -> Response:
    """The file; 503 while no PDF can be made, 404 for what names none. Whoever holds the address was let in when it was
    signed."""
    request, _, spoken = subject.partition("-")
    asked = _asked(spoken, kind)
    if asked is None:
        return _gone()
    language, form = asked
    try:
        async with units.begin(Actor(NOBODY, organisation_id, Role.ADMIN), request_id="download") as unit:
            report = await access_report(unit, request, language=language)
        made = await writer.write(report, form=form)
    except Unavailable:
        return JSONResponse({"error": "No PDF can be made now: try again later."}, 503)
    except DomainError:
        return _gone()
    return attachment(made, f"access-report.{form}", _MEDIA[form])


def _asked(spoken: str, kind: str) -> tuple[Language | None, ReportFormat] | None:
    try:
        if not spoken:
            return (None, ReportFormat.JSON) if kind == "data" else None
        return Language(spoken), ReportFormat(kind)
    except ValueError:
        return None


def _gone() -> Response:
    return JSONResponse({"error": "There is no such file any more."}, 404)
