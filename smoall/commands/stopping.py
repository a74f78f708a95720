"""Being asked to stop: SIGTERM or Ctrl-C once to finish in order, twice to hurry."""

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable

import uvloop

PAUSE = 0.02


class Stopping:
    """What the signals said so far; belongs to one event loop."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.hurried = asyncio.Event()

    def heard(self) -> None:
        """A signal came."""
        (self.hurried if self.asked.is_set() else self.asked).set()

    async def unless_hurried(self, act: Callable[[], object]) -> None:
        """Run ``act`` in a thread until it is done, or until a second signal; a thread left behind ends with us."""
        thread = threading.Thread(target=act, name="stopping", daemon=True)
        thread.start()
        while thread.is_alive() and not self.hurried.is_set():
            await asyncio.sleep(PAUSE)


def run_until_stopped(main: Callable[[Stopping], Awaitable[None]]) -> None:
    """Run ``main`` on a fresh event loop; it is to leave when ``asked`` is set."""

    async def run() -> None:
        stopping, loop = Stopping(), asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stopping.heard)
        await main(stopping)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
