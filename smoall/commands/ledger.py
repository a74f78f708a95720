"""Whether a database may be served: nothing runs on one that was restored and still holds whom the ledger forgot."""

import asyncio

import psycopg

from smoall.commands.speaking import Exit, Trouble
from smoall.domain.privacy.erasures import Entry, ErasureKind, Known, Standing, compare, missing
from smoall.infra.erasures.known import known_to
from smoall.infra.erasures.ledger import FileLedger
from smoall.infra.postgres.database import Database
from smoall.infra.postgres.unit import PostgresUnits
from smoall.settings import Settings
from smoall.usecases.privacy.ledger.copy_erasures import LedgerAstray, copy_erasures
from smoall.usecases.privacy.ledger.stores import LedgerUnreadable
from smoall.wiring import Addresses
from smoall.wiring_ledger import ledger_of

DELIBERATELY = (
    "Put it back, or name its place in SMOALL_ERASURE_LEDGER. Where it is lost for good, say --without-ledger "
    '--because "…" to `smoall replay` or `smoall restore`; whoever was erased since a backup is then in it again.'
)


def ensure_replayed(settings: Settings, where: Addresses) -> None:
    """Refuse a database that knows less than the ledger, or a ledger that knows less than the database; hand over what
    waits. For a database with the schema of this code. Raises Trouble."""
    ledger = ledger_of(settings)
    try:
        with ledger.locked():  # whoever writes it notes it in the database under the same lock
            known = _known(where)
            entries = read_ledger(ledger, known)
    except OSError as error:
        raise unwritable(ledger, error) from error
    ensure_standing(ledger, entries, known)
    if known.waiting or not entries:
        hand_over(ledger, where)
    reseal_ledger(settings)


def reseal_ledger(settings: Settings) -> None:
    """Seal the ledger with the present master key where a former one did. Raises Trouble."""
    ledger = ledger_of(settings)
    try:
        ledger.reseal()
    except LedgerUnreadable as error:
        raise Trouble(f"The ledger of erasures is not whole: {error}.", DELIBERATELY, Exit.LEDGER) from error
    except OSError as error:
        raise unwritable(ledger, error) from error


def hand_over(ledger: FileLedger, where: Addresses) -> int:
    """Copy into the ledger what waits in the database. Raises Trouble."""

    async def copy() -> int:
        database = Database(where.app, size=1, role=where.role)
        try:
            return await copy_erasures(PostgresUnits(database), ledger)
        finally:
            await database.close()

    try:
        return asyncio.run(copy())
    except LedgerUnreadable as error:
        raise Trouble(f"The ledger of erasures cannot be used: {error}.", DELIBERATELY, Exit.LEDGER) from error
    except LedgerAstray as error:
        raise astray(ledger, error.standing) from error
    except OSError as error:
        raise unwritable(ledger, error) from error


def read_ledger(ledger: FileLedger, known: Known) -> tuple[Entry, ...]:
    """All of it; nothing where neither it nor the database ever began. Raises Trouble."""
    try:
        if known.written and not ledger.is_there():
            raise Trouble(f"The ledger of erasures is missing: {ledger.path}.", DELIBERATELY, Exit.LEDGER)
        return tuple(ledger.entries())
    except LedgerUnreadable as error:
        raise Trouble(f"The ledger of erasures is not whole: {error}.", DELIBERATELY, Exit.LEDGER) from error
    except OSError as error:
        raise unwritable(ledger, error) from error


def ensure_standing(ledger: FileLedger, entries: tuple[Entry, ...], known: Known) -> None:
    """Raises Trouble unless both know the same."""
    standing = compare(entries, known)
    if standing is Standing.BEHIND:
        count = sum(one.erasure.kind is not ErasureKind.OPENED for one in missing(entries, known))
        what = f"The database was restored: of the erasures in {ledger.path} it misses {count}."
        raise Trouble(what, "`smoall replay` does them again; nothing is served before.", Exit.LEDGER)
    if standing is not Standing.TOGETHER:
        raise astray(ledger, standing)


def astray(ledger: FileLedger, standing: Standing) -> Trouble:
    """What is wrong, and the way out."""
    if standing is Standing.FOREIGN:
        what = f"{ledger.path} is the ledger of erasures of another database."
        return Trouble(what, "Set SMOALL_HOME or SMOALL_ERASURE_LEDGER to what belongs to it.", Exit.LEDGER)
    if standing is Standing.BEHIND:
        what = f"The database was restored, and {ledger.path} has not been replayed into it."
        return Trouble(what, "`smoall replay` does that.", Exit.LEDGER)
    what = f"The ledger of erasures has lost what the database knows of: {ledger.path}."
    return Trouble(what, DELIBERATELY, Exit.LEDGER)


def unwritable(ledger: FileLedger, error: OSError) -> Trouble:
    """The disk refuses."""
    what = f"The ledger of erasures cannot be used: {ledger.path}: {error.strerror}."
    return Trouble(what, "Set SMOALL_ERASURE_LEDGER to a file of yours.", Exit.LEDGER)


def _known(where: Addresses) -> Known:
    with psycopg.connect(where.owner, connect_timeout=5) as connection:
        return known_to(connection) or Known(written={})
