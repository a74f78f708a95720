"""What anybody may know, signed in or not: the officer, the sub-processors, the privacy notice."""

import hashlib
from typing import Annotated, Any

import orjson
import strawberry

from smoall.domain.access.role import Permission
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.register.content import sub_processor_content
from smoall.schema.context import Info
from smoall.schema.performing import asked, shown
from smoall.schema.privacy.showing import shown_export
from smoall.schema.reach import ensure_granted
from smoall.usecases.privacy.my_data import my_data
from smoall.usecases.privacy.register.processing_register import sub_processors_today


async def dpo_contact(info: Info) -> Any:
    """The officer."""
    officer = info.context.services.officer
    return shown(asked(info, "DpoContact"), {"name": officer.name, "email": officer.email, "phone": officer.phone})


async def sub_processors(info: Info) -> Any:
    """Who works for Smoall, under which protection today."""
    request = info.context
    async with request.services.units.begin(None, request_id=request.request_id) as unit:
        found = await sub_processors_today(unit)
    return shown(asked(info, "SubProcessor"), [sub_processor_content(one, on=unit.today) for one in found])


async def privacy_notice(
    info: Info,
    language: Annotated[Language, strawberry.argument(description="The language of the text.")] = Language.EN,
) -> Any:
    """The notice in force."""
    notice = info.context.services.notice
    text = notice.texts[language]
    digest = hashlib.sha256(text.encode()).hexdigest()
    return shown(asked(info, "PrivacyNotice"), {"version": notice.version, "text": text, "textSha256": digest})


async def organisation_export(info: Info) -> Any:
    """The latest export of the organisation at hand, for who may close it."""
    request, services = info.context, info.context.services
    reader = request.signed_in()
    ensure_granted(frozenset({Permission.CLOSE_ORGANISATION}), reader.permissions)
    async with services.units.begin(request.actor, request_id=request.request_id) as unit:
        export = await unit.endings.export()
    if export is None:
        return None
    return shown(asked(info, "OrganisationExport"), shown_export(export, services, reader.organisation_id))


async def my_data_(info: Info) -> Any:
    """The report, in the caller's language."""
    request, services = info.context, info.context.services
    reader = request.signed_in()
    ensure_granted(frozenset({Permission.MANAGE_OWN_ACCOUNT}), reader.permissions)
    async with services.units.begin(request.actor, request_id=request.request_id) as unit:
        report = await my_data(unit, language=request.language)
    download = services.private_download(reader.organisation_id, f"{public_id(Kind.USER, reader.user_id)}/data")
    answer = {
        **report,
        "json": orjson.dumps(report).decode(),
        "download": {"url": download.url, "expiresAt": download.expires_at},
    }
    return shown(asked(info, "MyData"), answer)
