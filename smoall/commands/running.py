"""Running: what starts in which order, and stops in the opposite one, the database last."""

import asyncio
import gc
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from smoall.commands.banner import say_welcome
from smoall.commands.database import bring_up_to_date, is_up_to_date, open_database
from smoall.commands.ledger import ensure_replayed
from smoall.commands.listening import Server, listen
from smoall.commands.seeding import seed_at_first_start
from smoall.commands.speaking import Exit, Trouble, console
from smoall.commands.stopping import Stopping, run_until_stopped
from smoall.infra.postgres.database import Database
from smoall.infra.queue.scheduler import Scheduler
from smoall.infra.telemetry.tracing import set_up_tracing
from smoall.jobs.schedule import TIMETABLE
from smoall.settings import LogLevel, Settings
from smoall.web import make_app
from smoall.wiring import Addresses, open_house, tidy
from smoall.worker import JobWorker

JOBS_DRAIN_SECONDS = 4.0  # with the API's five, a stop takes less than the ten seconds that `docker stop` allows
MIGRATIONS_ASKED_EVERY_SECONDS = 2.0
log = logging.getLogger("smoall.commands")


def run_all(settings: Settings) -> None:
    """`smoall up`: the database, its tables, demo data on a first start, API, jobs and timetable."""
    set_up_tracing(settings.otel_endpoint)
    if console.is_terminal and settings.log_level is LogLevel.INFO:
        # Somebody watches: a line for each job of the demo would push the welcome off the screen.
        logging.getLogger("smoall.jobs").setLevel(logging.WARNING)
    with listen(settings) as door, open_database(settings, join=False) as where:
        bring_up_to_date(where)
        ensure_replayed(settings, where)
        seed_at_first_start(settings, where)
        run_until_stopped(lambda stopping: _all(settings, where, door, stopping))
    console.print("Smoall has stopped.")


def run_api(settings: Settings) -> None:
    """`smoall serve`: the API; not ready until somebody has migrated the database and a worker runs."""
    set_up_tracing(settings.otel_endpoint)
    with listen(settings) as door, open_database(settings) as where:
        if is_up_to_date(where):
            ensure_replayed(settings, where)
        run_until_stopped(lambda stopping: _api_alone(settings, where, door, stopping))


def run_worker(settings: Settings) -> None:
    """`smoall worker`: jobs and timetable. Refuses a database whose tables are not those of this code."""
    set_up_tracing(settings.otel_endpoint)
    with open_database(settings) as where:
        if not is_up_to_date(where):
            raise Trouble("The database has another schema than this code.", "Run `smoall migrate`.", Exit.DATABASE)
        ensure_replayed(settings, where)
        run_until_stopped(lambda stopping: _jobs_alone(settings, where, stopping))


async def _all(settings: Settings, where: Addresses, door: socket.socket, stopping: Stopping) -> None:
    await tidy(settings)
    async with _working(settings, where, stopping), _api(settings, where, door, stopping, Migrated(known=True)):
        await say_welcome(settings, where)
        await stopping.asked.wait()
        _say_goodbye()


async def _api_alone(settings: Settings, where: Addresses, door: socket.socket, stopping: Stopping) -> None:
    migrated = Migrated()
    asking = asyncio.create_task(migrated.ask_until_true(settings, where))
    async with _api(settings, where, door, stopping, migrated):
        console.print(f"The API answers at [bold]{settings.base_url}/graphql[/]; jobs wait for a `smoall worker`.")
        await stopping.asked.wait()
        _say_goodbye()
    asking.cancel()


async def _jobs_alone(settings: Settings, where: Addresses, stopping: Stopping) -> None:
    await tidy(settings)
    async with _working(settings, where, stopping):
        console.print(f"{settings.worker_threads} jobs at a time, and the timetable. Stop with Ctrl-C.")
        await stopping.asked.wait()
        _say_goodbye()


@asynccontextmanager
async def _api(
    settings: Settings, where: Addresses, door: socket.socket, stopping: Stopping, migrated: "Migrated"
) -> AsyncIterator[None]:
    """The API, answering when the block begins and drained when it ends."""
    async with open_house(settings, where) as house:
        server = Server(make_app(house, migrated=migrated))
        # The schema lives as long as the process: looking through it at every full collection takes 18 ms of all.
        gc.collect()
        gc.freeze()
        async with server.answering(door, stopping):
            yield


@asynccontextmanager
async def _working(settings: Settings, where: Addresses, stopping: Stopping) -> AsyncIterator[None]:
    """Jobs and the timetable, for the length of the block; jobs under way may finish."""
    worker = JobWorker(settings, where)
    worker.start()
    database = Database(where.app, size=1, role=where.role)
    ticking = asyncio.create_task(Scheduler(database, TIMETABLE).run())
    try:
        yield
    finally:
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking
        await database.close()
        await stopping.unless_hurried(lambda: worker.stop(seconds=JOBS_DRAIN_SECONDS))
        worker.kill_printer()


class Migrated:
    """Whether the database has this code's schema: asked until it has, remembered from then on."""

    def __init__(self, *, known: bool = False) -> None:
        self._known = known

    def __call__(self) -> bool:
        return self._known

    async def ask_until_true(self, settings: Settings, where: Addresses) -> None:
        """Ask every two seconds, in a thread; a database that does not answer counts as no, and so does a restored one
        into which the ledger of erasures was not replayed."""
        import psycopg

        while not self._known:
            try:
                self._known = await asyncio.to_thread(_fits, settings, where)
            except psycopg.Error:
                pass
            except Trouble as trouble:
                log.warning(trouble.what)
            await asyncio.sleep(MIGRATIONS_ASKED_EVERY_SECONDS)


def _fits(settings: Settings, where: Addresses) -> bool:
    if not is_up_to_date(where):
        return False
    ensure_replayed(settings, where)
    return True


def _say_goodbye() -> None:
    console.print("Stopping: what is under way may finish (Ctrl-C again to hurry).")
