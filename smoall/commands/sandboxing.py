"""The sandbox: stand-ins for the providers on loopback, and the settings that point a Smoall at them."""

import errno
from contextlib import AsyncExitStack

from smoall.commands.speaking import Exit, Trouble, console
from smoall.commands.stopping import Stopping, run_until_stopped
from smoall.sandbox.kit import StandIn, running
from smoall.sandbox.stand_ins import STAND_INS
from smoall.settings import Settings


def run_sandbox(settings: Settings, *, port: int) -> None:
    """`smoall sandbox`: each stand-in takes the next port; webhooks go to the Smoall of these same settings."""
    run_until_stopped(lambda stopping: _run(settings, port, stopping))
    console.print("The sandbox has stopped; what was in it is gone.")


async def _run(settings: Settings, port: int, stopping: Stopping) -> None:
    async with AsyncExitStack() as stack:
        for number, kind in enumerate(STAND_INS):
            standin = await _start(stack, kind(), port + number)
            if standin.sender:
                standin.sender.url = f"{settings.base_url}/webhooks/{standin.name}"
                standin.sends_at_once = True
            _say(standin)
        console.print(f"Set these for the Smoall at {settings.base_url}, and start it. Stop the sandbox with Ctrl-C.")
        await stopping.asked.wait()


async def _start(stack: AsyncExitStack, standin: StandIn, port: int) -> StandIn:
    try:
        return await stack.enter_async_context(running(standin, port=port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise Trouble(f"Another program uses 127.0.0.1:{port}.", "Name another with --port.", Exit.PORT) from None


def _say(standin: StandIn) -> None:
    console.print(
        f"[bold]{standin.name}[/] stands in at {standin.url}; faults, clock and log: {standin.url}/__control/"
    )
    for name, value in standin.settings().items():
        console.print(f"  export {name}='{value}'")
