"""`smoall backup`: the database first, then the files, every one checked; it counts once it is whole."""

import hmac
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from smoall import __version__
from smoall.commands.database import open_database
from smoall.commands.ledger import hand_over
from smoall.commands.speaking import Exit, Trouble, console, step
from smoall.infra.backup.manifest import (
    DATABASE,
    FILES,
    FORMAT,
    LETTERS,
    BackupDamaged,
    Manifest,
    checked,
    is_content,
    sha256_of,
)
from smoall.infra.backup.programs import DumpFailed, dump
from smoall.infra.crypto.master_key import master_key
from smoall.infra.erasures.known import head_known, known_to
from smoall.infra.files.atomic import TEMPORARY
from smoall.infra.postgres.embedded import DATABASE as EMBEDDED
from smoall.infra.postgres.embedded import running_address
from smoall.infra.postgres.revisions import current_revision
from smoall.settings import Settings
from smoall.wiring import Addresses
from smoall.wiring_ledger import ledger_of


def back_up(settings: Settings, folder: Path) -> None:
    """Write a backup into a folder that is not there yet. Raises Trouble; then there is no such folder."""
    if folder.exists():
        raise Trouble(f"{folder} is there already.", "Name a folder that is not: a backup replaces none.", Exit.BROKEN)
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True, mode=0o700)
        manifest = _written(settings, unfinished)
        manifest.write(unfinished)
        unfinished.rename(folder)
    except OSError as error:
        raise Trouble(f"{folder} cannot be written: {error.strerror}.", "Name another folder.", Exit.HOME) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    console.print(f"{folder}: the database and {len(manifest.files) - 1} files. Not in it, to be kept apart from it:")
    console.print(f"the master key, and the ledger of erasures ({ledger_of(settings).path}).")


def check_backup(folder: Path) -> Manifest:
    """Whether every part of a backup is as it was written. Raises Trouble."""
    try:
        with step("Checking the backup"):
            manifest = checked(folder)
    except BackupDamaged as error:
        raise Trouble(f"{error}.", "Use another backup; nothing was changed.", Exit.BROKEN) from error
    except OSError as error:
        raise Trouble(f"{folder} cannot be read: {error.strerror}.", "Nothing was changed.", Exit.BROKEN) from error
    return manifest


def say_sound(folder: Path) -> None:
    """`smoall backup --check`."""
    manifest = check_backup(folder)
    console.print(f"{folder} is whole: {manifest.made_at}, Smoall {manifest.version}, {len(manifest.files) - 1} files.")


def key_mark(settings: Settings) -> str:
    """Tells one master key from another, and nothing of it."""
    key = master_key(settings.home, given=settings.secret_key)
    return hmac.digest(key, b"smoall backup", "sha256").hex()


def _written(settings: Settings, folder: Path) -> Manifest:
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    with open_database(settings) as where:
        with psycopg.connect(where.owner, connect_timeout=5) as connection:
            revision = current_revision(connection)
        if revision is None:
            raise Trouble("There is nothing in the database yet.", "Start Smoall first.", Exit.DATABASE)
        ledger = _ledger(settings, where)
        try:
            with step("Copying the database"):
                dump(_all_seeing(settings, where), folder / DATABASE, binaries=settings.postgres_bin)
        except DumpFailed as error:
            remedy = "pg_dump must be as new as the server, and its role a superuser or BYPASSRLS."
            raise Trouble(f"The database cannot be copied: {error}.", remedy, Exit.DATABASE) from error
    with step("Copying the files"):
        _copy(settings.home / FILES, folder / FILES)
        _copy_letters(settings.home / LETTERS, folder / LETTERS)
    parts = {str(path.relative_to(folder)): sha256_of(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    return Manifest(
        format=FORMAT,
        version=__version__,
        revision=revision,
        made_at=made_at,
        key=key_mark(settings),
        files=parts,
        ledger=ledger,
    )


def _ledger(settings: Settings, where: Addresses) -> tuple[int, str] | None:
    """Where the ledger stands, once all that waits is in it; None for a database from before there were ledgers.

    A backup of a database whose ledger is lost, or was not replayed, would bring back whom it cannot name. Raises
    Trouble.
    """
    with psycopg.connect(where.owner, connect_timeout=5) as connection:
        if known_to(connection) is None:
            return None
    hand_over(ledger_of(settings), where)
    with psycopg.connect(where.owner, connect_timeout=5) as connection:
        known = known_to(connection)
    assert known is not None
    head = head_known(known)
    return head.sequence, head.hash.hex()


def _all_seeing(settings: Settings, where: Addresses) -> str:
    # Row-level security binds the owner too: the embedded server's superuser sees every row.
    running = None if settings.database_url else running_address(settings.home)
    return running.admin_dsn(EMBEDDED) if running else where.owner


def _copy(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        if not path.is_file() or path.name.endswith(TEMPORARY):
            continue
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(path, place)
        except FileNotFoundError:
            continue  # erased meanwhile: it shall not come back
        if not is_content(place, root=target):
            remedy = "Put it back from an older backup, then run this again."
            raise Trouble(f"{path} is damaged: it does not hold what its name says.", remedy, Exit.BROKEN)


def _copy_letters(source: Path, target: Path) -> None:
    """Letters that are kept in place of being sent; a file of the mailbox is never changed once it is there."""
    for path in sorted(source.glob("*.eml")):
        target.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):  # erased meanwhile: it shall not come back
            shutil.copyfile(path, target / path.name)
