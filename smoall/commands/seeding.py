"""Demo data from the command line: asked for, or on a first start with SMOALL_DEMO=1."""

import asyncio

from smoall.commands.database import bring_up_to_date, open_database
from smoall.commands.speaking import console, step
from smoall.demo.seeding import Seeded, demo_exists, nobody_is_there, seed_demo
from smoall.demo.story import EMAIL, PASSWORD
from smoall.infra.postgres.database import Database
from smoall.settings import Settings
from smoall.wiring import Addresses


def seed_and_say(settings: Settings) -> None:
    """`smoall seed`."""
    with open_database(settings) as where:
        bring_up_to_date(where)
        seeded = asyncio.run(_seed(settings, where))
    if seeded is None:
        console.print(f"The demo data is there already. Sign in as {EMAIL}, password {PASSWORD}.")
    else:
        console.print(f"{seeded.documents} documents, {seeded.payments} payments, {seeded.companies} customers.")
        console.print(f"Sign in as {EMAIL}, password {PASSWORD}. A running worker prints the documents.")


def seed_at_first_start(settings: Settings, where: Addresses) -> None:
    """The demo data, when it is wanted and nobody has registered yet."""
    if settings.demo and asyncio.run(_nobody(where)):
        with step("Writing the demo data"):
            asyncio.run(_seed(settings, where))


async def demo_is_there(where: Addresses) -> bool:
    """Whether the demo account exists."""
    database = Database(where.app, size=1, role=where.role)
    try:
        return await demo_exists(database)
    finally:
        await database.close()


async def _nobody(where: Addresses) -> bool:
    database = Database(where.app, size=1, role=where.role)
    try:
        return await nobody_is_there(database)
    finally:
        await database.close()


async def _seed(settings: Settings, where: Addresses) -> Seeded | None:
    database = Database(where.app, size=1, role=where.role)
    try:
        # A demo must not write to strangers: with a real mail server the one letter of the story stays unsent.
        return await seed_demo(database, letters=not settings.letters_leave)
    finally:
        await database.close()
