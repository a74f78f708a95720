"""`smoall replay`: erase again, in a database that was restored, what the ledger says was erased since."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

import psycopg

from smoall.commands.database import bring_up_to_date, open_database
from smoall.commands.ledger import ensure_standing, hand_over, read_ledger
from smoall.commands.speaking import Exit, Trouble, console, step
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.erasures import Entry, Known, Standing, compare
from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.master_key import master_key
from smoall.infra.erasures.known import contents_known, known_to, without_owner
from smoall.infra.erasures.ledger import FileLedger
from smoall.infra.files.store import LocalFiles
from smoall.infra.postgres.database import Database
from smoall.infra.postgres.housekeeping import PostgresHousekeeping
from smoall.infra.postgres.unit import PostgresUnits
from smoall.settings import Settings
from smoall.usecases.actor import Actor
from smoall.usecases.operations.run_job import Work, run_job
from smoall.usecases.privacy.erase_outside import erase_files, erase_letters
from smoall.usecases.privacy.ledger.replay import Replaying, replay
from smoall.usecases.privacy.purge_organisation import Purging
from smoall.wiring import Addresses
from smoall.wiring_ledger import ledger_of
from smoall.wiring_mail import mailbox
from smoall.wiring_services import opposed_addresses

_OUTSIDE = """
SELECT organisation_id, run_key, actor FROM job_run
WHERE state IN ('QUEUED', 'RUNNING') AND actor IN ('erase_letters', 'erase_files') ORDER BY created_at
"""


def replay_and_say(settings: Settings, *, because: str | None) -> None:
    """`smoall replay`. Raises Trouble when there is no whole ledger, and nobody says why to go on without."""
    with open_database(settings) as where:
        bring_up_to_date(where)
        count = catch_up(settings, where, because=because)
    console.print(f"Erasures done again: {count}." if count else "The database knows of every erasure.")


def reason_given(*, without_ledger: bool, because: str) -> str | None:
    """Why to go on without a whole ledger; None when nobody wants to. Raises Trouble when only one of both is said."""
    if without_ledger != bool(because.strip()):
        what = "--without-ledger and --because need each other."
        raise Trouble(what, 'Say why: --without-ledger --because "the disk with it burnt".', Exit.SETTINGS)
    return because.strip() or None


def catch_up(settings: Settings, where: Addresses, *, because: str | None) -> int:
    """Replay the ledger, forget what is past its time, remove what lies outside; how many erasures were done again.

    ``because``: go on with as much of a ledger as can be read, and begin it anew from what the database knows.
    """
    ledger = ledger_of(settings)
    with psycopg.connect(where.owner, connect_timeout=5) as connection:
        known = known_to(connection) or Known(written={})
    entries = _remains(ledger, known) if because else _whole(ledger, known)
    with step("Erasing again what the ledger tells"):
        count = asyncio.run(_catch_up(settings, where, entries, because=because))
    if because:
        asyncio.run(_renew(ledger, where))
    hand_over(ledger, where)
    _tell_of_the_ownerless(where)
    return count


def _tell_of_the_ownerless(where: Addresses) -> None:
    with psycopg.connect(where.owner, connect_timeout=5) as connection:
        for identity in without_owner(connection):
            name = public_id(Kind.ORGANISATION, identity)
            console.print(f"[yellow]{name} has no owner: whoever owned it when the backup was made was erased.[/]")


def forget_strays(settings: Settings, where: Addresses) -> int:
    """Remove files and letters that no row of a restored database names: they were written while it was copied."""
    with psycopg.connect(where.owner, connect_timeout=5) as connection:
        files, letters = contents_known(connection)
    kept = {_place(settings.home / "files", name) for name in files}
    kept |= {settings.home / "mailbox" / f"{letter}.eml" for letter in letters}
    found = [path for name in ("files", "mailbox") for path in (settings.home / name).rglob("*") if path.is_file()]
    strays = [path for path in found if path not in kept]
    for path in strays:
        path.unlink()
    return len(strays)


def _place(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256[2:]


def _whole(ledger: FileLedger, known: Known) -> tuple[Entry, ...]:
    entries = read_ledger(ledger, known)
    if compare(entries, known) is not Standing.BEHIND:
        ensure_standing(ledger, entries, known)
    return entries


def _remains(ledger: FileLedger, known: Known) -> tuple[Entry, ...]:
    """What can be read of a ledger and follows what the database knows."""
    entries = tuple(ledger.readable()[0])
    return entries if compare(entries, known) is Standing.BEHIND else ()


async def _catch_up(settings: Settings, where: Addresses, entries: Sequence[Entry], *, because: str | None) -> int:
    database = Database(where.app, size=2, role=where.role)
    try:
        units = PostgresUnits(database, fingerprints=opposed_addresses(settings))
        seal = CertificateSigner(master_key(settings.home, given=settings.secret_key))
        replaying = Replaying(units, Purging(seal, settings.retention_grace_days))
        count = await replay(replaying, entries, because=because)
        keeper = PostgresHousekeeping(database, grace_days=settings.retention_grace_days)
        for forget in (keeper.forget_expired, keeper.forget_sessions, keeper.forget_links, keeper.forget_replays):
            await forget()
        await _outside(settings, where, units)
    finally:
        await database.close()
    return count


async def _outside(settings: Settings, where: Addresses, units: PostgresUnits) -> None:
    """Do now what jobs would do later: remove letters and files."""
    letters, files = mailbox(settings), LocalFiles(settings.home / "files")

    async def work(name: str, _actor: Actor, given: dict[str, list[str]]) -> None:
        if name == "erase_letters":
            await erase_letters(letters, [UUID(one) for one in given["letters"]])
        else:
            await erase_files(files, given["files"])

    with psycopg.connect(where.owner, connect_timeout=5) as connection:
        connection.execute("SELECT set_config('app.keeper', 'on', true)")
        waiting = connection.execute(_OUTSIDE).fetchall()
    for organisation_id, run_key, name in waiting:
        does: Work = partial(work, name)
        attempt = await run_job(units, organisation_id, run_key, does)
        if attempt.failure:
            raise Trouble(f"What was erased lies on the disk still: {attempt.failure}.", "", Exit.HOME)


async def _renew(ledger: FileLedger, where: Addresses) -> None:
    """Begin the ledger anew with all that the database knows of it; the former one is kept aside."""
    database = Database(where.app, size=1, role=where.role)
    try:
        async with PostgresUnits(database).begin(None, request_id="replay") as unit:
            entries = await unit.erasures.all()
    finally:
        await database.close()
    async with ledger.held():
        await ledger.renew(entries)
