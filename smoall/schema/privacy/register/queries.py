"""Reading the register of processing."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import strawberry

from smoall.domain.access.role import Permission
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.register.comparing import changes_between
from smoall.domain.privacy.register.content import Content, content_of
from smoall.domain.privacy.register.register import Register
from smoall.schema.context import Info
from smoall.schema.performing import asked, shown
from smoall.schema.reach import ensure_granted
from smoall.usecases.privacy.register.processing_register import processing_register

_Language = Annotated[Language | None, strawberry.argument(description="The language of the texts; yours without one.")]


async def processing_register_(
    info: Info,
    at: Annotated[date | None, strawberry.argument(description="The day; today without one.")] = None,
    language: _Language = None,
) -> Any:
    """The register of a day, as files too."""
    register = (await _registers(info, at))[0]
    if register is None:
        return None
    chosen = language or info.context.language
    answer = {
        **content_of(register, language=chosen),
        "editions": _editions(info, chosen),
        "files": _files(info, register.on, chosen),
    }
    return shown(asked(info, "ProcessingRegister"), answer)


async def register_diff(
    info: Info,
    from_: Annotated[date, strawberry.argument(name="from", description="The day to compare from.")],
    to: Annotated[date | None, strawberry.argument(description="The day to compare with; today without one.")] = None,
    language: _Language = None,
) -> Any:
    """What is different between two days; before the first edition there was nothing."""
    chosen = language or info.context.language
    before, after = [content_of(one, language=chosen) if one else {} for one in await _registers(info, from_, to)]
    changes = [
        {"path": one.path, "kind": one.kind, "before": one.before, "after": one.after}
        for one in changes_between(before, after)
    ]
    versions = {"fromVersion": before.get("version"), "toVersion": after.get("version")}
    return shown(asked(info, "RegisterDiff"), {**versions, "changes": changes})


async def _registers(info: Info, *days: date | None) -> list[Register | None]:
    request, services = info.context, info.context.services
    ensure_granted(frozenset({Permission.READ_AUDIT}), request.signed_in().permissions)
    async with services.units.begin(request.actor, request_id=request.request_id) as unit:
        return [await processing_register(unit, services.register, at=day) for day in days]


def _editions(info: Info, language: Language) -> list[Content]:
    return [
        {
            "version": one.version,
            "inForceFrom": one.in_force_from,
            "changes": [{"code": text.code, "text": text.words[language]} for text in one.changes],
        }
        for one in info.context.services.register.editions
    ]


def _files(info: Info, on: date, language: Language) -> Mapping[str, Any]:
    organisation_id = info.context.signed_in().organisation_id
    found = {}
    for kind in ("pdf", "csv", "json"):
        file = info.context.services.private_download(organisation_id, f"register-{on}-{language}/{kind}")
        found[kind] = {"url": file.url, "expiresAt": file.expires_at}
    return found
