"""Being asked to stop: SIGTERM or Ctrl-C once to finish in order, twice to hurry."""

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress

import uvloop


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
        done, loop = asyncio.Event(), asyncio.get_running_loop()

        def run() -> None:
            try:
                act()
            finally:
                with suppress(RuntimeError):  # nobody waited: the loop is closed
                    loop.call_soon_threadsafe(done.set)

        threading.Thread(target=run, name="stopping", daemon=True).start()
        waits = [asyncio.create_task(event.wait()) for event in (done, self.hurried)]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()


def run_until_stopped(main: Callable[[Stopping], Awaitable[None]]) -> None:
    """Run ``main`` on a fresh event loop; it is to leave when ``asked`` is set."""

    async def run() -> None:
        stopping, loop = Stopping(), asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stopping.heard)
        await main(stopping)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
