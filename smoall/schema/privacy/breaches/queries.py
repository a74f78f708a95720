"""Drafts of notifications."""

from typing import Annotated, Any

import strawberry

from smoall.domain.access.role import Permission
from smoall.domain.kernel.language import Language
from smoall.schema.context import Info
from smoall.schema.performing import asked, shown
from smoall.schema.reach import ensure_granted
from smoall.usecases.privacy.breaches.draft_notices import draft_notices


async def breach_drafts(
    info: Info,
    breach: Annotated[strawberry.ID, strawberry.argument(description="The breach.")],
    language: Annotated[Language, strawberry.argument(description="The language of the drafts.")],
) -> Any:
    """The drafts of a breach, from the register at hand."""
    request, services = info.context, info.context.services
    ensure_granted(frozenset({Permission.MANAGE_PRIVACY}), request.signed_in().permissions)
    async with services.units.begin(request.actor, request_id=request.request_id) as unit:
        found = await draft_notices(unit, breach, language, officer=services.officer, names=services.category_names)
    if found is None:
        return None
    texts = {"authority": found.authority, "controller": found.controller, "people": found.people}
    return shown(asked(info, "BreachDrafts"), texts)
