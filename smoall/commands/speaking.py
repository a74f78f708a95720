"""How the commands speak: progress, plain words for what goes wrong, and an exit status for each kind of it."""

import logging
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from types import FrameType

import typer
from rich.console import Console

from smoall.settings import EXIT_CODE, LogFormat, Settings, SettingsError

console = Console(highlight=False, soft_wrap=True)
complaints = Console(stderr=True, highlight=False, soft_wrap=True)
log = logging.getLogger("smoall.commands")


class Exit(IntEnum):
    """The exit statuses of a command."""

    BROKEN = 1  # doctor or schema --check found something; or a bug
    SETTINGS = EXIT_CODE
    DATABASE = 3
    PORT = 4
    HOME = 5
    LEDGER = 6
    INTERRUPTED = 130


class Trouble(Exception):
    """Something a person can mend: what, how, and the exit status."""

    def __init__(self, what: str, remedy: str, status: Exit) -> None:
        super().__init__(what)
        self.what, self.remedy, self.status = what, remedy, status


@contextmanager
def settings_read() -> Iterator[Settings]:
    """The settings, logs set up, and every error of the block told in plain words."""
    with plain_words():
        settings = Settings.from_environment()
        from smoall.infra.telemetry.logs import set_up_logs

        set_up_logs(level=settings.log_level, json=settings.log_format is LogFormat.JSON)
        signal.signal(signal.SIGTERM, _end)
        yield settings


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn what a person can mend into a sentence and an exit status; a bug into its place, without a traceback."""
    try:
        yield
    except (typer.Exit, SystemExit):
        raise
    except KeyboardInterrupt:
        raise typer.Exit(Exit.INTERRUPTED) from None
    except Exception as error:
        trouble = _understood(error)
        if trouble is None:
            log.critical("bug", exc_info=error)
            trouble = Trouble("Smoall met a bug; the line above names its place.", "", Exit.BROKEN)
        complain(trouble)
        raise typer.Exit(trouble.status) from None


def complain(trouble: Trouble) -> None:
    """Say what is wrong, and how to mend it, on standard error."""
    complaints.print(f"[bold red]✗[/] {_escaped(trouble.what)}")
    if trouble.remedy:
        complaints.print(f"  {_escaped(trouble.remedy)}")


@contextmanager
def step(text: str) -> Iterator[None]:
    """Show that something slow is under way, and how long it took; a spinner where somebody watches."""
    started = time.monotonic()
    if console.is_terminal:
        with console.status(f"{text} …"):
            yield
    else:
        yield
    console.print(f"[green]✓[/] {text} [dim]{time.monotonic() - started:.1f} s[/]")


def _understood(error: Exception) -> Trouble | None:
    from smoall.domain.billing.plan import PlansError
    from smoall.domain.kernel.errors import Unavailable
    from smoall.infra.crypto.master_key import MasterKeyError
    from smoall.infra.postgres.binaries import EmbeddedPostgresError

    match error:
        case Trouble():
            return error
        case SettingsError():
            return Trouble(str(error), "All settings: docs/settings.md.", Exit.SETTINGS)
        case PlansError():
            return Trouble(
                f"The plans cannot be used: {error}", "Mend the file that SMOALL_PLANS names.", Exit.SETTINGS
            )
        case EmbeddedPostgresError():
            return Trouble(str(error), "", Exit.DATABASE)
        case MasterKeyError():
            return Trouble(str(error), "", Exit.HOME)
        case Unavailable():
            return Trouble("The database does not answer.", "`smoall doctor` looks closer.", Exit.DATABASE)
        case OSError() if error.filename:
            return Trouble(f"{error.filename}: {error.strerror}.", "Set SMOALL_HOME to a folder of yours.", Exit.HOME)
        case _:
            return _database_trouble(error)


def _database_trouble(error: Exception) -> Trouble | None:
    """What the drivers raise when a database cannot be used; only their own first line is shown, never an address."""
    import asyncpg
    import psycopg

    cause = getattr(error, "orig", None) or error  # SQLAlchemy wraps the driver's
    unusable = (
        psycopg.OperationalError,
        psycopg.errors.InsufficientPrivilege,
        asyncpg.CannotConnectNowError,
        asyncpg.InsufficientPrivilegeError,
        asyncpg.InvalidAuthorizationSpecificationError,
        asyncpg.InvalidCatalogNameError,
        asyncpg.PostgresConnectionError,
    )
    if not isinstance(cause, unusable):
        return None
    lines = str(cause).strip().splitlines() or [type(cause).__name__]
    remedy = "Check DATABASE_URL and DATABASE_APP_URL, and that Postgres runs; `smoall doctor` looks closer."
    return Trouble(f"The database cannot be used: {lines[0]}", remedy, Exit.DATABASE)


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")


def _end(_signal: int, _frame: FrameType | None) -> None:
    """SIGTERM before the event loop listens for it: leave through every ``finally``."""
    sys.exit(0)
