"""`smoall restore`: a new home, made beside and put in place whole."""

import shutil
from pathlib import Path

from smoall.commands.backing_up import check_backup, key_mark
from smoall.commands.speaking import Exit, Trouble, console, step
from smoall.infra.backup.manifest import DATABASE, FILES, Manifest
from smoall.infra.backup.programs import DumpFailed, restore
from smoall.infra.postgres.embedded import DATABASE as EMBEDDED
from smoall.infra.postgres.embedded import EmbeddedPostgres
from smoall.infra.postgres.revisions import known_revisions
from smoall.infra.postgres.roles import OWNER
from smoall.settings import Settings

KEY = "secret.key"


def restore_home(settings: Settings, folder: Path) -> None:
    """Make the home anew from a backup. Raises Trouble, and then the home is as it was: empty."""
    home = settings.home.expanduser().absolute()
    _ensure_room(settings, home)
    manifest = check_backup(folder)
    _ensure_fits(settings, manifest)
    made = home.with_name(f"{home.name}.restoring")
    try:
        shutil.rmtree(made, ignore_errors=True)
        _make(settings, folder, made)
        if (home / KEY).exists():
            shutil.copy2(home / KEY, made / KEY)
            shutil.rmtree(home)
        made.rename(home)
    except DumpFailed as error:
        remedy = "The home is as it was. pg_restore must be as new as the server that was copied."
        raise Trouble(f"The database cannot be restored: {error}.", remedy, Exit.DATABASE) from error
    except OSError as error:
        raise Trouble(f"{made} cannot be written: {error.strerror}.", "Nothing was restored.", Exit.HOME) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    console.print(f"{home} is as it was at {manifest.made_at}. Start it with `smoall up`.")
    console.print("[yellow]Who was erased since is in it again: erase them once more before anybody uses it.[/]")


def _ensure_room(settings: Settings, home: Path) -> None:
    if settings.database_url:
        remedy = "Use pg_restore as docs/operations.md tells, and copy the backup's files into the home."
        raise Trouble("DATABASE_URL names a database of your own.", remedy, Exit.SETTINGS)
    found = sorted(path.name for path in home.iterdir() if path.name != KEY) if home.is_dir() else []
    if found:
        remedy = f"Move it away, leave nothing but {KEY}, and run this again."
        raise Trouble(f"{home} is not empty: it holds {found[0]}.", remedy, Exit.HOME)


def _ensure_fits(settings: Settings, manifest: Manifest) -> None:
    if manifest.revision not in known_revisions():
        remedy = f"Use Smoall {manifest.version} or newer."
        raise Trouble("The backup is of a newer version of Smoall.", remedy, Exit.BROKEN)
    if not settings.secret_key and not (settings.home / KEY).exists():
        remedy = f"Put {KEY} into {settings.home}, or set SMOALL_SECRET_KEY."
        raise Trouble("The key is missing without which stored secrets stay closed.", remedy, Exit.HOME)
    if manifest.key != key_mark(settings):
        raise Trouble("The key is not that of the backup.", f"Put back the {KEY} of that home.", Exit.HOME)


def _make(settings: Settings, folder: Path, made: Path) -> None:
    made.mkdir(parents=True, mode=0o700)
    server = EmbeddedPostgres.start(made, binaries=settings.postgres_bin)
    try:
        with step("Restoring the database"):
            dsn = server.address.admin_dsn(EMBEDDED)
            restore(dsn, folder / DATABASE, owner=OWNER, binaries=settings.postgres_bin)
    finally:
        server.stop()
    if (folder / FILES).is_dir():
        with step("Restoring the files"):
            shutil.copytree(folder / FILES, made / FILES)
