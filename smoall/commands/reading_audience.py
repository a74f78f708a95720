"""The newsletter's readers from the command line."""

import asyncio
import csv
import sys

from smoall.commands.database import open_database
from smoall.domain.organisations.house import HOUSE
from smoall.infra.postgres.database import Database
from smoall.infra.postgres.unit import PostgresUnits
from smoall.settings import Settings
from smoall.usecases.access.audience_store import Reader
from smoall.usecases.actor import system
from smoall.wiring import Addresses

MOST = 1_000_000


def print_audience(settings: Settings) -> None:
    """`smoall audience`: a CSV of address and language. It is of this moment; a withdrawal counts from then on."""
    with open_database(settings) as where:
        readers = asyncio.run(_readers(where))
    rows = csv.writer(sys.stdout)
    rows.writerow(("email", "language"))
    rows.writerows((_plain(reader.email), reader.language) for reader in readers)


def _plain(text: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


async def _readers(where: Addresses) -> list[Reader]:
    database = Database(where.app, size=1, role=where.role)
    try:
        async with PostgresUnits(database).begin(system(HOUSE), request_id="audience") as unit:
            return list(await unit.audience.readers(untold=False, limit=MOST))
    finally:
        await database.close()
