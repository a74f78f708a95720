"""The register of processing by signed address, ``register-2026-11-26-FR/pdf``."""

from datetime import date
from uuid import UUID

from starlette.responses import JSONResponse, Response

from smoall.domain.kernel.errors import Unavailable
from smoall.domain.kernel.language import Language
from smoall.infra.http.attachment import attachment
from smoall.usecases.actor import system
from smoall.usecases.privacy.register.export_register import FileFormat, RegisterPress, register_content
from smoall.usecases.unit import Units

PREFIX = "register-"
_MEDIA = {FileFormat.PDF: "application/pdf", FileFormat.CSV: "text/csv", FileFormat.JSON: "application/json"}


async def register_file(
    units: Units, press: RegisterPress, organisation_id: UUID, *, subject: str, kind: str
) -> Response:
    """The file; 503 while no PDF can be made, 404 for what names none."""
    asked = _asked(subject, kind)
    if asked is None:
        return JSONResponse({"error": "There is no such file."}, 404)
    on, language, form = asked
    async with units.begin(system(organisation_id), request_id="download") as unit:
        content = await register_content(unit, press.source, on=on, language=language)
    if content is None:
        return JSONResponse({"error": "There was no register yet on that day."}, 404)
    try:
        made = await press.writer.write(content, form=form)
    except Unavailable:
        return JSONResponse({"error": "No PDF can be made now: try again later."}, 503)
    return attachment(made, f"smoall-register-{on}-{language.lower()}.{form}", _MEDIA[form])


def _asked(subject: str, kind: str) -> tuple[date, Language, FileFormat] | None:
    day, _, language = subject.removeprefix(PREFIX).rpartition("-")
    try:
        return date.fromisoformat(day), Language(language), FileFormat(kind)
    except ValueError:
        return None
