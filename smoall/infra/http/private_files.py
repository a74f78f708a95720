"""Private files by signed address: one's own data, the export of an organisation, registers, the trail."""

from collections.abc import Callable
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from smoall.domain.access.role import Role
from smoall.domain.kernel.errors import DomainError
from smoall.domain.kernel.ids import Kind, parse_id
from smoall.infra.crypto.signing import Signer
from smoall.infra.http.attachment import attachment
from smoall.infra.http.register_file import PREFIX, register_file
from smoall.infra.http.report_file import Reports
from smoall.infra.http.trail_file import PREFIX as TRAIL
from smoall.infra.http.trail_file import trail_file
from smoall.usecases.actor import Actor, system
from smoall.usecases.files import FileStore
from smoall.usecases.privacy.my_data import my_data
from smoall.usecases.privacy.register.export_register import RegisterPress
from smoall.usecases.privacy.subjects.export_report import ReportWriter
from smoall.usecases.unit import Units


def private_file(
    units: Units, files: FileStore, signer: Signer, press: RegisterPress, reports: ReportWriter
) -> Callable[[Request], object]:
    """The route ``/private/{organisation}/{subject}/{kind}?expires=…&signature=…``."""

    people = Reports(units, reports, files)

    async def answer(request: Request) -> Response:
        organisation, subject, kind = (request.path_params[name] for name in ("organisation", "subject", "kind"))
        organisation_id = _uuid(organisation)
        if organisation_id is None or not _signed(request, organisation_id, f"{subject}/{kind}", signer):
            return JSONResponse({"error": "This address has expired or was altered: ask for a fresh one."}, 403)
        if subject.startswith(PREFIX):
            return await register_file(units, press, organisation_id, subject=subject, kind=kind)
        if subject.startswith(TRAIL):
            return trail_file(units, organisation_id, subject=subject, kind=kind)
        user_id = parse_id(subject, Kind.USER) if kind == "data" else None
        if user_id is not None:
            return await _report(units, user_id, organisation_id)
        if parse_id(subject.partition("-")[0], Kind.SUBJECT_REQUEST):
            return await people.file(organisation_id, subject=subject, kind=kind)
        export_id = _uuid(subject.removeprefix("exp_")) if kind == "zip" else None
        if export_id is not None:
            return await _export(units, files, export_id, organisation_id)
        return JSONResponse({"error": "There is no such file any more."}, 404)

    return answer


async def _report(units: Units, user_id: UUID, organisation_id: UUID) -> Response:
    actor = Actor(user_id, organisation_id, Role.READER)
    try:
        async with units.begin(actor, request_id="download") as unit:
            person = await unit.persons.get(user_id)
            report = await my_data(unit, language=person.language if person else actor.language)
    except DomainError:
        return JSONResponse({"error": "There is no such file any more."}, 404)
    return attachment(orjson.dumps(report, option=orjson.OPT_INDENT_2), "my-data.json", "application/json")


async def _export(units: Units, files: FileStore, export_id: UUID, organisation_id: UUID) -> Response:
    async with units.begin(system(organisation_id), request_id="download") as unit:
        export = await unit.endings.export(export_id)
    if export is None or export.sha256 is None:
        return JSONResponse({"error": "There is no such file any more."}, 404)
    return attachment(await files.get(export.sha256), "smoall-export.zip", "application/zip")


def _signed(request: Request, organisation_id: UUID, subject: str, signer: Signer) -> bool:
    expires, signature = request.query_params.get("expires", ""), request.query_params.get("signature", "")
    sound = expires.isascii() and expires.isdigit() and len(expires) < 12
    return sound and signer.accepts(
        organisation_id=organisation_id, subject=subject, expires=int(expires), signature=signature
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(hex=text) if len(text) == 32 else None
    except ValueError:
        return None
