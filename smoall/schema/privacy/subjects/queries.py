"""Reading receipts."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.context import Info
from smoall.schema.performing import asked, shown
from smoall.schema.privacy.showing import stored_receipt
from smoall.schema.reach import ensure_granted


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


def _receipt_id(text: str) -> UUID | None:
    prefix, _, digits = text.partition("_")
    try:
        return UUID(hex=digits) if prefix == "rcp" and len(digits) == 32 else None
    except ValueError:
        return None
