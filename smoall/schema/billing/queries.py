"""The plans that are sold: computed, for they are no rows."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from smoall.schema.billing.shown import plan_fields
from smoall.schema.context import Info
from smoall.schema.performing import asked, shown

BRUSSELS = ZoneInfo("Europe/Brussels")


async def plans(info: Info) -> Any:
    """The plans offered today, in their order."""
    today = datetime.now(UTC).astimezone(BRUSSELS).date()
    offered = info.context.services.till.plans.offered(today)
    return shown(asked(info, "Plan"), [plan_fields(plan) for plan in offered])
