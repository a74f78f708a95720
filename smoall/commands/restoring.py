"""`smoall restore`: a home made beside, the ledger of erasures replayed into it, and put in place whole."""

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from smoall.commands.backing_up import check_backup, key_mark
from smoall.commands.database import bring_up_to_date, open_database
from smoall.commands.ledger import DELIBERATELY, hand_over, read_ledger
from smoall.commands.replaying import catch_up, forget_strays
from smoall.commands.speaking import Exit, Trouble, console, step
from smoall.domain.privacy.erasures import Known
from smoall.infra.backup.manifest import DATABASE, FILES, LETTERS, Manifest
from smoall.infra.backup.programs import DumpFailed, restore
from smoall.infra.postgres.binaries import EmbeddedPostgresError
from smoall.infra.postgres.embedded import DATABASE as EMBEDDED
from smoall.infra.postgres.embedded import EmbeddedPostgres
from smoall.infra.postgres.revisions import known_revisions
from smoall.infra.postgres.roles import OWNER
from smoall.settings import Settings
from smoall.wiring import Addresses
from smoall.wiring_ledger import LEDGER, ledger_of

KEY = "secret.key"
UNASKED = (
    "Stop Smoall if it runs. For a database that never starts again there is --without-ledger --because …; its last "
    "erasures may then be missing."
)
STAYS = (KEY, LEDGER, f"{LEDGER}.seal", f"{LEDGER}.lock")


@dataclass(frozen=True, slots=True)
class Deliberately:
    """What a person says on purpose: ``replace`` an installation that is there, which is kept aside; ``because``: go
    on without a whole ledger of erasures."""

    replace: bool = False
    because: str | None = None


def restore_home(settings: Settings, folder: Path, said: Deliberately) -> None:
    """Make the home anew from a backup. Raises Trouble, and then the home is as it was."""
    settings = replace(settings, home=settings.home.expanduser().absolute())
    home = settings.home
    occupied = _ensure_room(settings, said)
    manifest = check_backup(folder)
    _ensure_fits(settings, manifest)
    if occupied and not said.because:
        _hand_over_the_rest(settings)
    if not said.because:
        _ensure_ledger(settings, manifest)
    made = home.with_name(f"{home.name}.restoring")
    try:
        shutil.rmtree(made, ignore_errors=True)
        count = _make(settings, folder, made, said)
        aside = _put_in_place(home, made, occupied=occupied)
    except DumpFailed as error:
        remedy = "The home is as it was. pg_restore must be as new as the server that was copied."
        raise Trouble(f"The database cannot be restored: {error}.", remedy, Exit.DATABASE) from error
    except OSError as error:
        raise Trouble(f"{made} cannot be written: {error.strerror}.", "Nothing was restored.", Exit.HOME) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    console.print(
        f"{home} is as it was at {manifest.made_at}, without what was erased since: {count}. `smoall up` starts it."
    )
    if aside:
        console.print(f"What was there is kept in {aside}, whole: delete it once it is not needed.")


def _ensure_room(settings: Settings, said: Deliberately) -> bool:
    """Whether there is an installation to keep aside."""
    if settings.database_url:
        remedy = "Use pg_restore as docs/operations.md tells, copy the backup's files, then run `smoall replay`."
        raise Trouble("DATABASE_URL names a database of your own.", remedy, Exit.SETTINGS)
    home = settings.home
    found = sorted(path.name for path in home.iterdir() if path.name not in STAYS) if home.is_dir() else []
    if found and not said.replace:
        remedy = f"Leave nothing but {KEY} and the ledger in it, or say --replace: what is there is kept aside."
        raise Trouble(f"{home} is not empty: it holds {found[0]}.", remedy, Exit.HOME)
    return bool(found)


def _ensure_fits(settings: Settings, manifest: Manifest) -> None:
    if manifest.revision not in known_revisions():
        remedy = f"Use Smoall {manifest.version} or newer."
        raise Trouble("The backup is of a newer version of Smoall.", remedy, Exit.BROKEN)
    if not settings.secret_key and not (settings.home / KEY).exists():
        remedy = f"Put {KEY} into {settings.home}, or set SMOALL_SECRET_KEY."
        raise Trouble("The key is missing without which stored secrets stay closed.", remedy, Exit.HOME)
    if manifest.key != key_mark(settings):
        raise Trouble("The key is not that of the backup.", f"Put back the {KEY} of that home.", Exit.HOME)


def _ensure_ledger(settings: Settings, manifest: Manifest) -> None:
    """There must be one, whole, and as long at least as when the backup was made."""
    ledger = ledger_of(settings)
    if not ledger.is_there():
        raise Trouble(f"The ledger of erasures is missing: {ledger.path}.", DELIBERATELY, Exit.LEDGER)
    hashes = {one.sequence: one.hash.hex() for one in read_ledger(ledger, Known(written={}))}
    if manifest.ledger and manifest.ledger[0] and hashes.get(manifest.ledger[0]) != manifest.ledger[1]:
        what = f"The ledger of erasures is not that of the backup, or was cut: {ledger.path}."
        raise Trouble(what, DELIBERATELY, Exit.LEDGER)


def _make(settings: Settings, folder: Path, made: Path, said: Deliberately) -> int:
    """How many erasures were done again in it."""
    made.mkdir(parents=True, mode=0o700)
    new = replace(settings, home=made, erasure_ledger=ledger_of(settings).path)
    if (settings.home / KEY).exists():
        shutil.copy2(settings.home / KEY, made / KEY)
    for name in (FILES, LETTERS):
        if (folder / name).is_dir():
            with step(f"Restoring {name}"):
                shutil.copytree(folder / name, made / name)
    server = EmbeddedPostgres.start(made, binaries=settings.postgres_bin)
    try:
        with step("Restoring the database"):
            dsn = server.address.admin_dsn(EMBEDDED)
            restore(dsn, folder / DATABASE, owner=OWNER, binaries=settings.postgres_bin)
        where = Addresses(server.owner_dsn(), server.app_dsn(), None)
        bring_up_to_date(where)
        forget_strays(new, where)
        return catch_up(new, where, because=said.because)
    finally:
        server.stop()


def _hand_over_the_rest(settings: Settings) -> None:
    """The database that is replaced may know of erasures that are not in the ledger yet."""
    try:
        with step("Asking the database that is replaced"), open_database(settings, join=False) as where:
            bring_up_to_date(where)
            hand_over(ledger_of(settings), where)
    except EmbeddedPostgresError as error:
        raise Trouble(f"The database that is replaced cannot be asked: {error}", UNASKED, Exit.DATABASE) from error


def _put_in_place(home: Path, made: Path, *, occupied: bool) -> Path | None:
    """Where the former home is kept, if it held anything."""
    for name in STAYS:
        if (home / name).exists():
            shutil.copy2(home / name, made / name)
    aside = home.with_name(f"{home.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S}") if occupied else None
    if aside:
        home.rename(aside)
    elif home.is_dir():
        shutil.rmtree(home)
    made.rename(home)
    return aside
