"""Reading policies, previews, certificates and what is to be reviewed."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Invalid
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.organisation_policy import RetentionCategory
from smoall.schema.context import Info
from smoall.schema.failures import failure
from smoall.schema.performing import asked, shown
from smoall.schema.privacy.retention.showing import shown_certificate, shown_policies, shown_preview
from smoall.schema.texts import message
from smoall.usecases.gate import require
from smoall.usecases.privacy.retention.purging import purge_preview
from smoall.usecases.privacy.retention.reviewing import prospect_review
from smoall.usecases.privacy.retention.terms import terms_of

MOST = 500


async def retention_policies(info: Info) -> Any:
    """The policies of the organisation at hand."""
    request = info.context
    request.signed_in()
    async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
        require(unit, Permission.READ_AUDIT)
        found = await terms_of(unit)
    return shown(asked(info, "RetentionPolicy"), shown_policies(found))


async def purge_preview_(
    info: Info,
    on: Annotated[date | None, strawberry.argument(description="The day; today if absent, none in the past.")] = None,
    categories: Annotated[
        list[RetentionCategory] | None, strawberry.argument(description="Only these; all if absent.")
    ] = None,
    first: Annotated[int, strawberry.argument(description="How many ids of each kind: 0 to 500.")] = 100,
    after: Annotated[strawberry.ID | None, strawberry.argument(description="Ids that follow this one.")] = None,
) -> Any:
    """What a purge would take."""
    request = info.context
    request.signed_in()
    try:
        async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
            found = await purge_preview(unit, on=on, categories=categories)
            today = unit.today
    except Invalid as refused:
        code = refused.findings[0].code
        raise failure("BAD_USER_INPUT", message(code, {}, request.language)) from refused
    page = shown_preview(found, today=today, first=max(0, min(first, MOST)), after=_uuid(after))
    return shown(asked(info, "PurgePreview"), page)


async def purge_certificates(
    info: Info, first: Annotated[int, strawberry.argument(description="How many: 1 to 100.")] = 25
) -> Any:
    """The certificates of the organisation at hand."""
    request = info.context
    request.signed_in()
    async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
        require(unit, Permission.READ_AUDIT)
        found = await unit.endings.certificates(most=max(0, min(first, 100)))
    paper = request.services.papers.paper
    papers = [shown_certificate(content, paper(content, signature).decode("ascii")) for content, signature in found]
    return shown(asked(info, "PurgeCertificate"), papers)


async def prospect_review_(
    info: Info,
    due_by: Annotated[
        date | None, strawberry.argument(description="Those whose term is over on that day; today if absent.")
    ] = None,
    first: Annotated[int, strawberry.argument(description="How many: 0 to 500.")] = 100,
) -> Any:
    """Prospects to review."""
    request = info.context
    request.signed_in()
    async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
        found = await prospect_review(unit, due_by=due_by, most=max(0, min(first, MOST)))
    prospects = [
        {
            "company": public_id(Kind.COMPANY, one.prospect.company_id),
            "name": one.prospect.name,
            "contacts": one.prospect.contacts,
            "lastDealingOn": one.prospect.last_dealing_on,
            "lastDay": one.last_day,
            "keptUntil": one.prospect.kept_until,
            "reason": one.prospect.reason,
        }
        for one in found.due
    ]
    return shown(asked(info, "ProspectReview"), {"total": found.total, "prospects": prospects})


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(hex=text.partition("_")[2]) if text else None
    except ValueError:
        return None
