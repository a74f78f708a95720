"""The report to a person by signed address: ``sbr_…-FR/pdf`` or ``/json`` as of now, ``sbr_…-answer/pdf`` or ``/json``
as the case was answered, and ``sbr_…/data``, the JSON of now in the language of the case."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from starlette.responses import JSONResponse, Response

from smoall.domain.access.role import Role
from smoall.domain.kernel.errors import DomainError, Unavailable
from smoall.domain.kernel.ids import Kind, parse_id
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import NOBODY
from smoall.infra.http.attachment import attachment
from smoall.usecases.actor import Actor, system
from smoall.usecases.files import FileStore
from smoall.usecases.privacy.subjects.access_report import access_report
from smoall.usecases.privacy.subjects.export_report import ReportFormat, ReportWriter
from smoall.usecases.unit import Units

_MEDIA: Mapping[ReportFormat, str] = {ReportFormat.PDF: "application/pdf", ReportFormat.JSON: "application/json"}
_ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Reports:
    """What reports are made with, and where answers lie."""

    units: Units
    writer: ReportWriter
    files: FileStore

    async def file(self, organisation_id: UUID, *, subject: str, kind: str) -> Response:
        """The file; 503 while no PDF can be made, 404 for what names none. Whoever holds the address was let in when it
        was signed."""
        request, _, which = subject.partition("-")
        form = _form(kind) if which else ReportFormat.JSON if kind == "data" else None
        if form is None:
            return _gone()
        try:
            if which == _ANSWER:
                made = await self._answer(organisation_id, request, form)
            else:
                made = await self._report(organisation_id, request, which, form)
        except Unavailable:
            return JSONResponse({"error": "No PDF can be made now: try again later."}, 503)
        except DomainError:
            return _gone()
        return attachment(made, f"access-report.{form}", _MEDIA[form]) if made is not None else _gone()

    async def _report(self, organisation_id: UUID, request: str, which: str, form: ReportFormat) -> bytes | None:
        if which and which not in set(Language):
            return None
        actor = Actor(NOBODY, organisation_id, Role.ADMIN)
        async with self.units.begin(actor, request_id="download") as unit:
            report = await access_report(unit, request, language=Language(which) if which else None)
        return await self.writer.write(report, form=form)

    async def _answer(self, organisation_id: UUID, request: str, form: ReportFormat) -> bytes | None:
        request_id = parse_id(request, Kind.SUBJECT_REQUEST)
        async with self.units.begin(system(organisation_id), request_id="download") as unit:
            answer = await unit.subject_requests.answer(request_id) if request_id else None
        if answer is None or answer.kept_at is None:
            return None
        return answer.report if form is ReportFormat.JSON else await self.files.get(answer.pdf_sha256)


def _form(kind: str) -> ReportFormat | None:
    return ReportFormat(kind) if kind in set(ReportFormat) else None


def _gone() -> Response:
    return JSONResponse({"error": "There is no such file any more."}, 404)
