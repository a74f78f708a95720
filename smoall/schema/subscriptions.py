"""Subscriptions: what happens, as it happens."""

from collections.abc import AsyncGenerator
from typing import Annotated, Any

import strawberry

from smoall.domain.kernel.ids import Kind, parse_id
from smoall.schema.context import Info
from smoall.schema.invoicing.types import Invoice
from smoall.schema.performing import asked
from smoall.schema.rooting import read_root
from smoall.usecases.reading import Leaf, Selected


async def _invoice_changed(
    info: Info,
    invoice: Annotated[
        strawberry.ID | None, strawberry.argument(description="Only this invoice; all of them if absent.")
    ] = None,
) -> AsyncGenerator[Any, None]:
    request = info.context
    reader = request.signed_in()
    wanted = parse_id(invoice, Kind.INVOICE) if invoice else None
    selection = asked(info, "Invoice")
    values = request.planner(info._raw_info).variables
    async with request.services.watch(reader.organisation_id) as changes:
        async for identity in changes:
            if invoice is not None and identity != wanted:
                continue
            leaf = Leaf(f"{Kind.INVOICE.value}_{identity.hex}")
            selected = Selected("invoice", "invoice", "Invoice", True, {"id": leaf}, selection)
            found = await read_root(request, selected, values)
            if found["invoice"] is not None:
                yield found["invoice"]


@strawberry.type(description="What happens, as it happens: over graphql-transport-ws or server-sent events.")
class Subscription:
    """The root of subscriptions."""

    invoice_changed: AsyncGenerator[Invoice, None] = strawberry.subscription(
        resolver=_invoice_changed,
        description="An invoice after each change: drafted, issued, its files made, sent, paid, credited.",
    )
