"""Keep what a case was answered: the report and its PDF, as proof for a year (GDPR art. 5(2), 12(3)).

The row comes first and names the file; the file is written while no erasure runs, and only if the row is still there.
So whoever erases the person finds the one or both, whenever this stops, and no file is left that no row names.
"""

import hashlib
import json
from uuid import UUID

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.subject_request import RequestState, SubjectRequest
from smoall.usecases.actor import Actor
from smoall.usecases.files import FileStore
from smoall.usecases.privacy.subjects.access_report import access_report
from smoall.usecases.privacy.subjects.export_report import ReportFormat, ReportWriter
from smoall.usecases.privacy.subjects.stores import Answer
from smoall.usecases.unit import Unit, Units


async def keep_answer(units: Units, actor: Actor, request_id: UUID, *, writer: ReportWriter, files: FileStore) -> None:
    """Keep the answer of a case that was completed; run again, it goes on where it stopped, and a person who was erased
    meanwhile stays so. Raises Unavailable PDF_UNAVAILABLE."""
    request_key = f"answer:{request_id.hex}"
    async with units.begin(actor, request_id=request_key) as unit:
        answer = await unit.subject_requests.answer(request_id)
        report = answer.report if answer else await _reported(unit, request_id, writer)
    if report is None:
        return
    pdf = await writer.write(json.loads(report), form=ReportFormat.PDF)
    if answer is None:
        async with units.begin(actor, request_id=request_key) as unit:
            await _add(unit, request_id, report, pdf)
            await unit.commit()
    async with units.begin(actor, request_id=request_key) as unit:
        await unit.subjects.alone()
        answer = await unit.subject_requests.answer(request_id)
        if answer and answer.kept_at is None:
            await files.put(pdf)
            await unit.subject_requests.note_kept(answer.id)
            await unit.commit()


async def _reported(unit: Unit, request_id: UUID, writer: ReportWriter) -> bytes | None:
    """The report of now; None for who was erased."""
    request = await unit.subject_requests.get(request_id)
    if request is None or not _is_answered(request):
        return None
    report = await access_report(unit, public_id(Kind.SUBJECT_REQUEST, request_id))
    return await writer.write(report, form=ReportFormat.JSON)


async def _add(unit: Unit, request_id: UUID, report: bytes, pdf: bytes) -> None:
    await unit.subjects.alone()
    request = await unit.subject_requests.get(request_id)
    if request is None or not _is_answered(request) or await unit.subject_requests.answer(request_id):
        return
    answer = Answer(
        id=unit.new_id(),
        request_id=request_id,
        contact_id=request.contact_id,
        language=request.language,
        report=report,
        report_sha256=hashlib.sha256(report).hexdigest(),
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
    )
    await unit.subject_requests.add_answer(answer)
    unit.record(
        "keepAnswer",
        public_id(Kind.SUBJECT_REQUEST, request_id),
        report=answer.report_sha256,
        pdf=answer.pdf_sha256,
    )


def _is_answered(request: SubjectRequest) -> bool:
    """Whether somebody is still there to whom this was an answer."""
    return request.state is RequestState.COMPLETED and bool(request.person_name)
