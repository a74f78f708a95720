"""What can be typed: up, serve, worker, migrate, seed, schema, doctor."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import typer
import uvicorn
from rich.console import Console

from smoall.infra.postgres.binaries import EmbeddedPostgresError
from smoall.infra.postgres.embedded import EmbeddedPostgres
from smoall.infra.postgres.migrate import migrate as apply_migrations
from smoall.infra.postgres.migrate import pending
from smoall.infra.queue.scheduler import Scheduler
from smoall.infra.telemetry.logs import set_up_logs
from smoall.jobs.schedule import TIMETABLE
from smoall.settings import EXIT_CODE, LogFormat, Settings, SettingsError
from smoall.web import make_app
from smoall.wiring import Addresses, addresses, open_house
from smoall.worker import JobWorker

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Invoicing and client relations behind one GraphQL API."
)
console = Console()
DRAIN_SECONDS = 10


def _settings() -> Settings:
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        console.print(f"[red]{error}[/red]")
        raise typer.Exit(EXIT_CODE) from None
    set_up_logs(level=settings.log_level, json=settings.log_format is LogFormat.JSON)
    return settings


@contextmanager
def _database(settings: Settings) -> Iterator[Addresses]:
    """Where the database is; the embedded one is started, and stopped at the end."""
    named = addresses(settings)
    if named:
        yield named
        return
    try:
        postgres = EmbeddedPostgres.start(settings.home, binaries=settings.postgres_bin)
    except EmbeddedPostgresError as error:
        console.print(f"[red]{error}[/red]")
        raise typer.Exit(1) from None
    try:
        yield Addresses(postgres.owner_dsn(), postgres.app_dsn(), None)
    finally:
        postgres.stop()


@app.command()
def up() -> None:
    """Run everything in one process: database, migrations, API, job worker, scheduler."""
    settings = _settings()
    with _database(settings) as where:
        apply_migrations(where.owner)
        worker = JobWorker(settings, where)
        worker.start()
        try:
            asyncio.run(_serve(settings, where, scheduler=True))
        finally:
            worker.stop()


@app.command()
def serve() -> None:
    """Run the API alone."""
    settings = _settings()
    with _database(settings) as where:
        asyncio.run(_serve(settings, where, scheduler=False))


async def _serve(settings: Settings, where: Addresses, *, scheduler: bool) -> None:
    missing = pending(where.owner)
    async with open_house(settings, where) as house:
        ticking = asyncio.create_task(Scheduler(house.database, TIMETABLE).run()) if scheduler else None
        config = uvicorn.Config(
            make_app(house, migrated=lambda: not missing),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=DRAIN_SECONDS,
        )
        try:
            await uvicorn.Server(config).serve()
        finally:
            if ticking:
                ticking.cancel()


@app.command()
def migrate() -> None:
    """Bring the database to the current schema, from any earlier one."""
    settings = _settings()
    with _database(settings) as where:
        apply_migrations(where.owner)
        console.print("The database is up to date.")
