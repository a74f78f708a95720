"""Drafts of notifications."""

from typing import Annotated, Any

import strawberry

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Forbidden
from smoall.domain.kernel.language import Language
from smoall.schema.context import Info
from smoall.schema.failures import failure
from smoall.schema.performing import asked, shown
from smoall.schema.reach import ensure_granted
from smoall.schema.texts import message
from smoall.usecases.privacy.breaches.draft_notices import Wanted, draft_notices


async def breach_drafts(
    info: Info,
    breach: Annotated[strawberry.ID, strawberry.argument(description="The breach.")],
    language: Annotated[Language, strawberry.argument(description="The language of the drafts.")],
    organisation: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="An organisation that it affects, whose drafts these are; only for Smoall."),
    ] = None,
) -> Any:
    """The drafts of a breach, from the register at hand."""
    request, services = info.context, info.context.services
    ensure_granted(frozenset({Permission.MANAGE_PRIVACY}), request.signed_in().permissions)
    wanted = Wanted(breach=breach, language=language, organisation=organisation)
    try:
        async with services.units.begin(request.actor, request_id=request.request_id) as unit:
            found = await draft_notices(unit, wanted, officer=services.officer, names=services.category_names)
    except Forbidden as refused:
        raise failure("FORBIDDEN", message(refused.code, refused.values, request.language)) from refused
    if found is None:
        return None
    texts = {"authority": found.authority, "controller": found.controller, "people": found.people}
    return shown(asked(info, "BreachDrafts"), texts)
