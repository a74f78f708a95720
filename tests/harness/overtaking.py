"""Two acts at once, in the order that a test wants: one is held open, the other runs until it is through or waits."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from tests.harness.house import RunningHouse

_WAITING = """
SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


async def overtaking(house: RunningHouse, act: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """Start ``act``; answer once it is done or waits for a lock. Await what is answered once the lock is let go."""
    running = asyncio.create_task(act)
    while not running.done() and not (await house.truth(_WAITING))[0]["n"]:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    return running
