"""Who works for Smoall itself, from the command line."""

import asyncio

from smoall.commands.database import bring_up_to_date, open_database
from smoall.commands.speaking import Exit, Trouble, console
from smoall.infra.postgres.database import Database
from smoall.infra.postgres.unit import PostgresUnits
from smoall.settings import Settings
from smoall.usecases.privacy.operator import Outcome, let_in, let_out
from smoall.wiring import Addresses
from smoall.wiring_billing import seller_of


def change_operators(settings: Settings, email: str, *, remove: bool) -> None:
    """`smoall operator`. Raises Trouble for an address that nobody has, or has proved."""
    with open_database(settings) as where:
        bring_up_to_date(where)
        outcome = asyncio.run(_change(settings, where, email, remove=remove))
    match outcome:
        case Outcome.UNKNOWN:
            raise Trouble(
                f"Nobody registered {email}.", "Register with the API first, then run this again.", Exit.BROKEN
            )
        case Outcome.UNPROVED:
            raise Trouble(
                f"{email} is not proved yet.", "Open the link in the letter that was sent there first.", Exit.BROKEN
            )
        case Outcome.NOTHING_TO_DO:
            console.print(f"{email} {'was' if remove else 'is'} {'no ' if remove else 'an '}operator already.")
        case Outcome.DONE:
            left = "acts for Smoall itself no more."
            way = "acts for Smoall itself now: switchOrganisation leads to its own organisation."
            console.print(f"{email} {left if remove else way}")


async def _change(settings: Settings, where: Addresses, email: str, *, remove: bool) -> Outcome:
    database = Database(where.app, size=1, role=where.role)
    try:
        units = PostgresUnits(database)
        return await (let_out(units, email) if remove else let_in(units, email, seller=seller_of(settings)))
    finally:
        await database.close()
