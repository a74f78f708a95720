"""Reading receipts."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

import orjson
import strawberry

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, Invalid, NotFound
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.mentions import Words
from smoall.schema.context import Info
from smoall.schema.failures import failure
from smoall.schema.performing import asked, shown
from smoall.schema.privacy.showing import stored_receipt
from smoall.schema.reach import ensure_granted
from smoall.schema.texts import message
from smoall.usecases.privacy.subjects.access_report import access_report
from smoall.usecases.privacy.subjects.export_report import ReportFormat
from smoall.usecases.privacy.subjects.find_subject import find_subject


async def erasure_receipt(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The receipt's id, `rcp_…`.")]
) -> Any:
    """A receipt of the organisation at hand."""
    request = info.context
    reader = request.signed_in()
    ensure_granted(frozenset({Permission.MANAGE_PRIVACY}), reader.permissions)
    identity = _receipt_id(id)
    if identity is None:
        return None
    async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
        found = await unit.subjects.erasure(identity)
    return shown(asked(info, "ErasureReceipt"), stored_receipt(found)) if found else None


async def find_subject_(
    info: Info,
    name: Annotated[str | None, strawberry.argument(description="A name, of at least four letters.")] = None,
    email: Annotated[str | None, strawberry.argument(description="An e-mail address.")] = None,
    phone: Annotated[str | None, strawberry.argument(description="A telephone number, however written.")] = None,
    text: Annotated[str | None, strawberry.argument(description="Any other words, at least four letters.")] = None,
) -> Any:
    """Where a person is named in the organisation at hand."""
    request = info.context
    request.signed_in()
    words = Words(
        names=tuple(one for one in (name, text) if one),
        emails=(email,) if email else (),
        phones=(phone,) if phone else (),
    )
    try:
        async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
            found = await find_subject(unit, words)
    except Invalid as refused:
        code = refused.findings[0].code
        raise failure("BAD_USER_INPUT", message(code, {}, request.language)) from refused
    hits = [
        {"table": one.table, "object": one.object, "columns": list(one.columns), "allowed": one.allowed}
        for one in found.hits
    ]
    return shown(asked(info, "SubjectSearch"), {"hits": hits, "isComplete": found.complete})


async def subject_access_report(
    info: Info,
    request: Annotated[strawberry.ID, strawberry.argument(description="The case, whose identity is verified.")],
    language: Annotated[
        Language | None, strawberry.argument(description="The language of the texts; that of the case without one.")
    ] = None,
) -> Any:
    """The report of a case's person."""
    context, services = info.context, info.context.services
    reader = context.signed_in()
    try:
        async with services.units.begin(context.actor, request_id=context.request_id) as unit:
            report = await access_report(unit, request, language=language)
    except (NotFound, Conflict) as refused:
        raise failure("BAD_USER_INPUT", message(refused.code, refused.values, context.language)) from refused

    def signed(subject: str) -> Mapping[str, Any]:
        file = services.private_download(reader.organisation_id, subject)
        return {"url": file.url, "expiresAt": file.expires_at}

    answer = {
        "generatedAt": report["generatedAt"],
        "json": orjson.dumps(report).decode(),
        "download": signed(f"{request}/data"),
        "files": {form: signed(f"{request}-{report['language']}/{form}") for form in ReportFormat},
    }
    return shown(asked(info, "SubjectAccessReport"), answer)


def _receipt_id(text: str) -> UUID | None:
    prefix, _, digits = text.partition("_")
    try:
        return UUID(hex=digits) if prefix == "rcp" and len(digits) == 32 else None
    except ValueError:
        return None
