"""Giving back what was collected for a credited invoice, from the command line."""

import asyncio

from smoall.commands.database import bring_up_to_date, open_database
from smoall.commands.speaking import Exit, Trouble, console
from smoall.infra.postgres.database import Database
from smoall.infra.postgres.unit import PostgresUnits
from smoall.settings import Settings
from smoall.usecases.billing.refund_collection import Refund, refund_collection
from smoall.wiring import Addresses

REFUSALS = {
    Refund.UNKNOWN: ("No invoice to a subscriber has this number.", "Take the number as it stands on the invoice."),
    Refund.NOT_COLLECTED: ("Nothing was collected for it that is not back already.", "There is nothing to give back."),
    Refund.NOT_CREDITED: (
        "Less was credited than was collected.",
        "Issue a credit note for all of it first; a part is refunded at the provider.",
    ),
}


def refund_invoice(settings: Settings, number: str) -> None:
    """`smoall refund`. Raises Trouble where there is nothing to give back, or no credit note says why."""
    with open_database(settings) as where:
        bring_up_to_date(where)
        outcome = asyncio.run(_refund(where, number))
    if outcome in REFUSALS:
        raise Trouble(*REFUSALS[outcome], Exit.BROKEN)
    done = "was asked for before." if outcome is Refund.ALREADY else "will be given back by a worker."
    console.print(f"What was collected for {number} {done}")


async def _refund(where: Addresses, number: str) -> Refund:
    database = Database(where.app, size=1, role=where.role)
    try:
        return await refund_collection(PostgresUnits(database), number)
    finally:
        await database.close()
