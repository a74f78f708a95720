"""Finding, across organisations, the subscriptions that have something to do today."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from smoall.domain.organisations.house import NOBODY
from smoall.infra.postgres import outbox
from smoall.infra.postgres.database import SET_ORGANISATION, Database

BRUSSELS = ZoneInfo("Europe/Brussels")
AT_ONCE = 500
_AS_KEEPER = "SELECT set_config('app.keeper', $1, true)"
_DUE = """
SELECT organisation_id FROM subscription WHERE next_turn_on <= $1 AND organisation_id > $2
ORDER BY organisation_id LIMIT $3
"""


class DueSubscriptions:
    """Asks for one job per organisation and day; asking again on the same day asks for nothing more."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def wake(self) -> int:
        """Ask for a turn of every subscription that is due; how many are."""
        woken, last = 0, NOBODY
        while True:
            found = await self._some(last)
            woken += len(found)
            if len(found) < AT_ONCE:
                return woken
            last = found[-1]

    async def _some(self, last: UUID) -> list[UUID]:
        now = self._clock()
        today = now.astimezone(BRUSSELS).date()
        async with self._database.link() as link, link.connection.transaction():
            await link.value(_AS_KEEPER, "on")
            found: list[UUID] = [row["organisation_id"] for row in await link.rows(_DUE, today, last, AT_ONCE)]
            await link.value(_AS_KEEPER, "")
            for organisation_id in found:
                await link.value(SET_ORGANISATION, str(organisation_id))
                await outbox.enqueue(
                    link,
                    organisation_id=organisation_id,
                    job="turn_subscription",
                    run_key=f"turn:{today.isoformat()}",
                    arguments={"requested_by": NOBODY},
                    now=now,
                )
        return found
