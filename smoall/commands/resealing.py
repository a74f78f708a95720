"""A new master key: every stored secret is sealed anew, so that the earlier key can be put away."""

import asyncio

from smoall.commands.database import bring_up_to_date, open_database
from smoall.commands.ledger import reseal_ledger
from smoall.commands.speaking import Exit, Trouble, console
from smoall.settings import Settings
from smoall.wiring import reseal


def reseal_and_say(settings: Settings) -> None:
    """`smoall reseal`. Raises Trouble when a secret opens with none of the keys."""
    with open_database(settings) as where:
        bring_up_to_date(where)
        done = asyncio.run(reseal(settings, where))
    reseal_ledger(settings)
    console.print(f"{done.found} secrets, {done.anew} sealed anew with the present master key.")
    if done.shut:
        raise Trouble(
            f"{done.shut} secrets open with none of the keys.",
            "Add the master key that sealed them to SMOALL_FORMER_SECRET_KEYS and run this again.",
            Exit.BROKEN,
        )
