"""The announced changes of sub-processors, for commands that show the register."""

import asyncio
from collections.abc import Sequence

from smoall.commands.database import joined, open_database
from smoall.domain.privacy.sub_processor_change import SubProcessorChange
from smoall.infra.postgres.cluster import Cluster
from smoall.infra.postgres.database import Database
from smoall.infra.postgres.unit import PostgresUnits
from smoall.settings import Settings
from smoall.wiring import Addresses, addresses


def known_changes(settings: Settings) -> Sequence[SubProcessorChange]:
    """All of them; none where there is no database yet, so that nothing can have been announced."""
    if addresses(settings) is None and not Cluster(settings.home / "postgres").exists():
        return ()
    with open_database(settings) as where:
        return asyncio.run(_read(where))


def changes_at_hand(settings: Settings) -> Sequence[SubProcessorChange]:
    """Those of a database that runs; an embedded one at rest is not started for it."""
    where = addresses(settings) or joined(settings)
    return asyncio.run(_read(where)) if where else ()


async def _read(where: Addresses) -> Sequence[SubProcessorChange]:
    database = Database(where.app, size=1, role=where.role)
    try:
        async with PostgresUnits(database).begin(None, request_id="register") as unit:
            return await unit.sub_processor_changes.all()
    finally:
        await database.close()
